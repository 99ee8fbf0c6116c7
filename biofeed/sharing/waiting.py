"""Sessions that wait to be written together, since a transaction for each would take most of the time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from biofeed.errors import BiofeedError
from biofeed.store import open_store
from biofeed.store.home import Home
from biofeed.store.intake import NewSession
from biofeed.store.store import Store
from biofeed.types import Origin

EVENTS_AT_ONCE = 200_000
"""No transaction is made much larger than this."""
_LOGS = (Origin.STRAP, Origin.SIMULATED)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file."""

    path: Path
    sessions: tuple[str, ...] = ()
    """The names of the sessions that are in the log because of it."""
    is_new: bool = True
    """Whether they came in now; `False` if they, or a file of the same content, were here."""
    trouble: BiofeedError | None = None
    """Why it could not be read."""


@dataclass(frozen=True, slots=True)
class _File:
    path: Path
    mark: str
    sessions: Sequence[NewSession]


class Waiting:
    """What has been read and is not in the log yet; a context manager, which does not write by itself."""

    def __init__(self, home: Home, client: str, when: dt.datetime) -> None:
        self._home = home
        self._client = client
        self._when = when
        self._files: list[_File] = []
        self._stores: dict[Origin, Store] = {}
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    @property
    def is_full(self) -> bool:
        """Whether it is time to write."""
        return sum(len(one.events) for file in self._files for one in file.sessions) > EVENTS_AT_ONCE

    def has(self, mark: str) -> bool:
        """Say whether a file of this content is among those that wait."""
        return any(file.mark == mark for file in self._files)

    def known(self, marks: Collection[str]) -> dict[str, str]:
        """Give those of the marks that are in a log, with the names of their sessions."""
        known: dict[str, str] = {}
        for origin in _LOGS:
            if self._home.database(origin).exists():
                here = self._log(origin).here(marks)
                known |= {mark: found.session for mark, found in here.items()}
        return known

    def add(self, path: Path, mark: str, sessions: Sequence[NewSession]) -> None:
        """Let the sessions of a file wait."""
        self._files.append(_File(path, mark, sessions))

    def write(self) -> list[Outcome]:
        """Write what waits, and say what became of each file. Raises `UsageError`, `StoreError`."""
        # What was interrupted while it was written is not in the log, and will be read again.
        files, self._files = self._files, []
        names: dict[str, str] = {}
        for origin in _LOGS:
            sessions = [one for file in files for one in file.sessions if _log_of(one) is origin]
            if sessions:
                written = self._log(origin).take_in(self._client, sessions, (), self._when)
                names |= dict(zip((one.mark for one in sessions), written, strict=True))
        return [Outcome(file.path, tuple(names[one.mark] for one in file.sessions)) for file in files]

    def _log(self, origin: Origin) -> Store:
        if origin not in self._stores:
            self._stores[origin] = self._stack.enter_context(open_store(self._home, origin))
        return self._stores[origin]


def _log_of(session: NewSession) -> Origin:
    made_up = session.header.origin in {Origin.SIMULATED, Origin.REPLAYED}
    return Origin.SIMULATED if made_up else Origin.STRAP

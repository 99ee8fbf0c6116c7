"""A bundle on its way into the log of whoever received it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from biofeed.sharing.bundle import Bundle
from biofeed.store import open_store
from biofeed.store.home import Home
from biofeed.store.intake import NewEntry, NewSession
from biofeed.types import Origin

_MADE_UP = frozenset({Origin.SIMULATED, Origin.REPLAYED})


@dataclass(frozen=True, slots=True)
class Delivered:
    """What became of a bundle."""

    sessions: tuple[str, ...]
    """The names of those that are new here."""
    entries: int
    """How many entries of the diary are new, or newer than what was here."""
    here_already: tuple[str, ...]
    """The names of sessions that came in before; nothing about them was changed."""

    def and_also(self, other: Delivered) -> Delivered:
        """Put two parts of one delivery together."""
        return Delivered(
            self.sessions + other.sessions,
            self.entries + other.entries,
            self.here_already + other.here_already,
        )


def deliver(bundle: Bundle, home: Home, client: str, when: dt.datetime) -> Delivered:
    """Take a bundle in under a client's code: what is not here yet, all of it or nothing.

    Simulated sessions go into the log of such, on the same terms. Raises `UsageError` for a code that is
    none, `StoreError` if a log cannot be written.
    """
    done = Delivered((), 0, ())
    for origin in (Origin.STRAP, Origin.SIMULATED):
        sessions = [
            one for one in bundle.sessions if (one.header.origin in _MADE_UP) == (origin is Origin.SIMULATED)
        ]
        entries = bundle.entries if origin is Origin.STRAP else ()
        if sessions or entries:
            done = done.and_also(_take_in(sessions, entries, home, client, when, origin))
    return done


def _take_in(
    sessions: Sequence[NewSession],
    entries: Sequence[NewEntry],
    home: Home,
    client: str,
    when: dt.datetime,
    origin: Origin,
) -> Delivered:
    with open_store(home, origin) as store:
        known = store.here([*(one.mark for one in sessions), *(one.mark for one in entries)])
        new = {one.mark: one for one in sessions if one.mark not in known}
        newer = [one for one in entries if one.mark not in known or known[one.mark].revision < one.revision]
        names = store.take_in(client, list(new.values()), newer, when) if new or newer else []
    already = tuple(known[one.mark].session for one in sessions if one.mark in known)
    return Delivered(tuple(names), len(newer), already)

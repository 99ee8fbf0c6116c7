"""The journal: what happens in a session, on its way to disk.

Events are written in batches, one durable transaction each, from one thread of its own: the event loop
never waits for a disk. If the disk refuses, the session goes on. What could not be written is kept in
memory, in order, and tried again with the next batch; `trouble` says what is wrong, so that the person can be
told once.

A session's end is written when it comes, so that it counts as finished from then on. What the person says
of it afterwards is written as well, until the journal is closed.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Protocol

from biofeed.errors import BiofeedError
from biofeed.types import Event, Result

RETRY_GROWTH = 0.1
"""By which share what waits has to grow before a disk that refused it is asked again."""


class Log(Protocol):
    """Where events are kept: the store's session log, or a recording file."""

    def append(self, events: Sequence[Event]) -> None:
        """Write the events, all or none, and return when they would survive a power cut."""

    def finish(self, t_s: float, reason: str, results: Sequence[Result]) -> None:
        """Write how the session ended and what was found. Not called when the program is killed."""


class Journal:
    """Keeps a session's events until its logs have taken them."""

    def __init__(self, logs: Sequence[Log]) -> None:
        self.trouble: BiofeedError | None = None
        self._pending: dict[Log, list[Event]] = {log: [] for log in logs}
        self._refused: dict[Log, int] = {}
        """How many events a log has refused the last time."""
        self._unfinished: list[Log] = []
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="journal")
        self._end: tuple[float, str, Sequence[Result]] | None = None

    @property
    def unwritten_s(self) -> float | None:
        """From when on something is not on disk; `None` where a log has taken all events there are."""
        return min((pending[0].t_s for pending in self._pending.values() if pending), default=None)

    def add(self, event: Event) -> None:
        """Take one event; it is on disk only after the next flush."""
        for pending in self._pending.values():
            pending.append(event)

    async def flush(self) -> None:
        """Write what is pending, without keeping the event loop from its work."""
        if any(self._is_due(log) for log in self._pending):
            await asyncio.get_running_loop().run_in_executor(self._thread, self._write)

    def finish(self, t_s: float, reason: str, results: Sequence[Result]) -> None:
        """Write everything there is and how the session ended, at once, whatever is going on around it."""
        self._end, self._unfinished = (t_s, reason, results), list(self._pending)
        self._thread.submit(self._write).result()
        self._finish()

    def close(self) -> None:
        """Write what is left, in a last attempt, and let go of the thread."""
        self._thread.shutdown(wait=True)
        self._write()
        self._finish()

    def _finish(self) -> None:
        for log in list(self._unfinished):
            if self._end is None or self._pending[log]:
                continue
            try:
                log.finish(*self._end)
            except BiofeedError as error:
                self.trouble = error
            else:
                self._unfinished.remove(log)

    def _is_due(self, log: Log) -> bool:
        """Say whether there is something to write. What was refused is tried again when a tenth came to it.

        To try with every packet would cost more each time, on a disk that stays full for an hour.
        """
        return len(self._pending[log]) > self._refused.get(log, 0) * (1 + RETRY_GROWTH)

    def _write(self) -> None:
        trouble = None
        for log, pending in self._pending.items():
            if not (batch := pending[:]):
                continue
            try:
                log.append(batch)
            except BiofeedError as error:
                trouble = error
                self._refused[log] = len(batch)
            else:
                self._refused.pop(log, None)
                # Only what was written goes: the event loop may have added more meanwhile.
                del pending[: len(batch)]
        self.trouble = trouble

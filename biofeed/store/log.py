"""The log of one running session: append, append, append, finish.

Each append is one transaction and returns when its events would survive a power cut. It may be called
from any thread. If the disk refuses, nothing of that append is kept, and the same events can be appended
again later.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Connection, bindparam, func, insert, update

from biofeed.rows import dump, storable, to_payload
from biofeed.store import schema
from biofeed.store.running import RunningLock
from biofeed.store.trouble import told_plainly
from biofeed.types import Beat, Event, Measure

_INSERT_EVENTS = insert(schema.event)
_INSERT_MEASURES = insert(schema.measure)
_COUNT = (
    update(schema.session)
    .where(schema.session.c.id == bindparam("session"))
    .values(
        duration_s=func.max(schema.session.c.duration_s, bindparam("latest_s")),
        events=schema.session.c.events + bindparam("more_events"),
        beats=schema.session.c.beats + bindparam("more_beats"),
    )
)
_END = (
    update(schema.session)
    .where(schema.session.c.id == bindparam("session"))
    .values(ended_s=bindparam("t_s"), end_reason=bindparam("reason"))
)


class SessionLog:
    """Keeps one session, from `Store.begin` on; a context manager.

    Closed without `finish`, the session counts as interrupted, as it does when the program is killed.
    """

    def __init__(
        self,
        connection: Connection,
        path: Path,
        number: int,
        public_id: str,
        software: str,
        lock: RunningLock,
    ) -> None:
        self.id = public_id
        """The session's name, as people see and type it."""
        self._connection = connection
        self._path = path
        self._number = number
        self._software = software
        self._lock = lock
        self._seq = 0
        self._mutex = threading.Lock()

    def append(self, events: Sequence[Event]) -> None:
        """Write the events, all or none. Raises `StoreError` if they could not be written."""
        if not events:
            return
        with self._mutex, told_plainly(self._path):
            rows = [self._row(seq, event) for seq, event in enumerate(events, self._seq)]
            count = {
                "session": self._number,
                "latest_s": max(event.t_s for event in events),
                "more_events": len(events),
                "more_beats": sum(isinstance(event, Beat) for event in events),
            }
            with self._connection.begin():
                self._connection.execute(_INSERT_EVENTS, rows)
                self._connection.execute(_COUNT, count)
            self._seq += len(events)

    def finish(self, t_s: float, reason: str, measures: Sequence[Measure]) -> None:
        """Write how the session ended, and what was measured. Raises `StoreError`."""
        rows = [self._measure(position, measure) for position, measure in enumerate(measures)]
        with self._mutex, told_plainly(self._path), self._connection.begin():
            if rows:
                self._connection.execute(_INSERT_MEASURES, rows)
            self._connection.execute(_END, {"session": self._number, "t_s": t_s, "reason": storable(reason)})

    def close(self) -> None:
        """Let go of the log; a second time does nothing."""
        with self._mutex, told_plainly(self._path):
            try:
                self._connection.close()
            finally:
                self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _row(self, seq: int, event: Event) -> dict[str, Any]:
        kind, payload = to_payload(event)
        return {
            "session": self._number,
            "seq": seq,
            "t_s": event.t_s,
            "kind": kind,
            "payload": dump(payload),
        }

    def _measure(self, position: int, measure: Measure) -> dict[str, Any]:
        # `ready_s` is about a session that goes on; of a finished one there is nothing to say.
        return {
            "session": self._number,
            "position": position,
            "name": measure.name,
            "value": measure.value,
            "unit": measure.unit,
            "window_s": measure.window_s,
            "coverage": measure.coverage,
            "definition": measure.definition,
            "software": self._software,
        }

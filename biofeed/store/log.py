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
from typing import Self

from sqlalchemy import Connection, bindparam, case, func, insert, update
from sqlalchemy.dialects import sqlite

from biofeed.rows import storable, to_text
from biofeed.store import schema
from biofeed.store.result import keep
from biofeed.store.running import RunningLock
from biofeed.store.trouble import told_plainly
from biofeed.types import Beat, Event, Note, Result

_INSERT_EVENTS = str(insert(schema.event).compile(dialect=sqlite.dialect()))
"""As text, with its values in the order of the columns: for thousands of rows that takes half the time."""
_COUNT = (
    update(schema.session)
    .where(schema.session.c.id == bindparam("session"))
    .values(
        # What is said after the end does not make the session longer.
        duration_s=case(
            (
                schema.session.c.ended_s.is_(None),
                func.max(schema.session.c.duration_s, bindparam("latest_s")),
            ),
            else_=schema.session.c.duration_s,
        ),
        events=schema.session.c.events + bindparam("more_events"),
        beats=schema.session.c.beats + bindparam("more_beats"),
    )
)
_CIRCUMSTANCES = {
    topic: update(schema.session)
    .where(schema.session.c.id == bindparam("session"))
    .values({topic: bindparam("text")})
    for topic in ("posture", "setting")
}
"""What the person may say about a session that is kept beside it as well; the topics of such notes."""
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
            with self._connection.begin():
                append(self._connection, self._number, events, self._seq)
            self._seq += len(events)

    def finish(self, t_s: float, reason: str, results: Sequence[Result]) -> None:
        """Write how the session ended, and what was measured and found. Raises `StoreError`."""
        with self._mutex, told_plainly(self._path), self._connection.begin():
            keep(self._connection, self._number, results, self._software)
            end(self._connection, self._number, t_s, reason)

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


def append(connection: Connection, session: int, events: Sequence[Event], first_seq: int) -> None:
    """Write a session's next events, numbered from `first_seq` on, and count them."""
    rows = [(session, seq, event.t_s, *to_text(event)) for seq, event in enumerate(events, first_seq)]
    count = {
        "session": session,
        "latest_s": max(event.t_s for event in events),
        "more_events": len(events),
        "more_beats": sum(isinstance(event, Beat) for event in events),
    }
    connection.exec_driver_sql(_INSERT_EVENTS, rows)
    connection.execute(_COUNT, count)
    for event in events:
        if isinstance(event, Note) and event.topic in _CIRCUMSTANCES:
            said = {"session": session, "text": storable(event.text)}
            connection.execute(_CIRCUMSTANCES[event.topic], said)


def end(connection: Connection, session: int, t_s: float, reason: str) -> None:
    """Write when a session ended, and why."""
    connection.execute(_END, {"session": session, "t_s": t_s, "reason": storable(reason)})

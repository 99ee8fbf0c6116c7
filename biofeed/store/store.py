"""The log of all sessions: what the rest of the program may ask of it.

One `Store` is one database. Nothing stays open between two calls, except the connection of a session that
is running.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeAlias

from sqlalchemy import Connection, Engine, Row, Select, insert, select

from biofeed.errors import StoreError
from biofeed.rows import Header, RowError, dump, from_payload, load, storable
from biofeed.store import schema
from biofeed.store.engine import connect_to_write, open_engine
from biofeed.store.log import SessionLog
from biofeed.store.revision import bring_up_to_date
from biofeed.store.row import SessionRow, State, checked_client, no_such_session, parse_public_id, public_id
from biofeed.store.running import RunningLock, is_running
from biofeed.store.trouble import told_plainly
from biofeed.types import Event, Measure, Origin

_Row: TypeAlias = Row[*tuple[Any, ...]]
_Select: TypeAlias = Select[*tuple[Any, ...]]

PAGE = 2000
"""Events are fetched so many at a time: no matter how long a session is, it is never all in memory."""

_s = schema.session.c
_LISTED = (
    select(
        _s.id,
        schema.client.c.code,
        _s.started,
        _s.origin,
        _s.device,
        _s.exercise,
        _s.end_reason,
        _s.duration_s,
        _s.events,
        _s.beats,
    )
    .join_from(schema.session, schema.client)
    .order_by(_s.started_utc.desc(), _s.id.desc())
)


class Store:
    """The sessions in one database; made by `biofeed.store.open_store`. A context manager."""

    def __init__(self, path: Path, running: Path, *, simulated: bool) -> None:
        """Open the database, making it or bringing its tables up to date. Raises `StoreError`."""
        self.path = path
        self._running = running
        self._simulated = simulated
        with told_plainly(path):
            self._engine: Engine = open_engine(path)
            bring_up_to_date(self._engine, path)

    def begin(self, header: Header, client: str) -> SessionLog:
        """Begin a session's log, under the client's code.

        Raises `UsageError` if that is no code, `StoreError` if the log cannot be written or the header does
        not say when the session began.
        """
        checked_client(client)
        started = _started(header)
        with ExitStack() as undo, told_plainly(self.path):
            connection = undo.enter_context(connect_to_write(self._engine))
            with connection.begin():
                number = _insert_session(
                    connection, header, started, _client_number(connection, client, header)
                )
                # Taken before anybody can see the session, so that it is never taken for interrupted.
                name = public_id(number, simulated=self._simulated)
                lock = RunningLock(self._running, name)
                undo.callback(lock.release)
            undo.pop_all()
        return SessionLog(connection, self.path, number, name, header.software, lock)

    def sessions(self, client: str | None = None, limit: int | None = None) -> list[SessionRow]:
        """List the sessions, the newest first: everybody's or one client's, all or the first `limit`."""
        query = _LISTED.limit(limit)
        if client is not None:
            query = query.where(schema.client.c.code == client)
        return [self._listed(row) for row in self._fetch(query)]

    def session(self, session: str) -> SessionRow:
        """Give one session. Raises `StoreError` if there is none of that name."""
        return self._listed(self._one(_LISTED, session))

    def header(self, session: str) -> Header:
        """Give what was known when the session began. Raises `StoreError` if there is no such session."""
        query = select(schema.session, schema.client.c.code).join_from(schema.session, schema.client)
        row = self._one(query, session)
        return Header(
            origin=Origin(row.origin),
            device=row.device,
            started=row.started,
            device_url=row.device_url,
            software=row.software,
            exercise=row.exercise,
            exercise_toml=row.exercise_toml,
            minutes=row.minutes,
            pace_bpm=row.pace_bpm,
            framed=bool(row.framed),
            holds=bool(row.holds),
            seed=row.seed,
            client=row.code,
            notes=tuple(json.loads(row.remarks)),
            format=row.format,
        )

    def events(self, session: str) -> Iterator[Event]:
        """Give the session's events in the order in which they were appended.

        Raises `StoreError` if there is no such session, or an entry cannot be read.
        """
        return self._events(self._one(_LISTED, session).id, session)

    def measures(self, session: str) -> tuple[Measure, ...]:
        """Give what was measured when the session ended. Raises `StoreError` if there is no such session."""
        number = self._one(_LISTED, session).id
        m = schema.measure.c
        rows = self._fetch(select(schema.measure).where(m.session == number).order_by(m.position))
        return tuple(
            Measure(row.name, row.value, row.unit, row.window_s, row.coverage, row.definition) for row in rows
        )

    def close(self) -> None:
        """Let go of the database; running sessions keep theirs."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _events(self, number: int, name: str) -> Iterator[Event]:
        e = schema.event.c
        query = select(e.seq, e.t_s, e.kind, e.payload).where(e.session == number).order_by(e.seq).limit(PAGE)
        last_seq = -1
        while page := self._fetch(query.where(e.seq > last_seq)):
            for row in page:
                try:
                    yield from_payload(row.kind, row.t_s, load(row.payload))
                except RowError as error:
                    raise StoreError(
                        f"Entry {row.seq} of session {name} cannot be read: {error}.",
                        "If a newer version of biofeed wrote it, update this one.",
                    ) from error
            last_seq = page[-1].seq

    def _one(self, query: _Select, session: str) -> _Row:
        number, simulated = parse_public_id(session) or (0, False)
        rows = self._fetch(query.where(_s.id == number)) if simulated == self._simulated else []
        if not rows:
            raise no_such_session(session)
        return rows[0]

    def _fetch(self, query: _Select) -> list[_Row]:
        with told_plainly(self.path), self._engine.connect() as connection:
            return list(connection.execute(query).all())

    def _listed(self, row: _Row) -> SessionRow:
        # Taken apart in one go: of ten thousand sessions, to ask for each column by name takes the time.
        number, client, started, origin, device, exercise, end_reason, duration_s, events, beats = row
        name = public_id(number, simulated=self._simulated)
        return SessionRow(
            name,
            client,
            dt.datetime.fromisoformat(started),
            Origin(origin),
            device,
            exercise,
            self._state(name, end_reason),
            end_reason or "",
            duration_s,
            events,
            beats,
        )

    def _state(self, name: str, end_reason: str | None) -> State:
        if end_reason is not None:
            return State.FINISHED
        return State.RUNNING if is_running(self._running, name) else State.INTERRUPTED


def _started(header: Header) -> dt.datetime:
    try:
        started = dt.datetime.fromisoformat(header.started)
    except ValueError:
        started = dt.datetime.min
    if started.tzinfo is None:
        raise StoreError(
            "It is not known when and in which time zone this session began.",
            "The log needs its start as an ISO 8601 time with its offset, such as 2026-03-01T18:30:00+01:00.",
        )
    return started.astimezone(dt.UTC)


def _client_number(connection: Connection, code: str, header: Header) -> int:
    c = schema.client.c
    number = connection.execute(select(c.id).where(c.code == code)).scalar()
    if number is None:
        made = connection.execute(insert(schema.client).values(code=code, created=header.started))
        (number,) = made.inserted_primary_key or (0,)
    return int(number)


def _insert_session(connection: Connection, header: Header, started: dt.datetime, client: int) -> int:
    made = connection.execute(
        insert(schema.session).values(
            client=client,
            started=header.started,
            started_utc=started.isoformat(timespec="microseconds"),
            origin=header.origin.value,
            device=storable(header.device),
            device_url=storable(header.device_url),
            exercise=storable(header.exercise),
            exercise_toml=storable(header.exercise_toml),
            minutes=header.minutes,
            pace_bpm=header.pace_bpm,
            framed=int(header.framed),
            holds=int(header.holds),
            seed=header.seed,
            software=storable(header.software),
            format=header.format,
            remarks=dump(header.notes),
        )
    )
    (number,) = made.inserted_primary_key or (0,)
    return int(number)

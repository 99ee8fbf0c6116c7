"""How a session gets into the log: its own row, and the person's if this is their first."""

from __future__ import annotations

import datetime as dt
from contextlib import ExitStack

from sqlalchemy import Connection, insert, select

from biofeed.errors import StoreError
from biofeed.rows import Header, dump, storable
from biofeed.store import schema
from biofeed.store.database import Database
from biofeed.store.log import SessionLog
from biofeed.store.row import checked_client
from biofeed.store.running import RunningLock
from biofeed.store.trouble import told_plainly

_INSERT_SESSION = insert(schema.session)


def begin(database: Database, header: Header, client: str) -> SessionLog:
    """Begin a session's log, under the client's code.

    Raises `UsageError` if that is no code, `StoreError` if the log cannot be written or the header does
    not say when the session began.
    """
    checked_client(client)
    started_utc(header)
    with ExitStack() as undo, told_plainly(database.path):
        connection = undo.enter_context(database.connect_to_write())
        with connection.begin():
            number = enter(connection, header, client_number(connection, client, header.started))
            # Taken before anybody can see the session, so that it is never taken for interrupted.
            name = database.name(number)
            lock = RunningLock(database.running, name)
            undo.callback(lock.release)
        undo.pop_all()
    return SessionLog(connection, database.path, number, name, header.software, lock)


def client_number(connection: Connection, code: str, created: str) -> int:
    """Give the number of a client, who is entered if they are new."""
    c = schema.client.c
    number = connection.execute(select(c.id).where(c.code == code)).scalar()
    if number is None:
        made = connection.execute(insert(schema.client).values(code=code, created=created))
        (number,) = made.inserted_primary_key or (0,)
    return int(number)


def started_utc(header: Header) -> dt.datetime:
    """Give when a session began. Raises `StoreError` if its header does not say so, with the time zone."""
    try:
        started = dt.datetime.fromisoformat(header.started)
        if started.tzinfo is not None:
            return started.astimezone(dt.UTC)
    except (ValueError, OverflowError):
        pass
    raise StoreError(
        "It is not known when and in which time zone this session began.",
        "The log needs its start as an ISO 8601 time with its offset, such as 2026-03-01T18:30:00+01:00.",
    )


def enter(connection: Connection, header: Header, client: int) -> int:
    """Enter a session's own row, and give its number. Raises `StoreError` as `started_utc` does."""
    row = {
        "client": client,
        "started": header.started,
        "started_utc": started_utc(header).isoformat(timespec="microseconds"),
        "origin": header.origin.value,
        "device": storable(header.device),
        "device_url": storable(header.device_url),
        "exercise": storable(header.exercise),
        "exercise_toml": storable(header.exercise_toml),
        "minutes": header.minutes,
        "pace_bpm": header.pace_bpm,
        "framed": int(header.framed),
        "holds": int(header.holds),
        "seed": header.seed,
        "software": storable(header.software),
        "format": header.format,
        "remarks": dump(header.notes),
    }
    made = connection.execute(_INSERT_SESSION, row)
    (number,) = made.inserted_primary_key or (0,)
    return int(number)

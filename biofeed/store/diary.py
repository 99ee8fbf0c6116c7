"""The diary in the session log: what a client keeps between practices.

The table only grows. An edit is a new row that replaces the first one of its entry, so that an entry keeps
its number and its history; the newest row is what it says now. Only deleting takes rows away, all of an entry
at once.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from sqlalchemy import delete, func, insert, select

from biofeed.diary import Entry, Goal, Value, from_payload, happened, kind_of, to_payload
from biofeed.errors import StoreError
from biofeed.rows import RowError, dump, load
from biofeed.store import schema
from biofeed.store.beginning import client_number
from biofeed.store.database import AnyRow, Database, Query
from biofeed.store.row import checked_client
from biofeed.words import diary as words

_e = schema.entry.c
_number = func.coalesce(_e.replaces, _e.id)
"""The number of the row that an entry began with, which is the number it is known by."""

_ROWS: Query = (
    select(
        _e.id,
        _number.label("entry"),
        func.row_number().over(partition_by=_number, order_by=_e.id).label("revision"),
        func.max(_e.id).over(partition_by=_number).label("newest"),
        schema.client.c.code,
        _e.kind,
        _e.happened_utc,
        _e.written,
        _e.shared,
        _e.payload,
    )
    .join_from(schema.entry, schema.client)
    .order_by(_e.id)
)


def write(database: Database, client: str, value: Value, when: dt.datetime, *, shared: bool) -> Entry:
    """Keep a value as a new entry of a client, who may be new.

    Raises `StoreError`, or `UsageError` for a client code that is none.
    """
    checked_client(client)
    when = when.replace(microsecond=0)
    with database.writing() as connection:
        number = client_number(connection, client, when.isoformat(timespec="seconds"))
        row = entry_row(number, value, when, shared=shared)
        made = connection.execute(insert(schema.entry).values(row))
    (entry,) = made.inserted_primary_key or (0,)
    return Entry(int(entry), client, value, when, shared)


def revise(
    database: Database, number: int, when: dt.datetime, value: Value | None, shared: bool | None
) -> Entry:
    """Say an entry anew, or share it or not; what is `None` stays as it is. The earlier rows are kept.

    Raises `StoreError` if there is no such entry.
    """
    now = one(database, number)
    when = when.replace(microsecond=0)
    value = now.value if value is None else value
    shared = now.shared if shared is None else shared
    with database.writing() as connection:
        client = connection.execute(select(_e.client).where(_e.id == number)).scalar_one()
        row = entry_row(client, value, when, shared=shared)
        connection.execute(insert(schema.entry).values(**row, replaces=number))
    return Entry(number, now.client, value, when, shared, now.revision + 1)


def delete_entry(database: Database, number: int) -> None:
    """Delete an entry with everything it ever said. Raises `StoreError` if there is no such entry."""
    one(database, number)
    with database.writing() as connection:
        connection.execute(delete(schema.entry).where(_e.id == number))


def entries(
    database: Database,
    client: str | None = None,
    kinds: Collection[str] | None = None,
    since: dt.datetime | None = None,
) -> list[Entry]:
    """List entries as they are now, the newest first: everybody's or one client's, of all kinds or some."""
    rows = _ROWS.subquery()
    query = (
        select(rows).where(rows.c.id == rows.c.newest).order_by(rows.c.happened_utc.desc(), rows.c.id.desc())
    )
    if client is not None:
        query = query.where(rows.c.code == client)
    if kinds is not None:
        query = query.where(rows.c.kind.in_(kinds))
    if since is not None:
        query = query.where(rows.c.happened_utc >= _utc(since))
    return [_entry(row) for row in database.fetch(query)]


def revisions(database: Database, number: int) -> tuple[Entry, ...]:
    """Give everything an entry ever said, the oldest first. Raises `StoreError` if there is no such entry."""
    rows = database.fetch(_ROWS.where(_number == number))
    if not rows:
        raise StoreError(words.NO_SUCH_ENTRY.format(number=number), words.NO_SUCH_ENTRY_HINT)
    return tuple(_entry(row) for row in rows)


def one(database: Database, number: int) -> Entry:
    """Give an entry as it is now. Raises `StoreError` if there is no such entry."""
    return revisions(database, number)[-1]


def goals(database: Database, client: str) -> list[Goal]:
    """List a client's goals, the one set first leading."""
    found = [entry.value for entry in entries(database, client, ("goal",))]
    return sorted((goal for goal in found if isinstance(goal, Goal)), key=lambda goal: goal.happened)


def entry_row(client: int, value: Value, when: dt.datetime, *, shared: bool) -> dict[str, object]:
    """Give the row of a value, written at that time, for a client by their number."""
    return {
        "client": client,
        "kind": kind_of(value),
        "happened_utc": _utc(happened(value, when)),
        "written": when.isoformat(timespec="seconds"),
        "shared": int(shared),
        "payload": dump(to_payload(value)),
    }


def _entry(row: AnyRow) -> Entry:
    try:
        value = from_payload(row.kind, load(row.payload))
    except (RowError, ValueError) as error:
        raise StoreError(
            f"Entry {row.entry} of the diary cannot be read: {error}.",
            "If a newer version of biofeed wrote it, update this one.",
        ) from error
    written = dt.datetime.fromisoformat(row.written)
    return Entry(row.entry, row.code, value, written, bool(row.shared), row.revision)


def _utc(when: dt.datetime) -> str:
    return when.astimezone(dt.UTC).isoformat(timespec="microseconds")

"""The events of a session, read page by page."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select

from biofeed.errors import StoreError
from biofeed.rows import RowError, from_payload, load
from biofeed.store import schema
from biofeed.store.database import AnyRow, Database
from biofeed.types import Event

PAGE = 2000
"""Events are fetched so many at a time: no matter how long a session is, it is never all in memory."""

_e = schema.event.c
COLUMNS = (_e.seq, _e.t_s, _e.kind, _e.payload)


def events(database: Database, number: int) -> Iterator[Event]:
    """Give a session's events in the order in which they were appended.

    Raises `StoreError` if an entry cannot be read.
    """
    query = select(*COLUMNS).where(_e.session == number).order_by(_e.seq).limit(PAGE)
    last_seq = -1
    while page := database.fetch(query.where(_e.seq > last_seq)):
        for row in page:
            yield understood(row, database.name(number))
        last_seq = page[-1].seq


def understood(row: AnyRow, name: str) -> Event:
    """Turn a row of `COLUMNS` into an event. Raises `StoreError` if it is none."""
    try:
        return from_payload(row.kind, row.t_s, load(row.payload))
    except RowError as error:
        raise StoreError(
            f"Entry {row.seq} of session {name} cannot be read: {error}.",
            "If a newer version of biofeed wrote it, update this one.",
        ) from error

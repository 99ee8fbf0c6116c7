"""What can still be read of a damaged database, session by session.

Sessions are asked for by their numbers, because a damaged page may break off any list. Of a session, the
entries that cannot be read are left out, and how many there are is said: a recording with a hole that
nobody knows of would be worse than none.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from sqlalchemy import column, func, select, table

from biofeed.errors import StoreError
from biofeed.rows import Header
from biofeed.store import event, listing, schema
from biofeed.store.database import Database
from biofeed.types import Event, Origin

GIVE_UP_AFTER = 1000
"""So many entries in a row that cannot be read, and nothing more is looked for in a session."""

_e, _s = schema.event.c, schema.session.c
_COUNTED = table("sqlite_sequence", column("name"), column("seq"))


@dataclass(frozen=True, slots=True)
class Rescued:
    """A session, as far as it could be read."""

    name: str
    header: Header
    """With a remark where something is missing."""
    events: tuple[Event, ...]
    is_whole: bool


def rescue(database: Database) -> Iterator[Rescued]:
    """Give every session of which something can be read. Raises `StoreError` if none can be found at all."""
    for number in range(1, _last_number(database) + 1):
        name = database.name(number)
        try:
            header = listing.header(database, name)
            count = database.one(select(_s.events), name).events
        except StoreError:
            events = tuple(_readable(database, number, None))
            # Without any, it was deleted, or nothing is left of it.
            if events:
                yield Rescued(name, _unknown(database), events, is_whole=False)
            continue
        events = tuple(_readable(database, number, count))
        lost = count - len(events)
        remark = (f"{lost} entries were on damaged pages and are missing",) if lost else ()
        yield Rescued(name, replace(header, notes=(*header.notes, *remark)), events, is_whole=not lost)


def _last_number(database: Database) -> int:
    """Give the highest number that any session ever had."""
    query = select(func.max(_COUNTED.c.seq)).where(_COUNTED.c.name == "session")
    ((number,),) = database.fetch(query)
    return int(number or 0)


def _readable(database: Database, number: int, count: int | None) -> Iterator[Event]:
    """Give the events of a session that can be read; `count` is how many there have to be, if that is known.

    Where a page of them cannot be read, smaller and smaller ones are tried, and then what lies behind.
    """
    query = select(*event.COLUMNS).where(_e.session == number).order_by(_e.seq)
    seq, missed, size = 0, 0, event.PAGE
    while missed < GIVE_UP_AFTER and (count is None or seq < count):
        try:
            rows = database.fetch(query.where(_e.seq >= seq).limit(size))
            events = [event.understood(row, database.name(number)) for row in rows]
        except StoreError:
            if size == 1:
                seq, missed = seq + 1, missed + 1
            size = max(size // 2, 1)
            continue
        if not rows:
            return
        yield from events
        seq, missed, size = rows[-1].seq + 1, 0, min(size * 2, event.PAGE)


def _unknown(database: Database) -> Header:
    """Stand in for a header that cannot be read."""
    origin = Origin.SIMULATED if database.simulated else Origin.STRAP
    return Header(origin, "", "", notes=("what was known when it began was on a damaged page",))

"""What comes into the log from elsewhere: sessions that are over, and entries of a diary.

Each has a mark, made of its content by whoever brings it. What has a mark that is known already is not taken
in a second time; what was deleted may come anew. An entry that was edited since becomes an edit here as well.
All that is brought at once comes in, or nothing of it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import Connection, insert, select, update

from biofeed.diary import Value
from biofeed.rows import Header
from biofeed.store import schema
from biofeed.store.beginning import client_number, enter
from biofeed.store.database import Database
from biofeed.store.diary import entry_row
from biofeed.store.log import append, end
from biofeed.store.note import Annotation, note_row
from biofeed.store.result import keep
from biofeed.store.row import checked_client
from biofeed.types import Event, Result, Stop

_i = schema.imported.c
_INSERT_MARK = insert(schema.imported)
_AT_ONCE = 500
"""So many marks are looked up by one query; SQLite bounds how many values one may have."""


@dataclass(frozen=True, slots=True)
class NewSession:
    """A session from elsewhere."""

    mark: str
    header: Header
    """Its start has to be known, with its time zone."""
    events: Sequence[Event]
    notes: Sequence[Annotation] = ()
    end_reason: str = ""
    """Why it ended where it has no `Stop`; without either it counts as interrupted."""


@dataclass(frozen=True, slots=True)
class NewEntry:
    """An entry of a diary from elsewhere."""

    mark: str
    """The same for all its versions."""
    revision: int
    value: Value
    written: dt.datetime
    shared: bool


class Known(NamedTuple):
    """What is here under a mark."""

    session: str
    """Its name; empty for an entry."""
    revision: int


def here(database: Database, marks: Collection[str]) -> dict[str, Known]:
    """Give what is here under those of the marks that are known."""
    asked, found = list(marks), {}
    for first in range(0, len(asked), _AT_ONCE):
        query = select(_i.mark, _i.session, _i.revision).where(_i.mark.in_(asked[first : first + _AT_ONCE]))
        for mark, number, revision in database.fetch(query):
            found[mark] = Known("" if number is None else database.name(number), revision)
    return found


def take_in(
    database: Database,
    client: str,
    sessions: Sequence[NewSession],
    entries: Sequence[NewEntry],
    when: dt.datetime,
) -> list[str]:
    """Take all of it in under a client's code, in one transaction, and name the sessions.

    Raises `UsageError` for a code that is none, `StoreError` if a session is here already or something cannot
    be written; then nothing was taken in.
    """
    checked_client(client)
    taken_in = when.isoformat(timespec="seconds")
    with database.writing() as connection:
        owner = client_number(connection, client, taken_in)
        numbers = [_session(connection, owner, session) for session in sessions]
        marks = [
            {"mark": session.mark, "session": number, "taken_in": taken_in}
            for session, number in zip(sessions, numbers, strict=True)
        ]
        if marks:
            connection.execute(_INSERT_MARK, marks)
        for entry in entries:
            _entry(connection, owner, entry, taken_in)
    return [database.name(number) for number in numbers]


def _session(connection: Connection, owner: int, session: NewSession) -> int:
    number = enter(connection, session.header, owner)
    _log(connection, number, session)
    results = [event for event in session.events if isinstance(event, Result)]
    if results:
        keep(connection, number, results, session.header.software)
    for note in session.notes:
        connection.execute(insert(schema.note).values(note_row(owner, number, note)))
    return number


def _log(connection: Connection, number: int, session: NewSession) -> None:
    """Write the events and the end. What was said behind the `Stop` does not make a session longer."""
    stop = next((at for at, event in enumerate(session.events) if isinstance(event, Stop)), None)
    until = len(session.events) if stop is None else stop + 1
    before, after = session.events[:until], session.events[until:]
    if before:
        append(connection, number, before, 0)
    if before and isinstance(before[-1], Stop):
        end(connection, number, before[-1].t_s, before[-1].reason)
    elif session.end_reason:
        end(connection, number, max((event.t_s for event in before), default=0.0), session.end_reason)
    if after:
        append(connection, number, after, until)


def _entry(connection: Connection, owner: int, entry: NewEntry, taken_in: str) -> None:
    """Write an entry that is new, or a version of it that is newer than the one here."""
    row = entry_row(owner, entry.value, entry.written, shared=entry.shared)
    known = connection.execute(select(_i.entry, _i.revision).where(_i.mark == entry.mark)).first()
    if known is None:
        made = connection.execute(insert(schema.entry).values(row))
        (number,) = made.inserted_primary_key or (0,)
        said = {"mark": entry.mark, "entry": number, "revision": entry.revision, "taken_in": taken_in}
        connection.execute(_INSERT_MARK, said)
    elif known.revision < entry.revision:
        # It stays with the person under whom it came first.
        owner = connection.execute(
            select(schema.entry.c.client).where(schema.entry.c.id == known.entry)
        ).scalar_one()
        connection.execute(insert(schema.entry).values({**row, "client": owner, "replaces": known.entry}))
        connection.execute(
            update(schema.imported).where(_i.mark == entry.mark).values(revision=entry.revision)
        )

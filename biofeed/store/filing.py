"""Under whom a session is filed: moved to its person when it was mis-filed, or taken out for good."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import delete, insert, select, update

from biofeed.errors import StoreError, UsageError
from biofeed.store import schema
from biofeed.store.beginning import client_number
from biofeed.store.database import Database
from biofeed.store.row import checked_client
from biofeed.store.running import is_running

_c, _s, _n, _v = schema.client.c, schema.session.c, schema.note.c, schema.move.c


@dataclass(frozen=True, slots=True)
class Move:
    """That a session was filed under another client; a client deleted since has no code any more."""

    moved: dt.datetime
    from_client: str
    to_client: str


def move(database: Database, session: str, client: str, when: dt.datetime) -> None:
    """File a session, and the notes about it, under another client, and remember that it was moved.

    Raises `StoreError` if there is no such session or it is running, `UsageError` if the code is none, or
    is the one it is filed under already.
    """
    checked_client(client)
    moved = when.isoformat(timespec="seconds")
    with database.changing(session, "moved") as (connection, number):
        before = connection.execute(select(_s.client).where(_s.id == number)).scalar()
        after = client_number(connection, client, moved)
        if before == after:
            raise UsageError(f"Session {session} is filed under {client} already.", "Nothing was changed.")
        connection.execute(update(schema.session).where(_s.id == number).values(client=after))
        connection.execute(update(schema.note).where(_n.session == number).values(client=after))
        entry = {"session": number, "from_client": before, "to_client": after, "moved": moved}
        connection.execute(insert(schema.move).values(entry))


def moves(database: Database, number: int) -> tuple[Move, ...]:
    """Give the moves of a session, the oldest first."""
    giver, taker = schema.client.alias(), schema.client.alias()
    query = (
        select(_v.moved, giver.c.code.label("giver"), taker.c.code.label("taker"))
        .select_from(schema.move)
        .outerjoin(giver, giver.c.id == _v.from_client)
        .outerjoin(taker, taker.c.id == _v.to_client)
        .where(_v.session == number)
        .order_by(_v.id)
    )
    return tuple(
        Move(dt.datetime.fromisoformat(row.moved), row.giver or "", row.taker or "")
        for row in database.fetch(query)
    )


def delete_session(database: Database, session: str) -> None:
    """Delete a session with its events, measures, findings and notes.

    Raises `StoreError` if there is no such session or it is running.
    """
    with database.changing(session, "deleted") as (connection, number):
        connection.execute(delete(schema.session).where(_s.id == number))
    database.take_in()


def delete_client(database: Database, client: str) -> bool:
    """Delete a client with everything that is kept about them, and say whether there was anything.

    The file is written anew afterwards in any case, so that it holds nothing of what was ever deleted. Raises
    `StoreError` if one of their sessions is running, or if another program's reading keeps part of it in the
    -wal file.
    """
    with database.writing() as connection:
        number = connection.execute(select(_c.id).where(_c.code == client)).scalar()
        sessions = list(connection.execute(select(_s.id).where(_s.client == number)).scalars())
        for name in map(database.name, sessions):
            if is_running(database.running, name):
                raise StoreError(
                    f"Session {name} is running and cannot be deleted.", "End it first, then try again."
                )
        connection.execute(delete(schema.client).where(_c.id == number))
    database.write_anew()
    return number is not None

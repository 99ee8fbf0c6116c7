"""What is known about a client and holds until it is changed: cautions, consent, the way out of a crisis."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import select
from sqlalchemy.dialects.sqlite import insert

from biofeed.rows import storable
from biofeed.store import schema
from biofeed.store.beginning import client_number
from biofeed.store.database import Database
from biofeed.store.row import checked_client


def known(database: Database, client: str) -> dict[str, str]:
    """Give what is known about a client, by name."""
    p = schema.profile.c
    query = select(p.name, p.value).join_from(schema.profile, schema.client)
    return {row.name: row.value for row in database.fetch(query.where(schema.client.c.code == client))}


def remember(database: Database, client: str, name: str, value: str, when: dt.datetime) -> None:
    """Set one thing that is known about a client. Raises `StoreError`, or `UsageError` for the code."""
    checked_client(client)
    written = when.isoformat(timespec="seconds")
    with database.writing() as connection:
        number = client_number(connection, client, written)
        row = {"client": number, "name": name, "value": storable(value), "written": written}
        fresh = {"value": row["value"], "written": written}
        upsert = insert(schema.profile).values(row)
        connection.execute(upsert.on_conflict_do_update(["client", "name"], set_=fresh))

"""Everything the log holds about one person, table by table.

Which rows these are is read from the tables themselves: a row is about a person if one of its references
leads to them. So a table that is added later is found here without anybody thinking of it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, Select, Table, false, or_, select

from biofeed.store import schema
from biofeed.store.database import Database

EVENTS = schema.event.name
"""The one table that is left out: it is large, and whoever asks reads it session by session."""
JSON_COLUMNS = frozenset({"payload", "remarks"})
"""Columns that hold JSON."""


def held(database: Database, client: str) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Give the rows about a client of every table but the events, by its name. Raises `StoreError`."""
    for table in schema.metadata.sorted_tables:
        if table.name != EVENTS:
            query = select(table).where(_is_about(table, client)).order_by(*table.primary_key.columns)
            yield table.name, [_understood(row._mapping) for row in database.fetch(query)]


def columns(table: str) -> list[str]:
    """Name a table's columns."""
    return list(schema.metadata.tables[table].columns.keys())


def _is_about(table: Table, client: str) -> ColumnElement[bool]:
    """Say of a table's rows whether one of their references leads to the client."""
    if table is schema.client:
        return schema.client.c.code == client
    references = [key for key in table.foreign_keys if key.column.table is not table]
    return or_(false(), *(key.parent.in_(_known(key.column.table, client)) for key in references))


def _known(table: Table, client: str) -> Select[tuple[int]]:
    """Give the numbers of a table's rows about the client."""
    return select(table.c.id).where(_is_about(table, client))


def _understood(row: Any) -> dict[str, Any]:
    return {
        name: json.loads(value) if name in JSON_COLUMNS and value is not None else value
        for name, value in row.items()
    }

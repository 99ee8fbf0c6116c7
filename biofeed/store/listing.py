"""Sessions as they are listed, and what was known when they began."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from biofeed.errors import StoreError
from biofeed.rows import Header
from biofeed.store import schema
from biofeed.store.database import AnyRow, Database, Query
from biofeed.store.row import SessionRow, State
from biofeed.store.running import is_running
from biofeed.types import Origin

_s = schema.session.c
_ORIGINS = {origin.value: origin for origin in Origin}

LISTED: Query = (
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
        _s.posture,
        _s.setting,
    )
    .join_from(schema.session, schema.client)
    .order_by(_s.started_utc.desc(), _s.id.desc())
)
"""The columns of a `SessionRow`, in its order, the newest session first."""

_HEADER: Query = select(schema.session, schema.client.c.code).join_from(schema.session, schema.client)


def rows(database: Database, client: str | None, limit: int | None) -> list[SessionRow]:
    """List sessions, the newest first: everybody's or one client's, all or the first `limit`."""
    query = LISTED.limit(limit)
    if client is not None:
        query = query.where(schema.client.c.code == client)
    return [listed(database, row) for row in database.fetch(query)]


def row(database: Database, session: str) -> SessionRow:
    """Give one session. Raises `StoreError` if there is none of that name."""
    return listed(database, database.one(LISTED, session))


def header(database: Database, session: str) -> Header:
    """Give what was known when a session began. Raises `StoreError` if there is none, or it is damaged."""
    row = database.one(_HEADER, session)
    try:
        return _header(row)
    except ValueError as error:
        raise StoreError(
            f"What was known when session {session} began cannot be read.",
            "biofeed store rescue -o DIR writes out what can be read of it.",
        ) from error


def _header(row: AnyRow) -> Header:
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


def listed(database: Database, row: Sequence[Any]) -> SessionRow:
    """Turn a row of `LISTED` into a `SessionRow`."""
    # Taken apart in one go: of ten thousand sessions, to ask for each column by name takes the time.
    (
        number,
        client,
        started,
        origin,
        device,
        exercise,
        end_reason,
        duration_s,
        events,
        beats,
        posture,
        setting,
    ) = row
    name = database.name(number)
    return SessionRow(
        name,
        client,
        dt.datetime.fromisoformat(started),
        _ORIGINS[origin],
        device,
        exercise,
        _state(database, name, end_reason),
        end_reason or "",
        duration_s,
        events,
        beats,
        posture or "",
        setting or "",
    )


def _state(database: Database, name: str, end_reason: str | None) -> State:
    if end_reason is not None:
        return State.FINISHED
    return State.RUNNING if is_running(database.running, name) else State.INTERRUPTED

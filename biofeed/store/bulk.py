"""All of a client's sessions at once: what each came to and what the person said, without its heartbeats.

A report looks at hundreds of sessions of some thousand events each. Nearly all of these are packets, beats
and cues, so only the caches are read, and of the events the few at either end: that is where the questions
are asked, before the first cue and after the last beat. Five queries, however many sessions there are.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ScalarSelect, func, select, union_all

from biofeed.rows import from_payload, load
from biofeed.store import schema
from biofeed.store.database import Database
from biofeed.store.event import COLUMNS, understood
from biofeed.store.listing import LISTED, listed
from biofeed.store.row import SessionRow
from biofeed.types import Event, Measure, Result

_s, _e, _m, _f = schema.session.c, schema.event.c, schema.measure.c, schema.finding.c

FIRST_EVENTS, LAST_EVENTS = 64, 256
"""So many events are looked through at the beginning and at the end of a session for what was said."""
_SAID = ("rating", "note")


@dataclass(frozen=True, slots=True)
class Gathered:
    """One session, as far as it is told without its events."""

    row: SessionRow
    software: str
    """What it was recorded with."""
    measures: tuple[Measure, ...]
    findings: tuple[Result, ...]
    said: tuple[Event, ...]
    """Ratings and notes from before and after, in their order."""
    moved: bool
    """Whether it was first filed under another client."""


def gather(database: Database, client: str) -> list[Gathered]:
    """Give a client's sessions, the oldest first. Raises `StoreError`."""
    listing = LISTED.add_columns(_s.software).where(schema.client.c.code == client)
    measures, findings, said = (
        _measures(database, client),
        _findings(database, client),
        _said(database, client),
    )
    moved = {row.session for row in database.fetch(select(schema.move.c.session).distinct())}
    return [
        Gathered(
            listed(database, row[:-1]),
            row.software,
            tuple(measures[row.id]),
            tuple(findings[row.id]),
            tuple(said[row.id]),
            row.id in moved,
        )
        for row in reversed(database.fetch(listing))
    ]


def _sessions_of(client: str) -> ScalarSelect[Any]:
    query = select(_s.id).join_from(schema.session, schema.client).where(schema.client.c.code == client)
    return query.scalar_subquery()


def _measures(database: Database, client: str) -> defaultdict[int, list[Measure]]:
    """Give what was measured over each whole session, by its number."""
    found: defaultdict[int, list[Measure]] = defaultdict(list)
    columns = (_m.session, _m.name, _m.value, _m.unit, _m.window_s, _m.coverage, _m.definition)
    query = select(*columns).where(_m.session.in_(_sessions_of(client))).order_by(_m.session, _m.position)
    for number, *measure in database.fetch(query):
        found[number].append(Measure(*measure))
    return found


def _findings(database: Database, client: str) -> defaultdict[int, list[Result]]:
    """Give what each session found, by its number."""
    found: defaultdict[int, list[Result]] = defaultdict(list)
    query = select(_f.session, _f.t_s, _f.payload).where(_f.session.in_(_sessions_of(client)))
    for number, t_s, payload in database.fetch(query.order_by(_f.session, _f.position)):
        result = from_payload("result", t_s, load(payload))
        if isinstance(result, Result):
            found[number].append(result)
    return found


def _said(database: Database, client: str) -> defaultdict[int, list[Event]]:
    """Give what was said in each session, by its number."""
    base = (
        select(_e.session, *COLUMNS)
        .select_from(schema.client)
        .join(schema.session, _s.client == schema.client.c.id)
        .join(schema.event, _e.session == _s.id)
        .where(schema.client.c.code == client, _e.kind.in_(_SAID))
    )
    # Two ranges of the primary key; what lies between is never read.
    first = base.where(_e.seq < FIRST_EVENTS)
    last = base.where(_e.seq >= func.max(_s.events - LAST_EVENTS, FIRST_EVENTS))
    query = union_all(first, last).order_by("session", "seq")
    said: defaultdict[int, list[Event]] = defaultdict(list)
    for row in database.fetch(select(query.subquery())):
        said[row.session].append(understood(row, database.name(row.session)))
    return said

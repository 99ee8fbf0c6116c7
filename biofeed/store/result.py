"""What a session came to: its measures and findings, as rows of the two tables that cache them.

They can be computed again from the session's events, by the program's own code; here they are only kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from biofeed.rows import dump, from_payload, load, storable, to_payload
from biofeed.store import schema
from biofeed.store.database import Database, Query
from biofeed.store.listing import LISTED, listed
from biofeed.store.row import SessionRow
from biofeed.types import SUMMARY, Measure, Result

_s, _m, _f = schema.session.c, schema.measure.c, schema.finding.c
_INSERT_MEASURES = insert(schema.measure)
_INSERT_FINDINGS = insert(schema.finding)


def keep(connection: Connection, number: int, results: Sequence[Result], software: str) -> None:
    """Keep what a session came to, instead of what was kept before."""
    connection.execute(delete(schema.measure).where(_m.session == number))
    connection.execute(delete(schema.finding).where(_f.session == number))
    said_by = {"session": number, "software": storable(software)}
    summary = (measure for result in results if result.kind == SUMMARY for measure in result.measures)
    if measures := [{**_measure(at, measure), **said_by} for at, measure in enumerate(summary)]:
        connection.execute(_INSERT_MEASURES, measures)
    others = (result for result in results if result.kind != SUMMARY)
    if findings := [{**_finding(at, result), **said_by} for at, result in enumerate(others)]:
        connection.execute(_INSERT_FINDINGS, findings)


def measures(database: Database, number: int) -> tuple[Measure, ...]:
    """Give what was measured over the whole of a session."""
    rows = database.fetch(select(schema.measure).where(_m.session == number).order_by(_m.position))
    return tuple(
        Measure(row.name, row.value, row.unit, row.window_s, row.coverage, row.definition) for row in rows
    )


def findings(database: Database, number: int) -> tuple[Result, ...]:
    """Give what a session found, beside its measures."""
    query = select(_f.t_s, _f.payload).where(_f.session == number).order_by(_f.position)
    return tuple(_result(row.t_s, row.payload) for row in database.fetch(query))


def found(database: Database, client: str, kind: str) -> list[tuple[SessionRow, Result]]:
    """List what a client's sessions found of one kind, the newest first."""
    query = (
        LISTED.add_columns(_f.t_s, _f.payload)
        .join(schema.finding, _f.session == _s.id)
        .where(schema.client.c.code == client, _f.kind == kind)
    )
    return [(listed(database, row[:-2]), _result(row.t_s, row.payload)) for row in database.fetch(query)]


def outdated(database: Database, software: str) -> list[str]:
    """Name the sessions, oldest first, whose results were not computed by this version of the program."""
    by_it = select(_m.session).where(_m.software == software)
    query: Query = select(_s.id).where(_s.id.not_in(by_it)).order_by(_s.id)
    return [database.name(row.id) for row in database.fetch(query)]


def _measure(position: int, measure: Measure) -> dict[str, Any]:
    # `ready_s` is about a session that goes on; of a finished one there is nothing to say.
    return {
        "position": position,
        "name": storable(measure.name),
        "value": measure.value,
        "unit": storable(measure.unit),
        "window_s": measure.window_s,
        "coverage": measure.coverage,
        "definition": storable(measure.definition),
    }


def _finding(position: int, result: Result) -> dict[str, Any]:
    _, payload = to_payload(result)
    return {"position": position, "kind": storable(result.kind), "t_s": result.t_s, "payload": dump(payload)}


def _result(t_s: float, payload: str) -> Result:
    result = from_payload("result", t_s, load(payload))
    assert isinstance(result, Result)  # noqa: S101  # its kind says so
    return result

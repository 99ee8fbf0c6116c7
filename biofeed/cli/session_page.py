"""One session on a page, for `biofeed sessions show`: people's words first, then the numbers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from biofeed.cli.output import measures_as_json, table
from biofeed.words import as_clock
from biofeed.words import log as words
from biofeed.words.said import device

if TYPE_CHECKING:
    from biofeed.store import SessionRow
    from biofeed.store.filing import Move
    from biofeed.store.note import Annotation
    from biofeed.types import Measure, Note, Result


@dataclass(frozen=True, slots=True)
class Page:
    """Everything that is shown of a session."""

    row: SessionRow
    events: dict[str, int]
    """How many there are of each kind."""
    said: tuple[Note, ...]
    """The client's own words, in the session and after it."""
    measures: tuple[Measure, ...]
    findings: tuple[Result, ...]
    notes: tuple[Annotation, ...]
    moves: tuple[Move, ...]


def how_it_stands(row: SessionRow) -> str:
    """Say whether a session runs, was done, or how it ended before that: `stopped`, `interrupted`."""
    return row.end_reason if row.end_reason not in {"", "done"} else row.state.value


def as_lines(page: Page) -> Iterator[str]:
    """Give the page as text."""
    row = page.row
    yield f"session {row.id} · {row.client} · {row.exercise or 'recording'}"
    # Without a strap there is nothing that the beats could come from.
    origin = "" if row.device == device("none") else f" ({row.origin})"
    yield f"  {row.started:%Y-%m-%d %H:%M %z}, {row.device}{origin}"
    yield f"  {as_clock(row.duration_s)} long, {how_it_stands(row)}"
    for moved in page.moves:
        yield f"  {moved.moved:%Y-%m-%d}: {words.moved(row.id, moved.from_client, moved.to_client)}"
    if page.said:
        yield f"  {words.SAID_IN_SESSION}"
        for note in page.said:
            yield f"    {as_clock(note.t_s)}  {f'{note.topic}: ' if note.topic else ''}{note.text}"
    if page.notes:
        yield f"  {words.NOTES}"
        for written in page.notes:
            kept = f", {words.PRIVATE}" if written.private else ""
            yield f"    {written.written:%Y-%m-%d}, {written.author}{kept}: {written.text}"
    yield "  " + ", ".join(words.event_count(kind, count) for kind, count in page.events.items())
    yield from _numbers(page)


def as_json(page: Page) -> dict[str, Any]:
    """Give the page for programs."""
    return {
        **row_as_json(page.row),
        "events": page.events,
        "said": [{"t_s": note.t_s, "topic": note.topic, "text": note.text} for note in page.said],
        "measures": measures_as_json(page.measures),
        "findings": [_finding_as_json(result) for result in page.findings],
        "notes": [
            {
                "written": note.written.isoformat(),
                "author": note.author.value,
                "private": note.private,
                "text": note.text,
            }
            for note in page.notes
        ],
        "moves": [
            {"moved": move.moved.isoformat(), "from": move.from_client or None, "to": move.to_client or None}
            for move in page.moves
        ],
    }


def row_as_json(row: SessionRow) -> dict[str, Any]:
    """Give a session as the list has it."""
    return {
        "id": row.id,
        "client": row.client,
        "started": row.started.isoformat(),
        "origin": row.origin.value,
        "device": row.device,
        "exercise": row.exercise,
        "state": row.state,
        "end_reason": row.end_reason,
        "duration_s": row.duration_s,
        "beats": row.beats,
        "posture": row.posture,
        "setting": row.setting,
    }


def _numbers(page: Page) -> Iterator[str]:
    whole = [measure for measure in page.measures if measure.value is not None]
    rows = [(words.WHOLE if at == 0 else "", *_measure(measure)) for at, measure in enumerate(whole)]
    for result in page.findings:
        known = [measure for measure in result.measures if measure.value is not None]
        label = words.finding(result.kind, result.t_s, result.detail)
        rows += [(label if at == 0 else "", *_measure(measure)) for at, measure in enumerate(known)]
    if rows:
        yield "  what the definitions mean: docs/formulas.md"
        yield from table([("of", "measure", "value", "unit", "clean", "definition"), *rows], right=(2, 4))


def _measure(measure: Measure) -> tuple[str, str, str, str, str]:
    value = f"{measure.value:.6g}"
    return measure.name, value, measure.unit, f"{measure.coverage:.0%}", measure.definition


def _finding_as_json(result: Result) -> dict[str, Any]:
    return {
        "kind": result.kind,
        "t_s": result.t_s,
        "measures": measures_as_json(result.measures),
        "detail": result.detail,
    }

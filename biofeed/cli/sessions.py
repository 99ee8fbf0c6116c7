"""`biofeed sessions`: the log of what was practised."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import click

from biofeed.cli.options import client_option, demo_option, home_of, json_option
from biofeed.cli.output import measures_as_json, print_json, table

if TYPE_CHECKING:
    from biofeed.store import SessionRow
    from biofeed.types import Measure


@click.group()
def sessions() -> None:
    """Look at logged sessions."""


@sessions.command("list")
@client_option
@demo_option
@json_option
def list_sessions(client: str | None, demo: bool, as_json: bool) -> None:
    """List sessions, the newest first.

    Numbers such as 12 are a person's own; sim-3 was simulated or replayed.
    """
    from biofeed.store import all_sessions

    rows = all_sessions(home_of(demo), client=client)
    if as_json:
        print_json({"sessions": [_row_as_json(row) for row in rows]})
        return
    if not rows:
        click.echo(f"no sessions of {client}" if client else "no sessions yet")
        return
    from biofeed.words import as_clock

    head = ("id", "client", "started", "exercise", "length", "beats", "state")
    body = [
        (
            row.id,
            row.client,
            f"{row.started:%Y-%m-%d %H:%M}",
            row.exercise,
            as_clock(row.duration_s),
            str(row.beats),
            _how_it_stands(row),
        )
        for row in rows
    ]
    for line in table([head, *body], right=(4, 5)):
        click.echo(line)


@sessions.command()
@click.argument("session_id", metavar="ID")
@demo_option
@json_option
@click.option("--events", is_flag=True, help="Print every logged event, one JSON object a line.")
def show(session_id: str, demo: bool, as_json: bool, events: bool) -> None:
    """Show one session: what it was, how it ended, what was measured."""
    from biofeed.rows import encode_line
    from biofeed.store import find

    store, row = find(home_of(demo), session_id)
    with store:
        if events:
            for seq, event in enumerate(store.events(row.id)):
                click.echo(encode_line(seq, event), nl=False)
            return
        kinds = Counter(type(event).__name__ for event in store.events(row.id))
        measures = store.measures(row.id)
    if as_json:
        shown = {
            **_row_as_json(row),
            "events": dict(sorted(kinds.items())),
            "measures": measures_as_json(measures),
        }
        print_json({"session": shown})
        return
    _show(row, kinds, measures)


def _show(row: SessionRow, kinds: Counter[str], measures: tuple[Measure, ...]) -> None:
    from biofeed.words import as_clock

    click.echo(f"session {row.id} · {row.client} · {row.exercise or 'recording'}")
    click.echo(f"  {row.started:%Y-%m-%d %H:%M %z}, {row.device} ({row.origin})")
    click.echo(f"  {as_clock(row.duration_s)} long, {_how_it_stands(row)}")
    click.echo("  " + ", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items())))
    rows = [
        (
            "",
            measure.name,
            f"{measure.value:.6g}",
            measure.unit,
            f"{measure.coverage:.0%}",
            measure.definition,
        )
        for measure in measures
        if measure.value is not None
    ]
    if rows:
        click.echo("  what the definitions mean: docs/formulas.md")
        for line in table([("", "measure", "value", "unit", "clean", "definition"), *rows], right=(2, 4)):
            click.echo(line)


def _how_it_stands(row: SessionRow) -> str:
    """Say whether a session runs, was done, or how it ended before that: `stopped`, `interrupted`."""
    return row.end_reason if row.end_reason not in {"", "done"} else row.state.value


def _row_as_json(row: SessionRow) -> dict[str, Any]:
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
    }

"""`biofeed sessions`: the log of what was practised."""

from __future__ import annotations

from collections import Counter

import click

from biofeed.cli.options import client_option, demo_option, home_of, json_option, on_terminal
from biofeed.cli.output import print_json, table
from biofeed.errors import UsageError

id_argument = click.argument("session_id", metavar="ID")


@click.group()
def sessions() -> None:
    """Look at logged sessions, and keep them in order."""


@sessions.command("list")
@client_option
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="List only the newest N.")
@demo_option
@json_option
def list_sessions(client: str | None, limit: int | None, demo: bool, as_json: bool) -> None:
    """List sessions, the newest first.

    Numbers such as 12 are a person's own; sim-3 was simulated or replayed.
    """
    from biofeed.cli.session_page import how_it_stands, row_as_json
    from biofeed.store import all_sessions
    from biofeed.words import as_clock
    from biofeed.words.log import no_sessions

    rows = all_sessions(home_of(demo), client, limit)
    if as_json:
        print_json({"sessions": [row_as_json(row) for row in rows]})
        return
    if not rows:
        click.echo(no_sessions(client))
        return
    head = ("id", "client", "started", "exercise", "length", "beats", "state")
    body = [
        (
            row.id,
            row.client,
            row.started.isoformat(" ", "minutes")[:16],
            row.exercise,
            as_clock(row.duration_s),
            str(row.beats),
            how_it_stands(row),
        )
        for row in rows
    ]
    click.echo("\n".join(table([head, *body], right=(4, 5))))


@sessions.command()
@id_argument
@demo_option
@json_option
@click.option("--events", is_flag=True, help="Print every logged event, one JSON object a line.")
def show(session_id: str, demo: bool, as_json: bool, events: bool) -> None:
    """Show one session: what it was, what was said, what was measured and found, and the notes about it."""
    from biofeed.cli.session_page import Page, as_lines
    from biofeed.cli.session_page import as_json as page_as_json
    from biofeed.rows import encode_line
    from biofeed.store import find
    from biofeed.types import Note

    store, row = find(home_of(demo), session_id)
    with store:
        if events:
            for seq, event in enumerate(store.events(row.id)):
                click.echo(encode_line(seq, event), nl=False)
            return
        kinds: Counter[str] = Counter()
        said = []
        for event in store.events(row.id):
            kinds[type(event).__name__] += 1
            if isinstance(event, Note):
                said.append(event)
        page = Page(
            row,
            dict(sorted(kinds.items())),
            tuple(said),
            store.measures(row.id),
            store.findings(row.id),
            store.notes(row.id),
            store.moves(row.id),
        )
    if as_json:
        print_json({"session": page_as_json(page)})
        return
    for line in as_lines(page):
        click.echo(line)


@sessions.command()
@id_argument
@demo_option
@click.option("--yes", is_flag=True, help="Do not ask.")
def delete(session_id: str, demo: bool, yes: bool) -> None:
    """Delete a session for good; on a terminal it is asked first, elsewhere it takes --yes."""
    from biofeed.store import find
    from biofeed.words import log as words

    store, row = find(home_of(demo), session_id)
    with store:
        if not yes:
            if not on_terminal():
                raise UsageError(f"Session {row.id} was not deleted: nobody can be asked here.", "Add --yes.")
            click.confirm(
                words.confirm_delete(row.id, row.client, f"{row.started:%Y-%m-%d %H:%M}"), abort=True
            )
        store.delete(row.id)
    click.echo(words.deleted(row.id))


@sessions.command()
@id_argument
@click.argument("text")
@click.option(
    "--by",
    type=click.Choice(["client", "therapist"]),
    default="client",
    show_default=True,
    help="Whose words these are.",
)
@click.option("--shared", is_flag=True, help="It may go along when the session is shared. Default: private.")
@demo_option
def annotate(session_id: str, text: str, by: str, shared: bool, demo: bool) -> None:
    """Add a note to a session, apart from what was said in it."""
    import datetime as dt

    from biofeed.store import find
    from biofeed.store.note import Annotation, Author

    if not text.strip():
        raise UsageError("There is nothing in that note.", "Write it behind the session's number, in quotes.")
    store, row = find(home_of(demo), session_id)
    with store:
        now = dt.datetime.now().astimezone()
        store.annotate(row.id, Annotation(text, Author(by), private=not shared, written=now))


@sessions.command()
@id_argument
@click.option("--to", "client", required=True, metavar="CODE", help="Whose session it is.")
@demo_option
def move(session_id: str, client: str, demo: bool) -> None:
    """File a session under another client; that it was moved stays on record."""
    import datetime as dt

    from biofeed.store import find
    from biofeed.words.log import moved

    store, row = find(home_of(demo), session_id)
    with store:
        store.move(row.id, client, dt.datetime.now().astimezone())
    click.echo(moved(row.id, row.client, client))

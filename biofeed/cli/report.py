"""`biofeed report`: the therapist's page, of a client or of one session, as a file."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

from biofeed.cli.options import demo_option, home_of
from biofeed.errors import StoreError, UsageError

if TYPE_CHECKING:
    from biofeed.report import Page
    from biofeed.store.home import Home


@click.command()
@click.argument("session_id", metavar="[SESSION]", required=False)
@click.option("--client", metavar="CODE", help="Whose practice it is about: a code name, not a name.")
@click.option(
    "--from", "since", metavar="DAY", help="The first day, such as 2026-10-01. Default: the first there is."
)
@click.option("--to", "until", metavar="DAY", help="The last day. Default: today.")
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="FILE.html or FILE.pdf; its numbers go into FILE.html.csv or FILE.pdf.csv.",
)
@click.option("--private", is_flag=True, help="Put in what the client did not share. Ask them first.")
@demo_option
def report(
    session_id: str | None,
    client: str | None,
    since: str | None,
    until: str | None,
    output: Path,
    private: bool,
    demo: bool,
) -> None:
    """Write one page about a client's practice (--client), or about one session, for their therapist.

    It opens in any browser and prints on one sheet of A4. Nothing in it loads anything from anywhere.
    """
    from biofeed.report.write import checked, write
    from biofeed.words import report as words

    if (session_id is None) == (client is None):
        raise UsageError("A report is about a client, or about one session.", words.REPORT_HINT)
    if session_id is not None and (since or until):
        raise UsageError("Days go with a client, not with one session.", words.REPORT_HINT)
    checked(output)
    now, home = dt.datetime.now().astimezone(), home_of(demo)
    if client is not None:
        page = _client(home, client, since, until, now, demo=demo, private=private)
    else:
        page = _session(home, session_id or "", now, private=private)
    table = write(page, output)
    click.echo(words.written(str(output), str(table)))


def _client(
    home: Home,
    client: str,
    since: str | None,
    until: str | None,
    now: dt.datetime,
    *,
    demo: bool,
    private: bool,
) -> Page:
    from biofeed.diary import read_day
    from biofeed.history import client_history
    from biofeed.report import client_page
    from biofeed.store import open_store
    from biofeed.store.questionnaire import questionnaires
    from biofeed.types import Origin

    first = read_day(since, now) if since else None
    last = read_day(until, now) if until else now.date()
    if first is not None and first > last:
        raise UsageError(f"{first} comes after {last}.", "Give the earlier day to --from.")
    origin = Origin.SIMULATED if demo else Origin.STRAP
    with open_store(home, origin, create=False) as store:
        history = client_history(store, client, first, last, private=private, known=questionnaires(home))
    if history.is_empty:
        raise StoreError(
            f"There is nothing of {client} in that time.", "biofeed sessions list shows what there is."
        )
    return client_page(history, now)


def _session(home: Home, session: str, now: dt.datetime, *, private: bool) -> Page:
    from biofeed.history import session_course
    from biofeed.report import session_page
    from biofeed.store import find

    store, row = find(home, session)
    with store:
        return session_page(session_course(store, row.id, private=private), now)

"""The one way into the diary: whose it is, what time it is, and what is said when something was kept."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import click

from biofeed.cli.options import home_of

if TYPE_CHECKING:
    from biofeed.diary import Entry, Value
    from biofeed.store.store import Store

share_option = click.option(
    "--share", is_flag=True, help="Share it when you share with your therapist. Default: private."
)
at_option = click.option(
    "--at", metavar="WHEN", default="now", help="When it was: '20 min ago', 18:30, yesterday. Default: now."
)
date_option = click.option(
    "--date", "day", metavar="DAY", default="today", help="Which day: 2026-11-20, yesterday. Default: today."
)


def now() -> dt.datetime:
    """Give the time of day where this computer is, to the second."""
    return dt.datetime.now().astimezone().replace(microsecond=0)


def open_diary(demo: bool, *, create: bool = True) -> Store:
    """Open the log that the diary is in: a person's own, or the demo's; never that of simulated sessions."""
    from biofeed.store import open_store
    from biofeed.types import Origin

    return open_store(home_of(demo), Origin.STRAP, create=create)


def has_diary(demo: bool) -> bool:
    """Say whether there is a log yet."""
    from biofeed.types import Origin

    return home_of(demo).database(Origin.STRAP).exists()


def whose(client: str | None) -> str:
    """Give the client that is meant where none was named."""
    from biofeed.store.row import DEFAULT_CLIENT

    return client or DEFAULT_CLIENT


def keep(value: Value, client: str | None, *, demo: bool, shared: bool) -> Entry:
    """Keep something and say so."""
    from biofeed.words import diary as words

    with open_diary(demo) as store:
        entry = store.write_entry(whose(client), value, now(), shared=shared)
    click.echo(words.kept(entry.id, entry.kind, shared=shared))
    return entry

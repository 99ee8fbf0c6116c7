"""The one way into the diary: whose it is, what time it is, and what is said when something was kept."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import click

from biofeed.cli.options import DEMO_CLIENT, home_of

if TYPE_CHECKING:
    from biofeed.diary import Entry, Value
    from biofeed.store.store import Store
    from biofeed.types import Origin

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
    """Open the log that the diary is in: a person's own, or the one of the demo's simulated sessions."""
    from biofeed.store import open_store

    return open_store(home_of(demo), _origin(demo), create=create)


def has_diary(demo: bool) -> bool:
    """Say whether there is a log yet."""
    return home_of(demo).database(_origin(demo)).exists()


def whose(client: str | None, *, demo: bool) -> str:
    """Give the client that is meant where none was named."""
    from biofeed.store.row import DEFAULT_CLIENT

    return client or (DEMO_CLIENT if demo else DEFAULT_CLIENT)


def _origin(demo: bool) -> Origin:
    """Everything in the demo is made up, so its diary lies with the sessions it tells of."""
    from biofeed.types import Origin

    return Origin.SIMULATED if demo else Origin.STRAP


def keep(value: Value, client: str | None, *, demo: bool, shared: bool) -> Entry:
    """Keep something and say so."""
    from biofeed.words import diary as words

    with open_diary(demo) as store:
        entry = store.write_entry(whose(client, demo=demo), value, now(), shared=shared)
    click.echo(words.kept(entry.id, entry.kind, shared=shared))
    return entry

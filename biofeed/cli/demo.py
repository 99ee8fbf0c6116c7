"""`biofeed demo`: everything with a simulated strap, and a past to look back on if one is wanted."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from biofeed.cli.asked import Asked
from biofeed.cli.options import DEMO_CLIENT, has_screen, minutes_option, on_terminal
from biofeed.cli.practice import plan_for, run_app, run_plain
from biofeed.store.home import Home

if TYPE_CHECKING:
    from biofeed.demo import Made

DEMO_DEVICE = "sim:?person=average"
DEMO_EXERCISE = "longer-exhale"
DEMO_MINUTES = 3.0
MOST_DAYS = 3650


@click.command()
@minutes_option
@click.option(
    "--history",
    "days",
    type=click.IntRange(1, MOST_DAYS),
    metavar="DAYS",
    help="Make up so many days of practice first, up to yesterday.",
)
@click.option("--fresh", is_flag=True, help="With --history: replace made-up days without asking.")
@click.option("--plain", is_flag=True, help="Print lines instead of opening the app.")
def demo(minutes: float | None, days: int | None, fresh: bool, plain: bool) -> int:
    """Try everything with a simulated strap, in a log of the demo's own.

    Off a terminal it prints lines, at full speed, and ends by itself.
    """
    from biofeed.exercise import Variant

    home = Home.default().demo()
    if days is not None:
        _make_up(home, days, fresh=fresh)
    if not plain and has_screen():
        variant = Variant(minutes)
        return run_app(home, DEMO_CLIENT, device=DEMO_DEVICE, exercise=None, variant=variant, demo=True)
    if days is not None:
        return 0
    variant = Variant(minutes or DEMO_MINUTES)
    plan = plan_for(home, DEMO_CLIENT, f"{DEMO_DEVICE}&speed=max", DEMO_EXERCISE, variant)
    return run_plain(plan, Asked(cautions_elsewhere=True), as_json=False)


def _make_up(home: Home, days: int, *, fresh: bool) -> None:
    """Fill the demo's log, unless there is something in it that is to stay."""
    from biofeed.demo import is_filled
    from biofeed.words import demo as words

    if not fresh and is_filled(home, DEMO_CLIENT):
        if not on_terminal():
            click.echo(words.IS_FILLED)
            return
        if not click.confirm(words.REPLACE):
            return
    made = _fill(home, days)
    click.echo(words.made(made.days, made.sessions, made.entries))


def _fill(home: Home, days: int) -> Made:
    import asyncio
    import datetime as dt

    from biofeed.demo import fill
    from biofeed.words import demo as words

    # Where nobody watches, the bar says its label once.
    with click.progressbar(
        length=100, label=words.MAKING_UP, width=30, show_eta=False, file=sys.stderr
    ) as bar:

        def progress(done: int, steps: int) -> None:
            bar.update(round(100 * done / steps) - bar.pos)

        return asyncio.run(fill(home, DEMO_CLIENT, days, dt.datetime.now().astimezone(), progress))

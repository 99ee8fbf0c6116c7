"""`biofeed review`: the therapist's side of the app."""

from __future__ import annotations

import sys

import click

from biofeed.cli.options import demo_option, home_of, on_terminal


@click.command()
@click.option(
    "--lock-after",
    type=click.FloatRange(0, 24 * 60),
    default=10.0,
    show_default=True,
    metavar="MIN",
    help="After so many minutes without a touch it closes itself; 0 is never.",
)
@click.option("--private", is_flag=True, help="Show what the client did not share as well. Ask them first.")
@demo_option
def review(lock_after: float, private: bool, demo: bool) -> None:
    """Look at clients and their sessions: pages, courses, two side by side, notes of your own.

    Opens the therapist's side of the app. The pages are those of `biofeed report`, which also writes them
    without a terminal. An encrypted log asks for its passphrase, and again whenever it has closed itself.
    """
    if not on_terminal():
        raise click.UsageError("The review needs a terminal. Try: biofeed report --client CODE -o FILE.html")
    import asyncio

    from biofeed.tui.review.app import run

    home = home_of(demo)
    # Asked on the screen, and nowhere else: a question on the terminal would be drawn over.
    home.vault.ask = None
    sys.exit(asyncio.run(run(home, demo=demo, private=private, limit_s=lock_after * 60 or None)))

"""`biofeed practice`, `biofeed demo`, and the app."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from biofeed.cli.options import (
    client_option,
    device_option,
    device_or_last,
    json_option,
    minutes_option,
    on_terminal,
)
from biofeed.store.home import Home

if TYPE_CHECKING:
    from biofeed.practice import Plan

DEMO_DEVICE = "sim:?person=average"
DEMO_EXERCISE = "longer-exhale"
DEMO_MINUTES = 3.0
DEMO_CLIENT = "demo"


@click.command()
@click.argument("exercise")
@device_option
@minutes_option
@client_option
@click.option("--plain", is_flag=True, help="Print lines instead of opening the app.")
@json_option
def practice(
    exercise: str, device: str | None, minutes: float | None, client: str | None, plain: bool, as_json: bool
) -> int:
    """Practise EXERCISE (longer-exhale, even-breath) and log the session.

    Opens the app on a terminal, prints lines elsewhere. Ctrl-C stops; what was measured is kept.
    """
    home = Home.default()
    if not (plain or as_json) and on_terminal():
        return _run_app(home, client, device=device, exercise=exercise, minutes=minutes)
    return _run_plain(home, client, device_or_last(device, home), exercise, minutes, as_json)


@click.command()
@minutes_option
@click.option("--plain", is_flag=True, help="Print lines instead of opening the app.")
def demo(minutes: float | None, plain: bool) -> int:
    """Try everything with a simulated strap, in a log of the demo's own.

    Off a terminal it prints lines, at full speed, and ends by itself.
    """
    home = Home.default().demo()
    if not plain and on_terminal():
        return _run_app(home, None, device=DEMO_DEVICE, exercise=None, minutes=minutes, demo=True)
    fast = f"{DEMO_DEVICE}&speed=max"
    return _run_plain(home, DEMO_CLIENT, fast, DEMO_EXERCISE, minutes or DEMO_MINUTES, as_json=False)


def open_app() -> None:
    """Open the app at its home screen; off a terminal, say what to do instead."""
    if not on_terminal():
        raise click.UsageError(
            "The app needs a terminal. Try: biofeed practice longer-exhale --device none: --plain"
        )
    sys.exit(_run_app(Home.default(), None, device=None, exercise=None, minutes=None))


def _run_app(
    home: Home,
    client: str | None,
    *,
    device: str | None,
    exercise: str | None,
    minutes: float | None,
    demo: bool = False,
) -> int:
    import asyncio

    from biofeed.tui.app import run

    code = DEMO_CLIENT if demo else client or _default_client()
    return asyncio.run(run(home, code, device=device, exercise=exercise, minutes=minutes, demo=demo))


def _run_plain(
    home: Home, client: str | None, device: str, exercise: str, minutes: float | None, as_json: bool
) -> int:
    import asyncio

    from biofeed.plugins import load_exercise
    from biofeed.practice import Plan

    plan = Plan(home, device, load_exercise(exercise), minutes, client or _default_client())
    return asyncio.run(_practise(plan, as_json))


async def _practise(plan: Plan, as_json: bool) -> int:
    from biofeed import plain
    from biofeed.practice import start
    from biofeed.signals import stopping

    async with start(plan) as running:
        if not as_json:
            for line in plain.opening(running):
                click.echo(line)
        with stopping(running.session.stop) as stopped:
            await plain.follow(running.session, click.echo, as_json=as_json, has_beats=running.info.has_beats)
    if not as_json:
        for line in plain.closing(running.session, has_beats=running.info.has_beats):
            click.echo(line)
    return stopped.exit_code


def _default_client() -> str:
    from biofeed.practice import DEFAULT_CLIENT

    return DEFAULT_CLIENT

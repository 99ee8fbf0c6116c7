"""`biofeed practice`, and the app."""

from __future__ import annotations

import sys
from contextlib import AsyncExitStack
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from biofeed.cli.asked import Asked
from biofeed.cli.options import (
    client_option,
    device_option,
    device_or_last,
    has_screen,
    home_of,
    json_option,
    minutes_option,
    on_terminal,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from biofeed.exercise import Variant
    from biofeed.practice import Plan, Practice
    from biofeed.store.home import Home
    from biofeed.types import Event


@click.command()
@click.argument("exercise")
@device_option
@minutes_option
@click.option("--pace", type=float, metavar="N", help="Breaths a minute, instead of the exercise's own pace.")
@click.option("--framed", is_flag=True, help="Put a quiet, unpaced window before and after the breathing.")
@click.option("--no-holds", is_flag=True, help="Take the exercise's breath without holds.")
@click.option(
    "--accept-cautions", is_flag=True, help="The cautions were asked elsewhere and nothing applies."
)
@click.option("--consent", is_flag=True, help="Agree to a stressor, for this once.")
@click.option("--sound", is_flag=True, help="Let the cues be heard: tones, or the terminal's bell.")
@client_option
@click.option("--plain", is_flag=True, help="Print lines instead of opening the app.")
@json_option
def practice(
    exercise: str,
    device: str | None,
    minutes: float | None,
    pace: float | None,
    framed: bool,
    no_holds: bool,
    accept_cautions: bool,
    consent: bool,
    sound: bool,
    client: str | None,
    plain: bool,
    as_json: bool,
) -> int:
    """Practise EXERCISE, a name or a file of your own, and log the session.

    Opens the app on a terminal, prints lines elsewhere. Ctrl-C stops; what was measured is kept.
    `biofeed exercises` lists the names.
    """
    from biofeed.exercise import Variant

    home = home_of(False)
    variant = Variant(minutes, pace, framed, holds=not no_holds)
    if not (plain or as_json) and on_terminal():
        return run_app(
            home,
            client,
            device=device,
            exercise=exercise,
            variant=variant,
            sound=sound,
            cautions_accepted=accept_cautions,
            consent=consent,
        )
    plan = plan_for(home, client, device_or_last(device, home), exercise, variant)
    return run_plain(plan, Asked(accept_cautions, consent), as_json=as_json, sound=sound)


def open_app() -> None:
    """Open the app at its home screen; off a terminal, say what to do instead."""
    if not has_screen():
        raise click.UsageError(
            "The app needs a terminal. Try: biofeed practice longer-exhale --device none: --plain"
        )
    from biofeed.exercise import AS_WRITTEN

    sys.exit(run_app(home_of(False), None, device=None, exercise=None, variant=AS_WRITTEN))


def run_app(
    home: Home,
    client: str | None,
    *,
    device: str | None,
    exercise: str | None,
    variant: Variant,
    sound: bool = False,
    demo: bool = False,
    cautions_accepted: bool = False,
    consent: bool = False,
) -> int:
    """Run the app on this terminal, and give the exit code."""
    import asyncio

    from biofeed.tui.app import run

    if home.vault.is_encrypted and on_terminal():
        # Asked before the screen is the app's.
        home.vault.key()
    home.vault.ask = None
    code = client or _default_client()
    return asyncio.run(
        run(
            home,
            code,
            device=device,
            exercise=exercise,
            variant=variant,
            sound=sound,
            demo=demo,
            cautions_accepted=cautions_accepted,
            consent=consent,
        )
    )


def plan_for(home: Home, client: str | None, device: str, exercise: str, variant: Variant) -> Plan:
    """Put together what is to be practised. Raises `ExerciseError` if there is no such exercise."""
    from biofeed.library import find_exercise
    from biofeed.practice import Plan

    found = find_exercise(exercise, home.exercises)
    return Plan(home, device, found, variant, client or _default_client())


def run_plain(plan: Plan, asked: Asked, *, as_json: bool, sound: bool = False) -> int:
    """Practise in lines of text, and give the exit code."""
    import asyncio

    return asyncio.run(_practise(plan, asked, as_json=as_json, sound=sound))


async def _practise(plan: Plan, asked: Asked, *, as_json: bool, sound: bool) -> int:
    from biofeed import plain
    from biofeed.practice import start
    from biofeed.signals import stopping

    if on_terminal() and not as_json:
        asked = replace(asked, keyboard=plain.Keyboard(sys.stdin))
    plan, changes = await asked.permitted(plan)
    async with AsyncExitStack() as stack:
        running = await stack.enter_async_context(start(plan))
        if not as_json:
            for line in (*changes, *plain.opening(running)):
                click.echo(line)
        async with AsyncExitStack() as meanwhile:
            listeners = await _listeners(running, meanwhile, asked, sound=sound)

            def also(event: Event) -> None:
                for tell in listeners:
                    tell(event)

            has_beats = running.info.has_beats
            stopped = meanwhile.enter_context(stopping(running.session.stop))
            await plain.follow(running.session, click.echo, as_json=as_json, has_beats=has_beats, also=also)
        if stopped.by is None:
            await asked.debrief(running)
        if not as_json:
            for line in plain.closing(running.session, has_beats=has_beats):
                click.echo(line)
            await asked.line(running)
    plain.check_kept(running.session)
    return stopped.exit_code


async def _listeners(
    running: Practice, stack: AsyncExitStack, asked: Asked, *, sound: bool
) -> list[Callable[[Event], None]]:
    """Open whatever follows a session beside its lines: what is heard of it, and what is typed."""
    listeners: list[Callable[[Event], None]] = []
    # On a virtual clock hours pass in a second: nothing of that can be heard or answered.
    if not running.session.clock.realtime:
        return listeners
    if sound:
        from biofeed.sound.heard import Heard
        from biofeed.sound.player import open_player

        player = await stack.enter_async_context(open_player(bell=sys.stdout.isatty(), write=_ring))
        listeners.append(Heard(player).tell)
    if asked.keyboard is not None:
        from biofeed import plain

        ears = plain.Ears(running.session, click.echo)
        stack.enter_context(asked.keyboard.hearing(ears.hear))
        listeners.append(ears.see)
    return listeners


def _ring(bell: str) -> None:
    click.echo(bell, nl=False)


def _default_client() -> str:
    from biofeed.store.row import DEFAULT_CLIENT

    return DEFAULT_CLIENT

"""`biofeed record` and `biofeed replay`."""

from __future__ import annotations

from pathlib import Path

import click

from biofeed.cli.options import Minutes, device_option, device_or_last, json_option
from biofeed.cli.output import print_json, print_torn, print_while_read
from biofeed.store.home import Home


@click.command()
@device_option
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path), help="The file to write.")
@click.option("--minutes", type=Minutes(0.1, 24 * 60), metavar="N", help="How long it lasts.")
@click.option(
    "--client",
    metavar="CODE",
    help="Whose recording it is: a code name, not a name. Default: it names nobody.",
)
def record(device: str | None, output: Path, minutes: float | None, client: str | None) -> int:
    """Record a device into a file, without pacing, until the minutes are over or Ctrl-C.

    The file is written as it happens and is never written over.
    """
    import asyncio

    from biofeed.store.row import checked_client

    code = "" if client is None else checked_client(client)
    return asyncio.run(_record(device_or_last(device, Home.default()), output, minutes, code))


async def _record(url: str, output: Path, minutes: float | None, client: str) -> int:
    from contextlib import closing

    from biofeed import plain
    from biofeed.exercise import Variant
    from biofeed.plugins import open_device
    from biofeed.practice import header_for
    from biofeed.recording import Writer
    from biofeed.session import Session, free_schedule
    from biofeed.signals import stopping

    device = open_device(url)
    schedule = free_schedule(minutes)
    async with device:
        with Writer(output, header_for(device.info, None, Variant(minutes=minutes), client)) as writer:
            session = Session(device, schedule, logs=[writer])
            with closing(session), stopping(session.stop) as stopped:
                print_while_read(f"recording {device.info.name} into {output}; Ctrl-C ends it")
                await plain.follow(session, print_while_read, has_beats=device.info.has_beats)
    for line in plain.closing(session, has_beats=device.info.has_beats):
        print_while_read(line)
    plain.check_kept(session)
    return stopped.exit_code


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@json_option
@click.option("--plain", is_flag=True, help="Print lines (the default).")
@click.option("--speed", metavar="N|max", help="How fast: a factor, or max. Default: 1, off a terminal max.")
@click.option("--check", is_flag=True, help="Compare with what the file says was derived; print the result.")
def replay(file: Path, as_json: bool, plain: bool, speed: str | None, check: bool) -> int:
    """Play a recording's inputs through the same code as a live session."""
    import asyncio

    from biofeed.cli.options import on_terminal

    if plain and as_json:
        raise click.UsageError("Choose either --plain or --json.")
    if check:
        return asyncio.run(_check(file, as_json))
    return asyncio.run(_replay(file, speed or ("1" if on_terminal() else "max"), as_json))


async def _replay(file: Path, speed: str, as_json: bool) -> int:
    from biofeed import plain
    from biofeed.formats import read_recording
    from biofeed.replaying import replaying
    from biofeed.signals import stopping

    print_torn(file, read_recording(file))
    async with replaying(file, speed) as session:
        with stopping(session.stop) as stopped:
            await plain.follow(session, click.echo, as_json=as_json)
    if not as_json:
        for line in plain.closing(session):
            click.echo(line)
    return stopped.exit_code


async def _check(file: Path, as_json: bool) -> int:
    from biofeed.formats import read_recording
    from biofeed.replaying import first_difference, has_derived

    recording = read_recording(file)
    print_torn(file, recording)
    compared = has_derived(recording)
    if as_json and not compared:
        print_json({"difference": None, "compared": False})
    difference = await first_difference(file)
    if as_json:
        print_json({"difference": difference, "compared": True})
        return 0 if difference is None else 1
    if difference is None:
        click.echo("no difference: the replay derives what the recording says")
        return 0
    click.echo(difference)
    return 1

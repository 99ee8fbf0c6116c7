"""`biofeed scan`, `biofeed doctor` and `biofeed plugins`: which devices there are, and what they need."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import click

from biofeed.cli.options import json_option
from biofeed.cli.output import error_as_json, print_json, table

if TYPE_CHECKING:
    from biofeed.plugins import Check
    from biofeed.types import DeviceInfo

OK, TO_DO = "✓", "○"


@click.command()
@click.option(
    "--seconds",
    type=click.FloatRange(0.1, 120),
    default=6.0,
    show_default=True,
    metavar="N",
    help="How long to listen.",
)
@json_option
def scan(seconds: float, as_json: bool) -> int:
    """List every strap within reach, with its address for --device.

    A strap answers only while it is worn, with the electrodes damp. “more with” names a driver that measures
    more of a strap than its heartbeats. Ends with the exit code of what was in the way if nothing was found
    (13: no strap within reach).
    """
    import asyncio

    from biofeed.plugins import knowing_more_of, scan_all

    found, troubles = asyncio.run(scan_all(seconds))
    straps = {info: knowing_more_of(info) for info in found if _is_strap(info)}
    if as_json:
        said = [error_as_json(error) for error in troubles]
        print_json({"straps": [_as_json(info, more) for info, more in straps.items()], "troubles": said})
    else:
        _print_straps(straps)
        for error in troubles:
            click.echo(f"{error.title}\n{error.hint}", err=True)
    if straps:
        return 0
    return troubles[0].exit_code if troubles else _nothing_found(as_json)


@click.command()
@json_option
def doctor(as_json: bool) -> int:
    """Check what devices need of this computer, and say what to do where something is missing.

    Listens to the nearest strap for a moment to see whether beats come. Ends with 1 if anything is left to
    do.
    """
    import asyncio

    from biofeed.plugins import diagnose_all

    checks = asyncio.run(diagnose_all())
    if as_json:
        print_json({"checks": _checks_as_json(checks)})
    else:
        for scheme, of_device in checks.items():
            click.echo(f"{scheme}:")
            for check in of_device:
                _print_check(check)
    return 0 if all(check.ok for of_device in checks.values() for check in of_device) else 1


@click.command()
@json_option
def plugins(as_json: bool) -> None:
    """List every installed device and exercise pack, and where it comes from."""
    from biofeed.plugins import installed

    rows = [(plugin.name, plugin.kind, plugin.target, plugin.distribution) for plugin in installed()]
    names = ("name", "kind", "class", "distribution")
    if as_json:
        print_json({"plugins": [dict(zip(names, row, strict=True)) for row in rows]})
        return
    for line in table([names, *rows]):
        click.echo(line)


def _is_strap(info: DeviceInfo) -> bool:
    from biofeed.types import Origin

    return info.origin is Origin.STRAP and info.has_beats


def _print_straps(straps: Mapping[DeviceInfo, Sequence[str]]) -> None:
    rows = [
        (info.name, info.url, _dbm(info), _battery(info), " ".join(f"{scheme}:" for scheme in more))
        for info, more in straps.items()
    ]
    if rows:
        for line in table([("name", "device", "signal", "battery", "more with"), *rows], right=(2, 3)):
            click.echo(line)
        click.echo(f"Use one with: biofeed practice longer-exhale --device {rows[0][1]}")


def _nothing_found(as_json: bool) -> int:
    from biofeed import words
    from biofeed.errors import NotFound

    if not as_json:
        click.echo(words.NONE_IN_REACH, err=True)
    return NotFound.exit_code


def _dbm(info: DeviceInfo) -> str:
    return "connected" if info.signal_dbm is None else f"{info.signal_dbm} dBm"


def _battery(info: DeviceInfo) -> str:
    return "" if info.battery_percent is None else f"{info.battery_percent} %"


def _as_json(info: DeviceInfo, more: Sequence[str]) -> dict[str, object]:
    return {
        "device": info.url,
        "name": info.name,
        "address": info.address,
        "signal_dbm": info.signal_dbm,
        "battery_percent": info.battery_percent,
        "more": list(more),
    }


def _print_check(check: Check) -> None:
    click.echo(f"  {OK if check.ok else TO_DO} {check.title}")
    if check.hint:
        click.echo(f"      {check.hint}")


def _checks_as_json(checks: Mapping[str, Sequence[Check]]) -> list[dict[str, object]]:
    return [
        {"device": f"{scheme}:", "title": check.title, "ok": check.ok, "hint": check.hint}
        for scheme, of_device in checks.items()
        for check in of_device
    ]

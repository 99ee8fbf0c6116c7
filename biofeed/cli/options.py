"""Options that several commands share, and the questions they all have to answer."""

from __future__ import annotations

import os
import sys
from typing import Any

import click

from biofeed.cli.passphrase import passphrase
from biofeed.errors import UsageError
from biofeed.store.home import Home


class Minutes(click.FloatRange):
    """Minutes from `least` to `most`: the help shows the limits, and what is outside of them is refused."""

    def __init__(self, least: float, most: float) -> None:
        super().__init__(least, most)
        self._least, self._most = least, most

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """Read the number. Raises `UsageError` if it is outside; not-a-number is, on every side."""
        minutes = float(click.FLOAT.convert(value, param, ctx))
        if not self._least <= minutes <= self._most:
            raise UsageError(
                f"{minutes:g} minutes is outside of what can be asked for.",
                f"Choose between {self._least:g} and {self._most:g} minutes.",
            )
        return minutes


DEMO_CLIENT = "demo"
"""Whose log the demo's is."""

device_option = click.option(
    "--device", metavar="URL", help="Where beats come from, such as sim: or none:. Default: the last used."
)
minutes_option = click.option("--minutes", type=Minutes(1, 30), metavar="N", help="How long it lasts.")
client_option = click.option(
    "--client", metavar="CODE", help="Whose log it is: a code name, not a name. Default: me."
)
demo_option = click.option("--demo", is_flag=True, help="Look into the demo's log instead of your own.")
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON instead of text.")


def on_terminal() -> bool:
    """Say whether the app can be shown to a person. It draws on stderr, so that counts too."""
    if os.environ.get("TERM") == "dumb":
        return False
    return sys.stdin.isatty() and sys.stdout.isatty() and sys.stderr.isatty()


def has_screen() -> bool:
    """Say whether the app has something to draw on: a terminal, or the page that `biofeed serve` shows."""
    return on_terminal() or "TEXTUAL_DRIVER" in os.environ


def device_or_last(device: str | None, home: Home) -> str:
    """Give the device that was asked for, else the one used last.

    Raises `UsageError` if there is neither.
    """
    last = home.settings.get("last_device")
    if device or isinstance(last, str):
        return device or str(last)
    raise UsageError(
        "No device was named, and none has been used before.",
        "Name one: --device sim: is a simulated strap, --device none: paces without a strap.",
    )


def home_of(demo: bool) -> Home:
    """Give the data folder, the person's own or the demo's, which asks for its passphrase when it has to."""
    home = Home.default().demo() if demo else Home.default()
    home.vault.ask = passphrase
    return home

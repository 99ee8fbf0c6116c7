"""`biofeed plugins`."""

from __future__ import annotations

import click

from biofeed.cli.options import json_option
from biofeed.cli.output import print_json, table


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

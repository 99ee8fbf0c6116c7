"""`biofeed log tag`, `biofeed log line` and `biofeed log feelings`: what the day was like."""

from __future__ import annotations

import click

from biofeed.cli.log.keep import at_option, date_option, keep, now, share_option
from biofeed.cli.options import client_option, demo_option, json_option
from biofeed.cli.output import print_json


@click.command()
@click.argument("kind")
@click.argument("value", default="")
@date_option
@share_option
@client_option
@demo_option
def tag(kind: str, value: str, day: str, share: bool, client: str | None, demo: bool) -> None:
    """Tag a day: `biofeed log tag sleep 6.5`, `biofeed log tag illness "a cold"`.

    KIND is sleep (hours), caffeine (cups), alcohol (drinks), exercise (minutes), medication change, illness
    or life event; its first letters are enough. Such days look different, and it helps to know why.
    """
    from biofeed.diary import read_day, read_tag, read_tag_kind

    value_of = read_tag(read_tag_kind(kind), read_day(day, now()), value)
    keep(value_of, client, demo=demo, shared=share)


@click.command("line")
@click.argument("text")
@at_option
@share_option
@client_option
@demo_option
def keep_line(text: str, at: str, share: bool, client: str | None, demo: bool) -> None:
    """Keep a line: `biofeed log line "nothing to report"` is one."""
    from biofeed.diary import Line, read_when

    keep(Line(text.strip(), read_when(at, now())), client, demo=demo, shared=share)


@click.command()
@json_option
def feelings(as_json: bool) -> None:
    """List words for feelings, from basic to closer ones, and places in the body.

    They are there to be picked from. A word of your own is as welcome.
    """
    from biofeed.diary import feelings as layers
    from biofeed.diary import places

    if as_json:
        print_json(
            {"feelings": {word: list(closer) for word, closer in layers().items()}, "places": places()}
        )
        return
    for word, closer in layers().items():
        click.echo(f"{word}: {', '.join(closer)}")
    click.echo(f"\nin the body: {', '.join(places())}")

"""`biofeed log win` and `biofeed log setback`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

import click

from biofeed.cli.log.keep import at_option, keep, now, share_option
from biofeed.cli.options import client_option, demo_option

if TYPE_CHECKING:
    from biofeed.diary import MomentKind

_C = TypeVar("_C", bound=Callable[..., object])

_OPTIONS = (
    click.argument("what", metavar="[TEXT]", default=""),
    click.option("--feeling", "feelings", metavar="WORD", multiple=True, help="A word for it; any number."),
    click.option("--where", "places", metavar="WORD", multiple=True, help="Where in the body; any number."),
    click.option("--peak", type=int, metavar="N", help="How strong at its strongest, 0 to 100."),
    click.option(
        "--okay",
        "minutes_until_okay",
        type=float,
        metavar="MIN",
        help="After how many minutes it was okay again.",
    ),
    click.option("--helped", metavar="TEXT", default="", help="What helped."),
    click.option(
        "--noticed", "noticed_at", type=int, metavar="N", help="How strong it was when you noticed, 0 to 100."
    ),
    at_option,
    share_option,
    client_option,
    demo_option,
)


def _moment_options(command: _C) -> _C:
    """Give a command everything that can be said about a moment."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


@click.command()
@_moment_options
def win(at: str, share: bool, client: str | None, demo: bool, **told: Any) -> None:
    """Keep a win, however small: `biofeed log win "paused before I answered"`.

    One thing is enough: the text, or a feeling, or what helped. Somebody noticed a change? That is one too.
    """
    from biofeed.diary import MomentKind

    _keep(MomentKind.WIN, told, at, share, client, demo)


@click.command()
@_moment_options
def setback(at: str, share: bool, client: str | None, demo: bool, **told: Any) -> None:
    """Keep a setback: `biofeed log setback "argument" --feeling hurt --where jaw --peak 70 --okay 20`.

    One thing is enough. `biofeed log feelings` lists words for feelings; your own do as well.
    """
    from biofeed.diary import MomentKind

    _keep(MomentKind.SETBACK, told, at, share, client, demo)


def _keep(
    kind: MomentKind, told: Mapping[str, Any], at: str, share: bool, client: str | None, demo: bool
) -> None:
    """Keep a moment; what was told goes by the names of its fields."""
    from biofeed.diary import Moment, read_when

    keep(Moment(kind, read_when(at, now()), **told), client, demo=demo, shared=share)

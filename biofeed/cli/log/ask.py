"""What `biofeed log` asks on a terminal where no command is given: a few short questions, one line each.

Plain lines from top to bottom, so that a screen reader reads them as they come. Every question can be
skipped with enter; what is not understood is asked again with the reason, and nothing is kept before the end.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

import click

from biofeed.cli.log.keep import keep, now
from biofeed.errors import UsageError

if TYPE_CHECKING:
    from biofeed.diary import MomentKind, Value

Ask = Callable[[str], str]
Say = Callable[[str], None]
_T = TypeVar("_T")


def ask_and_keep(client: str | None, *, demo: bool) -> None:
    """Ask what there is to keep, and keep it."""
    from biofeed.words import diary as words

    click.echo(words.SKIP)
    value = asked(_prompt, click.echo, now())
    if value is None:
        click.echo(words.NOTHING_KEPT)
        return
    shared = _prompt(words.SHARE).casefold().startswith("y")
    keep(value, client, demo=demo, shared=shared)


def asked(ask: Ask, say: Say, when: dt.datetime) -> Value | None:
    """Ask the questions of one entry; `None` if there is nothing to keep."""
    from biofeed.diary import Line, MomentKind
    from biofeed.words import diary as words

    keys = ", ".join(f"{key} for {meaning}" for key, meaning in words.WHICH_KEYS.items())
    match ask(f"{words.WHICH} ({keys})").casefold()[:1]:
        case "w":
            return _moment(MomentKind.WIN, ask, say, when)
        case "s":
            return _moment(MomentKind.SETBACK, ask, say, when)
        case "l":
            text = ask(words.YOUR_LINE)
            return Line(text, when) if text else None
        case "n":
            return Line(words.NOTHING_TO_REPORT, when)
    return None


def _moment(kind: MomentKind, ask: Ask, say: Say, when: dt.datetime) -> Value | None:
    from biofeed.diary import Moment, MomentKind, read_when
    from biofeed.diary.bounds import MAX_FELT, MAX_MINUTES_UNTIL_OKAY
    from biofeed.words import diary as words

    what = ask(words.WHAT)
    feelings = _listed(ask(words.FEELING))
    places = _listed(ask(words.PLACE))
    peak = okay = None
    if kind is MomentKind.SETBACK:
        peak = _understood(
            ask, say, words.HOW_STRONG, lambda text: round(_within(text, words.PEAK, MAX_FELT))
        )
        okay = _understood(
            ask,
            say,
            words.OKAY,
            lambda text: _within(text, words.MINUTES_UNTIL_OKAY, MAX_MINUTES_UNTIL_OKAY),
        )
    helped = ask(words.HELPED)
    happened = _understood(ask, say, words.WHEN, lambda text: read_when(text, when)) or when
    if not any((what, feelings, places, helped)) and peak is None and okay is None:
        return None
    return Moment(kind, happened, what, feelings, places, peak, okay, helped)


def _understood(ask: Ask, say: Say, question: str, read: Callable[[str], _T]) -> _T | None:
    """Ask until the answer is understood; `None` if it was skipped."""
    from biofeed.words import diary as words

    while text := ask(question):
        try:
            return read(text)
        except UsageError as error:
            say(" ".join((error.title, error.hint, words.ONCE_MORE)))
    return None


def _within(text: str, what: str, highest: float) -> float:
    from biofeed.diary.bounds import require_within
    from biofeed.words import diary as words

    try:
        number = float(text.replace(",", "."))
    except ValueError:
        raise UsageError(words.NO_NUMBER.format(text=text), words.range_of(0, highest)) from None
    require_within(number, 0, highest, what)
    return number


def _listed(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.split(",") if word.strip())


def _prompt(question: str) -> str:
    answer: str = click.prompt(question, default="", show_default=False, prompt_suffix=": ")
    return answer.strip()

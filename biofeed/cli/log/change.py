"""`biofeed log edit`, `biofeed log delete` and `biofeed log share`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

import click

from biofeed.cli.log.keep import now, open_diary
from biofeed.cli.log.total import part_option, parts_of, variant_option
from biofeed.cli.options import demo_option, home_of, on_terminal
from biofeed.errors import UsageError

if TYPE_CHECKING:
    from biofeed.diary import Entry, Value

_V = TypeVar("_V", bound="Value")

_MOMENT: Mapping[str, str] = {
    "text": "what",
    "feeling": "feelings",
    "where": "places",
    "peak": "peak",
    "okay": "minutes_until_okay",
    "helped": "helped",
    "noticed": "noticed_at",
    "at": "happened",
}
_FIELDS: Mapping[str, Mapping[str, str]] = {
    "win": _MOMENT,
    "setback": _MOMENT,
    "goal": {"less_of": "less_of", "more_of": "more_of"},
    "rating": {"rate": "value", "at": "happened"},
    "tag": {"text": "text", "date": "day"},
    "total": {"total": "total", "part": "parts", "variant": "variant", "date": "day"},
    "line": {"text": "text", "at": "happened"},
}
"""Which field of an entry each option changes, by the kind of the entry."""

number_argument = click.argument("number", metavar="ID", type=click.IntRange(1))


@click.command()
@number_argument
@click.option("--text", metavar="TEXT", help="What a moment, a tag or a line says.")
@click.option("--feeling", metavar="WORD", multiple=True, help="The words for it, all of them.")
@click.option("--where", metavar="WORD", multiple=True, help="The places in the body, all of them.")
@click.option("--peak", type=int, metavar="N", help="How strong at its strongest.")
@click.option("--okay", type=float, metavar="MIN", help="After how many minutes it was okay.")
@click.option("--helped", metavar="TEXT", help="What helped.")
@click.option("--noticed", type=int, metavar="N", help="How strong it was when you noticed.")
@click.option("--at", metavar="WHEN", help="When it was.")
@click.option("--less-of", metavar="TEXT", help="What a goal is to be less of.")
@click.option("--more-of", metavar="TEXT", help="What a goal is to be more of.")
@click.option("--rate", type=float, metavar="N", help="How near a goal was.")
@click.option("--total", type=float, metavar="N", help="A questionnaire's total.")
@part_option
@variant_option
@click.option("--date", metavar="DAY", help="Which day it was.")
@demo_option
def edit(number: int, demo: bool, **said: Any) -> None:
    """Say an entry anew; what it said before is kept with it.

    Give only what is to be different: `biofeed log edit 12 --okay 15`.
    """
    from biofeed.words import diary as words

    said["part"] = said.pop("parts")
    told = {option: given for option, given in said.items() if given is not None and given != ()}
    if not told:
        raise UsageError(words.NOTHING_TO_CHANGE, words.NOTHING_TO_CHANGE_HINT)
    with open_diary(demo, create=False) as store:
        value = _edited(store.entry(number), told, demo=demo)
        entry = store.revise(number, now(), value)
    click.echo(words.changed(entry.id, entry.revision))


@click.command()
@number_argument
@click.option("--yes", is_flag=True, help="Do not ask.")
@demo_option
def delete(number: int, yes: bool, demo: bool) -> None:
    """Delete an entry and all it ever said; on a terminal it is asked first, elsewhere it takes --yes."""
    from biofeed.words import diary as words

    with open_diary(demo, create=False) as store:
        kind = store.entry(number).kind
        if not yes:
            if not on_terminal():
                raise UsageError(words.NOT_DELETED.format(number=number), words.NOT_DELETED_HINT)
            click.confirm(words.confirm_delete(number, kind), abort=True)
        store.delete_entry(number)
    click.echo(words.deleted(number))


@click.command()
@number_argument
@click.option("--not", "private", is_flag=True, help="Keep it private from now on.")
@demo_option
def share(number: int, private: bool, demo: bool) -> None:
    """Share an entry when you share with your therapist, or no longer (--not). Nothing is sent now."""
    from biofeed.words import diary as words

    with open_diary(demo, create=False) as store:
        if store.entry(number).shared is private:
            store.revise(number, now(), shared=not private)
    click.echo(words.sharing(number, shared=not private))


def _edited(entry: Entry, told: Mapping[str, Any], *, demo: bool) -> Value:
    """Give an entry's value with what was told in it. Raises `UsageError` for what it has no place for."""
    from biofeed.diary import Tag, Total, read_tag
    from biofeed.store.questionnaire import questionnaires
    from biofeed.words import diary as words

    places = _FIELDS[entry.kind]
    for option in told:
        if option not in places:
            raise UsageError(
                words.NOT_OF_THIS_KIND.format(
                    number=entry.id, kind=entry.kind, option=option.replace("_", "-")
                ),
                words.choices(f"--{name.replace('_', '-')}" for name in places),
            )
    changes = {places[option]: _read(option, given) for option, given in told.items()}
    match entry.value:
        case Tag() if "text" in changes:
            return read_tag(entry.value.kind, changes.get("day", entry.value.day), changes["text"])
        case Total():
            return questionnaires(home_of(demo)).checked(_with(entry.value, changes))
    return _with(entry.value, changes)


def _with(value: _V, changes: Mapping[str, Any]) -> _V:
    return replace(value, **changes)


def _read(option: str, given: Any) -> Any:
    """Turn what was typed into what the entry holds."""
    from biofeed.diary import read_day, read_when

    match option:
        case "at":
            return read_when(given, now())
        case "date":
            return read_day(given, now())
        case "part":
            return parts_of(given)
        case "feeling" | "where":
            return tuple(word for word in given if word.strip())
    return given

"""`biofeed card`: whom to call."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from biofeed.cli.options import json_option
from biofeed.cli.output import print_json, table

if TYPE_CHECKING:
    from biofeed.care import Card, Contact


@click.command("card")
@click.option(
    "--country", metavar="XX", help="Whose numbers, in two letters. Default: your locale's country."
)
@json_option
def show_card(country: str | None, as_json: bool) -> None:
    """Print emergency and crisis lines.

    Works without a log, a strap or a network, and sends nothing to anybody.
    """
    from biofeed.care import card

    found = card(country or _own_country())
    if as_json:
        print_json({"card": _as_json(found)})
        return
    for line in _lines(found):
        click.echo(line)


def _own_country() -> str | None:
    """Tell the country of the environment's locale, as POSIX ranks the variables."""
    from biofeed.care import country_of

    set_ones = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    return country_of(next(filter(None, set_ones), ""))


def _lines(card: Card) -> Iterator[str]:
    from biofeed.words import card as words

    yield words.TITLE
    yield ""
    rows = [*_rows(words.IN_DANGER, card.emergency), *_rows(words.SOMEONE_TO_TALK_TO, card.crisis)]
    rows += [*_rows(words.ELSEWHERE, (card.directory,)), *((words.YOUR_PEOPLE, who, "") for who in card.own)]
    yield from table(rows)
    yield ""
    yield f"{_about_country(card)} {words.OTHER_COUNTRY}"
    yield f"{words.NUMBERS_CHANGE} ({words.read_on(_oldest(card))})"
    yield words.NOBODY_WATCHES


def _about_country(card: Card) -> str:
    from biofeed.words import card as words

    if card.country is None:
        return words.COUNTRY_UNKNOWN
    return words.for_country(card.country_name) if card.crisis else words.nothing_for(card.country)


def _rows(heading: str, contacts: tuple[Contact, ...]) -> Iterator[tuple[str, str, str]]:
    from biofeed.words.card import to_text

    for contact in contacts:
        texting = to_text(contact.text) if contact.text else ""
        yield heading, contact.number, ", ".join(filter(None, (contact.name, contact.about, texting)))


def _oldest(card: Card) -> str:
    """Give the day since when every number on the card has been left as it is."""
    return min(one.checked for one in (*card.emergency, *card.crisis, card.directory)).isoformat()


def _as_json(card: Card) -> dict[str, object]:
    return {
        "country": card.country,
        "emergency": [_contact(one) for one in card.emergency],
        "crisis": [_contact(one) for one in card.crisis],
        "directory": _contact(card.directory),
        "own": list(card.own),
    }


def _contact(contact: Contact) -> dict[str, str | int | None]:
    return {
        "name": contact.name,
        "number": contact.number,
        "about": contact.about,
        "text": contact.text,
        "source": contact.source,
        "page_year": contact.page_year,
        "checked": contact.checked.isoformat(),
    }

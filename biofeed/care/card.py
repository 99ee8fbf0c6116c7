"""The card: whom to call when it is too much.

It is one key away from everywhere and never empty. Where nothing is known of the country it has the two
emergency numbers that reach most of the world, and an international directory. The numbers stand in
lines.toml, each with the page it was read on and the day. Nothing is looked up anywhere while the program
runs, and nothing is sent.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import msgspec

from biofeed.errors import UsageError
from biofeed.words import card as words

_SYNONYMS = {"UK": "GB", "EL": "GR"}
"""Codes that people and locales write for a country, and the one that ISO 3166 has."""


@dataclass(frozen=True, slots=True)
class Contact:
    """One number to call."""

    name: str
    """Whose number it is; empty for an emergency number."""
    number: str
    about: str
    """When it is answered, or what comes when it is called; empty where that is not known."""
    text: str
    """The number to text to; empty where there is none."""
    source: str
    """The page on which the number was read."""
    checked: dt.date
    """The day on which it was read there."""
    page_year: int | None
    """The year of the page itself; `None` where it says none."""


@dataclass(frozen=True, slots=True)
class Card:
    """Whom to call, the most urgent first."""

    country: str | None
    """The country's two letters; `None` if it is not known."""
    country_name: str
    """What the country is called; empty for one that this program has no crisis line of."""
    emergency: tuple[Contact, ...]
    crisis: tuple[Contact, ...]
    directory: Contact
    """Where the lines of other countries are found."""
    own: tuple[str, ...]
    """The people whom the person wrote down, each in their own words."""


class _Source(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    source: str
    checked: dt.date
    page_year: int | None = None


class _Emergency(_Source, forbid_unknown_fields=True, kw_only=True):
    number: str
    about: str
    countries: list[str] = []


class _Crisis(_Source, forbid_unknown_fields=True, kw_only=True):
    country: str
    name: str
    number: str
    hours: str = ""
    text: str = ""


class _Directory(_Source, forbid_unknown_fields=True, kw_only=True):
    name: str
    address: str
    about: str


class _Lines(msgspec.Struct, forbid_unknown_fields=True):
    countries: dict[str, str]
    directory: _Directory
    anywhere: list[_Emergency]
    emergency: list[_Emergency]
    crisis: list[_Crisis]


def card(country: str | None, contacts: Sequence[str] = ()) -> Card:
    """Give the card for a country, by its two letters, with the person's own contacts.

    Raises `UsageError` for what is no country code.
    """
    lines = _read()
    code = None if country is None else _checked(country)
    urgent = [one for one in lines.emergency if code in one.countries] or lines.anywhere
    return Card(
        country=code,
        country_name=lines.countries.get(code or "", ""),
        emergency=tuple(_emergency(one) for one in urgent),
        crisis=tuple(_crisis(one) for one in lines.crisis if one.country == code),
        directory=_directory(lines.directory),
        own=tuple(contacts),
    )


def countries() -> tuple[str, ...]:
    """List the countries with crisis lines of their own, by their two letters."""
    return tuple(_read().countries)


def country_of(locale: str) -> str | None:
    """Tell the country of a locale such as `de_AT.UTF-8`; `None` for one without a country, such as `C`."""
    found = re.match(r"[A-Za-z]{2,3}[_-](?:[A-Za-z]{4}[_-])?([A-Za-z]{2})(?=$|[.@])", locale)
    return _checked(found.group(1)) if found else None


def _checked(country: str) -> str:
    code = country.strip().upper()
    if not re.fullmatch("[A-Z]{2}", code):
        raise UsageError(words.UNKNOWN_COUNTRY.format(code=country), words.COUNTRY_HINT)
    return _SYNONYMS.get(code, code)


@cache
def _read() -> _Lines:
    return msgspec.toml.decode((files("biofeed.care") / "lines.toml").read_bytes(), type=_Lines)


def _emergency(one: _Emergency) -> Contact:
    return Contact("", one.number, one.about, "", one.source, one.checked, one.page_year)


def _crisis(one: _Crisis) -> Contact:
    return Contact(one.name, one.number, one.hours, one.text, one.source, one.checked, one.page_year)


def _directory(one: _Directory) -> Contact:
    return Contact(one.name, one.address, one.about, "", one.source, one.checked, one.page_year)

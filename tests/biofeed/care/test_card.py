"""The card is never empty, and no number is on it that was not read somewhere on a day that is named."""

from __future__ import annotations

import datetime as dt
import re
import string
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biofeed.care.card import Contact, card, countries, country_of
from biofeed.errors import UsageError

DOC = (Path(__file__).parents[3] / "docs" / "care.md").read_text("utf-8")


def everything() -> list[Contact]:
    cards = [card(code) for code in (None, *countries())]
    found = [one for found in cards for one in (*found.emergency, *found.crisis, found.directory)]
    return list(dict.fromkeys(found))


@pytest.mark.parametrize("code", countries())
def test_every_country_in_here_has_an_emergency_number_of_its_own_and_a_crisis_line(code: str) -> None:
    found = card(code)

    assert found.country_name
    assert found.crisis
    assert found.emergency != card(None).emergency


@pytest.mark.parametrize("contact", everything(), ids=lambda contact: contact.number)
def test_every_number_names_where_and_when_it_was_read(contact: Contact) -> None:
    assert re.fullmatch(r"[0-9][0-9 -]*|[a-z]+\.[a-z]+", contact.number)
    assert contact.source.startswith(("https://", "http://"))
    assert contact.checked >= dt.date(2026, 11, 22)
    assert contact.page_year is None or 2010 <= contact.page_year <= contact.checked.year


@pytest.mark.parametrize("contact", everything(), ids=lambda contact: contact.number)
def test_every_number_stands_in_the_docs_with_its_source(contact: Contact) -> None:
    row = f"| {contact.number} | {contact.about}"

    found = [line for line in DOC.splitlines() if row in line and contact.source in line]

    assert found
    assert all(contact.checked.isoformat() in line for line in found)


@given(st.none() | st.text(string.ascii_letters, min_size=2, max_size=2))
def test_the_card_is_never_empty(country: str | None) -> None:
    found = card(country)

    assert found.emergency
    assert found.directory.number


def test_where_the_country_is_not_known_both_numbers_that_reach_most_of_the_world_are_there() -> None:
    assert [one.number for one in card(None).emergency] == ["112", "911"]


def test_in_the_european_union_112_is_known_also_where_no_crisis_line_is() -> None:
    found = card("gr")

    assert [one.number for one in found.emergency] == ["112"]
    assert found.crisis == ()


def test_the_persons_own_contacts_are_on_it_as_they_wrote_them() -> None:
    assert card("DE", ["Mia 0151", "Dr. K."]).own == ("Mia 0151", "Dr. K.")


@pytest.mark.parametrize(("written", "code"), [("uk", "GB"), (" de ", "DE"), ("EL", "GR")])
def test_a_country_may_be_written_as_people_write_it(written: str, code: str) -> None:
    assert card(written).country == code


@pytest.mark.parametrize("written", ["", "D", "DEU", "1a", "Österreich"])
def test_what_is_no_country_code_is_said(written: str) -> None:
    with pytest.raises(UsageError, match="country code"):
        card(written)


@pytest.mark.parametrize(
    ("locale", "code"),
    [
        ("de_AT.UTF-8", "AT"),
        ("en_US", "US"),
        ("en-GB", "GB"),
        ("ca_ES@valencia", "ES"),
        ("zh_Hant_TW.UTF-8", "TW"),
        ("sr_Latn_RS", "RS"),
        ("C", None),
        ("C.UTF-8", None),
        ("POSIX", None),
        ("de", None),
        ("", None),
    ],
)
def test_a_locale_tells_its_country_if_it_has_one(locale: str, code: str | None) -> None:
    assert country_of(locale) == code

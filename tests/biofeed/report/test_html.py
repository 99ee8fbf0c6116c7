"""The page as HTML: whole in itself, safe whatever was written, and no larger than a letter."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from biofeed.care import Debrief
from biofeed.diary import Goal, GoalRating, Line, Moment, MomentKind, Tag, TagKind, Total
from biofeed.report import client_page
from biofeed.report.html import POLICY, as_html
from biofeed.report.page import LONGEST_TEXT
from tests.biofeed.history.year import LAST, Lived, at, entry, history, year
from tests.biofeed.report.read_page import Read
from tests.biofeed.test_words import BANNED

NOW = at(LAST, 21)
HOSTILE = (
    "<script>alert(1)</script> \"' onload=x & </style><img src=http://evil.example/x> {{ 7*7 }} "
    "\u202e\x00\x1b[2J"
)


def html(days: int = 365) -> str:
    return as_html(client_page(year(days), NOW))


@pytest.fixture(scope="module")
def whole() -> str:
    return html()


@pytest.fixture(scope="module")
def read(whole: str) -> Read:
    return Read.page(whole)


def test_it_is_well_formed_and_small(whole: str, read: Read) -> None:
    assert whole.startswith("<!doctype html>")
    assert len(whole.encode()) < 500_000
    assert read.sections[0] == "headline"


def test_nothing_in_it_comes_from_elsewhere(whole: str, read: Read) -> None:
    assert {tag for tag, _ in read.elements}.isdisjoint(
        {
            "script",
            "link",
            "img",
            "iframe",
            "object",
            "embed",
            "form",
            "a",
            "base",
            "video",
            "audio",
            "use",
            "image",
        }
    )
    references = [
        one for one in read.elements if {"src", "href", "xlink:href", "action", "srcset"} & set(one[1])
    ]
    assert references == []
    assert not re.search(r"url\(|@import|javascript:", whole)
    # The one address names the vocabulary of SVG, and nobody goes there.
    assert set(re.findall(r"https?://[^\"' <]+", whole)) == {"http://www.w3.org/2000/svg"}


def test_a_policy_forbids_everything_but_its_own_style(read: Read) -> None:
    policies = [found["content"] for tag, found in read.elements if found.get("http-equiv")]

    assert policies == [POLICY]
    assert "default-src 'none'" in POLICY
    assert not any(name.startswith("on") for _, found in read.elements for name in found)


def test_ids_are_unique(read: Read) -> None:
    ids = [found["id"] for _, found in read.elements if "id" in found]

    assert len(ids) == len(set(ids))


def test_sections_come_in_the_order_in_which_a_therapist_looks(read: Read) -> None:
    assert read.sections == [
        "headline",
        "told",
        "totals",
        "practice",
        "recovery",
        "variability",
        "sessions",
        "context",
        "method",
        "provenance",
    ]


def test_a_section_without_entries_is_left_out() -> None:
    page = as_html(client_page(history([Lived(at(LAST))]), NOW))

    assert Read.page(page).sections == [
        "headline",
        "practice",
        "variability",
        "sessions",
        "method",
        "provenance",
    ]


def test_every_number_has_its_unit_and_its_n(read: Read) -> None:
    assert len(read.numbers) > 100
    for number in read.numbers:
        assert number.unit
        assert number.text.endswith(number.unit)
        assert number.n >= 1
    medians = [number for number in read.numbers if number.n > 1]
    assert medians
    assert f"n\xa0{medians[0].n}" in read.text


def test_nothing_is_told_by_colour_alone(whole: str, read: Read) -> None:
    # One accent beside black and greys; what is weak is set in italics and says so in words.
    colours = {colour.lower() for colour in re.findall(r"#[0-9a-fA-F]{3,8}\b", whole)}
    greys = {colour for colour in colours if len(set(re.findall("..", colour[1:]))) == 1 or len(colour) == 4}
    assert colours - greys == {"#0b5c6b"}
    assert read.styles == []


def test_weak_rows_look_different_and_say_why() -> None:
    weak = Lived(at(LAST, 8), weak="a gap of more than 5 s")
    read = Read.page(as_html(client_page(history([weak, Lived(at(LAST))]), NOW)))

    bad = [row for row in read.rows if row.weak]
    assert len(bad) == 1
    assert "low signal: a gap of more than 5 s" in bad[0].text
    assert "tr.weak" in as_html(client_page(history([weak]), NOW))


def test_whatever_was_written_is_text() -> None:
    lived = Lived(at(LAST), exercise=HOSTILE, device=HOSTILE, end=HOSTILE, debrief=Debrief(bring=HOSTILE))
    values = [
        Goal(HOSTILE, NOW, HOSTILE, HOSTILE),
        GoalRating(HOSTILE, 3, NOW),
        Moment(MomentKind.SETBACK, NOW, HOSTILE, (HOSTILE,), (HOSTILE,), helped=HOSTILE),
        Moment(MomentKind.WIN, NOW, HOSTILE),
        Line(HOSTILE, NOW),
        Total(HOSTILE, 3.0, LAST),
        Total(HOSTILE, 9.0, LAST),
        Tag(TagKind.LIFE_EVENT, LAST, text=HOSTILE),
    ]
    page = as_html(client_page(history([lived], [entry(one, NOW, n) for n, one in enumerate(values)]), NOW))
    read = Read.page(page)

    assert {"script", "img"}.isdisjoint(tag for tag, _ in read.elements)
    assert "<script>alert(1)</script>" in read.text
    assert "{{ 7*7 }}" in read.text
    assert not set(page) & {"\x00", "\x1b", "\u202e"}


@given(st.text(max_size=200))
@settings(max_examples=30)
def test_no_text_changes_what_the_page_is_made_of(text: str) -> None:
    def elements(written: str) -> list[str]:
        moment = Moment(MomentKind.WIN, NOW, written, helped=written)
        page = as_html(client_page(history([], [entry(moment, NOW)]), NOW))
        return [tag for tag, _ in Read.page(page).elements]

    assert elements(text + "x") == elements("x")


def test_a_long_text_is_cut_and_the_page_stays_small() -> None:
    values = [Line("a" * 100_000, NOW), Moment(MomentKind.WIN, NOW, "b " * 50_000)]
    page = as_html(client_page(history([], [entry(one, NOW, n) for n, one in enumerate(values)]), NOW))

    assert len(page) < 30_000
    assert "a" * (LONGEST_TEXT - 1) + "…" in page


def test_neither_address_nor_serial_number_is_on_it() -> None:
    page = as_html(client_page(history([Lived(at(LAST), device="Polar H10 9F8E7D6C")]), NOW))

    assert "Polar H10" in page
    assert "9F8E7D6C" not in page


def test_the_hash_and_the_time_zone_are_on_it(read: Read) -> None:
    assert re.search(r"SHA-256 of the numbers on this page[^:]*: [0-9a-f]{64}", read.text)
    assert "UTC+01:00" in read.text
    assert "made by biofeed" in read.text


def test_no_sentence_on_it_holds_a_word_that_judges(read: Read) -> None:
    assert not BANNED.search(read.text), BANNED.search(read.text)


def test_private_entries_are_not_on_it_and_it_says_so(read: Read) -> None:
    assert "a line nobody is to see" not in read.text
    assert "quieter than it was" not in read.text
    assert "what the client did not share is left out" in read.text

"""A page as text has what the page has, in its order, and fits the columns there are."""

from __future__ import annotations

from pathlib import Path

import pytest

from biofeed.report import client_page
from biofeed.report.number import Number
from biofeed.report.page import Line, Lines, Page, Row, Section, Table
from biofeed.store.home import Home
from biofeed.tui.review.desk import Desk
from biofeed.tui.review.sheet import sheet, table
from biofeed.tui.review.text import QUIET, plain
from tests.biofeed.tui.review.small import NOW, RIVER

NOTHING = (Line(("one",)), Line(("two",)), Line(("three",)))
TABLE = Table(
    ("when", "felt", "rmssd", "remark"),
    (
        Row("2 Nov", (("40 → 20",), (Number("RMSSD", 31.0, "ms"),), ())),
        Row("3 Nov", ((), (Number("RMSSD", 12.0, "ms", 4),), ("○ low signal",)), weak="artefacts"),
    ),
)


def lines(page: Page, columns: int = 74) -> list[str]:
    return [plain(row) for row in sheet(page, columns)]


@pytest.mark.parametrize("columns", [40, 74, 112])
def test_every_section_is_there_in_the_pages_order(written: Path, columns: int) -> None:
    page = Desk(Home(written)).client(RIVER, NOW).page
    shown = lines(page, columns)
    places = [
        next(at for at, row in enumerate(shown) if row.startswith(one.title[:30])) for one in page.sections
    ]

    assert len(places) > 5
    assert places == sorted(places)
    assert all(len(row) <= columns for row in shown)


def test_every_number_of_the_page_is_on_the_screen_with_its_unit_and_n() -> None:
    number = Number("half-time", 46.0, "s", 3, low=21.0, high=93.0)
    section = Section("told", "Told", (Lines((Line((number,), "half gone"),)),))
    page = Page("title", "subtitle", NOTHING, (section,))

    assert "half gone 46 s (21 to 93 s) n 3" in lines(page)


def test_what_nobody_measured_is_said_first() -> None:
    page = Page("title", "subtitle", NOTHING, (), unreal="Simulated beats: nobody’s heart was measured here")

    assert lines(page)[0] == "Simulated beats: nobody’s heart was measured here."


def test_what_stands_aside_comes_before_the_small_print() -> None:
    sections = (Section("a", "First", (Lines(()),)), Section("b", "Method", (Lines(()),), small=True))
    rows = sheet(Page("title", "subtitle", NOTHING, sections), 40, aside=[(("my own", ""),)])
    shown = [plain(row) for row in rows]

    assert shown.index("First") < shown.index("my own") < shown.index("Method")


def test_what_stands_aside_is_not_lost_without_small_print() -> None:
    rows = sheet(Page("title", "subtitle", NOTHING, ()), 40, aside=[(("my own", ""),)])

    assert "my own" in [plain(row) for row in rows]


class TestTable:
    def test_where_it_fits_it_has_columns(self) -> None:
        assert [plain(row) for row in table(TABLE, 50)] == [
            "       felt     rmssd      remark",
            "2 Nov  40 → 20  31 ms",
            "3 Nov           12 ms n 4  ○ low signal",
        ]

    def test_where_it_nearly_fits_the_last_column_goes_below(self) -> None:
        assert [plain(row) for row in table(TABLE, 30)] == [
            "       felt     rmssd",
            "2 Nov  40 → 20  31 ms",
            "3 Nov           12 ms n 4",
            "  remark ○ low signal",
        ]

    def test_where_it_does_not_each_row_names_its_cells(self) -> None:
        assert [plain(row) for row in table(TABLE, 22)] == [
            "2 Nov felt 40 → 20 ·",
            "  rmssd 31 ms",
            "3 Nov rmssd 12 ms n 4",
            "  · remark ○ low",
            "  signal",
        ]

    @pytest.mark.parametrize("columns", [22, 30, 50])
    def test_a_row_that_cannot_be_relied_on_looks_different(self, columns: int) -> None:
        rows = {plain(row).split()[0]: row for row in table(TABLE, columns) if plain(row)[0].isdigit()}

        assert {style for _, style in rows["3"]} == {QUIET}
        assert {style for text, style in rows["2"] if "2 Nov" in text} != {QUIET}


def test_the_page_is_the_one_that_the_report_writes(written: Path) -> None:
    read = Desk(Home(written)).client(RIVER, NOW)

    assert read.page == client_page(read.history, NOW)

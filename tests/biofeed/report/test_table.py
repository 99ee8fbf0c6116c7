"""The table beside the page holds the same numbers as the page."""

from __future__ import annotations

import csv
import hashlib
import io

import pytest

from biofeed.diary import Goal, GoalRating
from biofeed.report import Page, client_page
from biofeed.report.chart import Chart
from biofeed.report.html import as_html
from biofeed.report.table import COLUMNS, as_csv
from tests.biofeed.history.year import LAST, Lived, at, entry, history, year
from tests.biofeed.report.read_page import Read

NOW = at(LAST, 21)


def rows(page: Page) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(as_csv(page).decode())))


@pytest.fixture(scope="module")
def page() -> Page:
    return client_page(year(), NOW)


def test_every_number_of_the_page_is_in_it_in_its_order(page: Page) -> None:
    shown = [(one.section, one.value, one.unit, one.n) for one in Read.page(as_html(page)).numbers]
    listed = [
        (row["section"], float(row["value"]), row["unit"], int(row["n"]))
        for row in rows(page)
        if not row["section"].endswith(" chart")
    ]

    assert shown == listed


def test_every_point_of_the_charts_is_in_it(page: Page) -> None:
    charts = [block for section in page.sections for block in section.blocks if isinstance(block, Chart)]
    points = sum(len(placed.strip.listed) for chart in charts for placed in chart.strips)

    assert sum(row["section"].endswith(" chart") for row in rows(page)) == points > 500


def test_the_columns_are_those_of_the_documentation(page: Page) -> None:
    assert as_csv(page).decode().splitlines()[0] == ",".join(COLUMNS)
    assert {None} & set(rows(page)[0]) == set()


def test_the_hash_on_the_page_is_that_of_the_table(page: Page) -> None:
    assert hashlib.sha256(as_csv(page)).hexdigest() in as_html(page)


def test_a_weak_row_says_why_here_too() -> None:
    weak = rows(client_page(history([Lived(at(LAST), weak="paused")]), NOW))

    assert {row["weak"] for row in weak if row["section"] == "sessions"} == {"paused"}


def test_an_interval_has_its_two_ends(page: Page) -> None:
    half = next(row for row in rows(page) if row["what"] == "half-time" and row["section"] == "recovery")

    assert float(half["low"]) < float(half["value"]) < float(half["high"])


def test_no_label_is_taken_for_a_formula() -> None:
    goal = "=HYPERLINK(A1)"
    found = history([], [entry(Goal(goal, NOW), NOW), entry(GoalRating(goal, 3, NOW), NOW, 2)])
    ill = history([Lived(at(LAST), exercise="=cmd")], [])

    for one in (found, ill):
        for row in csv.reader(io.StringIO(as_csv(client_page(one, NOW)).decode())):
            assert not any(cell.startswith(("=", "@", "+")) for cell in row)

"""Charts as shapes: where things lie, and that labels stay clear of each other."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest

from biofeed.report.chart import (
    LABEL_HEIGHT,
    LEFT,
    MOST_TICKS,
    RIGHT,
    SPACE,
    WIDTH,
    Strip,
    chart,
    day_ticks,
    days,
)
from biofeed.report.number import Number, middle, percent
from biofeed.report.page import clipped
from biofeed.report.period import month_of, quarter_of

FIRST, LAST = dt.date(2026, 1, 1), dt.date(2026, 1, 10)


def strip() -> Strip:
    return Strip("x", "ms", days(FIRST, LAST), 0.0, 10.0, height=20.0)


def test_days_fill_the_axis_from_edge_to_edge() -> None:
    span = days(FIRST, LAST)

    assert span.x(FIRST.toordinal() - 0.5) == LEFT
    assert span.x(LAST.toordinal() + 0.5) == WIDTH - RIGHT


def test_values_grow_upwards_and_stay_within_the_strip() -> None:
    assert [strip().y(value) for value in (0.0, 5.0, 10.0, 99.0, -5.0)] == [20.0, 10.0, 0.0, 0.0, 20.0]


def test_a_line_begins_with_a_move_and_breaks_over_a_hole() -> None:
    drawn, day = strip(), FIRST.toordinal()
    drawn.line([(day, 1.0), (day + 1, 2.0), (day + 5, 3.0)], breaks=1.5)

    assert [sign for sign in drawn.strokes[0].d if sign.isalpha()] == ["M", "L", "M"]


@pytest.mark.parametrize("values", [(5.0, 5.0, 5.0), (9.0, 1.0, 5.0), (5.0, 4.0, 6.0, 5.5)])
def test_labels_at_the_end_do_not_lie_on_each_other(values: tuple[float, ...]) -> None:
    drawn = strip()
    for value in values:
        drawn.end(value, str(value))

    places = sorted(label.y for label in drawn.labels if label.kind == "label")
    gaps = [below - above for above, below in pairwise(places)]
    assert all(gap >= LABEL_HEIGHT - 1e-9 for gap in gaps)


def test_the_name_of_a_threshold_lies_beside_the_drawing_and_not_on_the_next_strip() -> None:
    drawn = strip()
    drawn.level(0.0, "cut-off 0")
    drawn.end(0.5, "0.5 points")
    name, latest = (label for label in drawn.labels if label.text)

    assert name.x > WIDTH - RIGHT
    assert abs(name.y - latest.y) >= LABEL_HEIGHT
    assert max(name.y, latest.y) <= drawn.height + SPACE


def test_strips_stand_under_each_other() -> None:
    drawn = chart("key", "title", [strip(), strip()], [])
    first, second = drawn.strips

    assert second.top >= first.top + first.strip.height
    assert drawn.height >= second.top + second.strip.height


@pytest.mark.parametrize("length", [0, 1, 6, 40, 90, 365, 2000])
def test_an_axis_has_a_few_marks_all_of_them_inside(length: int) -> None:
    until = FIRST + dt.timedelta(days=length)
    ticks = day_ticks(FIRST, until)

    assert 1 <= len(ticks) <= MOST_TICKS + 1
    assert all(FIRST.toordinal() <= at <= until.toordinal() for at, _ in ticks)
    assert len({text for _, text in ticks}) == len(ticks)


def test_numbers_are_told_with_unit_sign_and_interval() -> None:
    assert Number("x", 42.4, "ms").text == "42 ms"
    assert Number("x", -8.0, "bpm", signed=True).text == "−8 bpm"
    assert Number("x", 8.0, "bpm", signed=True).text == "+8 bpm"
    assert Number("x", 60, "/100").text == "60/100"
    assert Number("x", 40, "s", low=20, high=80).interval == "20 to 80 s"
    assert percent("x", 0.975, digits=1).text == "97.5 %"


def test_a_median_says_of_how_many() -> None:
    found = middle("x", [3.0, 1.0, 2.0, 9.0], "ms", 1)

    assert found == Number("x", 2.5, "ms", 4, 1)
    assert middle("x", [], "ms") is None


def test_texts_are_cut_at_the_room_there_is() -> None:
    assert clipped("a  b\n\tc\x07") == "a b c"
    assert clipped("abcdef", 4) == "abc…"


def test_periods_begin_where_the_calendar_has_them_begin() -> None:
    assert month_of(dt.date(2026, 2, 28)) == dt.date(2026, 2, 1)
    assert [quarter_of(dt.date(2026, month, 15)).month for month in (1, 3, 4, 12)] == [1, 1, 4, 10]

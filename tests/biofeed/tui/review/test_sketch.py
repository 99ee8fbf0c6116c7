"""A report's chart in cells: every shape where the drawing has it."""

from __future__ import annotations

import datetime as dt

from biofeed.report.chart import Strip, chart, day_ticks, days
from biofeed.tui.review.sketch import EDGE_COLUMNS, points, sketch
from biofeed.tui.review.text import plain
from biofeed.tui.widgets import raster

FIRST, LAST = dt.date(2026, 11, 1), dt.date(2026, 11, 11)
SPAN = days(FIRST, LAST)
COLUMNS = EDGE_COLUMNS + 11
"""A column a day."""


def strip(height: float = 22.0, unit: str = "points") -> Strip:
    return Strip("PHQ-9", unit, SPAN, 0.0, 10.0, height, ("0", "10"))


def drawn(one: Strip, **how: raster.Glyphs) -> list[str]:
    return [plain(row) for row in sketch(chart("key", "title", [one], ()), COLUMNS, **how)]


def day(number: int) -> float:
    return float((FIRST + dt.timedelta(days=number)).toordinal())


def test_a_path_is_read_as_its_lines() -> None:
    assert points("M0.5 2L3 4M5 6") == [[(0.5, 2.0), (3.0, 4.0)], [(5.0, 6.0)]]
    assert points("M1 2H9") == [[(1.0, 2.0), (9.0, 2.0)]]
    assert points("M1 -2L3 4Z") == [[(1.0, -2.0), (3.0, 4.0)]]


def test_the_first_row_names_the_strip_and_says_what_stands_at_the_ends() -> None:
    one = strip()
    one.end(9.0, "9 points, n 2")
    one.level(5.0, "cut-off 5")

    rows = [plain(row) for row in sketch(chart("key", "title", [one], ()), 60)]
    assert rows[0] == "PHQ-9, points: 9 points, n 2 · ┄ cut-off 5"


def test_the_scale_stands_at_its_upper_and_lower_end() -> None:
    rows = drawn(strip())

    assert len(rows) == 5
    assert (rows[1][:EDGE_COLUMNS], rows[-1][:EDGE_COLUMNS]) == ("   10 ", "    0 ")


def test_dots_are_where_their_day_and_value_are() -> None:
    one = strip()
    one.mark([(day(0), 10.0), (day(10), 0.0)])
    one.mark([(day(5), 10.0)], "open")
    rows = drawn(one)

    assert rows[1][EDGE_COLUMNS:] == "●    ○     "
    assert rows[-1][EDGE_COLUMNS:] == "          ●"


def test_a_full_dot_is_drawn_over_an_open_one_and_not_the_other_way_round() -> None:
    one = strip()
    one.mark([(day(5), 10.0)])
    one.mark([(day(5), 10.0)], "open")

    assert drawn(one)[1][EDGE_COLUMNS + 5] == "●"


def test_a_line_runs_from_its_first_point_to_its_last() -> None:
    one = strip()
    one.line([(day(2), 5.0), (day(8), 5.0)])
    rows = [row[EDGE_COLUMNS:] for row in drawn(one)[1:]]
    columns = [at for at in range(11) if any(row[at] != " " for row in rows)]

    assert columns[0] in (2, 3)
    assert columns[-1] in (7, 8)
    assert columns == list(range(columns[0], columns[-1] + 1))


def test_without_braille_a_line_is_drawn_in_half_blocks() -> None:
    one = strip()
    one.line([(day(0), 10.0), (day(10), 0.0)])

    assert set("".join(row[EDGE_COLUMNS:] for row in drawn(one, glyphs=raster.BLOCKS)[1:])) <= set(" ▀▄█")


def test_a_usual_range_is_a_shade_between_its_edges() -> None:
    one = strip(height=55.0)
    one.range([(day(0), 4.0, 6.0), (day(10), 4.0, 6.0)])
    rows = [row[EDGE_COLUMNS:] for row in drawn(one)[1:]]
    shaded = [at for at, row in enumerate(rows) if row == "░" * 11]

    assert len(rows) == 10
    assert shaded
    assert set(shaded) <= {3, 4, 5, 6}
    assert all(not row.strip() for at, row in enumerate(rows) if at not in shaded)


def test_a_threshold_is_seen_through_a_shade() -> None:
    one = strip()
    one.range([(day(0), 0.0, 10.0), (day(10), 0.0, 10.0)])
    one.level(10.0)

    assert drawn(one)[1][EDGE_COLUMNS:] == "┄" * 11


def test_a_bar_is_as_high_as_its_share_of_the_scale() -> None:
    one = strip()
    one.bars([(day(0) - 0.5, day(0) + 0.5, 10.0), (day(10) - 0.5, day(10) + 0.5, 5.0)])
    rows = [row[EDGE_COLUMNS:] for row in drawn(one)[1:]]

    assert "".join(row[0] for row in rows) == "████"
    assert "".join(row[10] for row in rows) == "  ██"


def test_dates_stand_below_where_there_is_room_for_the_whole_word() -> None:
    picture = chart("key", "title", [strip()], day_ticks(FIRST, LAST))
    narrow, wide = (plain(sketch(picture, columns)[-1]) for columns in (COLUMNS, 80))

    assert set(narrow.split()) <= set(wide.split())
    assert wide.split()[:2] == ["1", "Nov"]

"""The chart: a picture over time in the terminal's own characters, with a mark on the session looked at.

Cells and not braille for the dots, because a dot that stands for a session has to be found by eye and mouse;
the line behind them is braille. Nothing but numpy is needed, and one drawing does for every row.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from itertools import groupby
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from biofeed.tui.picture import Picture
from biofeed.tui.widgets import raster
from biofeed.words import history as words

LABEL_COLUMNS = 6
ROWS_BELOW = 2
"""Under the picture: the mark, and the months."""
WIDE_COLUMNS = 4
"""A week that is as wide has a gap after it."""
LONGEST_BRIDGE_DAYS = 3
MARK = "▲"
SHADE = "░"
QUIET, LINE, DOT, EARLIER, SHADED = "label", "line", "dot", "earlier", "shade"
_INK = {" ": QUIET, "○": EARLIER, "●": DOT, "•": DOT, SHADE: SHADED}


class Chart(Widget):
    """Draws one picture; `marked` is the session under the cursor."""

    HELP = "Below a picture ▲ stands where the marked session is. A click on it marks the nearest session."
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"chart--{ink}" for ink in (QUIET, LINE, DOT, EARLIER, SHADED)}
    DEFAULT_CSS = """
    Chart {
        height: 1fr;
        width: 1fr;
        & .chart--label { color: $whisper; }
        & .chart--line { color: $primary; }
        & .chart--dot { color: $accent; }
        & .chart--earlier { color: $whisper; }
        & .chart--shade { color: $ground; }
    }
    """

    picture: reactive[Picture | None] = reactive(None)
    marked = reactive("", repaint=False)

    class Pointed(Message):
        """A session in the picture was clicked."""

        def __init__(self, session: str) -> None:
            super().__init__()
            self.session = session

    def __init__(self, *, blocks: bool = False, id: str | None = None) -> None:  # noqa: A002  (Textual's own name)
        super().__init__(id=id)
        self._glyphs = raster.BLOCKS if blocks else raster.BRAILLE
        self._drawn: tuple[object, list[Strip]] = (None, [])

    def render_line(self, y: int) -> Strip:
        """Give one row of the drawing, which is made anew when something but the mark has changed."""
        key = (self.picture, self.size, self.app.theme)
        if self._drawn[0] != key:
            self._drawn = key, self._rows()
        rows = self._drawn[1]
        if y == self._mark_y and self.picture is not None and rows:
            return self._mark_row(self.picture)
        return rows[y] if y < len(rows) else Strip.blank(self.size.width, self.rich_style)

    def watch_marked(self) -> None:
        """Draw the one row anew in which the mark stands."""
        self.refresh(Region(0, self._mark_y, self.size.width, 1))

    def on_click(self, click: events.Click) -> None:
        """Tell which session lies nearest to the click."""
        picture = self.picture
        if picture is None:
            return
        column = click.x - LABEL_COLUMNS
        found = [(dot.day, dot.sessions[-1]) for dot in picture.dots if dot.sessions]
        found += [(bar.monday, bar.sessions[-1]) for bar in picture.bars if bar.sessions]
        nearest = min(found, key=lambda one: abs(self._column(one[0]) - column), default=None)
        if nearest is not None:
            self.post_message(self.Pointed(nearest[1]))

    # --- drawing ------------------------------------------------------------------------------------

    @property
    def _mark_y(self) -> int:
        return max(self.size.height - ROWS_BELOW, 0)

    @property
    def _columns(self) -> int:
        return max(self.size.width - LABEL_COLUMNS, 1)

    def _column(self, day: dt.date) -> int:
        """Give the column of a day."""
        assert self.picture is not None  # noqa: S101  (asked only while there is something to draw)
        span = max((self.picture.until - self.picture.since).days, 1)
        column = int((day - self.picture.since).days / span * (self._columns - 1))
        return min(max(column, 0), self._columns - 1)

    def _rows(self) -> list[Strip]:
        picture, height = self.picture, self.size.height - ROWS_BELOW
        if picture is None or height < 1:
            return []
        cells = self._line_cells(picture, height)
        self._draw_bars(picture, cells)
        self._draw_dots(picture, cells)
        labels = {0: picture.high, height - 1: picture.low}
        inks = {ink: self._ink(ink) for ink in (QUIET, LINE, DOT, EARLIER, SHADED)}
        rows = [self._row(_label(labels.get(y), picture), cells[y], inks) for y in range(height)]
        # The mark's own row is drawn when it is asked for.
        return [*rows, Strip.blank(self.size.width, self.rich_style), self._month_row(picture)]

    def _line_cells(self, picture: Picture, height: int) -> NDArray[np.str_]:
        """Draw the line and the shade behind it."""
        cells = np.full((height, self._columns), " ", dtype="<U1")
        if not picture.line:
            return cells
        low, value, high = (np.full(self._columns, np.nan) for _ in range(3))
        for one, other in zip(picture.line, (*picture.line[1:], picture.line[-1]), strict=True):
            # The line is broken where days without a mean lie between.
            other = other if (other.day - one.day).days <= LONGEST_BRIDGE_DAYS else one
            reach = slice(self._column(one.day), self._column(other.day) + 1)
            steps = reach.stop - reach.start
            value[reach] = np.linspace(
                self._height(picture, one.value), self._height(picture, other.value), steps
            )
            if one.low is not None and one.high is not None:
                low[reach], high[reach] = self._height(picture, one.low), self._height(picture, one.high)
        cells[raster.band(low, high, height)] = SHADE
        fine = np.repeat(value, self._glyphs.columns)
        line = raster.cells(raster.line(fine, height * self._glyphs.rows), self._glyphs)
        return np.where(line == " ", cells, line)

    def _draw_bars(self, picture: Picture, cells: NDArray[np.str_]) -> None:
        """Draw the weeks, each as wide as it is long, with a gap between them where there is room for one."""
        for bar in picture.bars:
            first, last = self._column(bar.monday), self._column(bar.monday + dt.timedelta(days=7))
            heights = np.array([self._height(picture, bar.value)])
            column = raster.shade(raster.hills(heights, cells.shape[0]))
            gap = int(last - first >= WIDE_COLUMNS)
            cells[:, first : max(last - gap, first + 1)] = column

    def _draw_dots(self, picture: Picture, cells: NDArray[np.str_]) -> None:
        rows = cells.shape[0]
        for dot in picture.dots:
            y = round((1 - self._height(picture, dot.value)) * (rows - 1))
            at = y, self._column(dot.day)
            # What came after is drawn over what was before, and a median over its sessions.
            if cells[at] not in "●" or cells[at] == " ":
                cells[at] = dot.glyph

    def _height(self, picture: Picture, value: float) -> float:
        return min(max((value - picture.low) / (picture.high - picture.low), 0.0), 1.0)

    def _row(self, label: str, cells: NDArray[np.str_], inks: Mapping[str, Style]) -> Strip:
        segments = [Segment(f"{label:>{LABEL_COLUMNS - 1}} ", inks[QUIET])]
        for ink, run in groupby(cells.tolist(), key=lambda character: _INK.get(character, LINE)):
            segments.append(Segment("".join(run), inks[ink]))
        return Strip(segments, self.size.width)

    def _mark_row(self, picture: Picture) -> Strip:
        day = picture.day_of(self.marked)
        before = 0 if day is None else self._column(day)
        mark = " " if day is None else MARK
        text = f"{'':{LABEL_COLUMNS}}{'':{before}}{mark}"
        return Strip([Segment(text.ljust(self.size.width), self._ink(DOT))], self.size.width)

    def _month_row(self, picture: Picture) -> Strip:
        """Name the months at their beginning, as far as there is room between them."""
        row = [" "] * self._columns
        free_from = 0
        for month in _ticks(picture.since, picture.until):
            at, name = self._column(month), f"{month:%b}" if month.month > 1 else f"{month:%Y}"
            if at >= free_from and at + len(name) <= len(row):
                row[at : at + len(name)] = name
                free_from = at + len(name) + 2
        text = f"{'':{LABEL_COLUMNS}}{''.join(row)}"
        return Strip([Segment(text, self._ink(QUIET))], self.size.width)

    def _ink(self, ink: str) -> Style:
        return self.get_component_rich_style(f"chart--{ink}")


def _ticks(since: dt.date, until: dt.date) -> list[dt.date]:
    """Give the day on which the picture begins, and the first of each month after it."""
    ticks = [since]
    month = since.replace(day=1)
    while (month := (month + dt.timedelta(days=32)).replace(day=1)) <= until:
        ticks.append(month)
    # A name at the edge would take the room of the first month's own.
    return ticks[1:] if len(ticks) > 1 and (ticks[1] - since).days < (until - since).days / 12 else ticks


def _label(value: float | None, picture: Picture) -> str:
    if value is None:
        return ""
    return (
        f"{value:.1f}" if picture.high - picture.low < 10 and picture.kind != "practice" else f"{value:.0f}"
    )


def heading(picture: Picture) -> str:
    """Give what stands above a picture."""
    return words.TITLES[picture.kind]

"""The course: a whole session as one picture, the heart over its parts, with gaps, pauses and marks.

A column is several heartbeats wide, so the line is as thick as the heart rate moved in that time: slow
breathing shows as a band, and a steady heart as a line.
"""

from __future__ import annotations

from typing import ClassVar

import numpy as np
from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

from biofeed import words
from biofeed.tui.timeline import Timeline
from biofeed.tui.widgets import axis as axes
from biofeed.tui.widgets import raster
from biofeed.words import visit

LABEL_COLUMNS = 5
RIGHT_COLUMNS = 6
ROWS_BELOW = 2
"""Under the line: the parts, and what happened."""
PART_EDGE = "│"


class Course(Widget):
    """Shows a session that is over."""

    HELP = (
        "The picture is the whole session: your heart rate from its beginning to its end, below it the parts "
        "and what happened. Where the line is thick, the heart rate went up and down quickly, as it does in "
        "slow breathing."
    )
    COMPONENT_CLASSES: ClassVar[set[str]] = {"course--line", "course--label", "course--part"}
    DEFAULT_CSS = """
    Course {
        height: 7;
        & .course--line { color: $accent; }
        & .course--label { color: $whisper; }
        & .course--part { color: $primary; }
    }
    """

    def __init__(self, timeline: Timeline, *, blocks: bool = False, digits: bool = True) -> None:
        super().__init__()
        self._timeline = timeline
        self._glyphs = raster.BLOCKS if blocks else raster.BRAILLE
        self.digits = digits

    def render_line(self, y: int) -> Strip:
        """Give one row: the line's, the parts', or that of what happened."""
        rows = self._rows()
        return rows[y] if y < len(rows) else Strip.blank(self.size.width, self.rich_style)

    def legend(self) -> str:
        """Say what the glyphs stand for, of those that are there."""
        found = "".join(self._happened(self.columns or 1))
        return "   ".join(f"{glyph} {text}" for glyph, text in visit.LEGEND.items() if glyph in found)

    @property
    def columns(self) -> int:
        """How many columns the picture itself has."""
        return max(self.size.width - LABEL_COLUMNS - RIGHT_COLUMNS, 0)

    def _rows(self) -> list[Strip]:
        columns, height = self.columns, self.size.height - ROWS_BELOW
        if not columns or height < 1:
            return []
        line, labels = self._line(columns, height)
        rows = [
            self._row(label, "".join(cells), "course--line")
            for label, cells in zip(labels, line, strict=True)
        ]
        rows.append(self._row("", self._parts(columns), "course--part"))
        ends = words.as_clock(round(self._timeline.ended_s))
        rows.append(self._row("0:00", "".join(self._happened(columns)), "course--line", ends))
        return rows

    def _row(self, label: str, picture: str, style: str, right: str = "") -> Strip:
        quiet = self.get_component_rich_style("course--label")
        return Strip(
            [
                Segment(f"{label:>{LABEL_COLUMNS - 1}} ", quiet),
                Segment(picture, self.get_component_rich_style(style)),
                Segment(f"{right:>{RIGHT_COLUMNS}}", quiet),
            ]
        )

    def _line(self, columns: int, height: int) -> tuple[list[list[str]], list[str]]:
        """Give the heart's line as rows of characters, and the label of each."""
        dots = columns * self._glyphs.columns
        low, high = self._timeline.heart.between(0.0, self._timeline.ended_s, dots)
        labels = [""] * height
        if not np.isfinite(low).any():
            return [[" "] * columns] * height, labels
        axis = axes.around(float(np.nanmin(low)), float(np.nanmax(high)))
        grid = raster.band(
            (low - axis.low_bpm) / axis.span_bpm,
            (high - axis.low_bpm) / axis.span_bpm,
            height * self._glyphs.rows,
        )
        if self.digits:
            labels[0], labels[-1] = str(axis.high_bpm), str(axis.low_bpm)
        return raster.cells(grid, self._glyphs).tolist(), labels

    def _column(self, t_s: float, columns: int) -> int:
        return min(int(t_s / max(self._timeline.ended_s, 1.0) * columns), columns - 1)

    def _parts(self, columns: int) -> str:
        """Name each part at its beginning, where there is room for the whole name."""
        row = [" "] * columns
        if not self._timeline.parts:
            return "".join(row)
        starts = [self._column(part.t_s, columns) for part in self._timeline.parts]
        for part, start, end in zip(self._timeline.parts, starts, [*starts[1:], columns], strict=True):
            row[start] = PART_EDGE
            if len(part.title) + 2 <= end - start:
                row[start + 1 : start + 1 + len(part.title)] = part.title
        return "".join(row)

    def _happened(self, columns: int) -> list[str]:
        """Put a glyph where the person paused or marked, or the signal was gone."""
        row = [" "] * columns
        spans = [(visit.GAP_GLYPH, span) for span in self._timeline.gaps]
        for glyph, span in [*spans, *((visit.PAUSE_GLYPH, span) for span in self._timeline.pauses)]:
            first, last = self._column(span.start_s, columns), self._column(span.end_s, columns)
            row[first : last + 1] = glyph * (last + 1 - first)
        for t_s in self._timeline.marks_s:
            row[self._column(t_s, columns)] = visit.MARK_GLYPH
        return row

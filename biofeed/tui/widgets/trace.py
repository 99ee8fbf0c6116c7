"""The trace: the heart rate of the last minute as a line, and behind it, dim, the breath that was asked for.

When the two move together, the eye sees it before any number does. A gap in the beats is a gap in the line,
and so is a beat that does not count.
"""

from __future__ import annotations

import math
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from biofeed import words
from biofeed.pacer import Schedule
from biofeed.tui.widgets import axis as axes
from biofeed.tui.widgets import raster
from biofeed.tui.widgets.series import Floats, Series
from biofeed.types import Beat, Gap, Reflag

SPAN_S = 60.0
LABEL_COLUMNS = 5
NOW_COLUMNS = 8
WAVE_LOW, WAVE_HIGH = 0.06, 0.94
"""Between which heights of the picture the breath's wave moves."""


class Trace(Widget):
    """Shows the last minute of the heart, with the pacer's wave behind it."""

    HELP = (
        "The line is your heart rate over the last minute; the hills behind it are the breath that was asked "
        "for. In slow breathing the two tend to rise and fall together. A gap in the line is a gap in the "
        "signal."
    )
    COMPONENT_CLASSES: ClassVar[set[str]] = {"trace--line", "trace--wave", "trace--label", "trace--now"}
    DEFAULT_CSS = """
    Trace {
        height: 5;
        & .trace--line { color: $accent; }
        & .trace--wave { color: $ground; }
        & .trace--label { color: $whisper; }
        & .trace--now { color: $accent; }
    }
    """

    show_digits = reactive(True)
    """Whether heart rates are written at the sides."""
    notice = reactive("")
    """Written in the picture's place while there is no line to show."""
    blocks = reactive(False)
    """Whether the line is drawn in half blocks, for fonts without even braille."""
    now_bpm: reactive[int | None] = reactive(None, repaint=False)

    def __init__(self) -> None:
        super().__init__()
        self.series = Series()
        self.axis: axes.Axis | None = None
        self._wave: Floats = np.zeros(0)
        self._line: Floats = np.zeros(0)
        self._edge = -1
        self._rows: list[Strip] | None = None

    def take(self, event: Beat | Reflag | Gap) -> None:
        """Let a beat or a gap into the picture; it is seen when the picture moves on."""
        self.series.take(event)

    def look(self, schedule: Schedule, now_s: float) -> None:
        """Move the picture on, if it is time for the next column."""
        if not self._columns:
            return
        cell_s = SPAN_S / self._columns
        edge = math.floor(now_s / cell_s)
        if edge == self._edge:
            return
        self._edge = edge
        # On a grid of whole cells the picture scrolls without changing its shape.
        dots = self._columns * self._glyphs.columns
        times_s = edge * cell_s - np.arange(dots, dtype=np.float64)[::-1] * cell_s / self._glyphs.columns
        self.series.forget(times_s[0] - SPAN_S)
        self._line = self.series.at(times_s)
        self._wave = _wave(schedule, times_s[:: self._glyphs.columns])
        if np.isfinite(self._line).any():
            self.axis = axes.moved(self.axis, float(np.nanmin(self._line)), float(np.nanmax(self._line)))
        self._redraw()

    def render_line(self, y: int) -> Strip:
        """Give one row: label, picture, and the heart rate of now."""
        if self._rows is None:
            self._rows = self._picture(self.size.height)
        return Strip.join([self._label(y), self._rows[y], self._beside(y)])

    def notify_style_update(self) -> None:
        """Draw again in the new colours."""
        super().notify_style_update()
        self._redraw()

    def on_resize(self) -> None:
        """Draw again at the new size, when the clock is looked at next."""
        self._edge = -1
        self._rows = None

    def watch_show_digits(self) -> None:
        """Draw again with or without digits."""
        self._redraw()

    def watch_notice(self) -> None:
        """Draw again with or without the notice."""
        self._redraw()

    def watch_now_bpm(self) -> None:
        """Write the new heart rate; the picture beside it stays."""
        self.refresh(Region(self.size.width - NOW_COLUMNS, self.size.height // 2, NOW_COLUMNS, 1))

    def watch_blocks(self) -> None:
        """Draw again with the other glyphs."""
        self._edge = -1

    def _redraw(self) -> None:
        self._rows = None
        self.refresh()

    # --- the picture --------------------------------------------------------------------------------

    @property
    def _columns(self) -> int:
        return max(self.size.width - LABEL_COLUMNS - NOW_COLUMNS, 0)

    @property
    def _glyphs(self) -> raster.Glyphs:
        return raster.BLOCKS if self.blocks else raster.BRAILLE

    def _picture(self, height: int) -> list[Strip]:
        """Lay the line over the hills; where both are in a cell, the line wins."""
        if len(self._wave) != self._columns:
            return [Strip.blank(self._columns, self._style("trace--label"))] * height
        hills = raster.hills(self._wave, height)
        line = raster.cells(raster.line(self._heights(), height * self._glyphs.rows), self._glyphs)
        drawn = line != " "
        characters = np.where(drawn, line, raster.shade(hills))
        kinds = np.where(drawn, np.where(hills >= 4, 2, 1), 0)
        styles = self._picture_styles()
        rows = [_strip(characters[row], kinds[row], styles) for row in range(height)]
        return self._with_notice(rows)

    def _heights(self) -> Floats:
        if self.axis is None:
            return np.full(len(self._line), np.nan)
        return (self._line - self.axis.low_bpm) / self.axis.span_bpm

    def _picture_styles(self) -> list[Style]:
        wave, line = self._style("trace--wave"), self._style("trace--line")
        return [wave, line, line + Style(bgcolor=wave.color)]

    def _with_notice(self, rows: list[Strip]) -> list[Strip]:
        text = f" {self.notice} "
        if not self.notice or len(text) > self._columns:
            return rows
        middle, left = len(rows) // 2, (self._columns - len(text)) // 2
        row = rows[middle]
        said = Strip([Segment(text, self._style("trace--label"))])
        rows[middle] = Strip.join([row.crop(0, left), said, row.crop(left + len(text))])
        return rows

    # --- beside it ----------------------------------------------------------------------------------

    def _label(self, row: int) -> Strip:
        text = ""
        if self.axis is not None and self.show_digits:
            text = {0: str(self.axis.high_bpm), self.size.height - 1: str(self.axis.low_bpm)}.get(row, "")
        return Strip([Segment(f"{text:>{LABEL_COLUMNS - 1}} ", self._style("trace--label"))])

    def _beside(self, row: int) -> Strip:
        said = row == self.size.height // 2 and self.show_digits and self.now_bpm is not None
        text = words.heart_now(self.now_bpm) if said and self.now_bpm is not None else ""
        return Strip([Segment(text.rjust(NOW_COLUMNS), self._style("trace--now"))])

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(name)


def _wave(schedule: Schedule, times_s: Floats) -> Floats:
    """Give the pacer's wave in heights of the picture; nothing from before the session began."""
    levels = np.array([schedule.level(float(t_s)) for t_s in times_s])
    return np.where(times_s < 0, 0.0, WAVE_LOW + (WAVE_HIGH - WAVE_LOW) * levels)


def _strip(characters: NDArray[np.str_], kinds: NDArray[np.int64], styles: list[Style]) -> Strip:
    """Write one row, a segment for each run of cells of one kind."""
    starts = np.flatnonzero(np.diff(kinds, prepend=-1))
    ends = np.append(starts[1:], len(kinds))
    segments = [
        Segment("".join(characters[start:end]), styles[kinds[start]])
        for start, end in zip(starts, ends, strict=True)
    ]
    return Strip(segments, len(kinds))

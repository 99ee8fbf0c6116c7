"""The painter: the disc's tones as coloured half blocks.

A picture costs numpy a millisecond or so. There are few sizes, and each comes again with every breath,
so each is painted once.
"""

from __future__ import annotations

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.strip import Strip

from biofeed.tui.widgets import disc


class Painter:
    """Paints discs for one space and one set of colours, in the middle of rows that are `width` wide."""

    def __init__(
        self, width: int, columns: int, rows: int, *, ground: Color, body: Color, ring: Color
    ) -> None:
        self.columns = columns
        self.rows = rows
        self.left = (width - columns) // 2
        self.right = width - columns - self.left
        self.reach = disc.reach(columns, rows)
        self._colors = [ground.blend(body, tone / disc.BODY).rich_color for tone in range(disc.BODY + 1)]
        self._colors.append(ring.rich_color)
        self._cells: dict[tuple[int, int], tuple[str, Style]] = {}
        self._pictures: dict[int, tuple[disc.Tones, list[Strip]]] = {}

    def rows_of(self, size: int) -> list[Strip]:
        """Give the rows of the disc of that size (see `disc.step`)."""
        return self._picture(size)[1]

    def changed_rows(self, before: int, after: int) -> list[int]:
        """Give the rows in which discs of two sizes differ: all that has to be drawn again."""
        return disc.changed_rows(self._picture(before)[0], self._picture(after)[0])

    def _picture(self, size: int) -> tuple[disc.Tones, list[Strip]]:
        found = self._pictures.get(size)
        if found is None:
            tones = disc.tones(size, self.reach, self.columns, self.rows)
            found = tones, [self._row(runs) for runs in disc.runs(tones)]
            self._pictures[size] = found
        return found

    def _row(self, runs: list[tuple[int, int, int]]) -> Strip:
        empty = Style(bgcolor=self._colors[0])
        segments = [Segment(" " * self.left, empty)]
        for upper, lower, length in runs:
            text, style = self._cell(upper, lower)
            segments.append(Segment(text * length, style))
        segments.append(Segment(" " * self.right, empty))
        return Strip(segments, self.left + self.columns + self.right)

    def _cell(self, upper: int, lower: int) -> tuple[str, Style]:
        """Give the character and style that show two tones, one above the other."""
        if (upper, lower) not in self._cells:
            self._cells[upper, lower] = self._new_cell(upper, lower)
        return self._cells[upper, lower]

    def _new_cell(self, upper: int, lower: int) -> tuple[str, Style]:
        above, below = self._colors[upper], self._colors[lower]
        if upper == lower == 0:
            return " ", Style(bgcolor=above)
        if upper == lower:
            return "█", Style(color=above, bgcolor=self._colors[0])
        if not upper:
            return "▄", Style(color=below, bgcolor=above)
        return "▀", Style(color=above, bgcolor=below)

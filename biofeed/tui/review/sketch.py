"""A report's chart in the terminal's characters: the same shapes, on rows and columns instead of paper.

A chart of the page is lines, dots, bars and areas in the units of a drawing. Here they become cells: lines
in braille, dots as dots, bars in eighths of a cell, areas as a shade. What stands at a line's end on paper
stands in the strip's first row here, so that the picture has the whole width. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from biofeed.report.chart import LABEL, LEFT, RIGHT, WIDTH, Chart, Label, Strip, Stroke
from biofeed.tui.review.text import PLAIN, QUIET, Piece, Row, wrapped
from biofeed.tui.widgets import raster

EDGE_COLUMNS = 6
"""Room for the ends of the scale, to the left."""
UNITS_A_ROW = 5.5
"""So much of the drawing's height makes a row."""
WIDE_COLUMNS = 4
"""A bar that is as wide has a gap after it."""
SHADE, DASH = "░", "┄"
GLYPHS = {"full": "●", "open": "○", "speck": "•", "tick": "│"}
"""How a dot of each kind is drawn."""
_BEHIND = frozenset(f" {SHADE}{DASH}")
_DOTS = frozenset(GLYPHS.values())
_STYLES = {SHADE: "$ground", DASH: QUIET}
_PATH = re.compile(r"[MLHZ]|-?\d+(?:\.\d+)?")

Cells = NDArray[np.str_]
Point = tuple[float, float]


def sketch(chart: Chart, columns: int, glyphs: raster.Glyphs = raster.BRAILLE) -> list[Row]:
    """Draw a chart so many columns wide."""
    rows: list[Row] = []
    for placed in chart.strips:
        rows += _strip(placed.strip, columns, glyphs)
    if chart.ticks:
        rows.append(((" " * EDGE_COLUMNS + _ticks(chart.ticks, columns - EDGE_COLUMNS), QUIET),))
    return rows


def points(path: str) -> list[list[Point]]:
    """Read a path in SVG's language as its lines, each a list of points.

    >>> points("M1 2L3 4M5 6H9")
    [[(1.0, 2.0), (3.0, 4.0)], [(5.0, 6.0), (9.0, 6.0)]]
    """
    lines: list[list[Point]] = []
    command, numbers = "", list[float]()
    for word in _PATH.findall(path):
        if word in "MLHZ":
            command = word
            continue
        numbers.append(float(word))
        if command == "H":
            numbers.append(lines[-1][-1][1])
        if len(numbers) == 2:
            if command == "M":
                lines.append([])
            lines[-1].append((numbers[0], numbers[1]))
            numbers = []
    return lines


def _strip(strip: Strip, columns: int, glyphs: raster.Glyphs) -> Iterator[Row]:
    yield from wrapped(_heading(strip), columns)
    height, width = max(round(strip.height / UNITS_A_ROW), 1), max(columns - EDGE_COLUMNS, 1)
    cells = np.full((height, width), " ", dtype="<U1")
    for stroke in strip.strokes:
        _draw_stroke(stroke, strip, cells, glyphs)
    _draw_bars(strip, cells)
    for dot in strip.dots:
        at = _row_of(dot.y, strip, height), _column_of(dot.x, width)
        # What was computed or came later stays on top of what is open.
        if cells[at] not in _DOTS or dot.kind == "full":
            cells[at] = GLYPHS[dot.kind]
    low, high = strip.edges
    for y, row in enumerate(cells):
        edge = high if y == 0 else low if y == height - 1 else ""
        yield ((f"{edge:>{EDGE_COLUMNS - 1}} ", QUIET), *_pieces(row))


def _heading(strip: Strip) -> Row:
    """Name the strip with its unit, and say what on paper stands at the lines' ends."""
    unit = f", {strip.unit}" if strip.unit else ""
    said = [label.text for label in strip.labels if label.kind == LABEL and label.text]
    faint = [f"{DASH} {label.text}" for label in strip.labels if label.kind == "faint"]
    after = " · ".join([*said, *faint])
    return ((f"{strip.name}{unit}: " if after else f"{strip.name}{unit}", QUIET), (after, PLAIN))


def _draw_stroke(stroke: Stroke, strip: Strip, cells: Cells, glyphs: raster.Glyphs) -> None:
    lines = points(stroke.d)
    if stroke.kind == "tint" and lines:
        _shade(lines[0], strip, cells)
    elif stroke.kind == "dashed" and lines:
        row = cells[_row_of(lines[0][0][1], strip, cells.shape[0])]
        row[(row == " ") | (row == SHADE)] = DASH
    else:
        for line in lines:
            _draw_line(line, strip, cells, glyphs)


def _shade(area: Sequence[Point], strip: Strip, cells: Cells) -> None:
    """Fill an area whose first half runs along its upper edge and whose second half runs back."""
    half = len(area) // 2
    above, below = area[:half], list(reversed(area[half:]))
    high, low = _heights(above, strip, cells.shape[1]), _heights(below, strip, cells.shape[1])
    cells[raster.band(low, high, cells.shape[0])] = SHADE


def _draw_line(line: Sequence[Point], strip: Strip, cells: Cells, glyphs: raster.Glyphs) -> None:
    height, width = cells.shape
    fine = _heights(line, strip, width * glyphs.columns)
    drawn = raster.cells(raster.line(fine, height * glyphs.rows), glyphs)
    cells[drawn != " "] = drawn[drawn != " "]


def _draw_bars(strip: Strip, cells: Cells) -> None:
    height, width = cells.shape
    for box in strip.boxes:
        if box.kind != "bar":
            continue
        first, after = round(_share(box.x) * width), round(_share(box.x + box.width) * width)
        first = min(first, width - 1)
        gap = int(after - first >= WIDE_COLUMNS)
        share = np.array([box.height / strip.height])
        cells[:, first : max(after - gap, first + 1)] = raster.shade(raster.hills(share, height))


def _heights(line: Sequence[Point], strip: Strip, columns: int) -> NDArray[np.float64]:
    """Give the height in each column, 0 to 1 from the bottom; NaN outside of the line."""
    x = np.array([_share(one[0]) * (columns - 1) for one in line])
    y = np.array([1 - one[1] / strip.height for one in line])
    columns_between = np.arange(columns, dtype=np.float64)
    if len(line) == 1:
        return np.where(columns_between == np.round(x[0]), y[0], np.nan)
    return np.asarray(np.interp(columns_between, np.round(x), y, left=np.nan, right=np.nan))


def _share(x: float) -> float:
    return min(max((x - LEFT) / (WIDTH - LEFT - RIGHT), 0.0), 1.0)


def _column_of(x: float, columns: int) -> int:
    return round(_share(x) * (columns - 1))


def _row_of(y: float, strip: Strip, rows: int) -> int:
    return min(max(round(y / strip.height * (rows - 1)), 0), rows - 1)


def _pieces(row: Cells) -> Iterator[Piece]:
    """Put neighbours of one style together."""
    text, style = "", PLAIN
    for cell in row.tolist():
        its = PLAIN if cell == " " else _style(cell)
        if its != style and text:
            yield text, style
            text = ""
        text, style = text + cell, its
    yield text, style


def _style(cell: str) -> str:
    if cell in _BEHIND:
        return _STYLES[cell]
    return "$accent" if cell in _DOTS else "$primary"


def _ticks(ticks: Sequence[Label], columns: int) -> str:
    row, free_from = [" "] * columns, 0
    for tick in ticks:
        at = max(_column_of(tick.x, columns) - len(tick.text) // 2, 0)
        if at >= free_from and at + len(tick.text) <= columns:
            row[at : at + len(tick.text)] = tick.text
            free_from = at + len(tick.text) + 2
    return "".join(row)

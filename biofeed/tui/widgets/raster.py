"""Dots and bars as characters: a line in braille or half blocks, hills in eighths of a cell.

Pure numpy, a whole picture at a time: its cost does not depend on how long the series is.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Grid = NDArray[np.bool_]
Cells = NDArray[np.str_]


@dataclass(frozen=True, slots=True)
class Glyphs:
    """How a cell of dots becomes a character: `dots` numbers them, `characters` has one for each sum."""

    dots: NDArray[np.int64]
    characters: NDArray[np.str_]

    @property
    def rows(self) -> int:
        """Rows of dots in a cell."""
        return int(self.dots.shape[0])

    @property
    def columns(self) -> int:
        """Columns of dots in a cell."""
        return int(self.dots.shape[1])


BRAILLE = Glyphs(
    np.array([[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]]),
    np.array([" ", *(chr(0x2800 + bits) for bits in range(1, 256))]),
)
BLOCKS = Glyphs(np.array([[1], [2]]), np.array([" ", "▀", "▄", "█"]))
"""For fonts that draw braille unevenly."""

_EIGHTHS = np.array([*" ▁▂▃▄▅▆▇█"])


def line(values: NDArray[np.float64], rows: int) -> Grid:
    """Draw a series of heights (0 bottom, 1 top, NaN nothing) as a connected line of dots.

    Gives a grid of shape (rows, len(values)). Neighbours meet halfway, so that a steep line has no holes;
    across NaN nothing is drawn.
    """
    # Rows count from the top. What lies outside is drawn at the edge.
    y = np.clip((1 - values) * (rows - 1), 0, rows - 1)
    left = np.concatenate(([np.nan], (y[:-1] + y[1:]) / 2))
    right = np.concatenate(((y[:-1] + y[1:]) / 2, [np.nan]))
    # fmin and fmax pass over NaN: an end of the line is only as high as itself.
    top = np.round(np.fmin(np.fmin(left, right), y))
    bottom = np.round(np.fmax(np.fmax(left, right), y))
    row = np.arange(rows)[:, None]
    return (row >= top) & (row <= bottom) & ~np.isnan(y)


def band(low: NDArray[np.float64], high: NDArray[np.float64], rows: int) -> Grid:
    """Fill what lies between two series of heights (0 bottom, 1 top, NaN nothing)."""
    top = np.round(np.clip((1 - high) * (rows - 1), 0, rows - 1))
    bottom = np.round(np.clip((1 - low) * (rows - 1), 0, rows - 1))
    row = np.arange(rows)[:, None]
    # Whatever is compared with NaN is false: nothing is drawn there.
    return np.asarray((row >= top) & (row <= bottom))


def cells(grid: Grid, glyphs: Glyphs) -> Cells:
    """Turn a grid of dots into characters, of shape (rows / glyph rows, columns / glyph columns)."""
    height, width = grid.shape[0] // glyphs.rows, grid.shape[1] // glyphs.columns
    blocks = grid.reshape(height, glyphs.rows, width, glyphs.columns)
    sums = (blocks * glyphs.dots[None, :, None, :]).sum(axis=(1, 3))
    return np.asarray(glyphs.characters[sums])


def hills(heights: NDArray[np.float64], rows: int) -> NDArray[np.int64]:
    """Fill the ground below a series of heights (0 to 1): eighths of each cell, of shape (rows, columns)."""
    eighths = np.round(np.clip(heights, 0, 1) * rows * 8).astype(np.int64)
    below = 8 * np.arange(rows - 1, -1, -1)[:, None]
    return np.asarray(np.clip(eighths[None, :] - below, 0, 8))


def shade(eighths: NDArray[np.int64]) -> Cells:
    """Turn eighths of cells into block characters."""
    return np.asarray(_EIGHTHS[eighths])

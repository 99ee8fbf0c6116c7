"""Dots and bars become the right characters."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from biofeed.tui.widgets import raster


def written(cells: raster.Cells) -> list[str]:
    return ["".join(row) for row in cells]


def test_a_level_line_is_one_row_of_dots() -> None:
    grid = raster.line(np.full(8, 1.0), 8)

    assert written(raster.cells(grid, raster.BRAILLE)) == ["⠉⠉⠉⠉", "    "]


def test_a_steep_line_has_no_holes() -> None:
    grid = raster.line(np.array([0.0, 1.0]), 8)

    assert grid.any(axis=1).all()


def test_nothing_is_drawn_in_a_gap_and_the_line_does_not_reach_into_it() -> None:
    values = np.array([0.5, 0.5, np.nan, np.nan, 0.5, 0.5])
    grid = raster.line(values, 4)

    assert grid.any(axis=0).tolist() == [True, True, False, False, True, True]


def test_what_is_off_the_scale_lies_at_the_edge() -> None:
    grid = raster.line(np.array([-3.0, -3.0, 4.0, 4.0]), 4)

    assert grid[-1, 0]
    assert grid[0, -1]


def test_half_blocks_draw_the_same_line_more_coarsely() -> None:
    grid = raster.line(np.array([0.0, 0.0, 1.0, 1.0]), 4)

    assert written(raster.cells(grid, raster.BLOCKS)) == ["  █▀", "▄█▀ "]


@given(arrays(np.bool_, (8, 6)))
def test_braille_has_a_bit_for_every_dot(grid: np.ndarray) -> None:
    """The bits as Unicode numbers them: down the left column, down the right, then the bottom row."""
    order = [(0, 0), (1, 0), (2, 0), (0, 1), (1, 1), (2, 1), (3, 0), (3, 1)]
    cells = raster.cells(grid, raster.BRAILLE)

    for row in range(2):
        for column in range(3):
            bits = sum(1 << bit for bit, (y, x) in enumerate(order) if grid[row * 4 + y, column * 2 + x])
            assert cells[row, column] == (chr(0x2800 + bits) if bits else " ")


@pytest.mark.parametrize(
    ("height", "column"), [(0.0, "  "), (0.25, " ▄"), (0.5, " █"), (0.75, "▄█"), (1.0, "██"), (7.0, "██")]
)
def test_hills_rise_in_eighths_of_a_cell(height: float, column: str) -> None:
    assert "".join(raster.shade(raster.hills(np.array([height]), 2))[:, 0]) == column


@given(st.lists(st.floats(0, 1), min_size=1, max_size=20))
def test_a_hill_has_as_many_eighths_as_its_height(heights: list[float]) -> None:
    eighths = raster.hills(np.array(heights), 5)

    assert eighths.sum(axis=0).tolist() == [round(height * 40) for height in heights]

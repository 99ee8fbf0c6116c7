"""The range of the heart rate in each stretch of a session, and how it is drawn."""

from __future__ import annotations

import numpy as np
import pytest

from biofeed.tui.widgets import raster
from biofeed.tui.widgets.series import Series
from biofeed.types import Beat, Gap


def swinging(seconds: float) -> Series:
    """Give a heart that swings between 60 and 75 six times a minute."""
    series, t_s, seq = Series(), 0.0, 0
    while t_s < seconds:
        rr_ms = 800 + 200 * abs((t_s % 10) / 5 - 1)
        t_s, seq = t_s + rr_ms / 1000, seq + 1
        series.take(Beat(seq, t_s, rr_ms))
    return series


def test_each_stretch_holds_what_a_fine_look_at_it_finds() -> None:
    series = swinging(120.0)
    low, high = series.between(10.0, 110.0, 5)

    for column in range(5):
        fine = series.at(np.linspace(10.0 + 20 * column, 30.0 + 20 * column, 4001))
        assert low[column] == pytest.approx(fine.min(), abs=0.75)
        assert high[column] == pytest.approx(fine.max(), abs=0.75)
        assert fine.min() <= low[column] <= high[column] <= fine.max()


def test_neighbours_touch_so_that_the_line_has_no_holes() -> None:
    low, high = swinging(60.0).between(5.0, 55.0, 200)

    assert (low[1:] <= high[:-1]).all()
    assert (high[1:] >= low[:-1]).all()


def test_where_nothing_is_known_there_is_nothing() -> None:
    series = Series()
    for seq, t_s in enumerate((1.0, 2.0, 3.0, 30.0, 31.0)):
        series.take(Beat(seq, t_s, 1000.0))
    series.take(Gap(3.0, 26.0, "lost"))
    low, high = series.between(0.0, 32.0, 16)

    assert np.isnan(low).tolist() == np.isnan(high).tolist()
    assert np.isfinite(low[[0, 1, 15]]).all()
    assert np.isnan(low[3:14]).all()
    assert np.isnan(Series().between(0.0, 10.0, 4)[0]).all()


def test_a_band_fills_from_its_lowest_to_its_highest() -> None:
    grid = raster.band(np.array([0.0, 0.5, np.nan]), np.array([1.0, 0.5, np.nan]), 5)

    assert grid.astype(int).tolist() == [[1, 0, 0], [1, 0, 0], [1, 1, 0], [1, 0, 0], [1, 0, 0]]

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.interpolate import CubicSpline

from biofeed.hrv.spline import read, resample
from tests.biofeed.hrv import plain
from tests.biofeed.hrv.strategies import hearts


@given(hearts(least=3))
def test_the_samples_are_those_of_a_textbook_spline(heart) -> None:
    rr, t = heart

    np.testing.assert_allclose(resample(t, rr), plain.resample(t, rr), rtol=1e-11)


def test_a_long_series_is_read_in_blocks_and_is_one_spline() -> None:
    rr = np.random.default_rng(5).integers(600, 1100, 5000).astype(float)
    t = np.cumsum(rr) / 1000

    np.testing.assert_allclose(resample(t, rr), plain.resample(t, rr), rtol=1e-9)


def test_two_beats_make_a_straight_line() -> None:
    """From 1 s to 2 s: samples at 1, 1.25, 1.5, 1.75 and 2 s."""
    got = resample(np.array([1.0, 2.0]), np.array([900.0, 1000.0]))

    assert got.tolist() == [900.0, 925.0, 950.0, 975.0, 1000.0]


def test_the_grid_may_begin_inside() -> None:
    rng = np.random.default_rng(6)
    rr = rng.integers(700, 900, 120).astype(float)
    t = np.cumsum(rr) / 1000
    expected = CubicSpline(t, rr, bc_type="natural")(20.1 + np.arange(200) / 4)

    np.testing.assert_allclose(read((t - 20.1) * 4, rr, 200), expected, rtol=1e-12)


@given(st.lists(hearts(), min_size=2, max_size=6))
def test_one_system_holds_many_splines(parts) -> None:
    """Each part begins on a whole place behind the one before it."""
    counts = [int((t[-1] - t[0]) * 4) + 1 for _, t in parts]
    offsets = np.cumsum([0, *counts])
    at = np.concatenate([(t - t[0]) * 4 + begin for (_, t), begin in zip(parts, offsets, strict=False)])
    seams = np.cumsum([t.size for _, t in parts])[:-1]
    together = read(at, np.concatenate([rr for rr, _ in parts]), int(offsets[-1]), seams)

    np.testing.assert_allclose(together, np.concatenate([resample(t, rr) for rr, t in parts]), rtol=1e-9)


def test_a_beat_on_the_grid_keeps_its_value() -> None:
    rr = np.array([1000.0, 1250.0, 750.0, 1000.0])
    t = np.cumsum(rr) / 1000

    assert resample(t, rr)[[0, 5, 8, 12]] == pytest.approx(rr, rel=1e-14)

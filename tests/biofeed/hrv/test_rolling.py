from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from biofeed import hrv
from tests.biofeed.hrv import plain
from tests.biofeed.hrv.strategies import FEWER, flagged_hearts, hearts

ROLLING = [hrv.rolling_rmssd, hrv.rolling_sdnn]


def exact_clock(rr_ms: np.ndarray) -> tuple[np.ndarray, int]:
    """Give the end of each interval in whole units, and the units in a second."""
    if (rr_ms == np.rint(rr_ms)).all():
        return np.cumsum(rr_ms.astype(np.int64)), 1000
    return np.cumsum(np.rint(rr_ms * 1.024).astype(np.int64)), 1024


@given(flagged_hearts(), st.integers(1, 70))
def test_rmssd_is_that_of_each_window_alone(heart, window_s: int) -> None:
    rr, _, valid = heart
    clock, per_s = exact_clock(rr)
    got = hrv.rolling_rmssd(rr, window_s=window_s, valid=valid)
    value, _ = plain.rolling_rmssd(clock, rr, valid[1:] & valid[:-1], window_s * per_s)

    np.testing.assert_allclose(got.value, value, rtol=1e-15)


@given(flagged_hearts(), st.integers(1, 70))
def test_sdnn_is_that_of_each_window_alone(heart, window_s: int) -> None:
    rr, _, valid = heart
    clock, per_s = exact_clock(rr)
    got = hrv.rolling_sdnn(rr, window_s=window_s, valid=valid)

    np.testing.assert_allclose(
        got.value, plain.rolling_sdnn(clock, rr, valid, window_s * per_s), rtol=1e-12, atol=1e-12
    )


@pytest.mark.parametrize("rolling", ROLLING)
@FEWER
@given(heart=flagged_hearts())
def test_coverage_is_the_time_inside_normal_intervals(rolling, heart) -> None:
    rr, t, valid = heart
    got = rolling(rr, t_s=t, window_s=20.0, valid=valid)
    expected = [plain.covered_s(t[valid], rr[valid], end - 20.0, end) / 20.0 for end in t]

    np.testing.assert_allclose(got.coverage, expected, atol=1e-12)


def test_a_beat_that_ended_one_window_ago_is_outside() -> None:
    """0.1 s is no binary number: sums of it in float seconds miss this edge, whole milliseconds do not."""
    rr = np.tile([700.0, 800.0, 900.0, 600.0], 300)
    clock = np.cumsum(rr.astype(np.int64))
    on_the_edge = np.isin(clock - 60_000, clock).sum()
    value, _ = plain.rolling_rmssd(clock, rr, np.ones(rr.size - 1, dtype=bool), 60_000)

    assert on_the_edge > 300
    np.testing.assert_array_equal(hrv.rolling_rmssd(rr).value, value)
    np.testing.assert_array_equal(hrv.rolling_rmssd(rr, t_s=np.cumsum(rr) / 1000).value, value)
    np.testing.assert_array_equal(hrv.rolling_rmssd(rr, t_s=np.cumsum(rr / 1000)).value, value)


@pytest.mark.parametrize("per_ms", [1.0, 1.024])
def test_a_day_is_exact_to_the_last_bit(per_ms: float) -> None:
    """100 000 beats with one difference of a minute in it leave no trace in the windows after it."""
    units = np.random.default_rng(4).integers(600, 1000, 100_000)
    units[5000] = 60_000
    clock, d = np.cumsum(units), np.diff(units)
    got = hrv.rolling_rmssd(units / per_ms).value
    for n in range(100, 100_000, 997):
        first = np.searchsorted(clock, clock[n] - round(60_000 * per_ms), side="right")
        squares = int((d[first:n] ** 2).sum())
        expected = math.sqrt(squares / (n - first)) if n > first else math.nan

        assert got[n] == pytest.approx(expected / per_ms, rel=1e-15, nan_ok=True)


def test_a_day_of_other_intervals_keeps_nine_digits() -> None:
    rng = np.random.default_rng(5)
    rr = rng.integers(600, 1000, 100_000) + rng.normal(0, 0.05, 100_000)
    rr[5000] = 60_000.3
    got, clock, d = hrv.rolling_rmssd(rr).value, np.cumsum(rr) / 1000, np.diff(rr)
    for n in range(100, 100_000, 997):
        first = np.searchsorted(clock, clock[n] - 60.0, side="right")

        if n > first:
            assert got[n] == pytest.approx(math.sqrt(math.fsum(d[first:n] ** 2) / (n - first)), rel=1e-9)


@pytest.mark.parametrize("rolling", ROLLING)
def test_a_value_a_beat_from_the_first_possible_one_on(rolling) -> None:
    got = rolling([800.0, 850.0, 820.0])

    assert got.t_s.tolist() == [0.8, 1.65, 2.47]
    assert np.isnan(got.value).tolist() == [True, False, False]
    assert got.coverage.tolist() == pytest.approx([0.8 / 60, 1.65 / 60, 2.47 / 60])


def test_a_gap_is_not_bridged_and_shows_in_coverage() -> None:
    rr = np.full(40, 1000.0)
    rr[20:] = 900.0
    t = np.cumsum(rr) / 1000
    t[20:] += 20.0
    got = hrv.rolling_rmssd(rr, t_s=t)

    assert got.value[30] == 0.0
    assert got.coverage[30] == pytest.approx((20 + 11 * 0.9) / 60)


@pytest.mark.parametrize("rolling", ROLLING)
@FEWER
@given(one=hearts(), other=hearts(), gap_s=st.integers(70, 100_000))
def test_two_parts_further_apart_than_a_window_do_not_see_each_other(rolling, one, other, gap_s) -> None:
    (rr_1, t_1), (rr_2, t_2) = one, other
    whole = rolling(np.concatenate([rr_1, rr_2]), t_s=np.concatenate([t_1, t_1[-1] + gap_s + t_2]))
    apart = np.concatenate([rolling(rr_1).value, rolling(rr_2).value])

    np.testing.assert_allclose(whole.value, apart, rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize("rolling", ROLLING)
@FEWER
@given(heart=flagged_hearts(least=3), shift_s=st.integers(-(10**6), 10**6), data=st.data())
def test_neither_the_start_nor_what_masked_beats_hold_matters(rolling, heart, shift_s: int, data) -> None:
    rr, t, valid = heart
    other = rr.copy()
    other[~valid] = data.draw(st.permutations(rr[~valid].tolist()))

    np.testing.assert_allclose(
        rolling(other, t_s=t + shift_s, valid=valid).value,
        rolling(rr, t_s=t, valid=valid).value,
        rtol=1e-12,
        atol=1e-12,
    )


@pytest.mark.parametrize("rolling", ROLLING)
@pytest.mark.parametrize("window_s", [0.0, -1.0, math.nan, math.inf])
def test_a_window_has_a_length(rolling, window_s: float) -> None:
    with pytest.raises(ValueError, match="window_s must be positive"):
        rolling([800.0, 810.0], window_s=window_s)

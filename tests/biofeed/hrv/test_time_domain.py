from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from biofeed import hrv
from tests.biofeed.hrv.strategies import FEWER, flagged_hearts, hearts

WHOLE = [hrv.mean_hr, hrv.mean_rr, hrv.rmssd, hrv.sdnn, hrv.pnn50, hrv.sd1, hrv.sd2]
FROM_PAIRS = [hrv.rmssd, hrv.pnn50, hrv.sd1, hrv.sd2]
RR = np.array([812.0, 830.0, 845.0, 801.0, 790.0])


def test_rmssd_by_hand() -> None:
    """Differences 18, 15, -44, -11: squares 324 + 225 + 1936 + 121 = 2606 over 4."""
    assert hrv.rmssd(RR) == math.sqrt(651.5)
    assert hrv.ln_rmssd(RR) == math.log(math.sqrt(651.5))


def test_mean_heart_rate_is_beats_over_time() -> None:
    """Not the mean of the rates, which would be 62.5."""
    assert hrv.mean_hr([750.0, 1500.0, 750.0, 1000.0]) == 60.0
    assert hrv.mean_rr([750.0, 1500.0, 750.0, 1000.0]) == 1000.0


def test_sdnn_divides_by_one_less() -> None:
    assert hrv.sdnn([790.0, 810.0]) == pytest.approx(math.sqrt(200.0), rel=1e-15)


def test_pnn50_counts_only_what_is_larger() -> None:
    """Of the differences 50, -51 and 10 one is larger than 50 ms: a third, not a quarter of the beats."""
    assert hrv.pnn50([800.0, 850.0, 799.0, 809.0]) == pytest.approx(100 / 3, rel=1e-15)


def test_poincare_of_an_alternating_heart() -> None:
    """All pairs lie across the line of identity, none along it; the sum of each pair is the same."""
    rr = np.tile([800.0, 900.0], 50)

    assert hrv.sd2(rr) == 0.0
    assert hrv.sd1(rr) == pytest.approx(np.std(np.diff(rr), ddof=1) / math.sqrt(2), rel=1e-15)


def test_nothing_varies_in_a_constant_heart() -> None:
    rr = np.full(20, 1000.0)

    assert [metric(rr) for metric in (hrv.rmssd, hrv.sdnn, hrv.pnn50, hrv.sd1, hrv.sd2)] == [0.0] * 5
    assert hrv.ln_rmssd(rr) == -math.inf


def test_integers_are_welcome() -> None:
    assert hrv.rmssd(RR.astype(np.int32)) == hrv.rmssd(RR)


def test_a_long_series_is_the_sum_of_its_blocks() -> None:
    """Two days of beats, so that the work is split; whole squares add up without rounding."""
    rr = np.random.default_rng(2).integers(600, 1000, 200_001).astype(float)

    assert hrv.rmssd(rr) == math.sqrt(int((np.diff(rr.astype(np.int64)) ** 2).sum()) / 200_000)


@pytest.mark.parametrize("position", [0, 5000, 8191, 8192, 8193, 19_999])
@pytest.mark.parametrize("wrong", [math.nan, math.inf, 0.0, -700.0])
def test_no_wrong_interval_slips_through_the_fast_way(position: int, wrong: float) -> None:
    rr = np.full(20_000, 800.0)
    rr[position] = wrong
    with pytest.raises(ValueError, match="finite and positive"):
        hrv.rmssd(rr)


@pytest.mark.parametrize("metric", WHOLE)
def test_many_series_at_once(metric) -> None:
    """Along the last axis each gives what it gives alone, masks included."""
    rng = np.random.default_rng(3)
    rr = rng.integers(700, 900, (2, 3, 40)).astype(float)
    valid = rng.random(rr.shape) > 0.1
    together, masked = metric(rr), metric(rr, valid=valid)

    assert together.shape == (2, 3)
    for at in np.ndindex(2, 3):
        assert together[at] == pytest.approx(metric(rr[at]), rel=1e-13)
        assert masked[at] == pytest.approx(metric(rr[at], valid=valid[at]), rel=1e-13)


def test_a_masked_beat_breaks_the_chain() -> None:
    """Neither the difference to the masked beat nor the one across it is taken."""
    rr = [800.0, 810.0, 2000.0, 850.0, 880.0]
    valid = [True, True, False, True, True]

    assert hrv.rmssd(rr, valid=valid) == math.sqrt((10**2 + 30**2) / 2)
    assert hrv.pnn50(rr, valid=valid) == 0.0
    assert hrv.mean_rr(rr, valid=valid) == 835.0


def test_no_difference_is_taken_across_a_gap() -> None:
    rr = np.array([800.0, 810.0, 850.0, 880.0])
    t = np.cumsum(rr) / 1000 + np.array([0.0, 0.0, 60.0, 60.0])

    assert hrv.rmssd(rr, t_s=t) == math.sqrt((10**2 + 30**2) / 2)


@pytest.mark.parametrize(("late_s", "bridged"), [(0.1, True), (0.2, False)])
def test_a_step_is_a_gap_once_a_beat_may_be_missing(late_s: float, bridged: bool) -> None:
    rr = np.array([800.0, 810.0, 850.0, 880.0])
    t = np.cumsum(rr) / 1000 + np.array([0.0, 0.0, late_s, late_s])

    assert (hrv.rmssd(rr, t_s=t) == hrv.rmssd(rr)) is bridged


@pytest.mark.parametrize("metric", WHOLE)
def test_too_few_beats_left_is_not_a_number(metric) -> None:
    assert math.isnan(metric(RR, valid=np.zeros(5, dtype=bool)))


@pytest.mark.parametrize("metric", [hrv.sdnn, hrv.sd1, hrv.sd2])
def test_one_value_has_no_spread(metric) -> None:
    valid = [False, True, metric is not hrv.sdnn, False, False]

    assert math.isnan(metric(RR, valid=valid))


@pytest.mark.parametrize("metric", WHOLE)
@FEWER
@given(heart=hearts(least=3), factor=st.sampled_from([0.5, 2.0, 4.0]))
def test_scaling_the_intervals_scales_the_number(metric, heart, factor: float) -> None:
    rr, _ = heart
    power = {hrv.mean_hr: -1, hrv.pnn50: 0}.get(metric, 1)
    scaled = rr if metric is hrv.pnn50 else rr * factor

    assert metric(scaled) == pytest.approx(metric(rr) * factor**power, rel=1e-12, nan_ok=True)


@pytest.mark.parametrize("metric", FROM_PAIRS)
@FEWER
@given(heart=hearts(least=3), shift_s=st.integers(-(10**6), 10**6))
def test_when_the_recording_began_does_not_matter(metric, heart, shift_s: int) -> None:
    rr, t = heart

    assert metric(rr, t_s=t + shift_s) == pytest.approx(metric(rr), rel=1e-12, nan_ok=True)


@given(hearts(), hearts(), st.integers(1, 1000))
def test_two_parts_with_a_gap_have_the_differences_of_both(one, other, gap_s: int) -> None:
    (rr_1, t_1), (rr_2, t_2) = one, other
    rr, t = np.concatenate([rr_1, rr_2]), np.concatenate([t_1, t_1[-1] + gap_s + t_2])
    n_1, n_2 = rr_1.size - 1, rr_2.size - 1
    mean_square = (n_1 * hrv.rmssd(rr_1) ** 2 + n_2 * hrv.rmssd(rr_2) ** 2) / (n_1 + n_2)

    assert hrv.rmssd(rr, t_s=t) == pytest.approx(math.sqrt(mean_square), rel=1e-12)


@pytest.mark.parametrize("metric", WHOLE)
@FEWER
@given(heart=flagged_hearts(least=3), data=st.data())
def test_what_the_masked_beats_hold_does_not_matter(metric, heart, data: st.DataObject) -> None:
    rr, _, valid = heart
    other = rr.copy()
    other[~valid] = data.draw(st.permutations(rr[~valid].tolist()))

    np.testing.assert_equal(metric(other, valid=valid), metric(rr, valid=valid))

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from biofeed import hrv
from biofeed.hrv.series import as_series, covered_s, segments, whole_clock, whole_units
from tests.biofeed.hrv import plain
from tests.biofeed.hrv.strategies import hearts

METRICS = [
    hrv.mean_hr,
    hrv.mean_rr,
    hrv.rmssd,
    hrv.ln_rmssd,
    hrv.sdnn,
    hrv.pnn50,
    hrv.sd1,
    hrv.sd2,
    hrv.rolling_rmssd,
    hrv.rolling_sdnn,
    hrv.power_bands,
    hrv.coherence,
    hrv.rolling_coherence,
]
WITH_TIMES = [m for m in METRICS if m not in (hrv.mean_hr, hrv.mean_rr, hrv.sdnn)]
RR = np.array([800.0, 820.0, 790.0, 805.0])


@pytest.mark.parametrize("metric", METRICS)
@pytest.mark.parametrize(
    ("rr_ms", "reason"),
    [
        ([], "at least two"),
        ([800.0], "at least two"),
        (800.0, "at least two"),
        ([800.0, math.nan, 810.0], "finite and positive"),
        ([800.0, math.inf, 810.0], "finite and positive"),
        ([800.0, 0.0, 810.0], "finite and positive"),
        ([800.0, -5.0, 810.0], "finite and positive"),
        ([math.nan, math.nan], "finite and positive"),
    ],
)
def test_what_cannot_be_intervals_is_refused(metric, rr_ms, reason) -> None:
    with pytest.raises(ValueError, match=reason):
        metric(rr_ms)


@pytest.mark.parametrize("metric", METRICS)
@pytest.mark.parametrize(
    ("valid", "reason"),
    [([True, True], "shape"), ([1, 1, 0, 1], "booleans"), ([0.0, 1.0, 1.0, 1.0], "booleans")],
)
def test_a_mask_that_does_not_fit_is_refused(metric, valid, reason) -> None:
    with pytest.raises(ValueError, match=reason):
        metric(RR, valid=valid)


@pytest.mark.parametrize("metric", WITH_TIMES)
@pytest.mark.parametrize(
    ("t_s", "reason"),
    [
        ([1.0, 2.0], "shape"),
        ([1.0, 2.0, 2.0, 3.0], "strictly increase"),
        ([1.0, 3.0, 2.0, 4.0], "strictly increase"),
        ([1.0, 2.0, math.nan, 4.0], "finite"),
    ],
)
def test_times_that_are_no_clock_are_refused(metric, t_s, reason) -> None:
    with pytest.raises(ValueError, match=reason):
        metric(RR, t_s=t_s)


def test_the_message_says_which_interval() -> None:
    with pytest.raises(ValueError, match=r"holds -5\.0 at \(1,\)"):
        hrv.rmssd([800.0, -5.0, 810.0])


@pytest.mark.parametrize("metric", WITH_TIMES)
def test_masked_intervals_are_never_read_where_the_times_are_known(metric) -> None:
    t_s, valid = np.cumsum(RR) / 1000, np.array([True, True, False, True])
    for nonsense in (math.nan, -1.0, 0.0, 1e9):
        metric(np.where(valid, RR, nonsense), t_s=t_s, valid=valid)


@given(st.lists(st.integers(1, 100_000), min_size=2))
def test_whole_milliseconds_are_recognised(ms: list[int]) -> None:
    units = whole_units(np.array(ms, dtype=float))

    assert units is not None
    assert (units == 128 * np.array(ms)).all()


@given(st.lists(st.integers(1, 100_000), min_size=2))
def test_whole_ticks_are_recognised_and_so_is_their_clock(ticks: list[int]) -> None:
    units = whole_units(np.array(ticks) * 1000 / 1024)
    clock = whole_clock(np.cumsum(ticks) / 1024)

    assert units is not None
    assert clock is not None
    assert (units == 125 * np.array(ticks)).all()
    assert (clock == 125 * np.cumsum(ticks)).all()


def test_the_clock_of_a_day_in_float_seconds_is_recognised() -> None:
    ms = np.random.default_rng(1).integers(600, 1200, 100_000)
    clock = whole_clock(np.cumsum(ms / 1000.0))

    assert clock is not None
    assert (clock == 128 * np.cumsum(ms)).all()


@pytest.mark.parametrize("rr_ms", [[800.1, 810.0], [800.0, 1e-3]])
def test_other_intervals_are_not_taken_for_whole(rr_ms: list[float]) -> None:
    assert whole_units(np.array(rr_ms)) is None


def test_without_times_the_first_interval_begins_at_zero() -> None:
    assert as_series([500.0, 600.0]).t_s.tolist() == [0.5, 1.1]


@pytest.mark.parametrize(("hole_s", "parts"), [(2.9, 1), (3.0, 1), (3.25, 2)])
def test_a_hole_longer_than_three_seconds_ends_a_segment(hole_s: float, parts: int) -> None:
    rr = np.full(8, 1000.0)
    t = np.cumsum(rr) / 1000
    t[4:] += hole_s

    assert len(list(segments(as_series(rr, t_s=t)))) == parts


def test_masked_beats_make_a_hole_like_missing_ones() -> None:
    valid = np.ones(12, dtype=bool)
    valid[4:7] = False
    three = list(segments(as_series(np.full(12, 1000.0), valid=valid)))
    valid[7] = False
    four = list(segments(as_series(np.full(12, 1000.0), valid=valid)))

    assert [t.size for t, _ in three] == [9]
    assert [t.size for t, _ in four] == [4, 4]


@given(hearts(), st.floats(0, 30), st.floats(0, 30))
def test_covered_seconds_are_those_inside_an_interval(heart, start_s: float, length_s: float) -> None:
    rr, t = heart
    t = t + np.where(np.arange(t.size) >= t.size // 2, 1.5, 0.0)
    got = covered_s(t, rr, np.array([start_s]), np.array([start_s + length_s]))

    assert got[0] == pytest.approx(plain.covered_s(t, rr, start_s, start_s + length_s), abs=1e-9)

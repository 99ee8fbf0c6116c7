from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from biofeed import hrv
from tests.biofeed.hrv import plain
from tests.biofeed.hrv.hearts import swinging
from tests.biofeed.hrv.real import intervals
from tests.biofeed.hrv.strategies import flagged_hearts

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

RECORDINGS = [
    "polar_hrm/rest_rri.txt",
    "slow_breathing_h10/sample_data_ibi.csv",
    "polar_hrm/noisy_rri.hrm",
    "mitdb/100.atr",
]


def in_ticks(rr_ms: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Give the intervals as a strap would send them, and the end of each."""
    ticks = np.rint(rr_ms * 1.024)
    return ticks * 1000 / 1024, np.cumsum(ticks) / 1024


def fed(rr_ms: Sequence[float], t_s: Sequence[float], valid: Sequence[bool] | None = None) -> hrv.LiveWindow:
    window = hrv.LiveWindow()
    flags = [True] * len(rr_ms) if valid is None else valid
    for t, rr, normal in zip(t_s, rr_ms, flags, strict=True):
        window.add(float(t), float(rr), bool(normal))
    return window


# --- RMSSD and heart rate ---------------------------------------------------------------------------


@given(flagged_hearts(most=60), st.data())
def test_rmssd_is_the_batchs_at_every_beat_whatever_is_revised(heart, data: st.DataObject) -> None:
    """Bit for bit, on the verdicts as they stand."""
    rr, t, final = heart
    flags = np.array(data.draw(st.lists(st.booleans(), min_size=rr.size, max_size=rr.size)))
    window = hrv.LiveWindow(rmssd_window_s=20.0)
    for n in range(rr.size):
        window.add(t[n], rr[n], bool(flags[n]))
        back = min(n, data.draw(st.integers(0, 3)))
        window.reflag(back, bool(final[n - back]))
        flags[n - back] = final[n - back]
        if n:
            batch = hrv.rolling_rmssd(rr[: n + 1], t_s=t[: n + 1], window_s=20.0, valid=flags[: n + 1])
            reading = window.rmssd(t[n])

            np.testing.assert_equal(reading.value, batch.value[-1])
            assert reading.coverage == pytest.approx(batch.coverage[-1], abs=1e-12)


@pytest.mark.parametrize("name", RECORDINGS)
def test_rmssd_of_a_real_recording_is_the_batchs(real_data: Path, name: str) -> None:
    rr, t = in_ticks(intervals(real_data, name))
    valid = np.arange(rr.size) % 17 != 5
    window, got = hrv.LiveWindow(), []
    for beat in zip(t.tolist(), rr.tolist(), valid.tolist(), strict=True):
        window.add(*beat)
        got.append(window.rmssd(beat[0]).value)

    np.testing.assert_array_equal(got, hrv.rolling_rmssd(rr, t_s=t, valid=valid).value)


def test_rmssd_of_whole_milliseconds_is_exact_too() -> None:
    rr = np.tile([700.0, 800.0, 900.0, 600.0], 100)
    window, got = hrv.LiveWindow(), []
    for t, interval in zip(np.cumsum(rr) / 1000, rr, strict=True):
        window.add(t, interval, True)
        got.append(window.rmssd(t).value)

    np.testing.assert_array_equal(got, hrv.rolling_rmssd(rr).value)


def test_the_window_goes_on_moving_when_no_beat_comes() -> None:
    """Ten beats end by 10 s; at 65 s only those that ended after 5 s are left, at 70 s none."""
    window = fed([1000.0] * 5 + [900.0, 1100.0] * 2 + [1000.0], np.arange(1.0, 11.0))

    assert window.rmssd(10.0).coverage == pytest.approx(10 / 60)
    assert window.rmssd(65.0).value == math.sqrt((200**2 * 3 + 100**2) / 4)
    assert window.rmssd(65.0).coverage == pytest.approx(5 / 60, abs=0.002)
    assert math.isnan(window.rmssd(70.0).value)
    assert (window.rmssd(70.0).coverage, window.rmssd(70.0).normal_share) == (0.0, 0.0)


def test_no_difference_is_taken_across_a_gap() -> None:
    window = fed([1000.0, 1010.0], [1.0, 2.01])
    window.gap(2.01, 5.0)
    window.add(7.91, 900.0, True)
    window.add(8.83, 920.0, True)

    assert window.rmssd(9.0).value == math.sqrt((10**2 + 20**2) / 2)


def test_a_late_beat_is_a_gap_even_if_nobody_said_so() -> None:
    window = fed([1000.0, 1010.0, 900.0, 920.0], [1.0, 2.01, 7.91, 8.83])

    assert window.rmssd(9.0).value == math.sqrt((10**2 + 20**2) / 2)


def test_mean_heart_rate_over_the_last_ten_seconds() -> None:
    """Of the beats that end in (10, 20] one is masked: nine normal beats in 9 s."""
    valid = [n != 15 for n in range(1, 21)]
    reading = fed([1000.0] * 20, np.arange(1.0, 21.0), valid).mean_hr(20.0)

    assert reading.value == 60.0
    assert reading.coverage == pytest.approx(0.9)
    assert reading.normal_share == 0.9


def test_mean_heart_rate_cuts_the_first_interval_for_coverage_only() -> None:
    reading = fed([2000.0] * 10, np.arange(2.0, 22.0, 2.0)).mean_hr(21.0)

    assert reading.value == 30.0
    assert reading.coverage == pytest.approx(0.9)


def test_before_the_first_beat_nothing_is_known() -> None:
    window = hrv.LiveWindow()

    for reading in (window.rmssd(3.0), window.mean_hr(3.0)):
        assert math.isnan(reading.value)
        assert (reading.coverage, reading.normal_share) == (0.0, 0.0)
    assert math.isnan(window.coherence(3.0).ratio)
    assert math.isnan(window.clean_since_s)


# --- coherence --------------------------------------------------------------------------------------


def live_and_batch(rr: np.ndarray, t: np.ndarray, valid: np.ndarray) -> np.ndarray:
    """Give the relative difference in every window that both know, the live one asked at each normal beat."""
    window, live = hrv.LiveWindow(), []
    for beat in zip(t.tolist(), rr.tolist(), valid.tolist(), strict=True):
        window.add(*beat)
        if beat[2]:
            live.append(window.coherence(beat[0]).ratio)
    batch = hrv.rolling_coherence(rr, t_s=t, valid=valid, step_s=None).ratio
    found = np.array(live)[-batch.size :]

    assert (np.isnan(found) == np.isnan(batch)).all()
    known = np.isfinite(batch)
    return np.abs(found[known] / batch[known] - 1)


@pytest.mark.parametrize("name", RECORDINGS[:2])
def test_live_coherence_of_a_real_recording_is_the_batchs(real_data: Path, name: str) -> None:
    rr, t = in_ticks(intervals(real_data, name))
    differences = live_and_batch(rr, t, np.ones(rr.size, dtype=bool))

    assert np.median(differences) < 0.0005
    assert np.percentile(differences, 99) < 0.002


@pytest.mark.parametrize("per_min", [4.5, 6.0, 10.0])
def test_live_coherence_of_a_breathing_heart_is_the_batchs(per_min: float) -> None:
    rr, t = in_ticks(swinging(20.0, per_min, duration_s=600.0))
    differences = live_and_batch(rr, t, np.arange(rr.size) % 20 != 7)

    assert np.median(differences) < 0.0005
    assert np.percentile(differences, 99) < 0.002


def test_the_latest_window_is_the_series_last_window() -> None:
    """At the end of a recording nobody knows more, so only the spline's forgetting is left."""
    rr, t = in_ticks(swinging(20.0, 6.0, duration_s=300.0))
    live, whole = fed(rr, t).coherence(t[-1]), hrv.coherence(rr, t_s=t)

    assert live.ratio == pytest.approx(whole.ratio, rel=1e-6)
    assert live.total_power == pytest.approx(whole.total_power, rel=1e-6)
    assert live.coverage == pytest.approx(whole.coverage, abs=1e-9)
    assert live.peak_hz == whole.peak_hz


def test_a_long_gap_begins_a_new_segment_and_a_short_one_does_not() -> None:
    for hole_s, since_s in ((2.5, 1.0), (3.5, 104.5)):
        t = np.arange(1.0, 181.0)
        t[100:] += hole_s
        window = fed([1000.0] * 180, t)

        assert window.clean_since_s == since_s
        assert window.coherence(t[-1]).coverage > 0.9


def test_coherence_is_back_when_promised() -> None:
    """63.75 s after the new segment's first beat, and not one beat before."""
    rr, t = in_ticks(swinging(20.0, 6.0, duration_s=200.0))
    window = fed(rr[:80], t[:80])
    window.gap(t[79], 10.0)
    ready_s = window.clean_since_s

    assert ready_s == t[79] + 10.0
    assert math.isnan(window.coherence(t[79]).ratio)
    for beat, interval in zip(t[80:] + 10.0, rr[80:], strict=True):
        window.add(beat, interval, True)

        assert window.clean_since_s == t[80] + 10.0
        assert math.isfinite(window.coherence(beat).ratio) == (beat >= t[80] + 10.0 + 63.75)


def test_a_revised_beat_can_open_and_close_a_hole() -> None:
    window = fed([1000.0] * 8, np.arange(1.0, 9.0), [True] * 4 + [False] * 3 + [True])

    assert window.clean_since_s == 1.0
    window.reflag(0, False)
    window.add(9.0, 1000.0, True)
    assert window.clean_since_s == 9.0
    window.reflag(1, True)
    assert window.clean_since_s == 1.0


def test_an_old_number_is_never_given() -> None:
    """Five seconds without a normal beat are a hole of more than 3 s, however long the next interval is."""
    rr, t = in_ticks(swinging(20.0, 6.0, duration_s=120.0))
    window = fed(rr, t)

    assert math.isfinite(window.coherence(t[-1] + 4.9).ratio)
    assert math.isnan(window.coherence(t[-1] + 5.1).ratio)


# --- for days ---------------------------------------------------------------------------------------


def test_memory_does_not_grow() -> None:
    """A day of a fast heart with its first verdicts revised."""
    rr = np.random.default_rng(10).integers(400, 500, 150_000)
    window, sizes = hrv.LiveWindow(), set()
    for n, (t, interval) in enumerate(zip((np.cumsum(rr) / 1000).tolist(), rr.tolist(), strict=True)):
        window.add(t, interval, n % 50 != 0)
        if n % 50 == 2:
            window.reflag(2, n % 100 == 2)
        if n > 2000:
            sizes.add(window._beats.t_s.size)
    final = np.arange(rr.size) % 100 != 50
    expected = hrv.rolling_rmssd(rr, valid=final).value[-1]

    assert len(sizes) == 1
    assert len(window._running._beats) < 160
    assert window.rmssd(t).value == expected


@pytest.mark.parametrize(
    ("t_s", "rr_ms"),
    [(1.0, 800.0), (0.5, 800.0), (math.nan, 800.0), (3.0, 0.0), (3.0, math.nan), (3.0, math.inf)],
)
def test_a_beat_that_cannot_follow_is_refused(t_s: float, rr_ms: float) -> None:
    with pytest.raises(ValueError, match="cannot follow"):
        fed([800.0], [1.0]).add(t_s, rr_ms, True)


@pytest.mark.parametrize("back", [-1, 2, 4])
def test_only_the_last_beats_can_be_revised(back: int) -> None:
    with pytest.raises(ValueError, match="can be revised"):
        fed([800.0, 800.0], [1.0, 2.0]).reflag(back, False)


@pytest.mark.parametrize("window_s", [0.0, -1.0, 81.0])
def test_heart_rate_looks_back_no_further_than_what_is_remembered(window_s: float) -> None:
    with pytest.raises(ValueError, match="window_s"):
        fed([800.0], [1.0]).mean_hr(1.0, window_s)


def test_covered_seconds_agree_with_the_plain_count() -> None:
    rr, t = in_ticks(swinging(20.0, 6.0, duration_s=200.0))
    valid = np.arange(rr.size) % 9 != 4
    window = fed(rr, t, valid)
    now_s = t[-1] + 0.4

    assert window.rmssd(now_s).coverage * 60 == pytest.approx(
        plain.covered_s(t[valid], rr[valid], now_s - 60, now_s), abs=0.01
    )

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import pytest

from biofeed.hrv.recovery import (
    Reason,
    Recovery,
    Refused,
    area_bpm_s,
    half_recovery_s,
    heart_rate_curve,
    percent_recovered,
    recover,
)
from biofeed.hrv.series import as_series

if TYPE_CHECKING:
    from numpy.typing import NDArray

BASE, STRESS, TAU = 70.0, 85.0, 60.0
PARTS = {"baseline": (0.0, 300.0), "stressor": (300.0, 600.0), "recovery": (600.0, 900.0)}


def beats(hr_bpm: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Give times and intervals of a heart whose rate is known every 10 ms."""
    counted = np.concatenate(([0.0], np.cumsum(hr_bpm) / 6000))
    times = np.interp(np.arange(int(counted[-1]) + 1), counted, np.arange(counted.size) / 100)
    return times[1:], np.diff(times) * 1000


def a_session(
    rise_bpm: float = STRESS - BASE, tau_s: float = TAU, seconds: int = 910
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Give a heart that rises at 300 s and comes back from 600 s on, breathing a little all along."""
    t = np.arange(seconds * 100) / 100
    rise = np.where(t < 300, 0.0, np.where(t < 600, 1.0, np.exp(-np.maximum(t - 600, 0) / tau_s)))
    return beats(BASE + rise_bpm * rise + np.sin(2 * np.pi * 0.2 * t))


def test_the_known_exponential_gives_the_known_numbers() -> None:
    """B 70, S 85, tau 60 s: 63.212 % at 60 s, half at 41.589 s, AUCg 21893.957, AUCi 893.957."""
    t = np.arange(301.0)
    curve = BASE + (STRESS - BASE) * np.exp(-t / TAU)
    assert percent_recovered(curve[60], BASE, STRESS) == pytest.approx(63.212, abs=5e-4)
    assert area_bpm_s(curve) == pytest.approx(21893.957, abs=5e-4)
    assert area_bpm_s(curve, above_bpm=BASE) == pytest.approx(893.957, abs=5e-4)
    middle = BASE + (STRESS - BASE) * np.exp(-(t + 0.5) / TAU)
    found = half_recovery_s(middle, baseline_bpm=BASE, stressor_bpm=STRESS)
    # The mean over 15 s of a curve that bends upwards lies 0.26 % above it, which is 0.16 s.
    assert found == pytest.approx(41.589 + 0.16, abs=0.03)


def test_a_session_comes_out_as_it_was_made() -> None:
    found = recover(*a_session(), **PARTS)
    assert isinstance(found, Recovery)
    assert found.reactivity.baseline_bpm == pytest.approx(BASE, abs=0.1)
    assert found.reactivity.hr_bpm == pytest.approx(15.0, abs=0.15)
    assert found.reactivity.peak_bpm == pytest.approx(STRESS, abs=0.1)
    assert found.reactivity.needed_bpm == 8.0
    expected = [100 * (1 - TAU / 60 * (math.exp(-k) - math.exp(-k - 1))) for k in range(5)]
    assert found.percent_by_minute == pytest.approx(expected, abs=1.0)
    assert found.half_s == pytest.approx(41.6, abs=2.5)
    assert found.exponential is not None
    assert found.exponential.tau_s == pytest.approx(TAU, rel=0.03)
    assert not found.exponential.at_bound
    assert found.carry_over.residual_bpm == pytest.approx(15 * (math.exp(-4) - math.exp(-5)), abs=0.15)
    assert found.carry_over.area_share == pytest.approx(0.2 * (1 - math.exp(-5)), abs=0.01)


def test_a_change_of_variability_is_the_change_of_its_logarithm() -> None:
    """Twice the beat-to-beat difference during the stressor is ln 2 more."""
    calm, stirred = np.tile([990.0, 1010.0], 150), np.tile([780.0, 820.0], 188)
    rr = np.concatenate((calm, stirred, calm, calm))
    t_s = np.cumsum(rr) / 1000
    parts = {"baseline": (0.0, 299.0), "stressor": (301.0, 600.0), "recovery": (602.0, 900.0)}
    found = recover(t_s, rr, **parts)
    assert isinstance(found, Recovery)
    assert found.reactivity.ln_rmssd == pytest.approx(math.log(2))


@pytest.mark.parametrize("rise_bpm", [-10.0, 0.0, 7.0])
def test_a_small_reaction_is_refused_with_its_reason(rise_bpm: float) -> None:
    found = recover(*a_session(rise_bpm), **PARTS)
    assert isinstance(found, Refused)
    assert found.reason is Reason.SMALL_REACTION
    assert found.reactivity is not None
    assert found.reactivity.hr_bpm == pytest.approx(rise_bpm, abs=0.2)


def test_a_restless_baseline_raises_the_bar() -> None:
    """30-s means that swing by 10 a minute have a deviation of 10.5; twice that is more than 15."""
    t = np.arange(91_000) / 100
    hr = np.where(t < 300, BASE + 10 * np.where(t // 30 % 2 < 1, 1, -1), np.where(t < 600, STRESS, BASE))
    found = recover(*beats(hr), **PARTS)
    assert isinstance(found, Refused)
    assert found.reason is Reason.SMALL_REACTION
    assert found.reactivity is not None
    assert found.reactivity.needed_bpm == pytest.approx(21, abs=0.5)


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"baseline": (200.0, 280.0)}, Reason.SHORT_BASELINE),
        ({"recovery": (600.0, 650.0)}, Reason.SHORT_RECOVERY),
        ({"recovery": (600.0, 1200.0)}, Reason.TOO_FEW_BEATS),
    ],
)
def test_what_cannot_be_told_is_refused(changed: dict[str, tuple[float, float]], reason: Reason) -> None:
    found = recover(*a_session(), **{**PARTS, **changed})
    assert isinstance(found, Refused)
    assert found.reason is reason


@pytest.mark.parametrize(("seconds", "refused"), [(4.0, False), (8.0, True)])
def test_a_hole_of_more_than_five_seconds_is_too_long(seconds: float, refused: bool) -> None:
    t_s, rr = a_session()
    valid = ~((t_s > 100) & (t_s < 100 + seconds))
    assert isinstance(recover(t_s, rr, valid=valid, **PARTS), Refused) is refused


def test_a_span_must_end_after_it_starts() -> None:
    with pytest.raises(ValueError, match="span"):
        recover(*a_session(), baseline=(10.0, 10.0), stressor=(300.0, 600.0), recovery=(600.0, 900.0))


def test_a_recovery_that_is_not_seen_is_longer_than_what_was_seen() -> None:
    found = recover(*a_session(tau_s=1000.0), **PARTS)
    assert isinstance(found, Recovery)
    assert found.half_s is None
    assert found.seen_s == 300.0


def test_a_dip_that_does_not_last_is_no_recovery() -> None:
    curve = np.full(120, STRESS)
    curve[20:30] = BASE
    curve[70:] = BASE
    found = half_recovery_s(curve, baseline_bpm=BASE, stressor_bpm=STRESS)
    assert found == pytest.approx(70, abs=0.6)


def test_the_curve_is_the_interval_that_a_second_lies_in() -> None:
    series = as_series([1500, 1000, 1000, 1000], t_s=[1.5, 2.5, 9.0, 10.0], valid=[True, True, False, True])
    curve = heart_rate_curve(series, (0.0, 11.0))
    assert curve == pytest.approx([40, 40, 60, *[np.nan] * 6, 60, np.nan], nan_ok=True)

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import pytest

from biofeed.hrv.recovery_fit import Fit, fit_exponential, fit_logistic

if TYPE_CHECKING:
    from collections.abc import Callable

SECONDS = np.arange(300) + 0.5
LIMITS = {"baseline_bpm": 70.0, "stressor_bpm": 85.0}


def numbers(fit: Fit | None) -> tuple[float, float, float]:
    assert fit is not None
    return fit.amount_bpm.value, fit.half_s.value, fit.level_bpm.value


@pytest.mark.parametrize("tau_s", [10.0, 60.0, 200.0])
def test_an_exponential_is_found_again(tau_s: float) -> None:
    fit = fit_exponential(SECONDS, 71 + 14 * np.exp(-SECONDS / tau_s), **LIMITS)
    assert numbers(fit) == pytest.approx((14, tau_s * math.log(2), 71), rel=1e-4)
    assert fit is not None
    assert fit.tau_s == pytest.approx(tau_s, rel=1e-4)
    assert not fit.at_bound
    assert fit.residual_bpm < 1e-3


@pytest.mark.parametrize("speed_per_s", [0.1, 0.02])
def test_a_logistic_is_found_again(speed_per_s: float) -> None:
    fit = fit_logistic(SECONDS, 68 + 2 * 16 / (1 + np.exp(speed_per_s * SECONDS)), **LIMITS)
    assert numbers(fit) == pytest.approx((16, math.log(3) / speed_per_s, 68), rel=1e-3)
    assert fit is not None
    assert fit.speed_per_s == pytest.approx(speed_per_s, rel=1e-3)


@pytest.mark.parametrize("fit", [fit_exponential, fit_logistic])
def test_half_of_the_amount_is_left_at_the_half_time(fit: Callable[..., Fit]) -> None:
    found = fit(SECONDS, 70 + 15 * np.exp(-SECONDS / 60), **LIMITS)
    assert found.half_s.value == pytest.approx(41.6, rel=0.2)


def test_a_curve_that_does_not_fall_stops_at_a_bound() -> None:
    fit = fit_exponential(SECONDS, np.full(300, 95.0), **LIMITS)
    assert fit is not None
    assert fit.at_bound


def test_unknown_seconds_are_left_out() -> None:
    curve = 71 + 14 * np.exp(-SECONDS / 60)
    curve[50:80] = np.nan
    assert numbers(fit_exponential(SECONDS, curve, **LIMITS)) == pytest.approx((14, 41.589, 71), rel=1e-3)


def test_noise_that_repeats_itself_widens_the_errors() -> None:
    """Each value four times over tells no more than once: the error doubles, or more."""
    rng = np.random.default_rng(3)
    curve = 71 + 14 * np.exp(-SECONDS / 60)
    alone = rng.normal(0, 2, 300)
    alike = np.repeat(rng.normal(0, 2, 75), 4)
    errors = [fit_exponential(SECONDS, curve + noise, **LIMITS) for noise in (alone, alike)]
    assert errors[0] is not None
    assert errors[1] is not None
    assert errors[1].half_s.error > 1.5 * errors[0].half_s.error


def test_the_error_is_the_scatter_of_many_fits_in_white_noise() -> None:
    rng = np.random.default_rng(8)
    curve = 71 + 14 * np.exp(-SECONDS / 60)
    fits = [fit_exponential(SECONDS, curve + rng.normal(0, 2, 300), **LIMITS) for _ in range(60)]
    halves = [fit.half_s.value for fit in fits if fit]
    errors = [fit.half_s.error for fit in fits if fit]
    assert np.median(errors) == pytest.approx(np.std(halves), rel=0.35)


def test_too_little_gives_none() -> None:
    assert fit_exponential(SECONDS[:59], np.full(59, 80.0), **LIMITS) is None
    assert fit_exponential(SECONDS, np.full(300, 80.0), baseline_bpm=80.0, stressor_bpm=80.0) is None


def test_shapes_must_match() -> None:
    with pytest.raises(ValueError, match="same length"):
        fit_exponential([1, 2], [80.0], **LIMITS)

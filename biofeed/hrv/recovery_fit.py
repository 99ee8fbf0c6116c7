"""Two curves for the way a heart rate comes down, and how sure their numbers are.

Both begin `amount` above their `level` and have half of it left at `half_s`. The exponential falls fastest
at once. The logistic holds a moment before it falls, as hearts often do when a task ends; its three numbers
(amount, speed, level) are those that Christenfeld, Glynn and Gerin found to be the only reliable ones
(2000, PMID 10934913). Their abstract names the numbers and not the equation, so this form of it is ours:
half of a logistic, which starts flat.

Neighbouring seconds of a heart rate are alike, so they count as fewer than they are. The errors are
widened by how much more the means of 20-s pieces of the residuals scatter than those of independent seconds
would. A heart also drifts more slowly than that, so read the errors as a lower limit: in simulation the true
half-time lay within 1.645 of them in two sessions out of three, where nine out of ten were due. What is said
about one session is therefore the interval of `biofeed.hrv.recovery_interval`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import ArrayLike

    from biofeed.hrv.series import Floats

SHORTEST_TAU_S, LONGEST_TAU_S = 5.0, 600.0
LARGEST_AMOUNT_BPM = 100.0
BELOW_BASELINE_BPM = 15.0

FEWEST_VALUES = 60

_AT_BOUND = 0.001
_PIECE = 20


@dataclass(frozen=True, slots=True)
class Estimate:
    """A fitted number and its standard error, in the same unit."""

    value: float
    error: float


@dataclass(frozen=True, slots=True)
class Fit:
    """One fitted curve."""

    amount_bpm: Estimate
    """How far above its level it begins."""
    half_s: Estimate
    """When half of that is gone."""
    level_bpm: Estimate
    """Where it is heading."""
    residual_bpm: float
    """Standard deviation of what the curve leaves over."""
    at_bound: bool
    """Whether a number stopped at the limit of what was allowed; then the data do not determine it."""

    @property
    def tau_s(self) -> float:
        """Give the exponential's time constant, when 63.2 % of the amount is gone."""
        return self.half_s.value / math.log(2)

    @property
    def speed_per_s(self) -> float:
        """Give the logistic's speed: the rate in its exponent."""
        return math.log(3) / self.half_s.value


def fit_exponential(
    t_s: ArrayLike, hr_bpm: ArrayLike, *, baseline_bpm: float, stressor_bpm: float
) -> Fit | None:
    """Fit `level + amount * exp(-t / tau)` by least squares.

    `t_s` is in steps of a second since the recovery began, `hr_bpm` the heart rate then; seconds whose heart
    rate is NaN are left out. Tau may be 5 to 600 s, the level anything from 15 a minute below the baseline to
    the stressor's mean. Gives None where less than a minute is known, or the stressor raised nothing.
    """
    return _fit(_exponential, t_s, hr_bpm, baseline_bpm, stressor_bpm)


def fit_logistic(
    t_s: ArrayLike, hr_bpm: ArrayLike, *, baseline_bpm: float, stressor_bpm: float
) -> Fit | None:
    """Fit `level + 2 * amount / (1 + exp(speed * t))` by least squares.

    Arguments and limits are those of `fit_exponential`: the half-time lies between that of a tau of 5 and of
    600 s, where half-time and speed are tied by `half = ln 3 / speed`.
    """
    return _fit(_logistic, t_s, hr_bpm, baseline_bpm, stressor_bpm)


def _exponential(t: Floats, amount: float, half_s: float, level: float) -> Floats:
    curve: Floats = level + amount * np.exp2(-t / half_s)
    return curve


def _logistic(t: Floats, amount: float, half_s: float, level: float) -> Floats:
    # Far past the half-time the power would overflow, and nothing is left anyway.
    curve: Floats = level + 2 * amount / (1 + np.exp(np.minimum(math.log(3) * t / half_s, 700.0)))
    return curve


def _fit(
    curve: Callable[[Floats, float, float, float], Floats],
    t_s: ArrayLike,
    hr_bpm: ArrayLike,
    baseline_bpm: float,
    stressor_bpm: float,
) -> Fit | None:
    from scipy.optimize import least_squares  # a slow import that nothing live needs

    t, hr = _known(t_s, hr_bpm)
    if t.size < FEWEST_VALUES or not stressor_bpm > baseline_bpm:
        return None
    lower = np.array([0.0, SHORTEST_TAU_S * math.log(2), baseline_bpm - BELOW_BASELINE_BPM])
    upper = np.array([LARGEST_AMOUNT_BPM, LONGEST_TAU_S * math.log(2), stressor_bpm])
    start = np.clip([stressor_bpm - baseline_bpm, 40.0, baseline_bpm], lower, upper)

    def misfit(x: Floats) -> Floats:
        return curve(t, float(x[0]), float(x[1]), float(x[2])) - hr

    found = least_squares(misfit, start, bounds=(lower, upper), x_scale=[10.0, 40.0, 10.0])
    values: Floats = np.asarray(found.x)
    margin = _AT_BOUND * (upper - lower)
    stopped = bool(np.any((values - lower < margin) | (upper - values < margin)))
    return _described(values, np.asarray(found.jac), np.asarray(found.fun), stopped)


def _described(values: Floats, slope: Floats, residual: Floats, stopped: bool) -> Fit:
    """Put a solution into words: each number with its error."""
    variance = residual @ residual / (residual.size - values.size)
    covariance = np.linalg.pinv(slope.T @ slope) * variance * _repetition(residual)
    errors = np.sqrt(np.diag(covariance))
    amount, half, level = (Estimate(float(v), float(e)) for v, e in zip(values, errors, strict=True))
    return Fit(amount, half, level, residual_bpm=math.sqrt(variance), at_bound=stopped)


def _known(t_s: ArrayLike, hr_bpm: ArrayLike) -> tuple[Floats, Floats]:
    t, hr = np.asarray(t_s, dtype=np.float64), np.asarray(hr_bpm, dtype=np.float64)
    if t.ndim != 1 or t.shape != hr.shape:
        raise ValueError("t_s and hr_bpm must be one series each, of the same length")
    known = np.isfinite(hr)
    return t[known], hr[known]


def _repetition(residual: Floats) -> float:
    """Give how many neighbouring residuals tell as much as one that stands alone (1 for white noise)."""
    pieces = residual[: residual.size // _PIECE * _PIECE].reshape(-1, _PIECE)
    scatter = float(np.mean(residual**2))
    return max(1.0, _PIECE * float(np.mean(pieces.mean(axis=1) ** 2)) / scatter) if scatter > 0 else 1.0

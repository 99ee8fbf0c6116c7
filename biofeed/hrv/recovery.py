"""How the heart rate comes back after something stirred it up.

A session has a baseline, a stressor and a recovery. How far the heart rate rose is its reactivity; what is
asked here is how fast and how far it came down again. The time course is read from the heart rate, which
means something over seconds; RMSSD needs minutes, and enters only as the change of the stressor's from the
baseline's.

All of it is noisy in a single session: with a rise of 8 beats a minute, a true half-recovery time of 42 s
came out anywhere from 15 to 75 s in simulation. So below a stated rise nothing is computed, and the reason
is given instead; and even above it, look at the median of several sessions.

The three parts: Laborde, Mosley & Mertgen 2018 (doi 10.3389/fnins.2018.00458). The fit: Christenfeld, Glynn &
Gerin 2000 (PMID 10934913). The areas: Pruessner et al. 2003 (doi 10.1016/S0306-4530(02)00108-7).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from biofeed.hrv.recovery_fit import Fit, fit_exponential, fit_logistic
from biofeed.hrv.recovery_interval import HalfTime, half_time
from biofeed.hrv.series import Floats, Series, as_series
from biofeed.hrv.time_domain import ln_rmssd

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

Span: TypeAlias = tuple[float, float]
"""Start and end of a part in seconds, on the clock of the beats."""

SMALLEST_REACTION_BPM = 8.0
BASELINE_SPREADS = 2.0
BASELINE_PIECE_S = 30
FEWEST_BASELINE_PIECES = 3
SMOOTHED_S, HELD_S = 15, 15
MINUTE_S = 60
MIN_KNOWN, LONGEST_HOLE_S = 0.9, 5


class Reason(StrEnum):
    """Why there is no recovery to report."""

    TOO_FEW_BEATS = "too few clean beats in one of the parts"
    SHORT_BASELINE = "the baseline is too short to know how much the heart rate varies by itself"
    SHORT_RECOVERY = "less than a minute of recovery"
    SMALL_REACTION = "the heart rate rose too little to follow its way back"


@dataclass(frozen=True, slots=True)
class Reactivity:
    """How the heart answered the stressor."""

    baseline_bpm: float
    stressor_bpm: float
    peak_bpm: float
    """The highest mean of 60 s within the stressor; NaN if it was shorter."""
    hr_bpm: float
    """Stressor minus baseline, with its sign."""
    ln_rmssd: float
    """Change of ln RMSSD; `100 * (exp(x) - 1)` is the change in percent."""
    needed_bpm: float
    """The rise from which a recovery is computed: 8, or two deviations of the baseline's 30-s means."""


@dataclass(frozen=True, slots=True)
class Refused:
    """No recovery is reported, and this is why."""

    reason: Reason
    reactivity: Reactivity | None = None
    """What was seen of the reaction, where that much is known."""


@dataclass(frozen=True, slots=True)
class CarryOver:
    """What is left of the reaction when the recovery ends."""

    residual_bpm: float
    """Mean of the last 60 s minus the baseline."""
    residual_share: float
    """The same as a share of the reaction."""
    area_share: float
    """Area above the baseline during recovery, over that during the stressor."""


@dataclass(frozen=True, slots=True)
class Recovery:
    """The way back."""

    reactivity: Reactivity
    percent_by_minute: tuple[float, ...]
    """How much of the reaction was gone in each whole minute's mean; may leave 0 to 100."""
    half_s: float | None
    """When half of the reaction was gone for good; None if that was not seen within `seen_s`."""
    seen_s: float
    """How long the recovery was watched."""
    half: HalfTime | None
    """When half of the reaction was gone as a curve through all of it says, with an interval of 90 %."""
    exponential: Fit | None
    logistic: Fit | None
    carry_over: CarryOver


def recover(
    t_s: ArrayLike,
    rr_ms: ArrayLike,
    *,
    baseline: Span,
    stressor: Span,
    recovery: Span,
    valid: ArrayLike | None = None,
) -> Recovery | Refused:
    """Measure how the heart rate returned after a stressor, or say why that cannot be told.

    The spans are (start, end) in seconds on the clock of `t_s`. Refused when normal beats cover less than
    90 % of a part or leave a hole of more than 5 s in it, when the baseline holds fewer than three pieces of
    30 s, when the recovery is shorter than a minute, or when the heart rate rose by less than 8 a minute or
    two standard deviations of the baseline's 30-s means, whichever is more.

    Raises `ValueError` for what cannot be intervals, or a span that does not end after it starts.
    """
    series = as_series(rr_ms, t_s=t_s, valid=valid)
    calm, stirred, after = (heart_rate_curve(series, span) for span in (baseline, stressor, recovery))
    if not all(_is_known(curve) for curve in (calm, stirred, after)):
        return Refused(Reason.TOO_FEW_BEATS)
    if calm.size < FEWEST_BASELINE_PIECES * BASELINE_PIECE_S:
        return Refused(Reason.SHORT_BASELINE)
    reaction = _reactivity(series, baseline, stressor, calm, stirred)
    if after.size < MINUTE_S:
        return Refused(Reason.SHORT_RECOVERY, reaction)
    if reaction.hr_bpm < reaction.needed_bpm:
        return Refused(Reason.SMALL_REACTION, reaction)
    base, stress = reaction.baseline_bpm, reaction.stressor_bpm
    seconds = np.arange(after.size) + 0.5
    return Recovery(
        reactivity=reaction,
        percent_by_minute=tuple(percent_recovered(m, base, stress) for m in _means(after, MINUTE_S)),
        half_s=half_recovery_s(after, baseline_bpm=base, stressor_bpm=stress),
        seen_s=float(after.size),
        half=half_time(calm, stirred, after, starts_s=(baseline[0], stressor[0], recovery[0])),
        exponential=fit_exponential(seconds, after, baseline_bpm=base, stressor_bpm=stress),
        logistic=fit_logistic(seconds, after, baseline_bpm=base, stressor_bpm=stress),
        carry_over=_carry_over(stirred, after, base, stress),
    )


def heart_rate_curve(series: Series, span: Span) -> Floats:
    """Give the heart rate at the middle of each whole second of a span.

    It is that of the interval which the middle lies in, so its mean is beats over time; NaN where no
    normal interval covers it.
    """
    start, end = span
    if not start < end:
        raise ValueError(f"a span must end after it starts, not run from {start} to {end}")
    middle = start + 0.5 + np.arange(int(end - start))
    t, rr = series.t_s[series.valid], series.rr_ms[series.valid]
    holder = np.searchsorted(t, middle)
    inside = holder < t.size
    curve = np.full(middle.size, np.nan)
    curve[inside] = 60_000 / rr[holder[inside]]
    begins = t - rr / 1000
    curve[inside] = np.where(begins[holder[inside]] <= middle[inside], curve[inside], np.nan)
    return curve


def percent_recovered(level_bpm: float, baseline_bpm: float, stressor_bpm: float) -> float:
    """Give how much of the reaction is gone at a level, in percent; 100 is back at the baseline."""
    return 100 * (stressor_bpm - level_bpm) / (stressor_bpm - baseline_bpm)


def half_recovery_s(hr_bpm: Floats, *, baseline_bpm: float, stressor_bpm: float) -> float | None:
    """Give when half of the reaction was gone and stayed so for at least 15 s.

    `hr_bpm` is a curve of one value a second from the start of the recovery, as `heart_rate_curve` gives
    it. It is smoothed over 15 s first. None means that the time is longer than the curve can show.
    """
    level = (baseline_bpm + stressor_bpm) / 2
    curve = _smoothed(hr_bpm)
    below = np.concatenate([curve <= level, [False]])
    starts = np.flatnonzero(below & ~np.concatenate([[False], below[:-1]]))
    for first in starts:
        lasts = int(np.argmin(below[first:]))
        if lasts > HELD_S:
            return _crossing_s(curve, int(first), level)
    return None


def area_bpm_s(hr_bpm: ArrayLike, *, above_bpm: float = 0.0) -> float:
    """Give the area under a curve of one value a second, above a level, by trapezoids.

    Above zero it is AUCg, above the baseline AUCi (Pruessner et al. 2003), in beats a minute times seconds.
    """
    curve = np.asarray(hr_bpm, dtype=np.float64)
    known = np.flatnonzero(np.isfinite(curve))
    filled = np.interp(np.arange(curve.size), known, curve[known])
    return float(np.trapezoid(filled - above_bpm))


def _reactivity(series: Series, baseline: Span, stressor: Span, calm: Floats, stirred: Floats) -> Reactivity:
    base, stress = float(np.nanmean(calm)), float(np.nanmean(stirred))
    spread = float(np.std(_means(calm, BASELINE_PIECE_S), ddof=1))
    sliding = np.lib.stride_tricks.sliding_window_view(stirred, min(MINUTE_S, stirred.size))
    return Reactivity(
        baseline_bpm=base,
        stressor_bpm=stress,
        peak_bpm=float(np.nanmean(sliding, axis=1).max()) if stirred.size >= MINUTE_S else math.nan,
        hr_bpm=stress - base,
        ln_rmssd=_ln_rmssd_within(series, stressor) - _ln_rmssd_within(series, baseline),
        needed_bpm=max(SMALLEST_REACTION_BPM, BASELINE_SPREADS * spread),
    )


def _ln_rmssd_within(series: Series, span: Span) -> float:
    """Give ln RMSSD of the intervals that lie wholly within a span."""
    inside = (series.t_s - series.rr_ms / 1000 >= span[0]) & (series.t_s <= span[1])
    return float(ln_rmssd(series.rr_ms, t_s=series.t_s, valid=series.valid & inside))


def _carry_over(stirred: Floats, after: Floats, base: float, stress: float) -> CarryOver:
    residual = float(np.nanmean(after[-MINUTE_S:])) - base
    stirred_area = area_bpm_s(stirred, above_bpm=base)
    return CarryOver(residual, residual / (stress - base), area_bpm_s(after, above_bpm=base) / stirred_area)


def _is_known(curve: Floats) -> bool:
    """Tell whether enough of a part is covered, without a long hole."""
    known = np.flatnonzero(np.isfinite(curve))
    edges = np.concatenate([[-1], known, [curve.size]])
    return known.size >= MIN_KNOWN * curve.size > 0 and int(np.diff(edges).max()) - 1 <= LONGEST_HOLE_S


def _means(curve: Floats, length: int) -> list[float]:
    """Give the means of whole pieces; no piece is empty, as no hole is longer than 5 s."""
    pieces = curve[: curve.size // length * length].reshape(-1, length)
    return [float(mean) for mean in np.nanmean(pieces, axis=1)]


def _smoothed(curve: Floats) -> Floats:
    """Give centred means over 15 s, over fewer towards the ends so that they stay centred."""
    known = np.isfinite(curve)
    total = np.concatenate([[0.0], np.cumsum(np.where(known, curve, 0.0))])
    count = np.concatenate([[0], np.cumsum(known)])
    place = np.arange(curve.size)
    reach = np.minimum(np.minimum(place, curve.size - 1 - place), SMOOTHED_S // 2)
    first, last = place - reach, place + reach + 1
    held = count[last] - count[first]
    smooth: Floats = np.where(held > 0, total[last] - total[first], np.nan) / np.maximum(held, 1)
    return smooth


def _crossing_s(curve: Floats, first: int, level: float) -> float:
    """Give when the curve came down to a level, between the second before `first` and `first`."""
    if first == 0 or not math.isfinite(curve[first - 1]):
        return first + 0.5
    above, below = float(curve[first - 1]), float(curve[first])
    return first - 0.5 + (above - level) / (above - below)

"""How the heart swings with the breath: respiratory sinus arrhythmia, and the breath seen in it.

The heart beats faster on the way in and slower on the way out. `swing` says by how much, breath for
breath, when it is known where breaths begin: from the pacer, or from a measured breath. `breathing_rate`
goes the other way and reads the rate of breathing off the beats, or says that they do not show it clearly.

An interval counts at the time of the beat that ends it, as everywhere in this package. Taking the beat
that begins it instead moves the swing of a single short breath by a third, and that of long breaths, or the
mean of many, by little.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from biofeed.hrv.series import Flags, Floats, as_series, covered_s

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

MIN_BREATH_COVERAGE = 0.7
"""The share of a breath that normal intervals must cover; a rejected beat may have been its peak."""
MIN_BREATH_BEATS = 3

SLOWEST_PER_MIN, FASTEST_PER_MIN = 3.0, 30.0
MIN_SPAN_S = 60.0
MIN_CONFIDENCE = 0.5
"""Noise reaches this in less than one minute of a hundred; see "Swing and synchrony" in docs/formulas.md."""
RIVAL_SHARE, RIVAL_FROM = 0.3, 2.25
"""A second wave explaining this much of what the first leaves makes it unclear which is the breath, if it is
this many times faster: beyond the first one's own overtone."""

_NOTHING_LEFT = 1e-12

_STEPS_PER_WINDOW = 8
"""Trial rates lie this many times closer than the window can resolve."""


@dataclass(frozen=True, slots=True)
class Swing:
    """The heart's swing with each breath."""

    onset_s: Floats
    """When each breath began."""
    value_bpm: Floats
    """Highest minus lowest heart rate within the breath; NaN where too little of it is known."""
    mean_bpm: float
    """The mean over the breaths that are known; NaN where there is none."""


class BreathingRate(NamedTuple):
    """A rate of breathing read off the beats."""

    per_min: float
    confidence: float
    """The share of the heart's variation that a single wave at this rate explains, 0 to 1."""


def swing(t_s: ArrayLike, rr_ms: ArrayLike, onsets_s: ArrayLike, *, valid: ArrayLike | None = None) -> Swing:
    """Give the peak-to-trough swing of the heart rate in beats a minute, breath for breath.

    `onsets_s` holds when breaths begin, in seconds on the clock of `t_s`; the last one only ends the breath
    before it. A breath holds the beats from its onset up to, and without, the next. Where fewer than three
    beats count, or they cover less than 70 % of the breath, its swing is NaN. Beats sample the true
    wave, so they miss its very tips: about 3 % of the swing at 6 breaths and 63 beats a minute.

    Raises `ValueError` for what cannot be intervals, or onsets that do not rise.

    HR max - HR min: Shaffer & Ginsberg 2017, doi 10.3389/fpubh.2017.00258.
    """
    series = as_series(rr_ms, t_s=t_s, valid=valid)
    onsets = rising(onsets_s)
    t, rr = series.t_s[series.valid], series.rr_ms[series.valid]
    values = np.full(onsets.size - 1, np.nan)
    edges = np.searchsorted(t, onsets)
    for breath in np.flatnonzero(known_breaths(t, rr, onsets) & (np.diff(edges) >= MIN_BREATH_BEATS)):
        hr_bpm = 60_000 / rr[edges[breath] : edges[breath + 1]]
        values[breath] = np.ptp(hr_bpm)
    known = values[np.isfinite(values)]
    return Swing(onsets[:-1], values, float(known.mean()) if known.size else float("nan"))


def breathing_rate(
    t_s: ArrayLike, rr_ms: ArrayLike, *, valid: ArrayLike | None = None
) -> BreathingRate | None:
    """Estimate the rate of breathing in breaths a minute from the beats alone, or give None: not clear.

    A wave at each rate from 3 to 30 a minute is fitted to the intervals by least squares, under a Hann
    taper and after a straight line is taken out; the rate that explains most is the answer. It is not clear
    when that explains less than half of the variation, when a much faster one explains a good part of the
    rest, when it lies at the edge of what was tried, or when the beats span less than a minute. One to two
    minutes of steady breathing suit it.

    A lone rhythm near 6 a minute may be the blood pressure's and not the breath's; beats alone cannot
    tell the two apart, so the answer is an estimate also where it is clear.

    Raises `ValueError` for what cannot be intervals.
    """
    series = as_series(rr_ms, t_s=t_s, valid=valid)
    t, rr = series.t_s[series.valid], series.rr_ms[series.valid]
    if t.size < MIN_BREATH_BEATS or t[-1] - t[0] < MIN_SPAN_S:
        return None
    rates = _trial_rates(t, rr)
    drift = np.stack([np.ones_like(t), t - t.mean()], axis=1)
    explained = _explained(t, rr, rates, drift)
    best = int(np.argmax(explained))
    if not 0 < best < rates.size - 1 or explained[best] < MIN_CONFIDENCE:
        return None
    faster = rates[rates > RIVAL_FROM * rates[best]]
    known = np.concatenate([drift, _wave(t, rates[best])], axis=1)
    if (_explained(t, rr, faster, known) >= RIVAL_SHARE).any():
        return None
    return BreathingRate(float(rates[best]), float(explained[best]))


def known_breaths(t: Floats, rr: Floats, onsets: Floats) -> Flags:
    """Tell for each breath whether normal intervals cover enough of it."""
    if not t.size:
        return np.zeros(onsets.size - 1, dtype=np.bool_)
    enough: Flags = covered_s(t, rr, onsets[:-1], onsets[1:]) >= MIN_BREATH_COVERAGE * np.diff(onsets)
    return enough


def rising(onsets_s: ArrayLike) -> Floats:
    """Give the onsets of breaths as an array, or raise `ValueError` if they do not rise."""
    onsets = np.asarray(onsets_s, dtype=np.float64)
    if onsets.ndim != 1 or onsets.size < 2 or not (np.diff(onsets) > 0).all():
        raise ValueError("onsets_s must hold at least two times that strictly increase")
    return onsets


def _trial_rates(t: Floats, rr: Floats) -> Floats:
    """Give the rates to try, in breaths a minute, up to just below one breath in two beats."""
    step = 60 / (_STEPS_PER_WINDOW * (t[-1] - t[0]))
    fastest = min(FASTEST_PER_MIN, 0.45 * 60_000 / rr.mean())
    return np.arange(SLOWEST_PER_MIN, fastest, step)


def _wave(t: Floats, rate_per_min: float) -> Floats:
    """Give a cosine and a sine of one rate as two columns."""
    angle = 2 * np.pi / 60 * rate_per_min * t
    return np.stack([np.cos(angle), np.sin(angle)], axis=1)


def _explained(t: Floats, rr: Floats, rates: Floats, known: Floats) -> Floats:
    """Give the share of the variation that one wave explains, once the columns of `known` are out."""
    # A beat stands for the time it took, so that a faster stretch does not weigh more.
    root = np.sqrt(rr) * np.sin(np.pi * (t - t[0]) / (t[-1] - t[0]))
    basis = np.linalg.qr(root[:, None] * known)[0]
    rest = _without(basis, root * rr)
    total = rest @ rest
    if total <= _NOTHING_LEFT * (root * rr) @ (root * rr):
        return np.zeros_like(rates)
    waves = (_without(basis, root[:, None] * _wave(t, rate)) for rate in rates)
    return np.array([_share(wave, rest) for wave in waves]) / total


def _without(basis: Floats, columns: Floats) -> Floats:
    """Take out of each column what the orthonormal basis explains."""
    rest: Floats = columns - basis @ (basis.T @ columns)
    return rest


def _share(wave: Floats, rest: Floats) -> float:
    """Give how much of `rest` the cosine and sine explain together, in its squared units."""
    fitted = wave @ np.linalg.lstsq(wave, rest, rcond=None)[0]
    return float(fitted @ fitted)

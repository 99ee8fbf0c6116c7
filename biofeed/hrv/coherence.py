"""Coherence: how much of the heart's rhythm is one single wave.

Of 64 s of intervals the highest peak between 0.04 and 0.26 Hz is found, the power within 0.015 Hz of it
taken, and set against the rest: ratio = peak / (total - peak). The idea is McCraty and Zayas' (2014,
doi:10.3389/fpsyg.2014.01090); what they leave open, such as grid, taper and total band, is fixed here and
decides the number, so it compares with no other program's. It measures regularity, not calm and not skill: a
regular 15 breaths a minute scores as high as 6.

Removing the linear trend, tapering and the Fourier transform are together a product with a constant matrix
(`biofeed.hrv.fourier`). The peak is a point of the frequency grid, so both integrals are fixed weights.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from biofeed.hrv.fourier import FoldedTransform, spectrum_matrix
from biofeed.hrv.series import (
    MIN_COVERAGE,
    Flags,
    Floats,
    Integers,
    as_series,
    covered_s,
    segments,
)
from biofeed.hrv.spectrum import band_weights
from biofeed.hrv.spline import FS_HZ, read, resample

WINDOW_S = 64.0
STEP_HZ = 1.0 / 256.0
"""The frequency grid: four times finer than 64 s resolves, so that a tone scores alike wherever it lies."""
PEAK_HZ = (0.04, 0.26)
HALF_WIDTH_HZ = 0.015
TOTAL_HZ = (1.0 / 64.0, 0.40)
"""From the slowest rhythm that 64 s resolve to the fastest that beats carry."""

SHORTEST_S = 1.0 / PEAK_HZ[0]
"""The shortest window that can be asked for: one wave of the slowest rhythm that a peak is looked for at."""

NO_SIGNAL_MS2 = 1.0
"""Below this total there is nothing but rounding to find a peak in."""


class Coherence(NamedTuple):
    """One window's coherence; NaN where there is no signal or too little clean data."""

    ratio: float
    """Power of the peak over all other power. A pure tone reaches 8 to 9."""
    peak_hz: float
    peak_power: float
    """Within 0.015 Hz of the peak, in ms²."""
    total_power: float
    """From 1/64 to 0.40 Hz, in ms²."""
    coverage: float
    """Share of the window that normal beats cover."""
    at_edge: bool
    """Whether the peak lies on the search band's edge: then it is the flank of something outside it."""

    @property
    def share(self) -> float:
        """The peak's share of the total, 0 to 100."""
        return 100.0 * self.ratio / (1.0 + self.ratio)


@dataclass(frozen=True, slots=True)
class RollingCoherence:
    """Coherence over time: the fields of `Coherence` as arrays, each window at the time it ends."""

    t_s: Floats
    ratio: Floats
    peak_hz: Floats
    peak_power: Floats
    total_power: Floats
    coverage: Floats
    at_edge: Flags

    @property
    def share(self) -> Floats:
        """The peak's share of the total, 0 to 100."""
        return 100.0 * self.ratio / (1.0 + self.ratio)


class Transform:
    """The constant matrix from a window of 4 Hz samples to its spectrum, and weights that integrate it."""

    def __init__(self, window_s: float = WINDOW_S, step_hz: float = STEP_HZ) -> None:
        self.samples = whole_samples(window_s, "window_s")
        if window_s < SHORTEST_S:
            raise ValueError(f"window_s must be at least {SHORTEST_S:g} s, not {window_s}")
        low = math.floor(min(TOTAL_HZ[0], PEAK_HZ[0] - HALF_WIDTH_HZ) / step_hz)
        high = math.ceil(TOTAL_HZ[1] / step_hz)
        self.points_hz = np.arange(low, high + 1, dtype=np.float64) * step_hz
        self.matrix = spectrum_matrix(self.samples, self.points_hz)
        self.folded = FoldedTransform(self.samples, self.points_hz)
        self.folded_single = FoldedTransform(self.samples, self.points_hz, np.float32)
        self.total_weights = band_weights(self.points_hz, TOTAL_HZ)
        self.reach = math.ceil(HALF_WIDTH_HZ / step_hz)
        near_hz = np.arange(-self.reach, self.reach + 1) * step_hz
        self.peak_weights = band_weights(near_hz, (-HALF_WIDTH_HZ, HALF_WIDTH_HZ))
        self.first = math.ceil(PEAK_HZ[0] / step_hz) - low
        self.last = math.floor(PEAK_HZ[1] / step_hz) - low

    def one(self, window: Floats, coverage: float) -> Coherence:
        """Give the coherence of one window of samples, without a look at its coverage."""
        both = window.dot(self.matrix)
        both *= both
        count = self.points_hz.size
        power = both[:count] + both[count:]
        total = float(power.dot(self.total_weights))
        if total < NO_SIGNAL_MS2:
            return Coherence(math.nan, math.nan, math.nan, total, coverage, at_edge=False)
        at = int(power[self.first : self.last + 1].argmax()) + self.first
        peak = float(power[at - self.reach : at + self.reach + 1].dot(self.peak_weights))
        edge = at in (self.first, self.last)
        return Coherence(peak / (total - peak), self.points_hz.item(at), peak, total, coverage, edge)

    def many(
        self, samples: Floats, starts: Integers, *, single: bool = False
    ) -> tuple[Floats, Floats, Integers]:
        """Give peak power, total power and the peak's place on the grid for the windows from `starts` on."""
        peak, total = np.empty(starts.size), np.empty(starts.size)
        place = np.empty(starts.size, dtype=np.int64)
        near = np.arange(-self.reach, self.reach + 1)
        folded = self.folded_single if single else self.folded
        for rows, power in folded.powers(samples, starts):
            at = power[:, self.first : self.last + 1].argmax(axis=1) + self.first
            place[rows] = at
            total[rows] = power @ self.total_weights
            at += np.arange(0, power.size, power.shape[1])  # the place in all rows laid end to end
            peak[rows] = power.take(at[:, np.newaxis] + near) @ self.peak_weights
        return peak, total, place


@lru_cache(maxsize=8)
def transform(window_s: float = WINDOW_S) -> Transform:
    """Give the transform for a window's length; it is made once."""
    return Transform(window_s)


def whole_samples(seconds: float, name: str) -> int:
    """Give a length in 4 Hz samples, or raise `ValueError` if it is not a whole, positive number of them."""
    samples = seconds * FS_HZ
    if not (samples >= 1 and samples == int(samples)):
        raise ValueError(f"{name} must be a positive multiple of {1 / FS_HZ} s, not {seconds}")
    return int(samples)


def coherence(rr_ms: ArrayLike, *, t_s: ArrayLike | None = None, valid: ArrayLike | None = None) -> Coherence:
    """Give the coherence of a series' last 64 s, up to the last grid point not after its last normal beat.

    NaN where a hole longer than 3 s lies in these 64 s, normal beats cover less than 80 % of them, or the
    total power is below 1 ms². Bad input raises `ValueError`.
    """
    series = as_series(rr_ms, t_s=t_s, valid=valid)
    t, rr = series.t_s[series.valid], series.rr_ms[series.valid]
    if t.size == 0:
        return unknown(0.0)
    parts = list(segments(series))
    if not parts or parts[-1][0][-1] != t[-1]:  # the last beat stands alone behind a hole
        return unknown(closing_coverage(t, rr, float(t[-1])))
    t, rr = parts[-1]
    return closing_coherence(t, rr, float(t[0]))


def closing_coherence(t_s: Floats, rr_ms: Floats, origin_s: float) -> Coherence:
    """Give the coherence of the last 64 s of a segment's normal beats.

    `origin_s` is the segment's first beat, where its grid begins. The beats given may begin later: the spline
    forgets quickly, so that a few beats before the window are as good as all of them.
    """
    plan = transform()
    last = math.floor((t_s.item(-1) - origin_s) * FS_HZ)
    stop_s = origin_s + last / FS_HZ
    start_s = stop_s - (plan.samples - 1) / FS_HZ
    coverage = closing_coverage(t_s, rr_ms, stop_s)
    if start_s < t_s.item(0) or coverage < MIN_COVERAGE:
        return unknown(coverage)
    at = t_s - start_s
    at *= FS_HZ
    return plan.one(read(at, rr_ms, plan.samples), coverage)


def unknown(coverage: float) -> Coherence:
    """Give the answer for a window with too little clean data."""
    return Coherence(math.nan, math.nan, math.nan, math.nan, coverage, at_edge=False)


def rolling_coherence(
    rr_ms: ArrayLike,
    *,
    t_s: ArrayLike | None = None,
    valid: ArrayLike | None = None,
    window_s: float = WINDOW_S,
    step_s: float | None = 5.0,
    single: bool = False,
) -> RollingCoherence:
    """Give the coherence of every window of `window_s`, a new one each `step_s` of every segment.

    Segments end at holes longer than 3 s, each has its own grid from its first beat on, and one shorter than
    a window gives none. `step_s=None` gives a window for each beat: the last one that ends by then. Both
    lengths are whole multiples of 0.25 s, and a window's is at least 25 s. `single` takes the spectra in
    single precision: faster, and the same to 1e-5. NaN as for `coherence`; bad input raises `ValueError`.
    """
    series = as_series(rr_ms, t_s=t_s, valid=valid)
    plan = transform(window_s)
    step = None if step_s is None else whole_samples(step_s, "step_s")
    parts = [_segment_coherence(t, rr, plan, step, single=single) for t, rr in segments(series)]
    if not parts:
        none = np.empty(0)
        return RollingCoherence(none, none, none, none, none, none, np.empty(0, dtype=np.bool_))
    columns = [np.concatenate(column) for column in zip(*parts, strict=True)]
    return _rolling(plan, *columns)


def _segment_coherence(
    t_s: Floats, rr_ms: Floats, plan: Transform, step: int | None, *, single: bool
) -> tuple[Floats, Floats, Floats, Integers, Floats]:
    """Give times, peak and total powers, peak places and coverages of one segment's windows."""
    samples = resample(t_s, rr_ms)
    if step is None:
        last = np.floor((t_s - t_s[0]) * FS_HZ).astype(np.int64)
        starts = last[last >= plan.samples - 1] - (plan.samples - 1)
    else:
        starts = np.arange(0, samples.size - plan.samples + 1, step)
    if starts.size == 0:
        return np.empty(0), np.empty(0), np.empty(0), starts, np.empty(0)
    stops_s = t_s[0] + (starts + (plan.samples - 1)) / FS_HZ
    length_s = plan.samples / FS_HZ
    coverage = np.minimum(covered_s(t_s, rr_ms, stops_s - length_s, stops_s) / length_s, 1.0)
    return stops_s, *plan.many(samples, starts, single=single), coverage


def _rolling(
    plan: Transform, t_s: Floats, peak: Floats, total: Floats, place: Integers, coverage: Floats
) -> RollingCoherence:
    """Put the answers together, leaving out what too little data or no signal stands behind."""
    enough = coverage >= MIN_COVERAGE
    told = enough & (total >= NO_SIGNAL_MS2)
    peak[~told] = np.nan
    total[~enough] = np.nan
    return RollingCoherence(
        t_s=t_s,
        ratio=peak / (total - peak),
        peak_hz=np.where(told, plan.points_hz[place], np.nan),
        peak_power=peak,
        total_power=total,
        coverage=coverage,
        at_edge=told & ((place == plan.first) | (place == plan.last)),
    )


def closing_coverage(t_s: Floats, rr_ms: Floats, stop_s: float) -> float:
    """Give the share of the 64 s up to `stop_s` that these beats cover."""
    start_s = stop_s - WINDOW_S
    i = int(t_s.searchsorted(start_s, "right"))
    seconds = float(rr_ms[i:].sum()) / 1000.0 - max(0.0, t_s.item(-1) - stop_s)
    if i < t_s.size:
        seconds -= max(0.0, start_s - (t_s.item(i) - rr_ms.item(i) / 1000.0))
    return min(1.0, max(0.0, seconds / WINDOW_S))

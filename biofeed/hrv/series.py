"""A series of RR intervals: what may be in one, when its beats are, and where it has holes.

An interval is stamped with the time of the beat that *ends* it. Three things are settled here for every
metric, so that no two of them can disagree:

* **What is refused.** Intervals that are not finite and positive, times that do not rise, shapes that do
  not match. That is a caller's mistake and raises `ValueError`; too little clean data is not a mistake,
  and gives NaN.
* **Which neighbours belong together.** A difference is taken only between two normal beats with nothing
  missing between them. The clock tells: a step clearly longer than the interval it holds is a gap.
* **What can be counted exactly.** Straps give whole 1/1024 s, files give whole milliseconds. Both are
  whole multiples of 1/128 ms, so on that grid sums and window edges are integers and nothing is rounded.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

if TYPE_CHECKING:
    from collections.abc import Iterator

Floats: TypeAlias = NDArray[np.float64]
Flags: TypeAlias = NDArray[np.bool_]
Integers: TypeAlias = NDArray[np.int64]

GAP_TOLERANCE_S = 0.15
"""How much longer than its interval a step of the clock may be: half of the shortest interval that is
believed (300 ms), so that rounding and jitter pass and a missing beat does not."""

MAX_HOLE_S = 3.0
"""The longest stretch without normal beats that a spline may bridge; a longer one ends the segment."""

MIN_COVERAGE = 0.8
"""The share of a window that normal beats have to cover before a spectrum is taken of it."""

UNITS_PER_MS = 128
"""1/128 ms is the coarsest grid that holds both whole milliseconds and whole 1/1024 s."""

_CLOCK_SLACK = 0.01
"""In units: 0.08 µs, far above the rounding of a day in float seconds and far below any real difference."""

_BLOCK = 8192
"""Beats at a time, so that what lies between two steps stays in the processor's cache."""


@dataclass(frozen=True, slots=True)
class Series:
    """One checked series; `as_series` makes it."""

    rr_ms: Floats
    t_s: Floats
    """The end of each interval, in seconds from any origin."""
    valid: Flags
    """Which beats count. A beat that does not is kept, as the time it took is real."""
    clock: Integers | None = None
    """`t_s` in whole 1/128 ms, where it was summed from whole intervals."""

    @property
    def clean(self) -> bool:
        """Whether every beat counts."""
        return bool(self.valid.all())


def as_series(rr_ms: ArrayLike, *, t_s: ArrayLike | None = None, valid: ArrayLike | None = None) -> Series:
    """Check one series and give it a clock.

    Without `t_s` the beats follow each other without a gap: the first interval begins at zero. With `t_s`
    the intervals of beats that do not count are never read and may hold anything.

    Raises `ValueError` for fewer than two beats, a wrong shape, an interval that is not finite and positive,
    or times that do not strictly increase.
    """
    rr = check_rr(rr_ms)
    if rr.ndim != 1:
        raise ValueError(f"rr_ms must have one dimension, not {rr.ndim}")
    flags = check_flags(valid, rr)
    if t_s is None:
        check_intervals(rr, None)
        return _end_to_end(rr, flags)
    check_intervals(rr, flags)
    return Series(rr, check_times(t_s, rr), flags)


def check_rr(rr_ms: ArrayLike) -> Floats:
    """Give the intervals as float64, at least two along the last axis, or raise `ValueError`."""
    rr = np.asarray(rr_ms, dtype=np.float64)
    if rr.ndim == 0 or rr.shape[-1] < 2:
        raise ValueError("rr_ms must hold at least two intervals along its last axis")
    return rr


def check_flags(valid: ArrayLike | None, rr_ms: Floats) -> Flags:
    """Give the validity mask, all true where there is none, or raise `ValueError` for a wrong shape."""
    if valid is None:
        return np.ones(rr_ms.shape, dtype=np.bool_)
    flags = np.asarray(valid)
    if flags.shape != rr_ms.shape:
        raise ValueError(f"valid must have the shape of rr_ms, {rr_ms.shape}, not {flags.shape}")
    if flags.dtype != np.bool_:
        raise ValueError(f"valid must be booleans (true for a beat that counts), not {flags.dtype}")
    return flags


def check_intervals(rr_ms: Floats, valid: Flags | None) -> None:
    """Raise `ValueError` unless every interval (that counts) is a finite, positive number."""
    if valid is None and rr_ms.min(initial=np.inf) > 0 and rr_ms.max(initial=0) < np.inf:
        return  # the usual case in two passes without an array between them; NaN is smaller than nothing
    wrong = ~((rr_ms > 0) & (rr_ms < np.inf))
    if valid is not None:
        wrong &= valid
    if wrong.any():
        at = tuple(int(i) for i in np.argwhere(wrong)[0])
        raise ValueError(f"rr_ms must be finite and positive, but holds {rr_ms[at]} at {at}")


def check_times(t_s: ArrayLike, rr_ms: Floats) -> Floats:
    """Give the times as float64, or raise `ValueError` unless they match `rr_ms` and strictly increase."""
    t = np.asarray(t_s, dtype=np.float64)
    if t.shape != rr_ms.shape:
        raise ValueError(f"t_s must have the shape of rr_ms, {rr_ms.shape}, not {t.shape}")
    if not np.isfinite(t).all():
        raise ValueError("t_s must be finite")
    if not (t[..., 1:] > t[..., :-1]).all():
        raise ValueError("t_s must strictly increase")
    return t


def joined(rr_ms: Floats, t_s: Floats | None, valid: Flags) -> Flags:
    """Tell for each pair of neighbours whether both count and nothing is missing between them."""
    pairs: Flags = valid[..., 1:] & valid[..., :-1]
    if t_s is not None:
        pairs &= np.diff(t_s) - rr_ms[..., 1:] / 1000.0 <= GAP_TOLERANCE_S
    return pairs


def whole_units(rr_ms: Floats) -> Integers | None:
    """Give the intervals as whole 1/128 ms, or None where they are not."""
    units = np.empty(rr_ms.size, dtype=np.int64)
    for start in range(0, rr_ms.size, _BLOCK):
        block = slice(start, start + _BLOCK)
        scaled = rr_ms[block] * UNITS_PER_MS
        with np.errstate(invalid="ignore"):  # what no integer can hold is not whole either
            units[block] = scaled
        if not (units[block].astype(np.float64) == scaled).all():
            return None
    return units


def whole_clock(t_s: Floats) -> Integers | None:
    """Give the times as whole 1/128 ms, or None where they are further from one than floats explain."""
    scaled = t_s * (1000 * UNITS_PER_MS)
    units = np.rint(scaled)
    if np.abs(units - scaled).max() > _CLOCK_SLACK:
        return None
    return units.astype(np.int64)


def segments(series: Series) -> Iterator[tuple[Floats, Floats]]:
    """Give times and intervals of the normal beats, one stretch without a long hole at a time.

    A hole is time between two normal beats that the later one's interval does not cover, whether beats are
    missing there or do not count. A hole longer than 3 s ends the stretch; a stretch has two beats or more.
    """
    t, rr = series.t_s, series.rr_ms
    if not series.clean:
        t, rr = t[series.valid], rr[series.valid]
    holes = np.diff(t)
    holes -= rr[1:] / 1000.0
    breaks = np.flatnonzero(holes > MAX_HOLE_S) + 1
    for start, stop in pairwise([0, *breaks.tolist(), t.size]):
        if stop - start >= 2:
            yield t[start:stop], rr[start:stop]


def covered_s(t_s: Floats, rr_ms: Floats, starts_s: Floats, stops_s: Floats) -> Floats:
    """Give the seconds inside each window that the intervals of these (normal) beats cover."""
    lengths = rr_ms / 1000.0
    np.minimum(lengths[1:], t_s[1:] - t_s[:-1], out=lengths[1:])  # no second counts twice
    total = np.cumsum(lengths)
    covered: Floats = _covered_until(t_s, lengths, total, stops_s)
    covered -= _covered_until(t_s, lengths, total, starts_s)
    return covered


def _covered_until(t_s: Floats, lengths: Floats, total: Floats, moments_s: Floats) -> Floats:
    """Give the covered seconds before each moment: all up to the next beat, less what is still to come."""
    at = np.minimum(t_s.searchsorted(moments_s), t_s.size - 1)
    to_come = np.clip(t_s[at] - moments_s, 0.0, lengths[at])
    until: Floats = total[at] - to_come
    return until


def _end_to_end(rr_ms: Floats, valid: Flags) -> Series:
    """Give a series whose intervals follow each other, its clock summed in integers where that is exact."""
    units = whole_units(rr_ms)
    if units is None:
        return Series(rr_ms, np.cumsum(rr_ms) / 1000.0, valid)
    clock = np.cumsum(units, out=units)
    return Series(rr_ms, clock / (1000.0 * UNITS_PER_MS), valid, clock)

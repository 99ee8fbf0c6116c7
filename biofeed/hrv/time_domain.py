"""Heart rate and its variability from beat to beat, over a whole series.

Every function takes one series, or many of the same length along the last axis, and gives a float or an
array. `valid` marks the beats that count; a difference is taken only between two neighbours that both do,
and, where `t_s` tells when the beats were, never across a gap. Where too few beats are left the answer is
NaN. Input that cannot be intervals raises `ValueError`.

Definitions: Task Force of the ESC and NASPE 1996 (doi:10.1161/01.CIR.93.5.1043) and, for SD1 and SD2,
Brennan, Palaniswami & Kamen 2001 (doi:10.1109/10.959330); the choices are explained in docs/formulas.md.
"""

from __future__ import annotations

import math
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from biofeed.hrv.series import (
    Flags,
    Floats,
    check_flags,
    check_intervals,
    check_rr,
    check_times,
    joined,
)

Number: TypeAlias = Any
"""A float for one series, an array for many."""

PNN_MS = 50.0


def mean_rr(rr_ms: ArrayLike, *, valid: ArrayLike | None = None) -> Number:
    """Give the mean interval in ms."""
    rr, flags = _checked(rr_ms, valid)
    return _number(_masked_mean(rr, flags))


def mean_hr(rr_ms: ArrayLike, *, valid: ArrayLike | None = None) -> Number:
    """Give the mean heart rate in beats a minute: 60000 over the mean interval, so beats over time."""
    rr, flags = _checked(rr_ms, valid)
    return _number(60_000.0 / _masked_mean(rr, flags))


def sdnn(rr_ms: ArrayLike, *, valid: ArrayLike | None = None) -> Number:
    """Give the standard deviation of the intervals in ms (N-1 in the denominator)."""
    rr, flags = _checked(rr_ms, valid)
    return _number(_masked_std(rr, flags))


def rmssd(rr_ms: ArrayLike, *, t_s: ArrayLike | None = None, valid: ArrayLike | None = None) -> Number:
    """Give the root mean square of successive differences in ms."""
    if t_s is None and valid is None:
        rr = np.asarray(rr_ms, np.float64)
        if rr.ndim == 1 and rr.size > 1:
            d = rr[1:] - rr[:-1]
            total = float(d.dot(d))
            # The smallest interval answers for all (NaN counts as smallest); an infinite one is in the sum.
            if not (rr.item(rr.argmin()) > 0.0 and total < math.inf):
                check_intervals(rr, None)
            return math.sqrt(total / d.size)
    d, pairs = _differences(rr_ms, t_s, valid)
    return _number(np.sqrt(_masked_mean(d * d, pairs)))


def ln_rmssd(rr_ms: ArrayLike, *, t_s: ArrayLike | None = None, valid: ArrayLike | None = None) -> Number:
    """Give the natural logarithm of RMSSD in ms; minus infinity where nothing varies."""
    with np.errstate(divide="ignore"):
        return _number(np.log(rmssd(rr_ms, t_s=t_s, valid=valid)))


def pnn50(rr_ms: ArrayLike, *, t_s: ArrayLike | None = None, valid: ArrayLike | None = None) -> Number:
    """Give the share of differences larger than 50 ms, in percent of the differences."""
    d, pairs = _differences(rr_ms, t_s, valid)
    return _number(100.0 * _masked_mean((np.abs(d) > PNN_MS).astype(np.float64), pairs))


def sd1(rr_ms: ArrayLike, *, t_s: ArrayLike | None = None, valid: ArrayLike | None = None) -> Number:
    """Give the Poincaré plot's width in ms: the spread of the pairs across the line of identity."""
    d, pairs = _differences(rr_ms, t_s, valid)
    return _number(_masked_std(d, pairs) / math.sqrt(2.0))


def sd2(rr_ms: ArrayLike, *, t_s: ArrayLike | None = None, valid: ArrayLike | None = None) -> Number:
    """Give the Poincaré plot's length in ms: the spread of the pairs along the line of identity."""
    rr, flags = _checked(rr_ms, valid)
    pairs = joined(rr, None if t_s is None else check_times(t_s, rr), flags)
    rr = np.where(flags, rr, 0.0)
    return _number(_masked_std(rr[..., 1:] + rr[..., :-1], pairs) / math.sqrt(2.0))


def _checked(rr_ms: ArrayLike, valid: ArrayLike | None) -> tuple[Floats, Flags]:
    rr = check_rr(rr_ms)
    flags = check_flags(valid, rr)
    check_intervals(rr, flags)
    return rr, flags


def _differences(rr_ms: ArrayLike, t_s: ArrayLike | None, valid: ArrayLike | None) -> tuple[Floats, Flags]:
    """Give the differences, and which of them are between neighbours that belong together."""
    rr, flags = _checked(rr_ms, valid)
    pairs = joined(rr, None if t_s is None else check_times(t_s, rr), flags)
    return np.diff(np.where(flags, rr, 0.0)), pairs


def _masked_mean(x: Floats, keep: Flags) -> Floats:
    """Give the mean of what is kept along the last axis, NaN where nothing is."""
    n = keep.sum(axis=-1)
    total = np.where(keep, x, 0.0).sum(axis=-1)
    return quotient(total, n)


def _masked_std(x: Floats, keep: Flags) -> Floats:
    """Give the standard deviation (n-1) of what is kept along the last axis, NaN below two values."""
    n = keep.sum(axis=-1)
    away = np.where(keep, x - _masked_mean(x, keep)[..., np.newaxis], 0.0)
    squares = (away * away).sum(axis=-1)
    return np.sqrt(quotient(squares, n - 1))


def quotient(total: Floats, count: NDArray[np.number[Any]]) -> Floats:
    """Divide, giving NaN where nothing was counted."""
    quotient = np.full(np.shape(count), np.nan)
    np.divide(total, count, out=quotient, where=count > 0)
    return quotient


def _number(x: Floats) -> Number:
    """Give a plain float where there was one series."""
    return float(x) if np.ndim(x) == 0 else x

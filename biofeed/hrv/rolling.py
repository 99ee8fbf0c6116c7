"""RMSSD and SDNN over a window that follows every beat, for a day of beats at a time.

The window that belongs to a beat is (t - window, t], and a beat is in it if it *ends* in it; a difference is
in it if both of its beats are. Every beat gets a value, from the first difference on, with the share of the
window that normal beats cover beside it.

Whole milliseconds and whole 1/1024 s are computed in integers, window edges included: where a beat ended
exactly one window ago, a clock that adds up float seconds may count it in. Other intervals are summed
window by window, so that a large difference leaves no trace in the windows after it, as it would in a running
sum. The work goes in blocks of beats, to stay within the processor's cache.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from biofeed.hrv.series import (
    UNITS_PER_MS,
    Floats,
    Integers,
    Series,
    as_series,
    joined,
    whole_clock,
    whole_units,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

Values: TypeAlias = NDArray[np.number[Any]]
"""int64 where everything is whole, else float64."""

_BLOCK = 8192


@dataclass(frozen=True, slots=True)
class Rolling:
    """A number over time, a value a beat."""

    t_s: Floats
    """When each beat ended."""
    value: Floats
    """NaN where the window holds too few beats."""
    coverage: Floats
    """Share of the window that normal beats cover, 0 to 1: one that has only begun to fill says so here."""


def rolling_rmssd(
    rr_ms: ArrayLike,
    *,
    t_s: ArrayLike | None = None,
    window_s: float = 60.0,
    valid: ArrayLike | None = None,
) -> Rolling:
    """Give RMSSD in ms over the `window_s` that end with each beat.

    No difference is taken across a gap of the clock or a beat that does not count. Bad input raises
    `ValueError`.
    """
    series = as_series(rr_ms, t_s=t_s, valid=valid)
    counted = _Counted.of(series, window_s)
    pairs = joined(series.rr_ms, None if t_s is None else series.t_s, series.valid)
    unbroken = bool(pairs.all())
    value, coverage = _answers(series)
    for block in _blocks(counted):
        lengths = counted.lengths(block.beats)
        squares = np.diff(lengths)
        squares *= squares
        count: Values = np.arange(block.ahead, block.ahead + block.first.size) - block.first
        if not unbroken:
            within = pairs[block.beats.start : block.beats.stop - 1]
            squares *= within
            count = _window_sums(within.astype(np.int64), block.first, block.ahead)
        total = _window_sums(squares, block.first, block.ahead)
        _root(_quotient(total, count), counted.scale_ms, out=value[block.answers])
        _cover(counted, block, lengths, out=coverage[block.answers])
    return Rolling(series.t_s, value, coverage)


def rolling_sdnn(
    rr_ms: ArrayLike,
    *,
    t_s: ArrayLike | None = None,
    window_s: float = 60.0,
    valid: ArrayLike | None = None,
) -> Rolling:
    """Give the standard deviation (n-1) in ms of the intervals that end in the `window_s` up to each beat.

    Bad input raises `ValueError`.
    """
    series = as_series(rr_ms, t_s=t_s, valid=valid)
    counted = _Counted.of(series, window_s)
    valid_count = series.valid.astype(np.int64)
    typical = counted.typical()
    value, coverage = _answers(series)
    for block in _blocks(counted):
        lengths, counts = counted.lengths(block.beats), valid_count[block.beats]
        centred = (lengths - typical) * counts
        stop = block.ahead + 1
        count = _window_sums(counts, block.first, stop)
        total = _window_sums(centred, block.first, stop)
        squares = _window_sums(centred**2, block.first, stop)
        spread = np.maximum(squares - _quotient(total.astype(np.float64) ** 2, count), 0.0)
        _root(_quotient(spread, count - 1), counted.scale_ms, out=value[block.answers])
        _cover(counted, block, lengths, out=coverage[block.answers])
    return Rolling(series.t_s, value, coverage)


@dataclass(frozen=True, slots=True)
class _Counted:
    """A series on the scale it is summed in: 1/128 ms as integers where that is exact, else ms as floats."""

    clock: Values
    masked: Values | None
    """The intervals, zero for beats that do not count; None where the clock tells them all."""
    width: int | float
    scale_ms: float

    @classmethod
    def of(cls, series: Series, window_s: float) -> _Counted:
        """Choose the scale."""
        if not 0.0 < window_s < math.inf:
            raise ValueError(f"window_s must be positive, not {window_s}")
        width = math.ceil(window_s * 1000 * UNITS_PER_MS)
        if series.clock is not None and series.clean:
            return cls(series.clock, None, width, 1.0 / UNITS_PER_MS)
        rr = np.where(series.valid, series.rr_ms, 0.0)
        units = whole_units(rr)
        clock = whole_clock(series.t_s) if series.clock is None else series.clock
        if units is None or clock is None:
            return cls(series.t_s * 1000.0, rr, window_s * 1000.0, 1.0)
        return cls(clock, units, width, 1.0 / UNITS_PER_MS)

    @property
    def whole(self) -> bool:
        """Whether every beat counts and each interval begins where the last one ended."""
        return self.masked is None

    def lengths(self, beats: slice) -> Values:
        """Give the intervals of some beats, zero for those that do not count."""
        if self.masked is not None:
            return self.masked[beats]
        if beats.start > 0:
            return np.diff(self.clock[beats.start - 1 : beats.stop])
        return np.diff(self.clock[: beats.stop], prepend=0)

    def typical(self) -> np.int64 | np.float64:
        """Give a value near the intervals' middle, of their own type, so that squares from it stay small."""
        lengths = self.lengths(slice(0, self.clock.size))
        middle = np.median(lengths)
        return np.int64(middle) if lengths.dtype == np.int64 else np.float64(middle)


class _Block(NamedTuple):
    """Some beats with an answer each, and the beats that their windows reach back to."""

    beats: slice
    """From the first beat in the first window to the last beat."""
    answers: slice
    first: Integers
    """For each answer the first beat in its window, counted from the block's first beat."""
    ahead: int
    """How many beats of the block come before the first answer's own."""


def _answers(series: Series) -> tuple[Floats, Floats]:
    """Make room for a value and a coverage for each beat.

    Both lie in one piece of memory. The larger the pieces that a program has let go, the more of them the
    allocator keeps for it, and fresh pages for a day of beats cost more than the arithmetic that fills them.
    """
    value, coverage = np.empty((2, series.rr_ms.size))
    return value, coverage


def _blocks(counted: _Counted) -> Iterator[_Block]:
    """Cut a series into blocks, with every beat's window found."""
    clock, width = counted.clock, counted.width
    for start in range(0, clock.size, _BLOCK):
        stop = min(start + _BLOCK, clock.size)
        low = int(clock.searchsorted(clock[start] - width, side="right"))
        first = _ended_by(clock[low:stop], clock[start:stop] - width)
        yield _Block(slice(low, stop), slice(start, stop), first, start - low)


def _ended_by(clock: Values, moments: Values) -> Integers:
    """Count the beats that have ended by each moment; both rise.

    Beats and moments are sorted into one row, where a moment stands behind the beats it counts and behind the
    moments before it. Merging two rising rows is half the work of searching one for each of the other.
    """
    order = np.concatenate([clock, moments]).argsort(kind="stable")
    (places,) = (order >= clock.size).nonzero()
    places -= np.arange(moments.size)
    return places


def _window_sums(x: Values, first: Integers, stop: int) -> Values:
    """Give the sums of `x[first[i] : stop + i]`, by differences of a running sum in integers.

    In floats a running sum would carry the rounding of all that went before, so there each is summed alone.
    """
    if x.dtype == np.int64:
        running = np.zeros(x.size + 1, dtype=np.int64)
        np.cumsum(x, out=running[1:])
        sums: Values = running[stop : stop + first.size] - running.take(first)
        return sums
    stops = np.arange(stop, stop + first.size)
    edges = np.stack([first, stops], axis=1).ravel()
    sums = np.add.reduceat(np.append(x, 0.0), edges)[::2]
    sums[first == stops] = 0.0
    return sums


def _quotient(total: Values, count: Values) -> Floats:
    """Divide, giving NaN where nothing was counted; the total is zero there."""
    quotient = np.empty(total.shape)
    with np.errstate(invalid="ignore"):
        np.divide(total, np.maximum(count, 0), out=quotient)
    return quotient


def _root(x: Floats, scale: float, out: Floats) -> None:
    """Put the scaled square root of `x` into `out`."""
    np.sqrt(x, out=out)
    out *= scale


def _cover(counted: _Counted, block: _Block, lengths: Values, out: Floats) -> None:
    """Put into `out` the share of each window that normal beats cover, cutting the first at the edge."""
    clock = counted.clock[block.beats]
    if counted.whole:
        covered = clock[block.ahead :]  # all the time since the beginning, which is at zero
    else:
        starts = clock[block.ahead :] - counted.width
        overhang = np.maximum(starts - (clock - lengths)[block.first], 0)
        covered = _window_sums(lengths, block.first, block.ahead + 1) - overhang
    np.divide(covered, counted.width, out=out)
    np.minimum(out, 1.0, out=out)

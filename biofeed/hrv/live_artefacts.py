"""Which intervals count, while they arrive.

The screen cannot wait, and a beat cannot be judged well before its neighbours are known. So each beat
is judged twice: at once, by comparison with the last accepted one, and two beats later by the classifier
of `biofeed.hrv.artefacts` in a form that looks at the past alone for its spreads and medians. The last
verdict is the one that holds. Neither compares an interval with a percentage of a median, which would
reject a tenth of the beats in good slow breathing.

The spreads of 91 values and the median of 11 are kept in sorted lists, where a value enters and
leaves by bisection. For lists this short that is many times faster than an array and a percentile.
"""

from __future__ import annotations

import math
from bisect import bisect_left, insort
from collections import deque
from typing import NamedTuple

from biofeed.hrv.artefacts import (
    ECTOPIC_OFFSET,
    ECTOPIC_SLOPE,
    FEWEST_DIFFERENCES,
    FLOOR_MS,
    LONGEST_MS,
    MEDIAN_BEATS,
    OFF_MEDIAN,
    SHORTEST_MS,
    SPREAD_BEATS,
    SPREAD_FACTOR,
    NeighbourRule,
)
from biofeed.types import Flag

HINDSIGHT_BEATS = 2
"""How many beats after its own a beat's last verdict comes."""


class LiveArtefacts:
    """Judge beats one at a time, with memory for the last 91 and no more."""

    def __init__(self) -> None:
        self._rule = NeighbourRule()
        self._near = _SortedWindow(MEDIAN_BEATS)
        self._steps = _SortedWindow(SPREAD_BEATS)
        self._offsets = _SortedWindow(SPREAD_BEATS)
        self._traces: deque[_Trace] = deque(maxlen=HINDSIGHT_BEATS + 2)
        self._after_extra = False

    def feed(self, rr_ms: float) -> tuple[Flag, list[tuple[int, Flag]]]:
        """Judge a new beat, and revise what was said of an earlier one.

        `rr_ms` is its interval in ms. Returns the flag it has for now, and the verdicts that changed as
        (beats back, flag), where 1 is the beat before this one and 2 the furthest. Beats with fewer
        than twelve differences before them keep the verdict that they got at once, as do the first and
        the last two of each unbroken part. Raises `ValueError` for what cannot be an interval.
        """
        if not 0 < rr_ms < math.inf:
            raise ValueError(f"rr_ms must be finite and positive, not {rr_ms}")
        self._traces.append(self._measured(rr_ms))
        return self._traces[-1].flag, self._revised()

    def gap(self) -> None:
        """Forget the beats before a gap: nothing after it is their neighbour.

        The spreads stay, because it is still the same heart.
        """
        self._rule.forget()
        self._near.clear()
        self._traces.clear()
        self._after_extra = False

    def _measured(self, rr_ms: float) -> _Trace:
        """Set a beat against its past: its change, and its distance from the median."""
        median_ms = self._near.add(rr_ms).quantile(0.5)
        offset_ms = rr_ms - median_ms
        if offset_ms < 0:
            offset_ms *= 2
        band_ms = self._offsets.add(abs(offset_ms)).threshold()
        change = math.nan
        if self._traces:
            step_ms = rr_ms - self._traces[-1].rr_ms
            change = step_ms / self._steps.add(abs(step_ms)).threshold()
        return _Trace(
            rr_ms=rr_ms,
            flag=self._rule.judge(rr_ms),
            change=change,
            median_ms=median_ms,
            band_ms=band_ms,
            far=abs(offset_ms) > OFF_MEDIAN * band_ms,
            has_history=len(self._steps) >= FEWEST_DIFFERENCES,
        )

    def _revised(self) -> list[tuple[int, Flag]]:
        """Give the beat of two beats ago its last verdict, if that is a new one."""
        if len(self._traces) <= HINDSIGHT_BEATS + 1:
            return []  # the beat in question is the first of its part, and has no change to judge
        before, beat, after, later = self._traces
        if not beat.has_history:
            return []
        verdict = _classify(before, beat, after, later)
        second_half = self._after_extra and verdict in {Flag.NORMAL, Flag.IRREGULAR}
        self._after_extra = verdict is Flag.EXTRA
        if not SHORTEST_MS <= beat.rr_ms <= LONGEST_MS:
            verdict = Flag.OUT_OF_RANGE
        elif second_half:
            verdict = Flag.EXTRA
        return [(HINDSIGHT_BEATS, verdict)] if verdict is not beat.flag else []


class _Trace(NamedTuple):
    """What is remembered of a beat until its last verdict."""

    rr_ms: float
    flag: Flag
    change: float
    """The difference from the beat before, in thresholds; NaN for the first of a part."""
    median_ms: float
    band_ms: float
    far: bool
    """Whether it lies more than three bands from the median."""
    has_history: bool


def _classify(before: _Trace, beat: _Trace, after: _Trace, later: _Trace) -> Flag:
    """Follow the paper's decision tree for one beat, with the changes of its neighbours at hand."""
    if not abs(beat.change) > 1:
        return Flag.NORMAL
    # The tree is the same upside down, so a change downwards is judged as one upwards.
    sign = math.copysign(1.0, beat.change)
    change, nearest = abs(beat.change), sign * after.change
    beside = nearest if math.isnan(before.change) else max(sign * before.change, nearest)
    if beside < -ECTOPIC_SLOPE * change - ECTOPIC_OFFSET:
        return Flag.ECTOPIC
    undone = min(nearest, sign * later.change) < -1
    if undone and sign > 0 and abs(beat.rr_ms / 2 - beat.median_ms) < beat.band_ms:
        return Flag.MISSED
    if undone and sign < 0 and abs(beat.rr_ms + after.rr_ms - beat.median_ms) < beat.band_ms:
        return Flag.EXTRA
    return Flag.IRREGULAR if undone or beat.far else Flag.NORMAL


class _SortedWindow:
    """The last `length` values, kept in order so that a quantile is a look-up."""

    def __init__(self, length: int) -> None:
        self._length = length
        self._arrived: deque[float] = deque()
        self._ordered: list[float] = []

    def __len__(self) -> int:
        return len(self._ordered)

    def add(self, value: float) -> _SortedWindow:
        """Let a value in, and the oldest out if there is no room."""
        if len(self._arrived) == self._length:
            del self._ordered[bisect_left(self._ordered, self._arrived.popleft())]
        self._arrived.append(value)
        insort(self._ordered, value)
        return self

    def clear(self) -> None:
        self._arrived.clear()
        self._ordered.clear()

    def quantile(self, fraction: float) -> float:
        """Give a quantile, linear between the two nearest values."""
        position = (len(self._ordered) - 1) * fraction
        lower = int(position)
        low = self._ordered[lower]
        high = self._ordered[min(lower + 1, len(self._ordered) - 1)]
        return low + (high - low) * (position - lower)

    def threshold(self) -> float:
        """Give 5.2 quartile deviations, but no less than the floor."""
        return max(SPREAD_FACTOR * (self.quantile(0.75) - self.quantile(0.25)) / 2, FLOOR_MS)

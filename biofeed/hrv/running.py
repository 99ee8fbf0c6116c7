"""RMSSD as beats come and go: exact, in constant time a beat, for as long as the session lasts.

A running sum of floats drifts: what is added is not quite what is later taken away. Python's integers do not.
An interval is a whole number of 2^-40 ms here, which no strap, file or simulated heart is finer than, and the
clock counts 1/128 ms, so a beat that ends exactly one window ago is outside, always.
"""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass

from biofeed.hrv.series import UNITS_PER_MS

_FINE_BITS = 40


@dataclass(slots=True)
class RunningBeat:
    """A beat in the window."""

    clock: int
    """When it ends, in 1/128 ms."""
    length: int
    """Its interval in 1/128 ms."""
    square: int
    """The squared difference from the interval before, in 2^-80 ms²."""
    joined: bool
    """Whether nothing is missing between it and the beat before."""
    normal: bool


class RunningWindow:
    """The beats that end in a window behind the present, and the sums over them."""

    def __init__(self, window_s: float) -> None:
        self.width = clock_units(window_s)
        self._beats: deque[RunningBeat] = deque()
        self._squares = 0
        self._pairs = 0
        self._normal = 0
        self._length = 0

    def push(self, beat: RunningBeat) -> None:
        """Take in the next beat; what it pushes out of the window leaves."""
        self._beats.append(beat)
        self._count(len(self._beats) - 1, +1)
        self.move(beat.clock)

    def move(self, now: int) -> None:
        """Let the window end at `now` (in 1/128 ms), or at the latest beat if that is later."""
        if not self._beats:
            return
        start = max(now, self._beats[-1].clock) - self.width
        while self._beats and self._beats[0].clock <= start:
            self._count(0, -1)
            self._beats.popleft()

    def reflag(self, back: int, normal: bool) -> None:
        """Change the verdict on the beat `back` beats before the latest, if it is still in the window."""
        i = len(self._beats) - 1 - back
        if i < 0:
            return
        self._count(i, -1)
        self._beats[i].normal = normal
        self._count(i, +1)

    def rmssd_ms(self) -> float:
        """Give the root mean square of the differences in the window, NaN if there is none."""
        if self._pairs == 0:
            return math.nan
        return math.ldexp(math.sqrt(self._squares / self._pairs), -_FINE_BITS)

    def coverage(self, now: int) -> float:
        """Give the share of the window up to `now` that normal beats cover."""
        if not self._beats:
            return 0.0
        start = max(now, self._beats[-1].clock) - self.width
        oldest = self._beats[0]
        overhang = max(0, start - (oldest.clock - oldest.length)) if oldest.normal else 0
        return min(1.0, (self._length - overhang) / self.width)

    def normal_share(self) -> float:
        """Give the share of the window's beats that are normal, 0 if there are none."""
        return self._normal / len(self._beats) if self._beats else 0.0

    def _count(self, i: int, sign: int) -> None:
        """Add beat `i` and its differences with both neighbours to the sums, or take them off."""
        beats = self._beats
        if not beats[i].normal:
            return
        self._normal += sign
        self._length += sign * beats[i].length
        for j in (i, i + 1):
            if 0 < j < len(beats) and beats[j].joined and beats[j - 1].normal and beats[j].normal:
                self._squares += sign * beats[j].square
                self._pairs += sign


def clock_units(seconds: float) -> int:
    """Give seconds as the nearest whole 1/128 ms."""
    return round(seconds * (1000 * UNITS_PER_MS))


def fine_units(ms: float) -> int:
    """Give milliseconds as whole 2^-40 ms: exact for whole ms, for 1/1024 s, and to 1e-12 ms for all else."""
    return int(math.ldexp(ms, _FINE_BITS))

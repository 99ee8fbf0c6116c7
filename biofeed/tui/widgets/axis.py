"""The heart-rate axis: it moves seldom, and in steps, so that a height on the screen keeps its meaning."""

from __future__ import annotations

import math
from dataclasses import dataclass

STEP_BPM = 5
SMALLEST_BPM = 20
"""An axis never spans less: a quiet heart looks quiet."""
ROOM_BPM = 1.0
"""Left free above and below, so that the line seldom touches the edge."""


@dataclass(frozen=True, slots=True)
class Axis:
    """From which heart rate to which the picture reaches."""

    low_bpm: int
    high_bpm: int

    @property
    def span_bpm(self) -> int:
        """How much lies between."""
        return self.high_bpm - self.low_bpm


def around(low_bpm: float, high_bpm: float) -> Axis:
    """Give the smallest axis on whole steps that holds such heart rates, with a little room."""
    low = math.floor((low_bpm - ROOM_BPM) / STEP_BPM) * STEP_BPM
    high = math.ceil((high_bpm + ROOM_BPM) / STEP_BPM) * STEP_BPM
    # Too narrow: widened below and above in turn, so that the line stays in the middle.
    while high - low < SMALLEST_BPM:
        if high_bpm - (low + high) / 2 > 0:
            high += STEP_BPM
        else:
            low -= STEP_BPM
    return Axis(low, high)


def moved(axis: Axis | None, low_bpm: float, high_bpm: float) -> Axis:
    """Give the axis for what is on the screen now: the old one, unless it is too small or far too large."""
    fitting = around(low_bpm, high_bpm)
    if axis is None or low_bpm < axis.low_bpm or high_bpm > axis.high_bpm:
        return fitting
    return fitting if fitting.span_bpm * 2 <= axis.span_bpm else axis

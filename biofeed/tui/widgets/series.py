"""The series: heart rates by time, a value a beat, with a hole where there is nothing to draw. Pure."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from biofeed.types import Beat, Flag, Gap, Reflag

Floats = NDArray[np.float64]
_STEP_S = 0.5
"""At least so often a stretch is looked at: no heartbeat is missed that matters to its range."""


class Series:
    """Heart rates by time; NaN where there is nothing to draw."""

    def __init__(self) -> None:
        self._points: list[tuple[float, float, int]] = []

    def take(self, event: Beat | Reflag | Gap) -> None:
        """Add a beat or a gap, or take back a beat that turned out not to count."""
        match event:
            case Beat(seq, t_s, rr_ms, flag):
                self._points.append((t_s, 60_000 / rr_ms if flag is Flag.NORMAL else math.nan, seq))
            case Gap(t_s, duration_s):
                # Known only in hindsight: its middle lies before beats that are here already.
                self._points.append((t_s + duration_s / 2, math.nan, -1))
                self._points.sort(key=lambda point: point[0])
            case Reflag(_, seq, flag) if flag is not Flag.NORMAL:
                self._points = [
                    (t_s, math.nan if number == seq else bpm, number) for t_s, bpm, number in self._points
                ]

    def forget(self, before_s: float) -> None:
        """Let go of what has left the picture."""
        while len(self._points) > 2 and self._points[1][0] < before_s:
            del self._points[0]

    def at(self, times_s: Floats) -> Floats:
        """Give the heart rate at each time, straight between beats; NaN in gaps and outside."""
        if len(self._points) < 2:
            return np.full(len(times_s), np.nan)
        t_s, bpm, _ = zip(*self._points, strict=True)
        # A segment with NaN at one end is NaN all along: that is the hole of a gap.
        return np.asarray(np.interp(times_s, t_s, bpm, left=np.nan, right=np.nan))

    def between(self, start_s: float, end_s: float, columns: int) -> tuple[Floats, Floats]:
        """Give the lowest and the highest heart rate in each of so many stretches of equal length.

        NaN where nothing is known. Neighbours share an edge, so that a line through them has no holes.
        """
        looks = max(math.ceil((end_s - start_s) / columns / _STEP_S), 2)
        times_s = np.linspace(start_s, end_s, columns * looks + 1)
        each = np.arange(columns)[:, None] * looks + np.arange(looks + 1)
        bpm = self.at(times_s)[each]
        known = ~np.isnan(bpm)
        low = np.where(known, bpm, np.inf).min(axis=1)
        high = np.where(known, bpm, -np.inf).max(axis=1)
        empty = ~known.any(axis=1)
        low[empty] = high[empty] = np.nan
        return low, high

"""The numbers of a running session, beat by beat, equal to those of a finished recording.

`LiveWindow` takes beats with a first verdict on each, takes back a verdict up to three beats later, and
answers at any moment. It remembers a window and no more, so its memory and the time it takes a beat are the
same after a minute and after a day. RMSSD is exact (`biofeed.hrv.running`). Coherence lays its spline over
the last 80 s only, on the grid that the whole recording has; as the spline does not know the next beat yet,
the number differs from the finished recording's, by a few hundredths of a percent and rarely more.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from biofeed.hrv.coherence import Coherence, closing_coherence, closing_coverage, unknown
from biofeed.hrv.rsa import swing as swing_of
from biofeed.hrv.running import RunningBeat, RunningWindow, clock_units, fine_units
from biofeed.hrv.series import GAP_TOLERANCE_S, MAX_HOLE_S, UNITS_PER_MS, Flags, Floats

HINDSIGHT = 3
"""How many beats back a verdict may still change."""

STALE_S = MAX_HOLE_S + 2.0
"""After this long without a normal beat a hole is certain, even if the next interval were 2 s long."""

_MEMORY_S = 80.0
"""64 s of coherence, and 16 s for the spline to forget that it did not begin with the segment."""

_ROOM = 512


class Reading(NamedTuple):
    """One number of a window, with what is needed to judge it."""

    value: float
    """NaN where the window holds nothing to compute it from."""
    coverage: float
    """Share of the window that normal beats cover, 0 to 1."""
    normal_share: float
    """Normal beats over all beats in the window, 0 to 1; 0 if there are none."""


class LiveWindow:
    """The last minutes of a heart, ready to be asked.

    `rmssd_window_s` is the length of RMSSD's window. Times are seconds on the session's clock. Beats that are
    whole 1/1024 s or whole ms long, at such times, are counted exactly.
    """

    def __init__(self, *, rmssd_window_s: float = 60.0) -> None:
        self._running = RunningWindow(rmssd_window_s)
        self._beats = _Memory()
        self._segment = _Segment()
        self._settled = _Segment()  # the same, without the beats whose verdicts may still change
        self._fine = 0  # the latest interval, in the units of its square
        self._gap_before_next = False
        self._gap_end_s = -math.inf

    def add(self, t_s: float, rr_ms: float, normal: bool) -> None:
        """Take in the next beat, ended at `t_s`; raise `ValueError` if it cannot follow the last one."""
        beats = self._beats
        before = beats.latest_s
        if not (t_s > before and 0.0 < rr_ms < math.inf):
            raise ValueError(f"a beat of {rr_ms} ms at {t_s} s cannot follow one at {before} s")
        joined = not self._gap_before_next and t_s - before - rr_ms / 1000.0 <= GAP_TOLERANCE_S
        fine = fine_units(rr_ms)
        square = (fine - self._fine) ** 2 if joined else 0
        self._fine = fine
        length = round(rr_ms * UNITS_PER_MS)
        self._running.push(RunningBeat(clock_units(t_s), length, square, joined, normal))
        beats.append(t_s, rr_ms, normal)
        self._segment.follow(t_s, rr_ms, normal)
        if beats.count > HINDSIGHT + 1:
            self._settled.follow(*beats.beat(HINDSIGHT + 1))
        self._gap_before_next = False

    def reflag(self, back: int, normal: bool) -> None:
        """Revise the verdict on the beat `back` beats ago (0 is the latest, 3 the furthest)."""
        if not 0 <= back <= min(HINDSIGHT, self._beats.count - 1):
            raise ValueError(f"only the last {HINDSIGHT + 1} beats can be revised, not the one {back} ago")
        self._running.reflag(back, normal)
        self._beats.normal[self._beats.count - 1 - back] = normal
        self._follow_anew()

    def gap(self, t_s: float, duration_s: float) -> None:
        """Note that beats are missing for `duration_s` from `t_s` on: no difference is taken across."""
        self._gap_before_next = True
        if duration_s > MAX_HOLE_S:
            self._gap_end_s = t_s + duration_s

    @property
    def clean_since_s(self) -> float:
        """Since when there has been no hole longer than 3 s; NaN before the first normal beat.

        This is the first beat of the current segment, or the end of a gap that no beat has followed yet.
        Coherence needs 63.75 s from here: the first and the last of its 256 samples are that far apart.
        """
        segment = self._segment
        if self._gap_end_s > segment.latest_s:
            return self._gap_end_s
        return segment.origin_s if math.isfinite(segment.origin_s) else math.nan

    def rmssd(self, now_s: float) -> Reading:
        """Give RMSSD in ms of the beats that end in the window up to `now_s`, or the latest beat if later."""
        now = clock_units(now_s)
        running = self._running
        running.move(now)
        return Reading(running.rmssd_ms(), running.coverage(now), running.normal_share())

    def mean_hr(self, now_s: float, window_s: float = 10.0) -> Reading:
        """Give the heart rate in beats a minute over the normal beats that end in the last `window_s`.

        Raises `ValueError` for a window longer than the 80 s that are remembered.
        """
        if not 0.0 < window_s <= _MEMORY_S:
            raise ValueError(f"window_s must be above 0 and at most {_MEMORY_S}, not {window_s}")
        start_s = max(now_s, self._beats.latest_s) - window_s
        t, rr, normal = self._beats.since(start_s)
        if t.size == 0:
            return Reading(math.nan, 0.0, 0.0)
        seconds = float(rr[normal].sum()) / 1000.0
        count = int(np.count_nonzero(normal))
        overhang = max(0.0, start_s - (float(t[0]) - float(rr[0]) / 1000.0)) if normal[0] else 0.0
        value = 60.0 * count / seconds if count else math.nan
        return Reading(value, min(1.0, (seconds - overhang) / window_s), count / t.size)

    def swing(self, breaths_s: Sequence[tuple[float, float]]) -> Reading:
        """Give the mean peak-to-trough swing in beats a minute of breaths, each from its onset to its end.

        Coverage is the share of them of which enough beats are known. No breath may begin more than 80 s
        before the latest beat.
        """
        values = []
        for begin_s, end_s in breaths_s:
            t, rr, normal = self._beats.since(begin_s - 1e-9)
            if t.size >= 2:
                values.append(swing_of(t, rr, (begin_s, end_s), valid=normal).mean_bpm)
        known = [value for value in values if math.isfinite(value)]
        mean = sum(known) / len(known) if known else math.nan
        share = len(known) / len(breaths_s) if breaths_s else 0.0
        return Reading(mean, share, share)

    def coherence(self, now_s: float) -> Coherence:
        """Give the coherence of the 64 s up to the last grid point not after the last normal beat.

        NaN where `biofeed.hrv.coherence` gives NaN, and where the last normal beat is so long ago that a hole
        longer than 3 s is certain.
        """
        segment = self._segment
        t, rr, normal = self._beats.since(segment.latest_s - _MEMORY_S)
        if np.count_nonzero(normal) < normal.size:
            t, rr = t[normal], rr[normal]
        first = 0
        if t.size and t.item(0) < segment.origin_s:
            first = int(t.searchsorted(segment.origin_s))
        lost = self._gap_end_s > segment.latest_s or now_s - segment.latest_s > STALE_S
        if lost or t.size - first < 2:
            return unknown(closing_coverage(t, rr, now_s) if t.size else 0.0)
        return closing_coherence(t[first:], rr[first:], segment.origin_s)

    def _follow_anew(self) -> None:
        """Follow the beats that may still be revised, on from those that may not."""
        self._segment = replace(self._settled)
        for back in range(min(HINDSIGHT, self._beats.count - 1), -1, -1):
            self._segment.follow(*self._beats.beat(back))


@dataclass(slots=True)
class _Segment:
    """The current stretch of normal beats without a hole longer than 3 s."""

    origin_s: float = -math.inf
    latest_s: float = -math.inf

    def follow(self, t_s: float, rr_ms: float, normal: bool) -> None:
        """Go on with the next beat, or begin anew with it."""
        if not normal:
            return
        if t_s - self.latest_s - rr_ms / 1000.0 > MAX_HOLE_S:
            self.origin_s = t_s
        self.latest_s = t_s


class _Memory:
    """The last beats as arrays. When they are full, what is older than can matter is dropped."""

    def __init__(self) -> None:
        self.t_s, self.rr_ms = np.empty(_ROOM), np.empty(_ROOM)
        self.normal = np.empty(_ROOM, dtype=np.bool_)
        self.count = 0
        self.latest_s = -math.inf

    def append(self, t_s: float, rr_ms: float, normal: bool) -> None:
        """Remember one more beat."""
        if self.count == self.t_s.size:
            self._make_room(t_s)
        i = self.count
        self.t_s[i], self.rr_ms[i], self.normal[i] = t_s, rr_ms, normal
        self.latest_s = t_s
        self.count = i + 1

    def beat(self, back: int) -> tuple[float, float, bool]:
        """Give time, interval and verdict of the beat `back` beats before the latest."""
        i = self.count - 1 - back
        return self.t_s.item(i), self.rr_ms.item(i), self.normal.item(i)

    def since(self, start_s: float) -> tuple[Floats, Floats, Flags]:
        """Give times, intervals and verdicts of the beats that end after `start_s`."""
        i = int(self.t_s[: self.count].searchsorted(start_s, "right"))
        rows = slice(i, self.count)
        return self.t_s[rows], self.rr_ms[rows], self.normal[rows]

    def _make_room(self, now_s: float) -> None:
        """Keep what is recent, and double the room until at least half of it is free."""
        oldest = int(self.t_s.searchsorted(now_s - 2.0 * _MEMORY_S))
        oldest = min(oldest, self.count - HINDSIGHT - 2)
        kept = self.count - oldest
        room = self.t_s.size
        while room < 2 * kept:
            room *= 2
        for name in ("t_s", "rr_ms", "normal"):
            old = getattr(self, name)
            new = np.empty(room, dtype=old.dtype)
            new[:kept] = old[oldest:]
            setattr(self, name, new)
        self.count = kept

"""What was breathed in a session's paced parts, measured at the chest, beside what was asked.

A part is looked at in windows of a minute, one every five seconds, each wholly inside of it and without a
pause of the pacer. Each window answers with a rate or with "not clear"; a part does so where at least half of
its windows do. Here, and only here, "another pace" is an answer: heartbeats alone could never give it.

How far the chest is behind the pacer, and the heart behind the chest, is told as far as it can be known. The
sign of the chest's swing cannot (see `chest`), so a lag lies within a quarter of a breath to either side. The
windows' lags are averaged as angles. Where they point all ways there is no lag to tell, and the answer is
`None`.
"""

from __future__ import annotations

import cmath
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import Final

import numpy as np

from biofeed.respiration.chest import (
    WINDOW_S,
    ChestBreath,
    ChestMotion,
    Floats,
    chest_breath,
    chest_motion,
    lag_behind,
    lag_s,
)
from biofeed.types import Beat, Cue, Flag, Measure, Phase, PhaseChange, Result, Samples

BREATH: Final = "breath"
"""The kind of these results."""

STEP_S: Final = 5.0
MIN_CLEAR: Final = 0.5
"""The share of a part's windows that have to be clear before the part is."""
AT_PACE_PER_MIN: Final = 0.5
"""A measured rate that is off by no more is the pace that was asked for: a window is no more exact."""
MIN_AGREEMENT: Final = 0.7
"""How much the windows' lags have to point the same way: 1 is exactly, near 0 is by chance."""
_ROUNDING_S: Final = 0.002
"""Cues lie at whole milliseconds."""
_HOLE_S: Final = 0.5
"""Time between two cues that is longer than this was a pause."""


class Breathing(StrEnum):
    """What the chest says about a paced part."""

    AT_PACE = "at the pace"
    ANOTHER_PACE = "another pace"
    NOT_CLEAR = "not clear"


@dataclass(frozen=True, slots=True)
class _Window:
    """One minute in which the breath was clear."""

    rate_per_min: float
    asked_per_min: float
    pacer_turns: float
    """How far the chest is behind the pacer, in breaths, between -1/4 and 1/4."""
    heart_turns: float | None
    """How far the heart is behind the chest; `None` where that is not clear."""

    @property
    def is_at_pace(self) -> bool:
        """Whether this is the pace that was asked for."""
        return abs(self.rate_per_min - self.asked_per_min) <= AT_PACE_PER_MIN


def breath_results(
    samples: Iterable[Samples],
    beats: Sequence[Beat],
    cues: Sequence[Cue],
    parts: Sequence[PhaseChange],
    end_s: float,
) -> tuple[Result, ...]:
    """Give one `Result` of the kind "breath" for each part in which a breath was paced.

    `samples` holds the acceleration as it was logged; where there is none, there is nothing to tell and no
    result. `beats` carry the flags they have in the end. `cues` and `parts` are those that were asked, in the
    order of time, and may go on behind `end_s`, where the session ended. Other samples, and cues without a
    pace, are passed over.

    Each result is at its part's end. Its measures are `chest_rate` (breaths a minute, the median of the clear
    windows), `chest_at_pace` (the share of these at the pace asked for), `chest_pacer_lag` and
    `chest_heart_lag` (s), each with the share of windows it rests on as its coverage, and `None` where that
    is not clear. Its detail holds `part`, `begin_s`, `answer` (one of `Breathing`), and the pace that was
    asked for as `asked_slowest_per_min` and `asked_fastest_per_min`.
    """
    motion = chest_motion(samples)
    if not motion.t_s.size:
        return ()
    normal = [beat for beat in beats if beat.flag is Flag.NORMAL]
    t_s, rr_ms = np.array([beat.t_s for beat in normal]), np.array([beat.rr_ms for beat in normal])
    begun = [part for part in parts if part.t_s < end_s]
    ends_s = [*(part.t_s for part in begun[1:]), end_s]
    results = []
    for part, part_end_s in zip(begun, ends_s, strict=True):
        asked = _Asked([cue for cue in cues if part.t_s <= cue.t_s < part_end_s], part_end_s)
        if asked.paces_per_min.size:
            ends = _window_ends(asked, part.t_s, part_end_s)
            windows = [_look(motion, t_s, rr_ms, asked, window_end_s) for window_end_s in ends]
            results.append(_sum_up(part, part_end_s, asked, windows))
    return tuple(results)


class _Asked:
    """What was asked in one part."""

    def __init__(self, cues: Sequence[Cue], end_s: float) -> None:
        self._cues = [cue for cue in cues if cue.phase is not Phase.FREE]
        starts = [cue.t_s for before, cue in pairwise([None, *self._cues]) if cue and _begins(before, cue)]
        ends = [*starts[1:], self._cues[-1].t_s + self._cues[-1].duration_s] if starts else []
        self._holes_s = self._holes()
        whole = [
            (start, end)
            for start, end in zip(starts, ends, strict=True)
            if end <= end_s + _ROUNDING_S and not self._is_broken(start, end)
        ]
        self._breaths_s = np.array(whole).reshape(-1, 2)
        self.paces_per_min: Floats = 60 / (self._breaths_s[:, 1] - self._breaths_s[:, 0])
        """The pace of each breath that neither a pause nor the end broke off."""

    def is_whole(self, begin_s: float, end_s: float) -> bool:
        """Tell whether the pacer went without a pause all of this time."""
        covered = self._cues[0].t_s <= begin_s + _HOLE_S and end_s - _HOLE_S <= self._breaths_s[-1, 1]
        return covered and not self._is_broken(begin_s, end_s)

    def pace_per_min(self, begin_s: float, end_s: float) -> float:
        """Give the mean pace of the breaths that lie in this time, by their middles."""
        middle = self._breaths_s.mean(axis=1)
        inside = (middle >= begin_s) & (middle < end_s)
        return float(60 / (60 / self.paces_per_min[inside]).mean())

    def levels(self, t_s: Floats) -> Floats:
        """Give the lung level asked for at these times; between two cues it glides as the pacer does."""
        starts = np.array([cue.t_s for cue in self._cues])
        levels = np.array([0.0, *(cue.level for cue in self._cues)])
        index = np.clip(np.searchsorted(starts, t_s, side="right") - 1, 0, None)
        lengths = np.array([cue.duration_s for cue in self._cues])[index]
        done = np.clip((t_s - starts[index]) / lengths, 0, 1)
        glide: Floats = levels[index] + (levels[index + 1] - levels[index]) * (1 - np.cos(np.pi * done)) / 2
        return glide

    def _is_broken(self, begin_s: float, end_s: float) -> bool:
        return any(hole_s < end_s and begin_s < hole_end_s for hole_s, hole_end_s in self._holes_s)

    def _holes(self) -> list[tuple[float, float]]:
        spans = [(before.t_s + before.duration_s, after.t_s) for before, after in pairwise(self._cues)]
        return [(end, start) for end, start in spans if start - end > _HOLE_S]


def _begins(before: Cue | None, cue: Cue) -> bool:
    """Tell whether a breath begins with this cue: an inhalation may come in two steps."""
    return cue.phase is Phase.INHALE and (before is None or before.phase is not Phase.INHALE)


def _window_ends(asked: _Asked, begin_s: float, end_s: float) -> list[float]:
    ends = np.arange(begin_s + WINDOW_S, end_s + 1e-9, STEP_S)
    return [float(window_s) for window_s in ends if asked.is_whole(window_s - WINDOW_S, window_s)]


def _look(motion: ChestMotion, t_s: Floats, rr_ms: Floats, asked: _Asked, end_s: float) -> _Window | None:
    """Measure one window; `None` if the breath is not clear in it."""
    breath = chest_breath(motion, end_s)
    if breath is None:
        return None
    heart_s = lag_s(breath, t_s, rr_ms) if t_s.size >= 2 else None
    return _Window(
        breath.rate_per_min,
        asked.pace_per_min(end_s - WINDOW_S, end_s),
        _behind_pacer(breath, motion, asked),
        None if heart_s is None else heart_s * breath.rate_per_min / 60,
    )


def _behind_pacer(breath: ChestBreath, motion: ChestMotion, asked: _Asked) -> float:
    near = np.abs(motion.t_s - breath.middle_s) < WINDOW_S / 2
    t = motion.t_s[near]
    return lag_behind(asked.levels(t), t, breath)


def _sum_up(part: PhaseChange, end_s: float, asked: _Asked, windows: Sequence[_Window | None]) -> Result:
    clear = [window for window in windows if window is not None]
    is_clear = bool(clear) and len(clear) >= MIN_CLEAR * len(windows)
    rate = float(np.median([window.rate_per_min for window in clear])) if is_clear else None
    at_pace = [window for window in clear if window.is_at_pace]
    share = len(at_pace) / len(clear) if is_clear else None
    hearts = [window.heart_turns for window in clear if window.heart_turns is not None]
    # Behind a pacer of another pace the chest is now more and now less.
    pacer_lag = _mean_turns([window.pacer_turns for window in at_pace], len(windows))
    heart_lag = _mean_turns(hearts, len(windows))

    def told(name: str, value: float | None, unit: str, used: int) -> Measure:
        coverage = used / len(windows) if windows else 0.0
        return Measure(name, value, unit, end_s - part.t_s, coverage, f"{name.replace('_', '-')}.v1")

    return Result(
        end_s,
        BREATH,
        (
            told("chest_rate", rate, "1/min", len(clear)),
            told("chest_at_pace", share, "", len(clear)),
            told("chest_pacer_lag", _seconds(pacer_lag, rate), "s", len(at_pace)),
            told("chest_heart_lag", _seconds(heart_lag, rate), "s", len(hearts)),
        ),
        {
            "part": part.title,
            "begin_s": part.t_s,
            "answer": _answer(share),
            "asked_slowest_per_min": float(asked.paces_per_min.min()),
            "asked_fastest_per_min": float(asked.paces_per_min.max()),
        },
    )


def _answer(share: float | None) -> Breathing:
    if share is None:
        return Breathing.NOT_CLEAR
    return Breathing.AT_PACE if share >= MIN_CLEAR else Breathing.ANOTHER_PACE


def _mean_turns(turns: Sequence[float], windows: int) -> float | None:
    """Average lags that are known up to half a turn; `None` where they are few, or point all ways."""
    if not turns or len(turns) < MIN_CLEAR * windows:
        return None
    # Twice the angle makes one direction of both signs of the chest.
    arrow = sum(cmath.exp(4j * math.pi * turn) for turn in turns) / len(turns)
    return cmath.phase(arrow) / (4 * math.pi) if abs(arrow) >= MIN_AGREEMENT else None


def _seconds(turns: float | None, rate_per_min: float | None) -> float | None:
    return None if turns is None or rate_per_min is None else turns * 60 / rate_per_min

"""Hearts that do exactly what they are told, in sessions that ran as planned."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

import numpy as np

from biofeed.breath import Part, Pattern, Step
from biofeed.findings import Course
from biofeed.pacer import Schedule
from biofeed.types import Beat, Flag, PhaseKind

STEPS_A_S = 100


def beats(hr_bpm: Callable[[np.ndarray], np.ndarray], seconds: float) -> list[Beat]:
    """Give the beats of a heart whose rate is known at every moment."""
    t = np.arange(int(seconds * STEPS_A_S)) / STEPS_A_S
    counted = np.concatenate(([0.0], np.cumsum(np.broadcast_to(hr_bpm(t), t.shape)) / 60 / STEPS_A_S))
    times = np.interp(np.arange(int(counted[-1]) + 1), counted, np.arange(counted.size) / STEPS_A_S)
    return [
        Beat(seq, float(end), float(end - start) * 1000) for seq, (start, end) in enumerate(pairwise(times))
    ]


def steady(hr_bpm: float) -> Callable[[np.ndarray], np.ndarray]:
    """Give a rate with a small wave of own breathing, 14 a minute."""
    return lambda t: hr_bpm + 1.5 * np.sin(2 * np.pi * 14 / 60 * t)


def course(
    parts: Sequence[Part],
    heart: Callable[[np.ndarray], np.ndarray] | None = None,
    *,
    ended_s: float | None = None,
    dropped: tuple[float, float] = (0.0, 0.0),
    wrong: tuple[float, float] = (0.0, 0.0),
    pauses: Sequence[tuple[float, float]] = (),
) -> Course:
    """Give a session as planned; beats within `dropped` are not there, those within `wrong` do not count."""
    schedule = Schedule.of(tuple(parts))
    end_s = schedule.duration_s if ended_s is None else ended_s
    lived = [
        Beat(b.seq, b.t_s, b.rr_ms, Flag.ECTOPIC if wrong[0] < b.t_s <= wrong[1] else Flag.NORMAL)
        for b in beats(heart or steady(60.0), end_s)
        if not dropped[0] < b.t_s <= dropped[1]
    ]
    return Course(schedule, lived, (), pauses, (), end_s)


def paced(bpm: float, seconds: float = 120.0, title: str = "") -> Part:
    """Give a part that paces the breath: 40 % in, 60 % out."""
    breath = Pattern((Step(1.0, 24 / bpm), Step(0.0, 36 / bpm)))
    return Part(PhaseKind.BREATHE, title or f"{bpm:g} a minute", seconds, breath)


def free(kind: PhaseKind, seconds: float, title: str = "") -> Part:
    """Give a part that leaves the breath alone."""
    return Part(kind, title or kind.value, seconds)

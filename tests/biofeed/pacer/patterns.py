"""Breaths, and schedules of one part, that the tests of the pacer breathe along."""

from __future__ import annotations

from biofeed.breath import Part, Pattern, Ramp, Step
from biofeed.pacer import Schedule
from biofeed.types import Phase, PhaseKind

FOUR_SIX = Pattern((Step(1.0, 4.0), Step(0.0, 6.0)))
BOX = Pattern((Step(1.0, 4.0), Step(1.0, 4.0), Step(0.0, 4.0), Step(0.0, 4.0)))
SIGH = Pattern((Step(0.7, 2.0), Step(1.0, 1.0), Step(0.0, 6.0)))


def breathe(title: str = "b", seconds: float = 60, pattern: Pattern = FOUR_SIX) -> Part:
    """Give a breathing part."""
    return Part(PhaseKind.BREATHE, title, seconds, pattern)


def rest(title: str = "rest", seconds: float = 30) -> Part:
    """Give a part that asks for nothing."""
    return Part(PhaseKind.REST, title, seconds)


def breathing(pattern: Pattern = FOUR_SIX, seconds: float = 60, ramp: Ramp | None = None) -> Schedule:
    """Give a schedule of one breathing part."""
    return Schedule.of((Part(PhaseKind.BREATHE, "breathing", seconds, pattern, ramp),))


def onsets(schedule: Schedule) -> list[float]:
    """When each breath begins, read off the cues."""
    cues = schedule.cues
    return [
        cue.t_s
        for before, cue in zip((None, *cues), cues, strict=False)
        if cue.phase is Phase.INHALE and (before is None or before.phase is not Phase.INHALE)
    ]


def titles(schedule: Schedule) -> list[str]:
    """Give what the parts are called, one after another."""
    return [part.title for part in schedule.parts]

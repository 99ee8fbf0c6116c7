"""How a breath, and a part of an exercise, is written down.

A breath is a few stretches between empty and full, and is stretched as a whole when its pace changes. A
part asks for one kind of breath, for lines of guidance one after another, or for nothing at all. When any
of it happens is the pacer's business.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from biofeed.types import Phase, PhaseKind

WORDS = {
    Phase.INHALE: "breathe in",
    Phase.HOLD: "hold",
    Phase.EXHALE: "breathe out",
    Phase.REST: "rest",
    Phase.FREE: "breathe as you like",
}


@dataclass(frozen=True, slots=True)
class Step:
    """One stretch of a breath: reach `level` (0 empty, 1 a full easy breath) in `seconds`."""

    level: float
    seconds: float
    text: str = ""


@dataclass(frozen=True, slots=True)
class Pattern:
    """One breath, from empty lungs to empty lungs."""

    steps: tuple[Step, ...]

    @property
    def period_s(self) -> float:
        """How long one breath takes."""
        return math.fsum(step.seconds for step in self.steps)

    @property
    def bpm(self) -> float:
        """Breaths a minute."""
        return 60 / self.period_s

    def phases(self) -> list[tuple[Phase, float]]:
        """Give what the breath does one after the other, and for how many seconds each."""
        before = (0.0, *(step.level for step in self.steps))
        return [
            (phase_between(low, step.level), step.seconds)
            for low, step in zip(before, self.steps, strict=False)
        ]

    def at(self, bpm: float) -> Pattern:
        """Give the same breath, every step stretched alike, at another pace."""
        factor = 60 / bpm / self.period_s
        return Pattern(tuple(replace(step, seconds=step.seconds * factor) for step in self.steps))


@dataclass(frozen=True, slots=True)
class Ramp:
    """A gentle way in: start at `from_bpm` and reach the pattern's own pace after `seconds`."""

    from_bpm: float
    seconds: float

    def pace(self, goal_bpm: float, done_s: float) -> float:
        """Give the pace, `done_s` into the part, on the way to `goal_bpm`."""
        if done_s >= self.seconds:
            return goal_bpm
        return self.from_bpm + (goal_bpm - self.from_bpm) * done_s / self.seconds


@dataclass(frozen=True, slots=True)
class Part:
    """One part of an exercise. Without a pattern the person breathes as they like."""

    kind: PhaseKind
    title: str
    seconds: float
    pattern: Pattern | None = None
    ramp: Ramp | None = None
    text: str = ""
    cues: tuple[tuple[float, str], ...] = ()
    """Lines of guidance, one after another, each with its seconds."""
    fades: bool = False
    """Whether the pacer's picture fades out while the part lasts."""
    task: str = ""
    """Which task is put to the person meanwhile; empty if none."""
    without_holds: Pattern | None = None
    """What to breathe instead where no breath may be held."""
    is_personal: bool = False
    """Whether its pace is the person's own; the pattern stands at the pace for whom none is known."""


def whole_ms(seconds: float) -> float:
    """Round a time to the millisecond."""
    return round(seconds, 3)


def phase_between(before: float, after: float) -> Phase:
    """Give what the breath does when the lungs go from one level to another."""
    if after > before:
        return Phase.INHALE
    if after < before:
        return Phase.EXHALE
    return Phase.HOLD if after > 0.5 else Phase.REST

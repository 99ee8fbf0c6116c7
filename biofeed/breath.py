"""The breath: how one is written down, and how a part of an exercise becomes cues.

Every boundary is a whole millisecond. The times behind them are summed unrounded, so rounding never
adds up.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace

from biofeed.types import Cue, Phase, PhaseKind

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
            (_phase(low, step.level), step.seconds) for low, step in zip(before, self.steps, strict=False)
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


@dataclass(frozen=True, slots=True)
class Part:
    """One part of an exercise. Without a pattern the person breathes as they like."""

    kind: PhaseKind
    title: str
    seconds: float
    pattern: Pattern | None = None
    ramp: Ramp | None = None
    text: str = ""


def whole_ms(seconds: float) -> float:
    """Round a time to the millisecond."""
    return round(seconds, 3)


def lay_out(part: Part, start_s: float) -> Iterator[Cue]:
    """Give the cues of one part. A breath that begins is finished, and begins only if half of it fits."""
    if part.pattern is None:
        text = part.text or WORDS[Phase.FREE]
        yield Cue(
            whole_ms(start_s), Phase.FREE, 0.0, text, whole_ms(start_s + part.seconds) - whole_ms(start_s)
        )
        return
    done_s = 0.0
    while True:
        breath = part.pattern.at(_pace(part.pattern.bpm, part.ramp, done_s))
        if done_s and done_s + breath.period_s / 2 > part.seconds:
            return
        yield from _breath_cues(breath, start_s + done_s)
        done_s += breath.period_s


def _pace(goal_bpm: float, ramp: Ramp | None, done_s: float) -> float:
    if ramp is None or done_s >= ramp.seconds:
        return goal_bpm
    return ramp.from_bpm + (goal_bpm - ramp.from_bpm) * done_s / ramp.seconds


def _breath_cues(breath: Pattern, start_s: float) -> Iterator[Cue]:
    level = 0.0
    for step in breath.steps:
        phase = _phase(level, step.level)
        end_s = start_s + step.seconds
        begin_s = whole_ms(start_s)
        yield Cue(begin_s, phase, step.level, step.text or WORDS[phase], whole_ms(whole_ms(end_s) - begin_s))
        start_s, level = end_s, step.level


def _phase(before: float, after: float) -> Phase:
    if after > before:
        return Phase.INHALE
    if after < before:
        return Phase.EXHALE
    return Phase.HOLD if after > 0.5 else Phase.REST

"""The bounds on breathing. They are limits of care, not taste.

Paces from 2 to 12 a minute, holds of at most 7 s after breathing in and 4 s after breathing out, never
more than half of a breath held. They hold for the file and for every pace that is asked for later.
"""

from __future__ import annotations

from dataclasses import dataclass

from biofeed.breath import Pattern

MIN_BPM, MAX_BPM = 2.0, 12.0
MAX_HOLD_FULL_S, MAX_HOLD_EMPTY_S, MAX_HELD_SHARE = 7.0, 4.0, 0.5
MIN_INHALE_S, MAX_INHALE_S = 1.5, 10.0
MIN_EXHALE_S, MAX_EXHALE_S = 1.5, 15.0
MIN_HOLD_S = 0.1
"""Shorter than that nobody holds anything, and a ratio says 0 instead."""
_RUN_S = {
    "breathing in": (MIN_INHALE_S, MAX_INHALE_S),
    "breathing out": (MIN_EXHALE_S, MAX_EXHALE_S),
    "a hold after breathing in": (MIN_HOLD_S, MAX_HOLD_FULL_S),
    "a hold after breathing out": (MIN_HOLD_S, MAX_HOLD_EMPTY_S),
}
"""How long each stretch of a breath may be."""


@dataclass(frozen=True, slots=True)
class Breach:
    """A bound that a breath breaks."""

    what: str
    value: float
    low: float
    high: float

    @property
    def title(self) -> str:
        """What is out of bounds."""
        return f"{self.value:.4g} {self.what} is out of bounds."

    @property
    def hint(self) -> str:
        """What is within them."""
        return f"The allowed range is {self.low:g} to {self.high:g}."


def first_breach(pattern: Pattern) -> Breach | None:
    """Give the first bound of care that a breath breaks; `None` if it keeps within all of them."""
    found = [Breach("breaths a minute", pattern.bpm, MIN_BPM, MAX_BPM)]
    for kind, seconds in _runs(pattern):
        found.append(Breach(f"seconds of {kind}", seconds, *_RUN_S[kind]))
    found.append(Breach("of a breath held", held_s(pattern) / pattern.period_s, 0.0, MAX_HELD_SHARE))
    # A ratio such as 4:4:4:4 gives 0.5 only to within rounding.
    broken = [one for one in found if not one.low - 1e-9 <= one.value <= one.high + 1e-9]
    return broken[0] if broken else None


def allowed_bpm(pattern: Pattern) -> tuple[float, float]:
    """Give the slowest and the fastest pace at which this breath keeps within the bounds of care."""
    low_bpm, high_bpm = MIN_BPM, MAX_BPM
    for kind, seconds in _runs(pattern):
        shortest_s, longest_s = _RUN_S[kind]
        low_bpm = max(low_bpm, pattern.bpm * seconds / longest_s)
        high_bpm = min(high_bpm, pattern.bpm * seconds / shortest_s)
    return low_bpm, high_bpm


def held_s(pattern: Pattern) -> float:
    """Give how long the breath is held, in seconds."""
    return sum(seconds for kind, seconds in _runs(pattern) if kind.startswith("a hold"))


def _runs(pattern: Pattern) -> list[tuple[str, float]]:
    """Give the stretches of one breath; steps that go on in the same direction count as one."""
    runs: list[tuple[str, float]] = []
    level = 0.0
    for step in pattern.steps:
        if step.level == level:
            kind = "a hold after breathing in" if level > 0.5 else "a hold after breathing out"
        else:
            kind = "breathing in" if step.level > level else "breathing out"
        if runs and runs[-1][0] == kind:
            runs[-1] = (kind, runs[-1][1] + step.seconds)
        else:
            runs.append((kind, step.seconds))
        level = step.level
    return runs

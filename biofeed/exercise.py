"""What an exercise file means.

An exercise is one TOML file that a therapist can read and write: a title, what it is, what is known about
it, and its parts. This module checks the file (key by key, with the allowed range in the message) and
turns it into the parts that a `Schedule` lays out. docs/exercises.md describes the file.

The bounds on breathing are limits of care, not taste: paces from 2 to 12 a minute, holds of at most 7 s
after breathing in and 4 s after breathing out, never more than half of a breath held.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from typing import Annotated

import msgspec
from msgspec import Meta

from biofeed.breath import Part, Pattern, Ramp, Step
from biofeed.errors import ExerciseError, UsageError
from biofeed.pacer import Schedule
from biofeed.types import PhaseKind

MIN_BPM, MAX_BPM = 2.0, 12.0
MAX_HOLD_FULL_S, MAX_HOLD_EMPTY_S, MAX_HELD_SHARE = 7.0, 4.0, 0.5
MIN_INHALE_S, MAX_INHALE_S = 1.5, 10.0
MIN_EXHALE_S, MAX_EXHALE_S = 1.5, 15.0
MIN_MINUTES, MAX_MINUTES = 1.0, 30.0
_RUN_S = {
    "breathing in": (MIN_INHALE_S, MAX_INHALE_S),
    "breathing out": (MIN_EXHALE_S, MAX_EXHALE_S),
    "a hold after breathing in": (0.0, MAX_HOLD_FULL_S),
    "a hold after breathing out": (0.0, MAX_HOLD_EMPTY_S),
}
"""How long each stretch of a breath may be."""

Seconds = Annotated[float, Meta(gt=0, le=1800)]
Pace = Annotated[float, Meta(ge=MIN_BPM, le=MAX_BPM)]
Level = Annotated[float, Meta(ge=0, le=1)]
Line = Annotated[str, Meta(min_length=1, max_length=400)]


class _Ramp(msgspec.Struct, forbid_unknown_fields=True, rename={"from_": "from"}):
    from_: Pace
    seconds: Seconds


class _Step(msgspec.Struct, forbid_unknown_fields=True):
    level: Level
    seconds: Seconds
    text: str = ""


class _Phase(msgspec.Struct, forbid_unknown_fields=True):
    kind: PhaseKind
    seconds: Seconds
    title: str = ""
    text: str = ""
    breaths_per_minute: Pace | None = None
    ratio: Annotated[list[Annotated[float, Meta(ge=0)]], Meta(min_length=2, max_length=4)] | None = None
    steps: Annotated[list[_Step], Meta(min_length=2, max_length=12)] | None = None
    ramp: _Ramp | None = None


class _File(msgspec.Struct, forbid_unknown_fields=True):
    format: Annotated[int, Meta(ge=1, le=1)]
    title: Line
    summary: Line
    evidence: Line
    phases: Annotated[list[_Phase], Meta(min_length=1, max_length=100)]
    cautions: list[Line] = []


@dataclass(frozen=True, slots=True)
class Exercise:
    """One exercise, checked and ready to be laid out."""

    name: str
    title: str
    summary: str
    evidence: str
    cautions: tuple[str, ...]
    parts: tuple[Part, ...]
    toml: str
    """The file's own text, kept so that a log can be replayed when the file has changed."""

    @property
    def has_holds(self) -> bool:
        """Whether any breath in it is held."""
        return any(_held_s(part.pattern) > 0 for part in self.parts if part.pattern)

    @property
    def minutes(self) -> float:
        """How long it is as written, in minutes."""
        return sum(part.seconds for part in self.parts) / 60

    def schedule(self, minutes: float | None = None) -> Schedule:
        """Lay the exercise out; `minutes` stretches its breathing parts so that all of it lasts so long.

        Raises `UsageError` if that leaves the breathing less than one minute or is out of bounds.
        """
        if minutes is None:
            return Schedule.of(self.parts)
        if not MIN_MINUTES <= minutes <= MAX_MINUTES:
            raise UsageError(
                f"{minutes:g} minutes is outside of what a session can last.",
                f"Choose between {MIN_MINUTES:g} and {MAX_MINUTES:g} minutes.",
            )
        return Schedule.of(tuple(self._stretched(minutes * 60)))

    def _stretched(self, total_s: float) -> list[Part]:
        breathing_s = sum(part.seconds for part in self.parts if part.pattern)
        fixed_s = sum(part.seconds for part in self.parts if not part.pattern)
        if not breathing_s:
            breathing_s, fixed_s = fixed_s, 0.0
        if total_s - fixed_s < 60:
            raise UsageError(
                f"“{self.title}” has {fixed_s:g} s around its breathing, which leaves less than a minute.",
                f"Choose at least {(fixed_s + 60) / 60:g} minutes.",
            )
        factor = (total_s - fixed_s) / breathing_s
        stretch_all = not any(part.pattern for part in self.parts)
        return [
            Part(part.kind, part.title, part.seconds * factor, part.pattern, part.ramp, part.text)
            if part.pattern or stretch_all
            else part
            for part in self.parts
        ]


def parse(toml: str, name: str) -> Exercise:
    """Read an exercise file's text.

    Raises `ExerciseError` that names the file, the key and the allowed range.
    """
    try:
        file = msgspec.convert(tomllib.loads(toml), _File)
    except tomllib.TOMLDecodeError as error:
        raise ExerciseError(f"{name}: this is not TOML: {error}.", "See docs/exercises.md.") from None
    except msgspec.ValidationError as error:
        raise ExerciseError(f"{name}: {error}.", "See docs/exercises.md.") from None
    parts = tuple(_part(phase, f"{name}, phase {i}") for i, phase in enumerate(file.phases, 1))
    return Exercise(name, file.title, file.summary, file.evidence, tuple(file.cautions), parts, toml)


def allowed_bpm(pattern: Pattern) -> tuple[float, float]:
    """Give the slowest and the fastest pace at which this breath keeps within the bounds of care."""
    low_bpm, high_bpm = MIN_BPM, MAX_BPM
    for kind, seconds in _runs(pattern):
        shortest_s, longest_s = _RUN_S[kind]
        low_bpm = max(low_bpm, pattern.bpm * seconds / longest_s)
        if shortest_s:
            high_bpm = min(high_bpm, pattern.bpm * seconds / shortest_s)
    return low_bpm, high_bpm


def _part(phase: _Phase, where: str) -> Part:
    pattern = _pattern(phase, where)
    if pattern is None and phase.ramp:
        raise ExerciseError(f"{where}: “ramp” without breathing to ramp.", "Add breaths_per_minute.")
    ramp = Ramp(phase.ramp.from_, phase.ramp.seconds) if phase.ramp else None
    return Part(phase.kind, phase.title or phase.kind.value, phase.seconds, pattern, ramp, phase.text)


def _pattern(phase: _Phase, where: str) -> Pattern | None:
    if phase.steps and (phase.breaths_per_minute or phase.ratio):
        raise ExerciseError(
            f"{where}: breathing is written twice.", "Give either steps, or breaths_per_minute and ratio."
        )
    if phase.steps:
        pattern = Pattern(tuple(Step(step.level, step.seconds, step.text) for step in phase.steps))
    elif phase.breaths_per_minute:
        pattern = _from_ratio(phase.ratio or [4, 6], phase.breaths_per_minute, where)
    elif phase.ratio:
        raise ExerciseError(f"{where}: “ratio” without a pace.", "Add breaths_per_minute.")
    else:
        return None
    _check_bounds(pattern, where)
    return pattern


def _from_ratio(ratio: list[float], bpm: float, where: str) -> Pattern:
    """Turn in:out, in:hold:out or in:hold:out:rest into steps that fill one breath at `bpm`."""
    if not (total := sum(ratio)):
        raise ExerciseError(f"{where}: ratio adds up to nothing.", "Write it as in : out, such as [4, 6].")
    unit_s = 60 / bpm / total
    inhale, exhale = ratio[0], ratio[1] if len(ratio) == 2 else ratio[2]
    hold = ratio[1] if len(ratio) > 2 else 0.0
    rest = ratio[3] if len(ratio) > 3 else 0.0
    stretches = ((1.0, inhale), (1.0, hold), (0.0, exhale), (0.0, rest))
    return Pattern(tuple(Step(level, share * unit_s) for level, share in stretches if share > 0))


def _check_bounds(pattern: Pattern, where: str) -> None:
    """Raise `ExerciseError` for the first bound of care that the breath breaks."""
    if pattern.steps[-1].level != 0:
        raise ExerciseError(f"{where}: the breath does not end empty.", "Let the last step reach level 0.")
    if pattern.steps[0].level == 0:
        raise ExerciseError(f"{where}: the breath begins empty.", "Let the first step breathe in.")
    _check("breaths a minute", pattern.bpm, MIN_BPM, MAX_BPM, where)
    for kind, seconds in _runs(pattern):
        low, high = _RUN_S[kind]
        _check(f"seconds of {kind}", seconds, low, high, where)
    _check("of a breath held", _held_s(pattern) / pattern.period_s, 0.0, MAX_HELD_SHARE, where)


def _check(what: str, value: float, low: float, high: float, where: str) -> None:
    # A ratio such as 4:4:4:4 gives 0.5 only to within rounding.
    if not low - 1e-9 <= value <= high + 1e-9:
        raise ExerciseError(
            f"{where}: {value:.4g} {what} is out of bounds.", f"The allowed range is {low:g} to {high:g}."
        )


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


def _held_s(pattern: Pattern) -> float:
    return sum(seconds for kind, seconds in _runs(pattern) if kind.startswith("a hold"))

"""A part of an exercise file becomes a part that can be laid out.

Here is checked what concerns several keys at once: that a part does not say two things, that what it asks
for is within the bounds of care, and that nobody has to hold their breath to do it.
"""

from __future__ import annotations

import math

from biofeed.breath import Part, Pattern, Ramp, Step
from biofeed.errors import ExerciseError
from biofeed.exercise.bounds import first_breach, held_s
from biofeed.exercise.file import FilePhase
from biofeed.types import PhaseKind

UNKNOWN_PACE_BPM = 6.0
"""The personal pace of somebody whose best pace is not known."""
DEFAULT_RATIO = [4.0, 6.0]
_HOLDLESS = "without_holds = { breaths_per_minute = 6.0, ratio = [4, 6] }"


def part_from(phase: FilePhase, where: str) -> Part:
    """Check one part of a file and give what it asks for.

    `where` is how an error names the place. Raises `ExerciseError`.
    """
    pattern = _pattern(phase, where)
    _check_unpaced_keys(phase, pattern, where)
    return Part(
        kind=phase.kind,
        title=phase.title or phase.kind.value,
        seconds=_seconds(phase, where),
        pattern=pattern,
        ramp=_ramp(phase, pattern, where),
        text=phase.text,
        cues=tuple((cue.seconds, cue.text) for cue in phase.cues or ()),
        fades=phase.fade,
        task=_task(phase, where),
        without_holds=_without_holds(phase, pattern, where),
        is_personal=phase.pace is not None,
    )


def check_bounds(pattern: Pattern, where: str) -> None:
    """Raise `ExerciseError` for the first bound of care that the breath breaks."""
    if breach := first_breach(pattern):
        raise ExerciseError(f"{where}: {breach.title}", breach.hint)


def _seconds(phase: FilePhase, where: str) -> float:
    if not phase.cues:
        if phase.seconds is None:
            raise ExerciseError(f"{where}: “seconds” is missing.", "Say how long it lasts, from 1 to 1800.")
        return phase.seconds
    total_s = math.fsum(cue.seconds for cue in phase.cues)
    if phase.seconds is not None and not math.isclose(phase.seconds, total_s):
        raise ExerciseError(
            f"{where}: seconds is {phase.seconds:g}, and its cues last {total_s:g}.",
            f"Leave seconds out, or write {total_s:g}.",
        )
    if total_s > 1800:
        raise ExerciseError(f"{where}: its cues last {total_s:g} seconds.", "Up to 1800 are allowed.")
    return total_s


def _pattern(phase: FilePhase, where: str) -> Pattern | None:
    ways = [phase.steps, phase.breaths_per_minute, phase.pace]
    if sum(way is not None for way in ways) > 1 or (phase.steps and phase.ratio):
        raise ExerciseError(
            f"{where}: breathing is written twice.",
            "Give one of breaths_per_minute, pace and steps; ratio goes with the first two.",
        )
    if phase.steps:
        pattern = Pattern(tuple(Step(step.level, step.seconds, step.text) for step in phase.steps))
        _check_ends(pattern, where)
    elif phase.breaths_per_minute or phase.pace:
        bpm = phase.breaths_per_minute or UNKNOWN_PACE_BPM
        pattern = _from_ratio(phase.ratio or DEFAULT_RATIO, bpm, where)
    elif phase.ratio:
        raise ExerciseError(f"{where}: “ratio” without a pace.", "Add breaths_per_minute.")
    else:
        return None
    check_bounds(pattern, where)
    return pattern


def _from_ratio(ratio: list[float], bpm: float, where: str) -> Pattern:
    """Turn in:out, in:hold:out or in:hold:out:rest into steps that fill one breath at `bpm`."""
    inhale, exhale = ratio[0], ratio[1] if len(ratio) == 2 else ratio[2]
    if not inhale or not exhale:
        raise ExerciseError(
            f"{where}: the ratio leaves out breathing in or out.", "Write it as in : out, such as [4, 6]."
        )
    unit_s = 60 / bpm / sum(ratio)
    hold = ratio[1] if len(ratio) > 2 else 0.0
    rest = ratio[3] if len(ratio) > 3 else 0.0
    stretches = ((1.0, inhale), (1.0, hold), (0.0, exhale), (0.0, rest))
    return Pattern(tuple(Step(level, share * unit_s) for level, share in stretches if share > 0))


def _check_ends(pattern: Pattern, where: str) -> None:
    if pattern.steps[-1].level != 0:
        raise ExerciseError(f"{where}: the breath does not end empty.", "Let the last step reach level 0.")
    if pattern.steps[0].level == 0:
        raise ExerciseError(f"{where}: the breath begins empty.", "Let the first step breathe in.")


def _ramp(phase: FilePhase, pattern: Pattern | None, where: str) -> Ramp | None:
    if phase.ramp is None or pattern is None:
        return None
    check_bounds(pattern.at(phase.ramp.from_), f"{where}, where the ramp begins")
    return Ramp(phase.ramp.from_, phase.ramp.seconds)


def _without_holds(phase: FilePhase, pattern: Pattern | None, where: str) -> Pattern | None:
    is_held = pattern is not None and held_s(pattern) > 0
    if phase.without_holds is None:
        if is_held:
            raise ExerciseError(
                f"{where}: the breath is held, and “without_holds” is missing.",
                f"Not everybody may hold their breath. Add what to breathe instead: {_HOLDLESS}",
            )
        return None
    if not is_held:
        raise ExerciseError(f"{where}: “without_holds”, and no breath is held.", "Leave it out.")
    where = f"{where}, without_holds"
    written = phase.without_holds
    instead = _from_ratio(written.ratio or DEFAULT_RATIO, written.breaths_per_minute, where)
    check_bounds(instead, where)
    if held_s(instead):
        raise ExerciseError(f"{where}: the breath is held here too.", "Write its ratio as in : out.")
    if phase.ramp:
        check_bounds(instead.at(phase.ramp.from_), f"{where}, where the ramp begins")
    return instead


def _check_unpaced_keys(phase: FilePhase, pattern: Pattern | None, where: str) -> None:
    if pattern is None and phase.ramp:
        raise ExerciseError(f"{where}: “ramp” without breathing to ramp.", "Add breaths_per_minute.")
    if pattern is None and phase.fade:
        raise ExerciseError(f"{where}: “fade”, and there is no pacer to fade.", "Add breaths_per_minute.")
    if phase.cues and pattern:
        raise ExerciseError(f"{where}: “cues” beside breathing.", "Put them into a part of their own.")
    if phase.cues and phase.text:
        raise ExerciseError(f"{where}: “text” beside “cues”.", "Put the text into the first cue.")


def _task(phase: FilePhase, where: str) -> str:
    if phase.task and phase.kind not in {PhaseKind.STRESSOR, PhaseKind.REST}:
        raise ExerciseError(
            f"{where}: “task” in a part of kind “{phase.kind}”.",
            "A task goes into a part of kind “stressor” or “rest”.",
        )
    return phase.task

"""What the answers to the caution check do to an exercise: leave it, change it, or let it wait.

Two questions, always in this order. `adjusted` changes what can be changed (a breath without its hold, a
gentler pace) and says so. `allows` then looks at what is really going to be breathed, part by part, and says
what waits and what there is instead. It does not trust that `adjusted` came before.

A ramp is judged by its slower end: to come down from nine to six a minute is a way in from one's own breath.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace

from biofeed.breath import Part
from biofeed.care.answer import Window
from biofeed.care.caution import AGAINST_HOLDS, GENTLE_BPM, GENTLE_FROM_BPM, Care
from biofeed.exercise import Exercise, Kind, Variant, allowed_bpm
from biofeed.exercise.bounds import held_s
from biofeed.exercise.variant import without_holds
from biofeed.types import PhaseKind
from biofeed.words import care as words

STRESS_LIMIT = 70
"""Felt stress from which on no stressor is offered."""
_OPEN_KINDS = frozenset(
    {Kind.BREATHING, Kind.RESET, Kind.GROUNDING, Kind.ACTIVATION, Kind.AWARENESS, Kind.READING}
)
"""What is offered before the check is answered, within bounds."""
_MEASURING_KINDS = frozenset({Kind.READING, Kind.ASSESSMENT, Kind.STRESS_RECOVERY})
_DEMANDING_KINDS = frozenset({Kind.ASSESSMENT, Kind.STRESS_RECOVERY})
_TOLERANCE_BPM = 1e-6
"""A pace written as a ratio is itself only to within rounding."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why an exercise waits, and what there is instead."""

    title: str
    hint: str


@dataclass(frozen=True, slots=True)
class Moment:
    """What is known of this moment, as far as the limits of care need to know it."""

    today: dt.date | None = None
    last_stressor: dt.date | None = None
    """The day of the last session with a stressor."""
    consent: bool = False
    """Whether the person said yes to being stressed, this time."""
    stress: int | None = None
    """Felt stress from the check-in; `None` if it was skipped."""
    window: Window | None = None
    has_strap: bool = True
    """Whether there is a device that beats come from."""


NOW = Moment()


def allows(exercise: Exercise, variant: Variant, care: Care, moment: Moment = NOW) -> Refusal | None:
    """Say why an exercise cannot be done in this way now; `None` if it can."""
    said = next(_reasons(exercise, variant, care, moment), None)
    if said is None:
        return None
    title, hint = said
    return Refusal(title.format(title=exercise.title), hint)


def adjusted(variant: Variant, exercise: Exercise, care: Care) -> tuple[Variant, tuple[str, ...]]:
    """Change how an exercise is done where the answers ask for it, and say what was changed.

    A pace that the person asked for stays. What cannot be changed is left to `allows`.
    """
    said: list[str] = []
    if care.card_first:
        said.append(words.CARD_FIRST)
    if variant.holds and exercise.has_holds and care.applies & AGAINST_HOLDS:
        variant = replace(variant, holds=False)
        said.append(words.WITHOUT_HOLDS)
    if care.hides_digits and exercise.is_paced:
        variant, about_pace = _gentler(variant, exercise)
        said += [about_pace] if about_pace else []
        said.append(words.DIGITS_HIDDEN)
    if not care.shows_numbers and (exercise.is_paced or variant.framed):
        # The windows of a frame are there to be measured, and there is nothing to measure.
        variant = replace(variant, framed=False)
        said.append(words.NO_NUMBERS)
    return variant, tuple(said)


def has_stressor(exercise: Exercise) -> bool:
    """Tell whether any part of it puts the person under pressure on purpose."""
    return any(part.kind is PhaseKind.STRESSOR for part in exercise.parts)


def needs_strap(exercise: Exercise) -> bool:
    """Tell whether it goes by the heart: it measures something, or lets the heart lead."""
    return exercise.kind in _MEASURING_KINDS or any(part.fades for part in exercise.parts)


def without_strap(exercise: Exercise, moment: Moment) -> tuple[str, ...]:
    """Say, before it begins, that it goes by a heart which nobody measures; nothing where that is not so."""
    return () if moment.has_strap or not needs_strap(exercise) else (words.GOES_BY_HEART,)


def _is_demanding(exercise: Exercise) -> bool:
    return exercise.kind in _DEMANDING_KINDS or has_stressor(exercise)


def _gentler(variant: Variant, exercise: Exercise) -> tuple[Variant, str]:
    """Begin at a gentler pace; where that cannot be, only say that it goes slower."""
    goals_bpm = [goal_bpm for goal_bpm, _ in _paces(exercise, variant)]
    if variant.pace_bpm is not None or min(goals_bpm) >= GENTLE_FROM_BPM:
        return variant, ""
    patterns = [part.pattern for part in _parts(exercise, variant) if part.pattern]
    pace_bpm = min(GENTLE_BPM, *(allowed_bpm(pattern)[1] for pattern in patterns))
    if exercise.protocol or pace_bpm < GENTLE_FROM_BPM:
        return variant, words.GOES_SLOWER
    return replace(variant, pace_bpm=pace_bpm), words.SLOWER_START


def _reasons(exercise: Exercise, variant: Variant, care: Care, moment: Moment) -> Iterator[words.Said]:
    """Give what speaks against it, the weightiest first."""
    if care.card_first and _is_demanding(exercise):
        yield words.CRISIS
    if not care.answered and not _is_open(exercise, variant, care):
        yield words.UNANSWERED
    if not care.allows_holds and _held(exercise, variant):
        yield words.HOLDS
    if care.waits_for_clinician and not _within(exercise, variant, care.pace_bpm):
        yield words.CLINICIAN
    if not care.shows_numbers and needs_strap(exercise):
        yield words.RHYTHM
    # What asks much of a person only to measure it is not asked where nothing measures.
    if not moment.has_strap and _is_demanding(exercise):
        yield words.STRAP
    if has_stressor(exercise):
        yield from _stressor_reasons(moment)


def _stressor_reasons(moment: Moment) -> Iterator[words.Said]:
    if moment.stress is not None and moment.stress >= STRESS_LIMIT:
        yield words.STRESSED
    if moment.window in (Window.ABOVE, Window.BELOW):
        yield words.OUTSIDE
    if moment.today is not None and moment.last_stressor == moment.today:
        yield words.ONCE_A_DAY
    if not moment.consent:
        yield words.CONSENT


def _is_open(exercise: Exercise, variant: Variant, care: Care) -> bool:
    """Tell whether it is among what is offered before the check is answered."""
    if exercise.kind not in _OPEN_KINDS or has_stressor(exercise) or _held(exercise, variant):
        return False
    if exercise.kind is Kind.READING:
        return not exercise.is_paced
    return _within(exercise, variant, care.pace_bpm)


def _parts(exercise: Exercise, variant: Variant) -> tuple[Part, ...]:
    return exercise.parts if variant.holds else without_holds(exercise.parts)


def _held(exercise: Exercise, variant: Variant) -> bool:
    return any(held_s(part.pattern) > 0 for part in _parts(exercise, variant) if part.pattern)


def _paces(exercise: Exercise, variant: Variant) -> list[tuple[float, float]]:
    """Give for each paced part the pace it is meant to reach, and its slowest breath on the way there."""
    found = []
    for part in _parts(exercise, variant):
        if part.pattern:
            goal_bpm = part.pattern.bpm if variant.pace_bpm is None else variant.pace_bpm
            found.append((goal_bpm, min(goal_bpm, part.ramp.from_bpm) if part.ramp else goal_bpm))
    return found


def _within(exercise: Exercise, variant: Variant, bounds_bpm: tuple[float, float]) -> bool:
    low_bpm, high_bpm = bounds_bpm[0] - _TOLERANCE_BPM, bounds_bpm[1] + _TOLERANCE_BPM
    return all(
        low_bpm <= slowest_bpm and goal_bpm <= high_bpm for goal_bpm, slowest_bpm in _paces(exercise, variant)
    )

"""What a practice is begun with, once the person has said how they are.

The limits of care are asked here, in their order: first what can be changed is changed, then what is left is
looked at. Nothing of it draws.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from biofeed.care import (
    SKIPPED,
    Care,
    CheckIn,
    Moment,
    Refusal,
    Suggestion,
    adjusted,
    allows,
    has_stressor,
    suggest,
    without_strap,
)
from biofeed.exercise import Exercise, Variant
from biofeed.tui.person import Person
from biofeed.types import Note, Rating


@dataclass(frozen=True, slots=True)
class Wish:
    """What the person would like to practise."""

    exercise: Exercise
    variant: Variant
    device: str
    has_beats: bool


@dataclass(frozen=True, slots=True)
class Ready:
    """Everything that the live screen needs to begin."""

    exercise: Exercise
    variant: Variant
    device: str
    care: Care
    opening: tuple[Rating | Note, ...] = ()
    """What the person said before it began."""
    said: tuple[str, ...] = ()
    """What the answers to the caution check changed, where no check-in has said it."""
    keeps_words: bool = True
    """Whether that is to be in the log."""
    is_new: bool = False
    """Whether digits rest because these are the first sessions."""

    @property
    def hides_digits(self) -> bool:
        """Whether digits are hidden until they are asked for."""
        return self.is_new or self.care.hides_digits


def changes(wish: Wish, care: Care) -> tuple[Wish, tuple[str, ...]]:
    """Change how it is done where the answers to the caution check ask for it, and say what was changed."""
    variant, said = adjusted(wish.variant, wish.exercise, care)
    missing = without_strap(wish.exercise, Moment(has_strap=wish.has_beats))
    return replace(wish, variant=variant), (*said, *missing)


def refusal(
    wish: Wish, person: Person, checkin: CheckIn, today: dt.date, *, consent: bool = False
) -> Refusal | None:
    """Say why it waits; `None` if it can begin."""
    moment = Moment(
        today, person.last_stressor, consent, checkin.stress, checkin.window, has_strap=wish.has_beats
    )
    return allows(wish.exercise, wish.variant, person.care, moment)


def needs_consent(wish: Wish) -> bool:
    """Tell whether it asks for a yes each time."""
    return has_stressor(wish.exercise)


def ready(wish: Wish, person: Person, checkin: CheckIn) -> Ready:
    """Put together what the live screen needs."""
    return Ready(
        wish.exercise,
        wish.variant,
        wish.device,
        person.care,
        checkin.events(),
        keeps_words=person.consent.words,
        is_new=person.is_new,
    )


def suggestion(
    wish: Wish, person: Person, checkin: CheckIn, exercises: Sequence[Exercise], today: dt.date
) -> Suggestion | None:
    """Give what might suit better after what was said just now; `None` if that changed nothing.

    What would have been suggested without it is home's business.
    """
    found = suggest(checkin, person.care, person.recent, exercises, today)
    if found == suggest(SKIPPED, person.care, person.recent, exercises, today):
        return None
    by_name = {exercise.name: exercise for exercise in exercises}
    other = by_name.get(found.exercise or "")
    if other is None or other.kind is wish.exercise.kind:
        return None
    return found

"""How the person is before a session, in their own judgement.

It is asked before any number is shown, so that it is the person's answer and not the strap's. Nothing here is
ever inferred from the heart. Each question may be skipped: what was skipped leaves no event.

In the log a check-in is ratings and notes at the session's first moment.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from biofeed.care.answer import Said, Window, as_rating, check_stress, told_notes, told_ratings
from biofeed.types import Event, Note, Rating

STRESS_BEFORE, WINDOW_BEFORE = "stress before", "window before"
POSTURE, SETTING = "posture", "setting"


class Posture(StrEnum):
    """How the body is; numbers are compared within one posture alone."""

    SITTING = "sitting"
    LYING = "lying"
    STANDING = "standing"


class Setting(StrEnum):
    """In which kind of moment it is practised."""

    CALM = "calm"
    UNDER_PRESSURE = "under pressure"


@dataclass(frozen=True, slots=True)
class CheckIn:
    """What the person said before. `None` is a question that was skipped.

    Raises `UsageError` for a felt stress outside of 0 to 100.
    """

    stress: int | None = None
    window: Window | None = None
    posture: Posture | None = None
    setting: Setting | None = None

    def __post_init__(self) -> None:
        check_stress(self.stress)

    def events(self) -> tuple[Rating | Note, ...]:
        """Give what was said as events at the session's first moment."""
        ratings = told_ratings(((STRESS_BEFORE, self.stress), (WINDOW_BEFORE, as_rating(self.window))))
        notes = told_notes(((self.posture, POSTURE), (self.setting, SETTING)))
        return (*(Rating(0.0, *rating) for rating in ratings), *(Note(0.0, *note) for note in notes))


SKIPPED = CheckIn()


def read_checkin(events: Iterable[Event]) -> CheckIn:
    """Find the check-in in a session's events; where something was said twice, the later holds."""
    said = Said.of(events)
    return CheckIn(
        stress=said.stress(STRESS_BEFORE),
        window=said.window(WINDOW_BEFORE),
        posture=said.choice(POSTURE, Posture),
        setting=said.choice(SETTING, Setting),
    )

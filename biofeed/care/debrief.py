"""How it was, in the person's own judgement, after a session or where it was stopped.

The same two questions as before, so that they can be compared, and then the person's own words. What stopped
a session early is one key; it reaches the report, because a therapist wants to know of dizziness. Each
question may be skipped.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from biofeed.care.answer import Said, Window, as_rating, check_stress, told_notes, told_ratings
from biofeed.errors import UsageError
from biofeed.types import Event, Note, Rating

STRESS_AFTER, WINDOW_AFTER, OKAY_MINUTES = "stress after", "window after", "okay minutes"
HELPED, LINE, BRING, STOP_REASON = "helped", "", "bring to session", "stop reason"
"""Topics of notes. A line of one's own has none."""


class StopReason(StrEnum):
    """Why the person stopped before the end."""

    DIZZY = "dizzy"
    TINGLING = "tingling"
    SHORT_OF_BREATH = "short of breath"
    UPSET = "upset"
    INTERRUPTED = "interrupted"
    ENOUGH = "enough"


FROM_BREATHING = frozenset({StopReason.DIZZY, StopReason.TINGLING, StopReason.SHORT_OF_BREATH})
"""Reasons that more air than needed can bring; an easier or faster breath is what helps."""


@dataclass(frozen=True, slots=True)
class Debrief:
    """What the person said after. `None` is a question that was skipped.

    Raises `UsageError` for a felt stress outside of 0 to 100, or minutes below 0.
    """

    stress: int | None = None
    window: Window | None = None
    helped: str | None = None
    line: str | None = None
    bring: str | None = None
    """What to talk about in the next session with the therapist."""
    stop_reason: StopReason | None = None
    okay_minutes: float | None = None
    """How long it took until it felt okay again, in the person's own judgement."""

    def __post_init__(self) -> None:
        check_stress(self.stress)
        if self.okay_minutes is not None and self.okay_minutes < 0:
            raise UsageError(f"{self.okay_minutes:g} minutes is no length of time.", "It begins at 0.")

    def ratings(self) -> tuple[tuple[str, float], ...]:
        """Give the ratings as (scale, value), for `Session.rate`."""
        return told_ratings(
            (
                (STRESS_AFTER, self.stress),
                (WINDOW_AFTER, as_rating(self.window)),
                (OKAY_MINUTES, self.okay_minutes),
            )
        )

    def notes(self) -> tuple[tuple[str, str], ...]:
        """Give the notes as (text, topic), for `Session.note`."""
        return told_notes(
            (
                (self.stop_reason, STOP_REASON),
                (self.helped, HELPED),
                (self.line, LINE),
                (self.bring, BRING),
            )
        )

    def events(self, t_s: float) -> tuple[Rating | Note, ...]:
        """Give what was said as events at a moment of the session."""
        ratings = (Rating(t_s, *rating) for rating in self.ratings())
        return (*ratings, *(Note(t_s, *note) for note in self.notes()))


def read_debrief(events: Iterable[Event]) -> Debrief:
    """Find the debrief in a session's events; where something was said twice, the later holds."""
    said = Said.of(events)
    minutes = said.ratings.get(OKAY_MINUTES)
    return Debrief(
        stress=said.stress(STRESS_AFTER),
        window=said.window(WINDOW_AFTER),
        helped=said.notes.get(HELPED),
        line=said.notes.get(LINE),
        bring=said.notes.get(BRING),
        stop_reason=said.choice(STOP_REASON, StopReason),
        okay_minutes=minutes if minutes is not None and minutes >= 0 else None,
    )

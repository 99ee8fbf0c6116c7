"""What the person answers, as the log keeps it, and how it is found there again.

Felt stress is a rating from 0 to 100. Where one is in the window of tolerance is a rating too, so that it can
be drawn over time: 1 above (too much), 0 inside, -1 below (too little, numb, far away). Everything else is a
note under its topic. A question that was skipped leaves no event, so that nothing has to be told from it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from biofeed.errors import UsageError
from biofeed.types import Event, Note, Rating

MAX_STRESS = 100


class Window(StrEnum):
    """Where the person says they are in their window of tolerance."""

    ABOVE = "above"
    INSIDE = "inside"
    BELOW = "below"


WINDOW_RATING = {Window.ABOVE: 1.0, Window.INSIDE: 0.0, Window.BELOW: -1.0}
"""The window as a rating in the log."""


def check_stress(stress: int | None) -> None:
    """Raise `UsageError` for a felt stress that the scale does not have."""
    if stress is not None and not 0 <= stress <= MAX_STRESS:
        raise UsageError(f"{stress} is no felt stress.", f"It goes from 0 to {MAX_STRESS}.")


def as_rating(window: Window | None) -> float | None:
    """Give the window as its rating."""
    return None if window is None else WINDOW_RATING[window]


def told_ratings(pairs: Iterable[tuple[str, float | None]]) -> tuple[tuple[str, float], ...]:
    """Leave out what was skipped; each is (scale, value)."""
    return tuple((scale, float(value)) for scale, value in pairs if value is not None)


def told_notes(pairs: Iterable[tuple[str | None, str]]) -> tuple[tuple[str, str], ...]:
    """Leave out what was skipped or left empty; each is (text, topic)."""
    return tuple((str(text), topic) for text, topic in pairs if text is not None and text.strip())


_Choice = TypeVar("_Choice", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Said:
    """The last thing said on each scale and each topic of a session."""

    ratings: dict[str, float]
    notes: dict[str, str]

    @classmethod
    def of(cls, events: Iterable[Event]) -> Said:
        """Collect what was said in a session's events."""
        ratings: dict[str, float] = {}
        notes: dict[str, str] = {}
        for event in events:
            match event:
                case Rating(scale=scale, value=float() | int() as value):
                    ratings[scale] = value
                case Note(text=text, topic=topic):
                    notes[topic] = text
        return cls(ratings, notes)

    def stress(self, scale: str) -> int | None:
        """Give a felt stress; `None` if it was skipped or is on no scale of ours."""
        value = self.ratings.get(scale)
        return round(value) if value is not None and 0 <= value <= MAX_STRESS else None

    def window(self, scale: str) -> Window | None:
        """Give a place in the window of tolerance; `None` if it was skipped."""
        value = self.ratings.get(scale)
        return next((window for window, rating in WINDOW_RATING.items() if rating == value), None)

    def choice(self, topic: str, choices: type[_Choice]) -> _Choice | None:
        """Give one of several answers; `None` if it was skipped, or is an answer that is not known here."""
        text = self.notes.get(topic)
        return next((choice for choice in choices if choice.value == text), None)

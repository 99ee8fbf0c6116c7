"""A moment of an ordinary day: a setback, or a win.

One field is enough, whichever it is: a word for a feeling, a place in the body, a line. What recovery is
measured by in a person's own words is `minutes_until_okay`.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from biofeed.diary.bounds import MAX_FELT, MAX_MINUTES_UNTIL_OKAY, require_within, require_zone
from biofeed.errors import UsageError
from biofeed.words import diary as words


class MomentKind(StrEnum):
    """What kind of moment it was; the wins come first wherever both are listed."""

    WIN = "win"
    SETBACK = "setback"


@dataclass(frozen=True, slots=True)
class Moment:
    """A setback or a win. Raises `UsageError` for a number off its scale, or if nothing at all is told."""

    kind: MomentKind
    happened: dt.datetime
    """With its offset from UTC."""
    what: str = ""
    feelings: tuple[str, ...] = ()
    """Words from `biofeed.diary.feeling`, or the person's own."""
    places: tuple[str, ...] = ()
    """Where in the body it was felt."""
    peak: int | None = None
    """How strong it was at its strongest, 0 to 100."""
    minutes_until_okay: float | None = None
    helped: str = ""
    noticed_at: int | None = None
    """How strong it was when it was noticed, 0 to 100: to notice early is a skill that grows."""

    def __post_init__(self) -> None:
        require_zone(self.happened, words.MOMENT)
        require_within(self.peak, 0, MAX_FELT, words.PEAK)
        require_within(self.noticed_at, 0, MAX_FELT, words.NOTICED_AT)
        require_within(self.minutes_until_okay, 0, MAX_MINUTES_UNTIL_OKAY, words.MINUTES_UNTIL_OKAY)
        if not self._tells_something():
            raise UsageError(words.NOTHING_TOLD, words.NOTHING_TOLD_HINT)

    def _tells_something(self) -> bool:
        texts = (self.what, self.helped, *self.feelings, *self.places)
        numbers = (self.peak, self.minutes_until_okay, self.noticed_at)
        return any(text.strip() for text in texts) or any(number is not None for number in numbers)

"""Context of a day: what else moves a heart's rhythm and a mood, so that a dip is not read without it."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass
from enum import StrEnum

from biofeed.diary.bounds import require_within
from biofeed.errors import UsageError
from biofeed.words import diary as words


class TagKind(StrEnum):
    """What kind of thing it is."""

    SLEEP = "sleep"
    CAFFEINE = "caffeine"
    ALCOHOL = "alcohol"
    MEDICATION_CHANGE = "medication change"
    ILLNESS = "illness"
    EXERCISE = "exercise"
    LIFE_EVENT = "life event"


_HIGHEST = {TagKind.SLEEP: 24.0, TagKind.EXERCISE: 1440.0}
"""The most of it that a day has room for, in the units of `words.TAG_UNITS`."""


@dataclass(frozen=True, slots=True)
class Tag:
    """One tag of one day; whether there is a number, a text or neither depends on what there is to say.

    Raises `UsageError` for an amount that no day has room for.
    """

    kind: TagKind
    day: dt.date
    amount: float | None = None
    """Hours of sleep, cups, drinks, minutes of exercise; without a unit for the others."""
    text: str = ""

    def __post_init__(self) -> None:
        require_within(self.amount, 0, _HIGHEST.get(self.kind, 1000.0), self.kind.value)


def read_tag_kind(text: str) -> TagKind:
    """Read what a person typed, the beginning of it being enough: `med`, `life-event`.

    Raises `UsageError` naming the kinds there are.
    """
    typed = text.strip().casefold().replace("-", " ").replace("_", " ")
    found = [kind for kind in TagKind if typed and kind.value.startswith(typed)]
    if len(found) != 1:
        raise UsageError(words.NO_SUCH_TAG.format(tag=text), words.choices(TagKind))
    return found[0]


def read_tag(kind: TagKind, day: dt.date, said: str) -> Tag:
    """Make a tag of what a person said about it, which may be a number, a text or nothing."""
    try:
        amount = float(said.replace(",", "."))
    except ValueError:
        return Tag(kind, day, text=said.strip())
    return Tag(kind, day, amount=amount) if math.isfinite(amount) else Tag(kind, day, text=said.strip())

"""Context of a day: what else moves a heart's rhythm and a mood, so that a dip is not read without it."""

from __future__ import annotations

import datetime as dt
import re
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
_MOST = 1000.0
"""The most of anything else."""
_PLAIN = ""
_HOURS, _MINUTES = ("h", "hr", "hrs", "hour", "hours"), ("m", "min", "mins", "minute", "minutes")
_UNITS = {
    TagKind.SLEEP: {_PLAIN: 1.0, **dict.fromkeys(_HOURS, 1.0), **dict.fromkeys(_MINUTES, 1 / 60)},
    TagKind.CAFFEINE: dict.fromkeys((_PLAIN, "cup", "cups"), 1.0),
    TagKind.ALCOHOL: dict.fromkeys((_PLAIN, "drink", "drinks"), 1.0),
    TagKind.EXERCISE: {_PLAIN: 1.0, **dict.fromkeys(_MINUTES, 1.0), **dict.fromkeys(_HOURS, 60.0)},
}
"""The tags that are amounts, and how many of its own unit each unit is that can stand behind a number."""
_AMOUNT = re.compile(r"(?P<number>[+-]?(?:[0-9]{1,9}(?:[.,][0-9]{0,9})?|[.,][0-9]{1,9}))\s*(?P<unit>[a-z]*)")


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
        require_within(self.amount, 0, _highest(self.kind), self.kind.value)


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
    """Make a tag of what a person said about it.

    Of sleep, caffeine, alcohol and exercise that is an amount, with or without its unit (`6.5`, `6,5 h`,
    `30 min`), or nothing; of the others a number, a text or nothing. Raises `UsageError` for an amount that
    is none, or that no day has room for.
    """
    text = said.strip()
    found = _AMOUNT.fullmatch(text.casefold())
    factor = _UNITS.get(kind, {}).get(found["unit"] or _PLAIN, 0.0) if found else 0.0
    if kind not in _UNITS:
        is_number = found is not None and not found["unit"]
        return Tag(kind, day, amount=_number(text)) if is_number else Tag(kind, day, text=text)
    if not text:
        return Tag(kind, day)
    if found is None or not factor:
        raise UsageError(
            words.NO_AMOUNT.format(text=text, tag=kind.value), words.amount_range(kind.value, _highest(kind))
        )
    return Tag(kind, day, amount=round(_number(found["number"]) * factor, 2))


def _highest(kind: TagKind) -> float:
    return _HIGHEST.get(kind, _MOST)


def _number(text: str) -> float:
    return float(text.replace(",", "."))

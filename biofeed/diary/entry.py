"""An entry of the diary: what was told, when it was written, and whether it is to be shared.

Every entry is private until it is ticked for sharing. To edit one is to write it anew: the earlier versions
are kept, so that what was shared can be told from what was written later. To delete one takes all of its
versions away.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, TypeAlias

import msgspec

from biofeed.diary.bounds import require_zone
from biofeed.diary.goal import Goal, GoalRating
from biofeed.diary.moment import Moment
from biofeed.diary.tag import Tag
from biofeed.diary.total import Total
from biofeed.errors import UsageError
from biofeed.words import diary as words


@dataclass(frozen=True, slots=True)
class Line:
    """A line about the day. “Nothing to report” is one: to have looked is worth an entry."""

    text: str
    happened: dt.datetime

    def __post_init__(self) -> None:
        require_zone(self.happened, words.LINE)
        if not self.text.strip():
            raise UsageError(words.EMPTY_LINE, words.EMPTY_LINE_HINT)


Value: TypeAlias = Moment | Goal | GoalRating | Tag | Total | Line

_CLASSES: dict[str, type[Value]] = {
    "win": Moment,
    "setback": Moment,
    "goal": Goal,
    "rating": GoalRating,
    "total": Total,
    "tag": Tag,
    "line": Line,
}
KINDS = tuple(_CLASSES)
"""Every kind of entry, in the order in which lists show them: wins before setbacks."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry as the diary keeps it."""

    id: int
    """Its number, which stays the same when it is edited."""
    client: str
    value: Value
    written: dt.datetime
    """When this version of it was written."""
    shared: bool = False
    revision: int = 1
    """1 as it was first written, one more with each edit."""

    @property
    def kind(self) -> str:
        """Name its kind, one of `KINDS`."""
        return kind_of(self.value)

    @property
    def happened(self) -> dt.datetime:
        """Say when it was; what has a day and no time counts as noon of that day."""
        return happened(self.value, self.written)


def kind_of(value: Value) -> str:
    """Name the kind of an entry's value, one of `KINDS`."""
    if isinstance(value, Moment):
        return value.kind.value
    return next(kind for kind, made in _CLASSES.items() if made is type(value))


def happened(value: Value, written: dt.datetime) -> dt.datetime:
    """Say when it was; what has a day and no time counts as noon of that day, where it was written."""
    if isinstance(value, Tag | Total):
        return dt.datetime.combine(value.day, dt.time(12), written.tzinfo)
    return value.happened


def to_payload(value: Value) -> dict[str, Any]:
    """Take a value apart into what JSON can say."""
    payload: dict[str, Any] = msgspec.to_builtins(value)
    return payload


def from_payload(kind: str, payload: dict[str, Any]) -> Value:
    """Put a value together again. Raises `ValueError` for what is unknown, missing or of another type."""
    if kind not in _CLASSES:
        raise ValueError(f"“{kind}” is not a known kind of entry")
    try:
        return msgspec.convert(payload, _CLASSES[kind])
    except msgspec.ValidationError as error:
        raise ValueError(str(error)) from None
    except UsageError as error:
        raise ValueError(error.title) from error

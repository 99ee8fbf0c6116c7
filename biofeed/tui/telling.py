"""What was filled in on the screen of moments, and the entry of the diary that it makes.

Pure: fields in, a value or an error with its hint out. Which rows belong to which kind of entry stands here
as well, so that screen and entry cannot tell different stories.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from biofeed.diary import (
    Goal,
    GoalRating,
    Moment,
    MomentKind,
    Questionnaires,
    Tag,
    TagKind,
    Total,
    Value,
    read_tag,
    same_goal,
)
from biofeed.errors import UsageError
from biofeed.words import home as words

FEELINGS = ("what", "feeling", "closer", "own", "place")
ROWS_OF: Mapping[str, tuple[str, ...]] = {
    "setback": (*FEELINGS, "peak", "okay", "helped"),
    "win": (*FEELINGS, "helped"),
    "day": ("tag", "said"),
    "goal": ("goal", "new", "near"),
    "total": ("questionnaire", "variant", "numbers"),
}
"""Which rows are asked for each kind of entry."""


@dataclass(frozen=True, slots=True)
class Filled:
    """The fields that hold something, by their row."""

    which: str = "setback"
    fields: Mapping[str, str | int] = field(default_factory=dict)

    def text(self, row: str) -> str:
        """Give what was written or picked in a row; empty if nothing was."""
        return str(self.fields.get(row, ""))

    def number(self, row: str) -> int | None:
        """Give the number of a row; `None` if it was left open."""
        value = self.fields.get(row)
        return value if isinstance(value, int) else None


def told_by(
    filled: Filled, now: dt.datetime, goals: tuple[Goal, ...], known: Questionnaires
) -> tuple[Value, ...]:
    """Give the entries that were told: one, or a new goal with its first rating.

    Raises `UsageError` where nothing was told, or a number is on no scale.
    """
    make: Mapping[str, Callable[[], tuple[Value, ...]]] = {
        "day": lambda: (_tag(filled, now),),
        "goal": lambda: _goal(filled, now, goals),
        "total": lambda: (_total(filled, now, known),),
    }
    return make.get(filled.which, lambda: (_moment(filled, now),))()


def _moment(filled: Filled, now: dt.datetime) -> Moment:
    kind = MomentKind(filled.which)
    is_setback = kind is MomentKind.SETBACK
    own = tuple(word.strip() for word in filled.text("own").split(",") if word.strip())
    # The closer word says all that the basic one does.
    picked = filled.text("closer") or filled.text("feeling")
    return Moment(
        kind,
        now,
        filled.text("what"),
        (*((picked,) if picked else ()), *own),
        (filled.text("place"),) if filled.text("place") else (),
        filled.number("peak") if is_setback else None,
        filled.number("okay") if is_setback else None,
        filled.text("helped"),
    )


def _tag(filled: Filled, now: dt.datetime) -> Tag:
    if not filled.text("tag"):
        raise UsageError(words.NOTHING_TOLD, words.NOTHING_TOLD_HINT)
    return read_tag(TagKind(filled.text("tag")), now.date(), filled.text("said"))


def _goal(filled: Filled, now: dt.datetime, goals: tuple[Goal, ...]) -> tuple[Value, ...]:
    name, near = filled.text("new") or filled.text("goal"), filled.number("near")
    is_new = bool(name) and not any(same_goal(goal.name, name) for goal in goals)
    if not name or (near is None and not is_new):
        raise UsageError(words.NOTHING_TOLD, words.NOTHING_TOLD_HINT)
    setting: tuple[Value, ...] = (Goal(name, now),) if is_new else ()
    rating: tuple[Value, ...] = () if near is None else (GoalRating(name, near, now),)
    return (*setting, *rating)


def _total(filled: Filled, now: dt.datetime, known: Questionnaires) -> Total:
    if not filled.text("questionnaire") or not filled.text("numbers"):
        raise UsageError(words.NOTHING_TOLD, words.NOTHING_TOLD_HINT)
    whole, parts = _numbers(filled.text("numbers"))
    return known.checked(
        Total(filled.text("questionnaire"), whole, now.date(), filled.text("variant"), parts)
    )


def _numbers(text: str) -> tuple[float | None, tuple[tuple[str, float], ...]]:
    """Read a total, or parts with their names, or both, with commas between them."""
    whole: float | None = None
    parts: list[tuple[str, float]] = []
    for piece in filter(None, (piece.strip() for piece in text.split(","))):
        name, _, number = piece.rpartition("=")
        try:
            value = float(number)
        except ValueError:
            raise UsageError(words.NO_PART.format(text=piece), words.NO_PART_HINT) from None
        if name.strip():
            parts.append((name.strip(), value))
        else:
            whole = value
    return whole, tuple(parts)

"""Entries for tests, all of one person, written on a day in March."""

from __future__ import annotations

import datetime as dt
from itertools import count
from typing import Any

from biofeed.diary import Course, Entry, Goal, GoalRating, Moment, MomentKind, Point, Total, Value
from biofeed.diary.questionnaire import Basis, CutOff, ReliableChange, Scale, Worse

ZONE = dt.timezone(dt.timedelta(hours=1))
NOON = dt.datetime(2026, 3, 4, 12, 0, tzinfo=ZONE)
DAY = NOON.date()

_numbers = count(1)


def days_ago(days: float) -> dt.datetime:
    return NOON - dt.timedelta(days=days)


def win(days: float = 0, **told: Any) -> Moment:
    return Moment(MomentKind.WIN, days_ago(days), "paused before I answered", **told)


def setback(days: float = 0, **told: Any) -> Moment:
    return Moment(MomentKind.SETBACK, days_ago(days), "argument", **told)


def goal(name: str = "sleep", days: float = 30) -> Goal:
    return Goal(name, days_ago(days), "lying awake", "walks")


def rating(value: float, days: float = 0, name: str = "sleep") -> GoalRating:
    return GoalRating(name, value, days_ago(days))


def total(value: float, days: int = 0, name: str = "PHQ-9") -> Total:
    return Total(name, value, days_ago(days).date())


def entry(value: Value, shared: bool = False) -> Entry:
    """Give an entry with the next number, written as the day in March is at noon."""
    return Entry(next(_numbers), "me", value, NOON, shared)


def scale(worse: Worse | None = Worse.HIGHER, index: float = 6.0, cut_off: float | None = 10.0) -> Scale:
    return Scale(
        lowest=0,
        highest=100,
        worse=worse,
        cut_off=None if cut_off is None else CutOff(value=cut_off, basis=Basis.PAGE, source="made up"),
        reliable_change=ReliableChange(value=index, basis=Basis.PAGE, source="made up"),
    )


def course(values: list[float], its_scale: Scale | None = None, every_days: int = 7) -> Course:
    """Give a course of one value every so many days."""
    points = tuple(
        Point(DAY + dt.timedelta(days=every_days * index), value) for index, value in enumerate(values)
    )
    return Course("PHQ-9", "", "", points, its_scale or scale())

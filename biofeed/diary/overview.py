"""What the diary looks like from a step back: wins first, weeks, goals, and what the days were like.

Pure functions of entries, for the app, the command line and the report alike.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median
from typing import TypeVar

from biofeed.diary.course import Course, courses
from biofeed.diary.entry import KINDS, Entry
from biofeed.diary.goal import Goal, GoalCourse, GoalRating, goal_courses
from biofeed.diary.moment import Moment, MomentKind
from biofeed.diary.questionnaire import Questionnaires
from biofeed.diary.tag import Tag, TagKind
from biofeed.diary.total import Total

_V = TypeVar("_V")


@dataclass(frozen=True, slots=True)
class UntilOkay:
    """How long it took, by the person's own account, until it was okay again."""

    median_minutes: float
    moments: int
    """How many setbacks that is the median of: with one or two it says little."""


@dataclass(frozen=True, slots=True)
class Week:
    """The moments of one week."""

    monday: dt.date
    wins: int
    setbacks: int


@dataclass(frozen=True, slots=True)
class TagLine:
    """What one kind of tag said, day by day."""

    kind: TagKind
    tags: tuple[Tag, ...]


def wins_first(entries: Iterable[Entry]) -> list[Entry]:
    """Order entries for reading: wins, then setbacks, then the rest; within a kind the newest first."""
    newest = sorted(entries, key=lambda entry: (entry.happened, entry.id), reverse=True)
    return sorted(newest, key=lambda entry: KINDS.index(entry.kind))


def until_okay(entries: Iterable[Entry]) -> UntilOkay | None:
    """Give the median of the minutes until okay; `None` where no setback says any."""
    told = [
        moment.minutes_until_okay
        for moment in values(entries, Moment)
        if moment.kind is MomentKind.SETBACK and moment.minutes_until_okay is not None
    ]
    return UntilOkay(median(told), len(told)) if told else None


def weeks(entries: Iterable[Entry], first: dt.date, last: dt.date) -> list[Week]:
    """Count wins and setbacks of each week from that of `first` to that of `last`, empty weeks too."""
    moments = values(entries, Moment)
    mondays = [_monday(moment.happened.date()) for moment in moments]
    counted: list[Week] = []
    monday = _monday(first)
    while monday <= last:
        kinds = [moment.kind for moment, its in zip(moments, mondays, strict=True) if its == monday]
        counted.append(Week(monday, kinds.count(MomentKind.WIN), kinds.count(MomentKind.SETBACK)))
        monday += dt.timedelta(days=7)
    return counted


def goals(entries: Iterable[Entry]) -> list[GoalCourse]:
    """Give every goal with its first and its latest rating, the goal set first leading."""
    kept = _as_kept(entries)
    set_first = sorted(values(kept, Goal), key=lambda goal: goal.happened)
    return goal_courses(set_first, values(kept, GoalRating))


def tag_lines(entries: Iterable[Entry]) -> list[TagLine]:
    """Give the tags of each kind by day, in the order in which the kinds are listed; no empty kind."""
    tags = sorted(values(_as_kept(entries), Tag), key=lambda tag: tag.day)
    lines = [TagLine(kind, tuple(tag for tag in tags if tag.kind is kind)) for kind in TagKind]
    return [line for line in lines if line.tags]


def total_courses(entries: Iterable[Entry], known: Questionnaires) -> list[Course]:
    """Give every questionnaire's totals over time, its parts apart."""
    return courses(values(_as_kept(entries), Total), known)


def values(entries: Iterable[Entry], kind: type[_V]) -> list[_V]:
    """Give what the entries of one kind say, without when it was written."""
    return [entry.value for entry in entries if isinstance(entry.value, kind)]


def _as_kept(entries: Iterable[Entry]) -> list[Entry]:
    """Order entries as they were kept, so that of two at one time the later one is the latest."""
    return sorted(entries, key=lambda entry: entry.id)


def _monday(day: dt.date) -> dt.date:
    return day - dt.timedelta(days=day.weekday())

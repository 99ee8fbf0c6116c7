"""Rows of equal time: weeks, months or quarters, whichever of them leaves few enough rows to read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from biofeed.history import PastSession, monday_of
from biofeed.words import report as words

MOST_ROWS = 14


@dataclass(frozen=True, slots=True)
class Period:
    """The sessions of one stretch of time; one without sessions makes no row."""

    first: dt.date
    label: str
    sessions: tuple[PastSession, ...]


def month_of(day: dt.date) -> dt.date:
    """Give the first day of a day's month."""
    return day.replace(day=1)


def quarter_of(day: dt.date) -> dt.date:
    """Give the first day of a day's quarter."""
    return day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)


_KINDS: dict[str, tuple[Callable[[dt.date], dt.date], Callable[[dt.date], str]]] = {
    "week": (monday_of, words.week),
    "month": (month_of, words.month),
    "quarter": (quarter_of, words.quarter),
}
"""Each kind with the first day of a day's period, and how that is named."""


def periods(sessions: Iterable[PastSession]) -> tuple[str, tuple[Period, ...]]:
    """Sort sessions, the oldest first, into the shortest periods that give few enough rows.

    Gives the kind of period as well. Where even quarters are too many, there are too many.
    """
    everything = tuple(sessions)
    found: tuple[Period, ...] = ()
    kind = ""
    for kind, (first_of, name) in _KINDS.items():  # noqa: B007  # the last one tried is the answer
        by_first: dict[dt.date, list[PastSession]] = {}
        for session in everything:
            by_first.setdefault(first_of(session.day), []).append(session)
        found = tuple(Period(first, name(first), tuple(its)) for first, its in by_first.items())
        if len(found) <= MOST_ROWS:
            break
    return kind, found

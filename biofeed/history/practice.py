"""How much was practised, and how it was borne: days and minutes, and what made somebody stop.

Days are counted and never rows of days without a gap: one that was missed takes nothing away.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from biofeed.care import Window
from biofeed.history.session import PastSession

RECENT_DAYS = 14


@dataclass(frozen=True, slots=True)
class PracticeWeek:
    """The practice of one week."""

    monday: dt.date
    sessions: int
    days: int
    minutes: float


@dataclass(frozen=True, slots=True)
class Practice:
    """The practice of a span of time."""

    recent_days: int
    """On how many of the last fourteen days there was any."""
    sessions: int
    minutes: float
    weeks: tuple[PracticeWeek, ...]
    """Each week from the first session's to the last day's, empty ones too."""
    cut_short: int
    """How many sessions ended before the exercise did."""
    stop_reasons: Mapping[str, int]
    """How often each reason to stop was given, the most frequent first."""
    windows_before: Mapping[Window, int]
    """How often the person said to be above, inside or below their window of tolerance before practising."""


def practice(sessions: Sequence[PastSession], last: dt.date) -> Practice:
    """Sum up the sessions in which an exercise was done, up to a day."""
    done = [session for session in sessions if session.is_practice and session.day <= last]
    reasons = Counter(str(session.debrief.stop_reason) for session in done if session.debrief.stop_reason)
    before = Counter(session.checkin.window for session in done if session.checkin.window)
    return Practice(
        recent_days=len({session.day for session in done if (last - session.day).days < RECENT_DAYS}),
        sessions=len(done),
        minutes=sum(session.minutes for session in done),
        weeks=_weeks(done, last),
        cut_short=sum(session.was_cut_short for session in done),
        stop_reasons=dict(reasons.most_common()),
        windows_before={window: before[window] for window in Window if before[window]},
    )


def monday_of(day: dt.date) -> dt.date:
    """Give the Monday of a day's week."""
    return day - dt.timedelta(days=day.weekday())


def _weeks(done: Iterable[PastSession], last: dt.date) -> tuple[PracticeWeek, ...]:
    by_week: dict[dt.date, list[PastSession]] = {}
    for session in done:
        by_week.setdefault(monday_of(session.day), []).append(session)
    if not by_week:
        return ()
    first = min(by_week)
    count = (monday_of(last) - first).days // 7 + 1
    mondays = (first + dt.timedelta(weeks=number) for number in range(count))
    return tuple(_week(monday, by_week.get(monday, [])) for monday in mondays)


def _week(monday: dt.date, sessions: Sequence[PastSession]) -> PracticeWeek:
    days = {session.day for session in sessions}
    return PracticeWeek(monday, len(sessions), len(days), sum(session.minutes for session in sessions))

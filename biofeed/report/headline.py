"""The headline: practice, change, and what is flagged. Three lines, whatever there is."""

from __future__ import annotations

from biofeed.diary import Course, GoalCourse, signal_of
from biofeed.history import RECENT_DAYS, ClientHistory
from biofeed.report.number import Number
from biofeed.report.page import Line, Said, clipped
from biofeed.report.told import brought
from biofeed.report.totals import change, name_of
from biofeed.words import report as words

MOST_CHANGES = 2


def headline(history: ClientHistory) -> tuple[Line, Line, Line]:
    """Give the three lines."""
    return _practice(history), _change(history), _flagged(history)


def _practice(history: ClientHistory) -> Line:
    done = history.practice
    if not done.sessions:
        return Line((words.NO_PRACTICE,))
    recent = Number("days practised", done.recent_days, words.OF_DAYS.format(days=RECENT_DAYS))
    sessions = Number("sessions", done.sessions, words.sessions(done.sessions))
    minutes = Number("minutes", done.minutes, "min")
    since = words.since(history.since)
    return Line((f"{words.PRACTISED_ON} ", recent, "; ", sessions, ", ", minutes, f" {since}."))


def _change(history: ClientHistory) -> Line:
    courses = [course for course in history.totals if len(course.points) > 1]
    # What changed by more than wobble is told before what did not.
    courses.sort(key=lambda course: not course.is_reliable)
    said: list[str | Number] = []
    for course in courses[:MOST_CHANGES]:
        said += ["; " if said else "", *_total(course)]
    goals = [goal for goal in history.goals if goal.ratings > 1]
    if not said and goals:
        said += _goal(goals[0])
    return Line((*said, ".") if said else (words.NOTHING_TWICE,))


def _total(course: Course) -> Said:
    outcome = f" ({words.SHORT_OUTCOMES[course.outcome]})" if course.outcome else ""
    return (f"{name_of(course)} ", *change(course), outcome)


def _goal(course: GoalCourse) -> Said:
    if course.first is None or course.latest is None:
        return ()
    first = Number("first", course.first.value, "/10")
    latest = Number("latest", course.latest.value, "/10", course.ratings)
    return (f"{words.GOAL} “{clipped(course.goal.name)}” ", first, " → ", latest)


def _flagged(history: ClientHistory) -> Line:
    signals = sum(signal_of(course) is not None for course in history.totals)
    marked = len(brought(history.sessions))
    said: list[str | Number] = []
    for name, count, unit in (
        ("to bring", marked, words.TO_BRING),
        ("signals", signals, words.signals(signals)),
        ("ended early", history.practice.cut_short, words.ENDED_EARLY),
    ):
        if count:
            said += ["; " if said else "", Number(name, count, unit)]
    return Line((*said, ".") if said else (words.NOTHING_MARKED,))

"""What the client said: what they want to bring, their goals, what went well, what was hard.

It comes first, because it is theirs, and in their own words. Wins stand before setbacks.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from biofeed.diary import Entry, GoalCourse, Moment, MomentKind, wins_first
from biofeed.diary import Line as DiaryLine
from biofeed.history import ClientHistory, PastSession
from biofeed.report.number import Number
from biofeed.report.page import Line, Lines, Said, Section, clipped
from biofeed.words import report as words
from biofeed.words import small_print

MOST_BROUGHT, MOST_GOALS, MOST_MOMENTS, MOST_LINES = 4, 4, 3, 2


def told(history: ClientHistory) -> Section:
    """Give the client's own words and ratings."""
    lines = (
        *_brought(history.sessions),
        *(_goal(goal) for goal in history.goals[:MOST_GOALS]),
        *_moments(history, MomentKind.WIN, words.WINS),
        *_moments(history, MomentKind.SETBACK, words.SETBACKS),
        *_lines(history),
    )
    return Section("told", words.TOLD, (Lines(lines, "columns"),) if lines else ())


def brought(sessions: Sequence[PastSession]) -> list[PastSession]:
    """Give the sessions after which something was marked for the next appointment, the newest first."""
    return [session for session in reversed(sessions) if session.debrief.bring]


def _brought(sessions: Sequence[PastSession]) -> Iterator[Line]:
    marked = brought(sessions)
    said = [_dated(session.day, session.debrief.bring or "") for session in marked[:MOST_BROUGHT]]
    if said:
        yield Line(("; ".join(said),), _counted(words.BRING, MOST_BROUGHT, len(marked)))


def _goal(course: GoalCourse) -> Line:
    sides = " · ".join(
        f"{side} {clipped(text)}"
        for side, text in ((words.LESS, course.goal.less_of), (words.MORE, course.goal.more_of))
        if text
    )
    said: list[str | Number] = [_quoted(course.goal.name), f" ({sides})" if sides else "", " "]
    if course.first is not None and course.ratings > 1:
        said += [Number("first", course.first.value, "/10", digits=_digits(course.first.value)), " → "]
    if course.latest is not None:
        value = course.latest.value
        said.append(Number("latest", value, "/10", course.ratings, _digits(value)))
    return Line(tuple(said), words.GOAL)


def _moments(history: ClientHistory, kind: MomentKind, label: str) -> Iterator[Line]:
    found = [entry for entry in wins_first(history.entries) if entry.kind == kind]
    said: list[str | Number] = []
    for entry in found[:MOST_MOMENTS]:
        if isinstance(entry.value, Moment):
            said += ["; " if said else "", *_moment(entry, entry.value)]
    if said:
        yield Line(tuple(said), _counted(label, MOST_MOMENTS, len(found)))
    if kind is MomentKind.SETBACK and history.okay is not None:
        middle = Number("median", history.okay.median_minutes, "min", history.okay.moments)
        yield Line((middle,), words.UNTIL_OKAY)


def _moment(entry: Entry, moment: Moment) -> Said:
    what = moment.what or ", ".join((*moment.feelings, *moment.places))
    said: list[str | Number] = [f"{_dated(moment.happened.date(), what)}{edit_mark(entry)}"]
    if moment.peak is not None:
        said += [f", {words.PEAK} ", Number("peak", moment.peak, "/100")]
    if moment.minutes_until_okay is not None:
        said += [f", {words.UNTIL_OKAY_AFTER} ", Number("until okay", moment.minutes_until_okay, "min")]
    if moment.helped:
        said.append(f", {words.HELPED}: {_quoted(moment.helped)}")
    return tuple(said)


def _lines(history: ClientHistory) -> Iterator[Line]:
    """Give lines of the diary; those of the sessions were ticked by nobody and need to be asked for."""
    for entry in [entry for entry in history.entries if isinstance(entry.value, DiaryLine)][:MOST_LINES]:
        if isinstance(entry.value, DiaryLine):
            yield Line((f"{_dated(entry.happened.date(), entry.value.text)}{edit_mark(entry)}",), words.LINES)
    if history.with_private:
        said = [session for session in reversed(history.sessions) if session.debrief.line]
        for session in said[:MOST_LINES]:
            yield Line((_dated(session.day, session.debrief.line or ""),), words.LINES)


def _dated(day: dt.date, text: str) -> str:
    return f"{words.short_day(day)} {_quoted(text)}"


def edit_mark(entry: Entry) -> str:
    """Mark an entry that was edited after it was written."""
    return f" {small_print.EDITED_MARK}" if entry.revision > 1 else ""


def _quoted(text: str) -> str:
    return f"“{clipped(text)}”"


def _counted(label: str, most: int, every: int) -> str:
    few = words.shown(min(most, every), every)
    return f"{label} ({few})" if few else label


def _digits(value: float) -> int:
    return 0 if float(value).is_integer() else 1

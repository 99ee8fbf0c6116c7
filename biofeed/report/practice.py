"""Practice: how much, how it felt before and after, and what made somebody stop."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from statistics import median

from biofeed.history import ClientHistory, PastSession, monday_of
from biofeed.report.chart import Strip, chart, day_ticks, days
from biofeed.report.number import Number
from biofeed.report.page import Line, Lines, Section
from biofeed.words import report as words

MOST_DOTS = 60
"""Beyond so many sessions a dot is the median of a week."""

Felt = Callable[[PastSession], int | None]


def practice(history: ClientHistory) -> Section:
    """Give what was practised, and how it was borne."""
    if not history.practice.sessions:
        return Section("practice", words.PRACTICE, ())
    strips = [_minutes(history)]
    if any(session.checkin.stress is not None for session in history.sessions):
        strips.append(_felt(history))
    picture = chart("practice-chart", words.PRACTICE, strips, day_ticks(history.since, history.until))
    return Section("practice", words.PRACTICE, (picture, Lines(tuple(_lines(history)), "flow")))


def _lines(history: ClientHistory) -> Iterator[Line]:
    done = history.practice
    yield Line(
        (
            Number("sessions", done.sessions, words.sessions(done.sessions)),
            ", ",
            Number("minutes", done.minutes, "min"),
            ", ",
            Number("ended early", done.cut_short, words.ENDED_EARLY),
        )
    )
    if done.stop_reasons:
        yield Line((words.stop_reasons(done.stop_reasons),), words.STOPPED_FOR)
    if done.windows_before:
        yield Line(
            (words.windows_before({place.value: count for place, count in done.windows_before.items()}),),
            words.TOLERANCE,
        )


def _minutes(history: ClientHistory) -> Strip:
    weeks = history.practice.weeks
    highest = max(week.minutes for week in weeks)
    span, edges = days(history.since, history.until), ("0", f"{highest:.0f}")
    strip = Strip(words.MINUTES_A_WEEK, words.MIN_A_WEEK, span, 0.0, highest, edges=edges)
    first, last = history.since.toordinal() - 0.5, history.until.toordinal() + 0.5
    for week in weeks:
        start = week.monday.toordinal() - 0.5
        if week.minutes:
            strip.bars([(max(start, first), min(start + 7, last), week.minutes)])
    busy = [week.minutes for week in weeks]
    strip.end(float(median(busy)), words.middle_of(f"{median(busy):.0f} min", len(busy), words.WEEKS_UNIT))
    strip.list("minutes in the week", [(str(week.monday), week.minutes) for week in weeks], "min")
    return strip


def _felt(history: ClientHistory) -> Strip:
    span = days(history.since, history.until)
    strip = Strip(words.FELT_SHORT, words.OF_100, span, 0.0, 100.0, edges=("0", "100"))
    told: tuple[tuple[str, Felt, str], ...] = (
        (words.BEFORE, lambda session: session.checkin.stress, "open"),
        (words.AFTER, lambda session: session.debrief.stress, "full"),
    )
    for name, felt, kind in told:
        points = _felt_points(history.sessions, felt)
        if not points:
            continue
        strip.mark([(max(day, history.since).toordinal(), value) for day, value in points], kind)
        ratings = [rating for session in history.sessions if (rating := felt(session)) is not None]
        sign = "○" if kind == "open" else "●"
        text = f"{sign} {name} {median(ratings):.0f}/100, n {len(ratings)}"
        strip.end(float(median(ratings)), text)
        strip.list(name, [(str(day), value) for day, value in points], "/100")
    return strip


def _felt_points(sessions: Sequence[PastSession], felt: Felt) -> list[tuple[dt.date, float]]:
    """Give (day, value) of each session, or the median of each week where there are many."""
    told = [(one.day, float(rating)) for one in sessions if (rating := felt(one)) is not None]
    if len(sessions) <= MOST_DOTS:
        return told
    weeks: dict[dt.date, list[float]] = {}
    for day, value in told:
        weeks.setdefault(monday_of(day), []).append(value)
    middle = dt.timedelta(days=3)
    return [(monday + middle, float(median(values))) for monday, values in weeks.items()]

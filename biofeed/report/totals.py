"""Questionnaires: each number over time, with the band in which it would also wander by itself.

Parts stay apart, because one may get easier while another lags behind. A signal says the rule that gave it.
"""

from __future__ import annotations

from collections.abc import Iterator

from biofeed.diary import Course, signal_of
from biofeed.history import ClientHistory
from biofeed.report.chart import Strip, chart, day_ticks, days
from biofeed.report.number import Number
from biofeed.report.page import Line, Lines, Said, Section, clipped
from biofeed.words import report as words
from biofeed.words.diary import scale_name

MOST_LINES, MOST_STRIPS = 8, 3
POINTS = "points"


def totals(history: ClientHistory) -> Section:
    """Give every questionnaire's course."""
    courses = history.totals[:MOST_LINES]
    if not courses:
        return Section("totals", words.TOTALS, ())
    drawn = [course for course in courses if len(course.points) > 1][:MOST_STRIPS]
    lines = Lines(tuple(line for course in courses for line in _lines(course)))
    if not drawn:
        return Section("totals", words.TOTALS, (lines,))
    strips = [_strip(history, course) for course in drawn]
    picture = chart("totals-chart", words.TOTALS, strips, day_ticks(history.since, history.until))
    remark = words.shown(len(courses), len(history.totals))
    return Section("totals", words.TOTALS, (picture, lines), remark)


def name_of(course: Course) -> str:
    """Name a course, `DASS-21 stress (x2)`."""
    return clipped(scale_name(course.questionnaire, course.part, course.variant))


def change(course: Course) -> Said:
    """Say where a course began and where it is: `16 points → 11 points, n 4`."""
    first, latest = course.points[0], course.points[-1]
    last = Number("latest", latest.value, POINTS, len(course.points), _digits(latest.value))
    if len(course.points) < 2:
        return (last, f" {words.on(latest.day)}")
    return (Number("first", first.value, POINTS, digits=_digits(first.value)), " → ", last)


def _lines(course: Course) -> Iterator[Line]:
    said: list[str | Number] = [*change(course)]
    if course.outcome is not None:
        said.append(f": {words.OUTCOMES[course.outcome]}")
    if course.reliable_change is not None:
        needed = Number(
            "reliable change", course.reliable_change, POINTS, digits=_digits(course.reliable_change)
        )
        said += [f"; {words.WOBBLE_UP_TO} ", needed]
    if course.scale is not None and course.scale.cut_off is not None:
        value = course.scale.cut_off.value
        said += [f"; {words.CUT_OFF} ", Number("cut-off", value, POINTS, digits=_digits(value))]
    yield Line(tuple(said), name_of(course))
    signal = signal_of(course)
    if signal is not None:
        yield Line((f"{words.SIGNALS[signal.kind]} ({signal.rule})",), words.SIGNAL)


def _strip(history: ClientHistory, course: Course) -> Strip:
    first, latest = course.points[0], course.points[-1]
    reach = course.reliable_change or 0.0
    cut_off = course.scale.cut_off.value if course.scale and course.scale.cut_off else first.value
    values = [point.value for point in course.points] + [first.value - reach, first.value + reach, cut_off]
    low, high = min(values), max(values)
    if course.scale is not None:
        low, high = max(low, course.scale.lowest), min(high, course.scale.highest)
    span, scale = days(history.since, history.until), (f"{low:g}", f"{high:g}")
    strip = Strip(name_of(course), POINTS, span, low, high, edges=scale)
    if reach:
        band = (first.value - reach, first.value + reach)
        edges = (history.since.toordinal() - 0.5, history.until.toordinal() + 0.5)
        strip.range([(edge, *band) for edge in edges])
    if course.scale is not None and course.scale.cut_off is not None:
        strip.level(cut_off, f"{words.CUT_OFF} {cut_off:g}")
    points = [(float(point.day.toordinal()), point.value) for point in course.points]
    strip.line(points)
    strip.mark(points)
    strip.end(latest.value, f"{latest.value:g} {POINTS}, n {len(points)}")
    strip.list("total", [(str(point.day), point.value) for point in course.points], POINTS)
    return strip


def _digits(value: float) -> int:
    return 0 if float(value).is_integer() else 1

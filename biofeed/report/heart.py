"""The course of one session: the heart rate through its parts, with gaps and the moments that were marked."""

from __future__ import annotations

from biofeed.history import SessionCourse
from biofeed.history.window import value_of
from biofeed.report.chart import RIGHT, WIDTH, Box, Label, Span, Strip, chart
from biofeed.report.number import Number, percent
from biofeed.report.page import Line, Lines, Section, clipped
from biofeed.types import PhaseKind
from biofeed.words import as_clock
from biofeed.words import report as words

HEIGHT = 96.0
THINNEST = 1.0
MOST_MARKERS = 4
LEAST_SPAN_BPM = 20.0
SIGN_WIDTH = 4.6
"""About how wide a letter is, to say how much of a part's title fits above it."""
TICKS_S = (30, 60, 120, 300, 600, 1800, 3600, 7200, 14400)


def heart(course: SessionCourse) -> Section:
    """Draw the session from its first moment to its last."""
    points = [point for line in course.heart for point in line]
    if not points:
        return Section("course", words.COURSE, ())
    lowest, highest = min(value for _, value in points), max(value for _, value in points)
    spare = max(LEAST_SPAN_BPM - (highest - lowest), 4.0) / 2
    ends_s = max(course.session.row.duration_s, points[-1][0])
    low, high = lowest - spare, highest + spare
    edges = (f"{low:.0f}", f"{high:.0f}")
    strip = Strip(words.HEART_RATE, "bpm", Span(0.0, ends_s), low, high, HEIGHT, edges)
    _parts(strip, course, ends_s)
    for line in course.heart:
        strip.line(line)
    _gaps(strip, course)
    for marker in course.markers:
        strip.mark([(marker.t_s, strip.high)], "tick")
    strip.end(points[-1][1], f"{points[-1][1]:.0f} bpm at the end")
    strip.list("heart rate", [(f"{t_s:.0f} s", value) for t_s, value in points], "bpm")
    picture = chart("course-chart", words.COURSE, [strip], _ticks(ends_s))
    lines = _whole(course)
    lines += [
        Line((_marked(marker.t_s, marker.text),), words.MARKED) for marker in course.markers[:MOST_MARKERS]
    ]
    return Section("course", words.COURSE, (picture, Lines(tuple(lines), "columns")))


def _whole(course: SessionCourse) -> list[Line]:
    """Give what was measured over all of it, where the pace of the breath does not matter much."""
    mean, coverage = value_of(course.session.measures, "mean_hr"), course.session.coverage
    if mean is None or coverage is None:
        return []
    rate = Number("mean heart rate", mean, "bpm")
    return [Line((rate, ", ", percent("coverage", coverage), f" {words.COVERED}"), words.OVER_ALL)]


def _marked(t_s: float, text: str) -> str:
    return f"{as_clock(t_s)} “{clipped(text)}”" if text else as_clock(t_s)


def _parts(strip: Strip, course: SessionCourse, ends_s: float) -> None:
    """Tint every other part and name it; rests and recoveries are named by what they are."""
    for number, part in enumerate(course.parts):
        later = course.parts[number + 1 :]
        end_s = later[0].t_s if later else ends_s
        x, end = strip.span.x(part.t_s), min(strip.span.x(end_s), WIDTH - RIGHT)
        if number % 2 == 0:
            strip.boxes.append(Box(x, 0, end - x, HEIGHT, "tint"))
        title = clipped(part.title) or (words.QUIET if part.kind is PhaseKind.REST else part.kind.value)
        fits = int((end - x) / SIGN_WIDTH)
        if fits >= 3:
            text = title if len(title) <= fits else f"{title[: fits - 1]}…"
            strip.labels.append(Label(x + 2, 8, text, kind="faint"))


def _gaps(strip: Strip, course: SessionCourse) -> None:
    """Put a bar at the foot wherever beats are missing; gaps that could not be told apart share one."""
    drawn_to = 0.0
    for gap in course.gaps:
        x, end = strip.span.x(gap.t_s), strip.span.x(gap.t_s + gap.duration_s)
        if end > drawn_to:
            drawn_to = max(end, x + THINNEST)
            strip.boxes.append(Box(x, HEIGHT - 3, drawn_to - x, 3, "bar"))


def _ticks(ends_s: float) -> list[tuple[float, str]]:
    step = next((step for step in TICKS_S if ends_s / step <= 8), TICKS_S[-1])
    return [(float(at), as_clock(at)) for at in range(0, int(ends_s) + 1, step)]

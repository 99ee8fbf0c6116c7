"""Stress and recovery: what the heart did, beside what was felt, one row a stressor.

The rows of the table are single sessions, which say little; the row in which they are taken together comes
first. A reaction too small to say anything about has a reaction and no half-time.
"""

from __future__ import annotations

from statistics import median

from biofeed.findings import Trend
from biofeed.findings.trend import MOST_SESSIONS
from biofeed.history import ClientHistory, RecoveryPoint, RecoveryRun
from biofeed.report.chart import Strip, chart, day_ticks, days
from biofeed.report.number import Number, percent
from biofeed.report.page import CELL, Row, Said, Section, Table, clipped
from biofeed.words import report as words

COLUMNS = ("when", "task", "reaction", "half", "felt_peak", "okay", "setting", "coverage", "remark")
NOTHING: Said = ()


def recovery(history: ClientHistory) -> Section:
    """Give the latest stressors with their trend."""
    points = history.recoveries
    if not points:
        return Section("recovery", words.RECOVERY, ())
    shown = points[-MOST_SESSIONS:]
    rows = [_trend(trend) for trend in history.trends]
    rows += [row(words.day(point.session.day), point) for point in reversed(shown)]
    table = Table(tuple(words.COLUMNS[name] for name in COLUMNS), tuple(rows))
    remark = words.shown(len(shown), len(points))
    strips = [strip for strip in (_half_times(history), _okay(history)) if strip is not None]
    if not strips:
        return Section("recovery", words.RECOVERY, (table,), remark)
    picture = chart("recovery-chart", words.RECOVERY, strips, day_ticks(history.since, history.until))
    return Section("recovery", words.RECOVERY, (table, picture), remark)


def row(label: str, point: RecoveryPoint) -> Row:
    """Give the row of one stressor."""
    run, session = point.run, point.session
    reaction = (
        Number("reaction", run.reaction_bpm, "bpm", signed=True) if run.reaction_bpm is not None else None
    )
    remarks = [words.low_signal(session.weak)] if session.weak else []
    remarks += [words.FAMILIARISATION] if point.is_first else []
    return Row(
        label,
        (
            (clipped(run.task, CELL),),
            (reaction,) if reaction else NOTHING,
            _half(run),
            felt(run.felt_before, run.felt_peak, run.felt_after),
            (Number("okay", run.okay_minutes, "min"),) if run.okay_minutes is not None else NOTHING,
            (clipped(session.setting, CELL) or words.NOT_SAID,),
            (percent("coverage", run.coverage),),
            ("; ".join(remarks),),
        ),
        session.weak,
    )


def felt(*ratings: int | None) -> Said:
    """Give ratings of felt stress in their order; where some were skipped, the others say which they are."""
    said: list[str | Number] = []
    names = (words.BEFORE, words.PEAK, words.AFTER) if len(ratings) == 3 else (words.BEFORE, words.AFTER)
    for name, rating in zip(names, ratings, strict=True):
        if rating is not None:
            said.append((" → " if said else "") + (f"{name} " if None in ratings else ""))
            said.append(Number(f"felt {name}", rating, "/100"))
    return tuple(said)


def _half(run: RecoveryRun) -> Said:
    if run.half_s is None:
        return (run.words or run.verdict,)
    return (Number("half-time", run.half_s, "s", low=run.low_s, high=run.high_s),)


def _trend(trend: Trend) -> Row:
    name = clipped(trend.task, CELL)
    if trend.median_s is None:
        half: Said = (words.LONGER_THAN_WATCHED,)
    else:
        half = (Number("half-time", trend.median_s, "s", trend.sessions, low=trend.low_s, high=trend.high_s),)
    label = words.median_of_last(trend.sessions)
    return Row(label, ((name,), NOTHING, half, NOTHING, NOTHING, NOTHING, NOTHING, NOTHING))


def _half_times(history: ClientHistory) -> Strip | None:
    known = [point for point in history.recoveries if point.run.half_s is not None]
    if len(history.recoveries) < 2 or not known:
        return None
    times = [(point.session.day, point.run.half_s or 0.0) for point in known]
    span, high = days(history.since, history.until), max(value for _, value in times)
    strip = Strip(words.HALF_TIME, "s", span, 0.0, high, edges=("0", f"{high:.0f}"))
    strip.mark([(day.toordinal(), value) for day, value in times], "open")
    # One task has one line: medians of different tasks do not belong together.
    for trend in history.trends:
        medians = [
            (float(point.session.day.toordinal()), point.trend.median_s)
            for point in history.recoveries
            if point.trend is not None and point.run.task == trend.task and point.trend.median_s is not None
        ]
        if medians:
            strip.line(medians)
            text = f"{clipped(trend.task, 12)} {medians[-1][1]:.0f} s, n {trend.sessions}"
            strip.end(medians[-1][1], text)
    strip.list("half-time", [(str(day), value) for day, value in times], "s")
    return strip


def _okay(history: ClientHistory) -> Strip | None:
    """Give the minutes until it felt okay after the task; those of the diary stand with its words."""
    told = [
        (point.session.day, point.run.okay_minutes)
        for point in history.recoveries
        if point.run.okay_minutes is not None
    ]
    if len(told) < 2:
        return None
    minutes = [value for _, value in told]
    span, high = days(history.since, history.until), max(*minutes, 1.0)
    strip = Strip(words.OKAY_AFTER_TASK, "min", span, 0.0, high, edges=("0", f"{high:.0f}"))
    strip.mark([(day.toordinal(), value) for day, value in told])
    middle = float(median(minutes))
    strip.end(middle, f"● {middle:.0f} min, n {len(told)}")
    strip.list("okay after the task", [(str(day), value) for day, value in told], "min")
    return strip

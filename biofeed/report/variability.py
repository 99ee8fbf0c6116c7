"""Heart rate variability of unpaced windows: the week's mean in its usual range, and the paces found.

It is averaged as a logarithm and told in milliseconds. Best paces are dots without a line: two people in
three have another one when it is measured again.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from biofeed.history import Band, ClientHistory
from biofeed.report.chart import Strip, chart, day_ticks, days
from biofeed.report.number import Number
from biofeed.report.page import Line, Lines, Section
from biofeed.words import report as words

SLOWEST_BPM, FASTEST_BPM = 4.0, 8.0
SPARE = 0.05
"""Room above and below the values, as a share of them: they are logarithms."""


def variability(history: ClientHistory) -> Section:
    """Give the course of RMSSD and the best paces."""
    strips: list[Strip] = []
    lines: list[Line] = []
    if history.band is not None and history.band.readings:
        strips.append(_rmssd(history, history.band))
        lines += _lines(history.band)
    if history.best_paces:
        strips.append(_paces(history))
    if not strips:
        return Section("variability", words.VARIABILITY, ())
    picture = chart("variability-chart", words.VARIABILITY, strips, day_ticks(history.since, history.until))
    blocks = (picture, Lines(tuple(lines))) if lines else (picture,)
    return Section("variability", words.VARIABILITY, blocks)


def _rmssd(history: ClientHistory, band: Band) -> Strip:
    logs = [one.ln_rmssd for one in band.readings]
    edges = [edge for day in band.days for edge in (day.low, day.high) if edge is not None]
    low, high = min([*logs, *edges]) - SPARE, max([*logs, *edges]) + SPARE
    span = days(history.since, history.until)
    strip = Strip(words.RMSSD, "ms", span, low, high, 38.0, (f"{math.exp(low):.0f}", f"{math.exp(high):.0f}"))
    strip.range(
        [
            (float(day.day.toordinal()), day.low, day.high)
            for day in band.days
            if day.low is not None and day.high is not None
        ]
    )
    strip.mark([(float(one.day.toordinal()), one.ln_rmssd) for one in band.readings], "speck")
    means = [(float(day.day.toordinal()), day.mean) for day in band.days]
    strip.line(means, breaks=1.5)
    if band.days:
        last = band.days[-1]
        text = f"{math.exp(last.mean):.0f} ms, 7 days, n {last.readings}"
        strip.end(last.mean, text)
    strip.list("RMSSD", [(str(one.day), math.exp(one.ln_rmssd)) for one in band.readings], "ms")
    for day in band.days:
        strip.list("7-day mean", [(str(day.day), math.exp(day.mean))], "ms", day.readings)
    return strip


def _lines(band: Band) -> Iterator[Line]:
    if not band.days:
        yield Line((words.few_readings(len(band.readings)),))
        return
    last = band.days[-1]
    low = None if last.low is None else math.exp(last.low)
    high = None if last.high is None else math.exp(last.high)
    mean = Number("7-day mean", math.exp(last.mean), "ms", last.readings, low=low, high=high)
    said: list[str | Number] = [mean, f", {band.posture}, {words.up_to(last.day)}"]
    said.append(f"; {words.BRACKETS_USUAL}" if low is not None else f"; {words.NO_RANGE_YET}")
    if band.left_out:
        said.append(f"; {words.left_out(band.left_out)}")
    yield Line(tuple(said), words.RMSSD_MEAN)
    if band.is_outside:
        yield Line((words.outside_usual_range(band.posture),), words.USUAL_RANGE)


def _paces(history: ClientHistory) -> Strip:
    span = days(history.since, history.until)
    strip = Strip(words.BEST_PACE, words.A_MINUTE, span, SLOWEST_BPM, FASTEST_BPM, 18.0, ("4", "8"))
    found = [
        (session.day, session.best_pace.pace_bpm)
        for session in history.best_paces
        if session.best_pace is not None and session.best_pace.pace_bpm is not None
    ]
    strip.mark([(day.toordinal(), pace) for day, pace in found])
    unclear = len(history.best_paces) - len(found)
    if found:
        text = f"{found[-1][1]:.1f} {words.A_MINUTE}, n {len(found)}"
        strip.end(found[-1][1], text)
    if unclear:
        strip.end(SLOWEST_BPM, words.no_single_pace(unclear))
    strip.list("best pace", [(str(day), pace) for day, pace in found], words.BREATHS_A_MINUTE)
    return strip

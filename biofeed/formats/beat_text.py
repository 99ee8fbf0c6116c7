"""Two columns of text, a time and an interval: `t_s,ibi_ms`, or `t_s rr_s` as Polar Flow exports it.

Programs mean three different things by the time, and a file does not say which. What agrees with the
intervals decides:

- the *end* of the interval: each time is the one before plus this interval;
- the *start* of the interval: each time is the one before plus that interval;
- the *arrival* of the beat at a phone, which comes in bursts. Differences of arrivals say little about the
  heart, so there the beats are put end to end.

A file with times shows its gaps. Beside exact times a gap is a step that exceeds its interval by more than
half of it. Arrivals may be late by seconds and catch up, so there a gap has to exceed three seconds and last.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from biofeed.formats.imported import LEFT_OUT, START_UNKNOWN, left_out_note, recording_of
from biofeed.formats.numbers import MAX_RR_MS, in_ms, ms_per_unit, rows_of_numbers
from biofeed.formats.source import Source
from biofeed.recording import Recording
from biofeed.types import Beat, Gap

TITLE = "times with intervals"
KIND = "beat-text"
AGREE_S = 0.01
"""Times that agree with the intervals as closely as this are those of the beats themselves."""
LATE_S = 3.0
"""A burst of beats may arrive so late without anything missing."""
CATCH_UP_BEATS = 20
"""Within so many beats a late burst has caught up; what has not by then is missing."""
MAX_T_S = 1e10

ARRIVALS = "The times are those of arrival; the beats have been put end to end by their intervals."

Row = tuple[float, float]
"""A time in s and an interval in ms."""


def read(source: Source) -> Recording | None:
    """Read two columns; `None` if the file has not two, or they are no times and intervals."""
    for decimal_comma in (False, True):
        columns = _two_columns(source, decimal_comma=decimal_comma)
        if columns and (rows := _in_s_and_ms(columns)):
            return _recording(rows)
    return None


def _two_columns(source: Source, *, decimal_comma: bool) -> list[Row] | None:
    rows = rows_of_numbers(source.content, decimal_comma=decimal_comma)
    if not rows or len(rows) < 2 or any(len(row) != 2 for row in rows):
        return None
    return [(row[0], row[1]) for row in rows]


def _in_s_and_ms(rows: Sequence[Row]) -> list[Row] | None:
    """Find the units of both columns; `None` if the first is no time or the second no interval."""
    if any(after < before for (before, _), (after, _) in pairwise(rows)) or abs(rows[-1][0]) > MAX_T_S:
        return None
    unit_ms = ms_per_unit([interval for _, interval in rows])
    if unit_ms is None or max(interval for _, interval in rows) * unit_ms > MAX_RR_MS:
        return None
    span = rows[-1][0] - rows[0][0]
    beating_s = sum(interval for _, interval in rows[1:]) * unit_ms / 1000
    # Gaps make the span longer than what the intervals add up to, but hardly thirty times.
    for per_s in (1.0, 1000.0):
        if beating_s > 0 and 0.5 <= span / per_s / beating_s <= 30:
            return [(t / per_s, in_ms(interval, unit_ms)) for t, interval in rows]
    return None


def _recording(rows: list[Row]) -> Recording:
    kept = [(t_s, rr_ms) for t_s, rr_ms in rows if rr_ms > 0]
    notes = [START_UNKNOWN]
    if len(kept) < len(rows):
        notes.append(left_out_note(len(rows) - len(kept)))
    to_end, to_start = _disagreement(kept)
    if min(to_end, to_start) > AGREE_S:
        return recording_of(_from_arrivals(kept), KIND, [*notes, ARRIVALS])
    if to_start < to_end:
        kept = [(t_s + rr_ms / 1000, rr_ms) for t_s, rr_ms in kept]
    elif len(kept) > 1 and kept[0] == (0.0, kept[1][1]):
        # Polar Flow begins with a row at 0 that repeats the interval of the next one.
        kept = kept[1:]
    return recording_of(_from_ends(kept), KIND, notes)


def _disagreement(rows: Sequence[Row]) -> tuple[float, float]:
    """Give the median distance, in s, of the times from the ends, and from the starts, of the intervals."""
    ends = [abs(t - before - rr_ms / 1000) for (before, _), (t, rr_ms) in pairwise(rows)]
    starts = [abs(t - before - rr_ms / 1000) for (before, rr_ms), (t, _) in pairwise(rows)]
    return (median(ends), median(starts)) if ends else (0.0, 0.0)


def _from_ends(rows: Sequence[Row]) -> list[Beat | Gap]:
    events: list[Beat | Gap] = []
    before_s: float | None = None
    for seq, (t_s, rr_ms) in enumerate(rows):
        if before_s is not None and (missing_s := t_s - before_s - rr_ms / 1000) > rr_ms / 2000:
            events.append(Gap(before_s, round(missing_s, 6), LEFT_OUT))
        events.append(Beat(seq, t_s, rr_ms))
        before_s = t_s
    return events


def _from_arrivals(rows: Sequence[Row]) -> list[Beat | Gap]:
    """Put beats end to end from the first arrival on; lateness that does not go away again is a gap."""
    late_s = _lateness(rows)
    events: list[Beat | Gap] = []
    end_s, usual_s = rows[0][0] - rows[0][1] / 1000, 0.0
    for seq, (_, rr_ms) in enumerate(rows):
        if late_s[seq] - usual_s > LATE_S:
            lasting_s = min(late_s[seq : seq + CATCH_UP_BEATS]) - usual_s
            if lasting_s > LATE_S:
                events.append(Gap(round(end_s, 6), round(lasting_s, 6), LEFT_OUT))
                end_s += lasting_s
                usual_s += lasting_s
        usual_s = min(usual_s, late_s[seq])
        end_s += rr_ms / 1000
        events.append(Beat(seq, round(end_s, 6), rr_ms))
    return events


def _lateness(rows: Sequence[Row]) -> list[float]:
    """Give by how much each beat arrived later than the first one did, measured by the intervals."""
    late_s = [0.0]
    for (before_s, _), (t_s, rr_ms) in pairwise(rows):
        late_s.append(late_s[-1] + t_s - before_s - rr_ms / 1000)
    return late_s

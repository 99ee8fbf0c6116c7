"""Two columns of text, a time and an interval: `t_s,ibi_ms`, as HRVAS, Firstbeat and many a script write it.

Both columns may be in seconds or in milliseconds; what the times mean is found out in `timed`. A first column
that only counts the rows is no time, and the second is a list of intervals.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from biofeed.formats.imported import GAPS_UNKNOWN, beats_end_to_end, positive, recording_of
from biofeed.formats.numbers import MAX_RR_MS, MAX_T_S, in_ms, ms_per_unit, rows_of_numbers
from biofeed.formats.source import Source
from biofeed.formats.timed import Timed, timed_recording
from biofeed.recording import Recording

KIND = "beat-text"

Row = tuple[float, float]


def read(source: Source) -> Recording | None:
    """Read two columns; `None` if the file has not two, or they are no times and intervals."""
    for decimal_comma in (False, True):
        columns = two_columns(source.content, decimal_comma=decimal_comma)
        if columns and _is_count(columns):
            return _numbered(source, columns)
        if columns and (rows := in_s_and_ms(columns)):
            return timed_recording(source, rows, KIND)
    return None


def two_columns(lines: Sequence[str], *, decimal_comma: bool) -> list[Row] | None:
    """Read lines of two numbers each; `None` if there are others, or fewer than two lines."""
    # Most files are lists of one column, which the last line alone tells.
    last = rows_of_numbers(lines[-1:], decimal_comma=decimal_comma)
    if not last or len(last[0]) != 2:
        return None
    rows = rows_of_numbers(lines, decimal_comma=decimal_comma)
    if not rows or len(rows) < 2 or any(len(row) != 2 for row in rows):
        return None
    return [(row[0], row[1]) for row in rows]


def in_s_and_ms(rows: Sequence[Row]) -> list[Timed] | None:
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
            return [Timed(t / per_s, in_ms(interval, unit_ms)) for t, interval in rows]
    return None


def _is_count(rows: Sequence[Row]) -> bool:
    """Say whether the first column counts 0, 1, 2 … or 1, 2, 3 …, as tables with an index do."""
    first = rows[0][0]
    return first in (0.0, 1.0) and all(row[0] == first + place for place, row in enumerate(rows))


def _numbered(source: Source, rows: Sequence[Row]) -> Recording | None:
    unit_ms = ms_per_unit([interval for _, interval in rows])
    if unit_ms is None:
        return None
    rr_ms, notes = positive(source, [in_ms(interval, unit_ms) for _, interval in rows])
    notes = [GAPS_UNKNOWN, "The first column counts the rows; it was not taken for times.", *notes]
    return recording_of(beats_end_to_end(rr_ms), KIND, notes=notes)

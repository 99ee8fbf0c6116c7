"""What HRV Logger and FatMaxxer have in common: a table of arrival times, intervals, and a running sum.

The time is when the interval arrived at the phone, so it shows gaps and not the beats; the running sum is
made of the intervals themselves and adds nothing to them. It tells the two apps apart: one counts up to the
end of each interval, the other up to its start.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice, pairwise

from biofeed.formats.start import utc
from biofeed.formats.table import Table
from biofeed.formats.timed import Timed, timed_recording
from biofeed.recording import Recording

COLUMNS = ("timestamp", "rr", "since_start")
LOOKED_AT = 50
"""Rows that are enough to tell how the running sum counts."""


def counts_to_the_start(table: Table) -> bool:
    """Say whether the sum leaves the row's own interval out, in most of the first rows.

    Where all intervals are equal it is the first row that tells: a sum up to an end is never 0.
    """
    rows = list(islice(_numbers(table), LOOKED_AT))
    to_start = sum(after[2] - before[2] == before[1] for before, after in pairwise(rows))
    to_end = sum(after[2] - before[2] == after[1] for before, after in pairwise(rows))
    if to_start == to_end:
        return bool(rows) and rows[0][2] == 0
    return to_start > to_end


def phone_recording(table: Table, kind: str) -> Recording:
    """Make a recording of arrivals in ms since 1970. Raises `RecordingError` for a damaged table."""
    rows = list(_numbers(table))
    first_ms = rows[0][0] if rows else 0.0
    timed = [Timed((at_ms - first_ms) / 1000, rr_ms) for at_ms, rr_ms, _ in rows]
    return timed_recording(table.source, timed, kind, start=utc(first_ms / 1000))


def _numbers(table: Table) -> Iterator[Sequence[float]]:
    for place, row in table.rows():
        yield [table.number(place, row, column) for column in range(len(COLUMNS))]

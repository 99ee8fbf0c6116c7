"""HRV Logger's `*_RRIntervals.csv`: `timestamp, rr, since_start`, the sum counting up to each interval's end.

On an iPhone the first column is a date with its offset from UTC, to the second.
"""

from __future__ import annotations

from biofeed.formats.phone_log import COLUMNS, counts_to_the_start, phone_recording
from biofeed.formats.source import Source
from biofeed.formats.table import Table
from biofeed.formats.timed import Timed, timed_recording
from biofeed.recording import Recording

KIND = "hrv-logger"
IPHONE = ("date", "rr", "since start")


def read(source: Source) -> Recording | None:
    """Read HRV Logger's intervals; `None` for other files. Raises `RecordingError` for a damaged table."""
    table = Table.of(source)
    if table.names == IPHONE:
        rows = [Timed(t_s, table.number(place, row, 1)) for place, t_s, row in table.timed_rows()]
        return timed_recording(source, rows, KIND, start=table.start())
    if table.names != COLUMNS or counts_to_the_start(table):
        return None
    return phone_recording(table, KIND)

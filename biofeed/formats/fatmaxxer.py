"""FatMaxxer's `*.rr.csv`: `timestamp,rr,since_start`, the sum counting up to the start of each interval."""

from __future__ import annotations

from biofeed.formats.phone_log import COLUMNS, counts_to_the_start, phone_recording
from biofeed.formats.source import Source
from biofeed.formats.table import Table
from biofeed.recording import Recording

KIND = "fatmaxxer"


def read(source: Source) -> Recording | None:
    """Read FatMaxxer's intervals; `None` for other files. Raises `RecordingError` for a damaged table."""
    table = Table.of(source)
    if table.names != COLUMNS or not counts_to_the_start(table):
        return None
    return phone_recording(table, KIND)

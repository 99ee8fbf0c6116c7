"""Empatica E4's `IBI.csv`: the start in UTC on the first line, then seconds since it with the interval.

The E4 measures pulses at the wrist and leaves out every interval it is not sure of, so gaps are many; the
times show them.
"""

from __future__ import annotations

import re

from biofeed.errors import RecordingError
from biofeed.formats.beat_text import two_columns
from biofeed.formats.numbers import in_ms
from biofeed.formats.source import Source
from biofeed.formats.start import utc
from biofeed.formats.timed import Timed, timed_recording
from biofeed.recording import Recording

KIND = "empatica"
_FIRST = re.compile(r"(\d{9,11}(?:\.\d{1,9})?),\s*IBI", re.ASCII)
OPTICAL = "An optical sensor measured pulses, and left out those it was not sure of."


def read(source: Source) -> Recording | None:
    """Read the E4's intervals; `None` for other files. Raises `RecordingError` for a damaged one."""
    first = _FIRST.fullmatch(source.content[0]) if source.content else None
    if not first:
        return None
    columns = two_columns(source.content[1:], decimal_comma=False)
    if columns is None:
        raise RecordingError(
            f"“{source.path}” begins as an Empatica E4's intervals do, and does not go on so.",
            "Below the first line there are two numbers a line: seconds, and the interval in seconds.",
        )
    rows = [Timed(t_s, in_ms(ibi_s, 1000.0)) for t_s, ibi_s in columns]
    return timed_recording(
        source, rows, KIND, start=utc(float(first[1])), device="Empatica E4", notes=[OPTICAL]
    )

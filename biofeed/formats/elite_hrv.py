"""Elite HRV's export: whole milliseconds, one a line, in a file named after its local start.

The numbers alone are a plain list of intervals and are read as one. Only together with a name such as
`2017-09-06 06-23-22.txt` are they known to be Elite HRV's, and the name is then the start.
"""

from __future__ import annotations

import re

from biofeed.formats.imported import GAPS_UNKNOWN, beats_end_to_end, positive, recording_of
from biofeed.formats.numbers import ms_per_unit
from biofeed.formats.source import Source
from biofeed.formats.start import in_name
from biofeed.recording import Recording

KIND = "elite-hrv"
_NAME = re.compile(r"\d{4}-\d{2}-\d{2} \d{2}-\d{2}-\d{2}", re.ASCII)
_WHOLE = re.compile(r"\d{1,7}", re.ASCII)


def read(source: Source) -> Recording | None:
    """Read whole milliseconds in a file with Elite HRV's kind of name; `None` for other files."""
    if not _NAME.fullmatch(source.path.stem) or not source.content:
        return None
    if not all(_WHOLE.fullmatch(line) for line in source.content):
        return None
    intervals = [float(line) for line in source.content]
    if ms_per_unit(intervals) != 1.0:
        return None
    rr_ms, notes = positive(source, intervals)
    start = in_name(source.path)
    return recording_of(beats_end_to_end(rr_ms), KIND, start=start, notes=[GAPS_UNKNOWN, *notes])

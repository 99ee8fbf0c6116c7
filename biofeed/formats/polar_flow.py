"""What Polar Flow exports for a V800 or an H10: `t_s rr_s` a line, the time being that of the beat.

The first row stands at 0 and repeats the interval of the second; it is no beat, and it tells these files from
other tables. The name of the file holds the local start, and often the name of a person, which is not kept.
"""

from __future__ import annotations

from biofeed.formats.beat_text import in_s_and_ms, two_columns
from biofeed.formats.source import Source
from biofeed.formats.start import in_name
from biofeed.formats.timed import timed_recording
from biofeed.recording import Recording

KIND = "polar-flow"


def read(source: Source) -> Recording | None:
    """Read times and intervals in seconds behind a doubled first row; `None` for other files."""
    if not source.content or source.content[0].split(" ")[0] not in ("0", "0.0", "0.00", "0.000"):
        return None
    columns = two_columns(source.content, decimal_comma=False)
    if not columns or columns[0] != (0.0, columns[1][1]) or columns[1][0] <= 0:
        return None
    rows = in_s_and_ms(columns[1:]) if len(columns) > 2 else None
    if rows is None:
        return None
    return timed_recording(source, rows, KIND, start=in_name(source.path))

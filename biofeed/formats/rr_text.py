"""Plain lists of intervals, as most programs write them: one a line, or all on one line.

They say nothing else: not when, not by whom, not where beats are missing. Milliseconds and seconds are told
apart by the median.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from biofeed.errors import RecordingError
from biofeed.formats.imported import GAPS_UNKNOWN, beats_end_to_end, positive, recording_of
from biofeed.formats.numbers import in_ms, ms_per_unit, rows_of_numbers
from biofeed.formats.source import Source
from biofeed.recording import Recording

KIND = "rr-text"
CERTAINLY_RISING = 8
"""So many numbers, each larger than the last, are times or counts: no heart slows down that steadily."""


def read(source: Source) -> Recording | None:
    """Read a list of intervals; `None` if the file is not a list of numbers.

    Raises `RecordingError` for numbers that are no intervals.
    """
    values = one_list(source.content)
    if values is None:
        return None
    if len(values) >= CERTAINLY_RISING and all(a < b for a, b in pairwise(values)):
        raise RecordingError(
            f"“{source.path}” holds the times of beats or their sample numbers, not intervals.",
            "The unit is not said. Name how many are a second: biofeed analyze --beat-times-hz 250 …",
        )
    unit_ms = ms_per_unit(values)
    if unit_ms is None:
        raise RecordingError(
            f"“{source.path}” holds numbers that are not intervals between heartbeats: half of them are "
            f"below {median(values):g}.",
            "Intervals are expected in ms (300 to 3000) or in seconds (0.3 to 3).",
        )
    rr_ms, notes = positive(source, [in_ms(value, unit_ms) for value in values])
    return recording_of(beats_end_to_end(rr_ms), KIND, notes=[GAPS_UNKNOWN, *notes])


def one_list(lines: Sequence[str]) -> list[float] | None:
    """Read numbers that stand one a line, or all on one line; `None` if there is anything else."""
    for decimal_comma in (True, False):
        rows = rows_of_numbers(lines, decimal_comma=decimal_comma)
        if rows and (len(rows) == 1 or all(len(row) == 1 for row in rows)):
            return [value for row in rows for value in row] or None
    return None

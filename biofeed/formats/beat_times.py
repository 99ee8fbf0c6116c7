"""Lists of the times at which beats were, or of their sample numbers in an ECG.

Rising numbers with decimals, between 0.3 and 3 apart, are seconds, as RHRV and gHRV write them. Whole
numbers may be milliseconds or samples of an ECG, and a list does not say which: they are read only when
somebody does, with 250 a second, say, for an ECG at 250 Hz.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from biofeed.errors import RecordingError
from biofeed.formats.imported import GAPS_UNKNOWN, checked, recording_of
from biofeed.formats.numbers import ms_per_unit
from biofeed.formats.rr_text import CERTAINLY_RISING, one_list
from biofeed.formats.source import Source
from biofeed.recording import Recording
from biofeed.types import Beat

KIND = "beat-times"


def read(source: Source) -> Recording | None:
    """Read rising seconds; `None` for any other list."""
    beginning = one_list(source.content[: CERTAINLY_RISING + 1])
    if beginning is None or not _rises(beginning):
        return None
    times = one_list(source.content)
    if times is None or len(times) < CERTAINLY_RISING or not _rises(times):
        return None
    steps = [after - before for before, after in pairwise(times)]
    if all(time.is_integer() for time in times) or ms_per_unit(steps) != 1000.0:
        return None
    return read_counted(source, 1.0)


def read_counted(source: Source, per_second: float) -> Recording:
    """Read beat times counted `per_second`. Raises `RecordingError` if they are not ever rising numbers."""
    times = one_list(source.content)
    steps = [after - before for before, after in pairwise(times or [])]
    rr_ms = [round(step * 1000 / per_second, 6) for step in steps]
    if not times or not rr_ms or min(rr_ms) <= 0:
        raise RecordingError(
            f"“{source.path}” is not a list of beat times.",
            "Each number has to be larger than the one before.",
        )
    checked(source, rr_ms)
    beats = [
        Beat(seq, end / per_second, interval)
        for seq, (end, interval) in enumerate(zip(times[1:], rr_ms, strict=True))
    ]
    return recording_of(beats, KIND, notes=[GAPS_UNKNOWN])


def _rises(times: Sequence[float]) -> bool:
    return all(before < after for before, after in pairwise(times))

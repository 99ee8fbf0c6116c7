"""Lists of the times at which beats were, or of their sample numbers in an ECG.

A list does not say what it counts, so this is read only when somebody does: 250 a second, say, for sample
numbers of an ECG at 250 Hz, or 1 for seconds.
"""

from __future__ import annotations

from itertools import pairwise

from biofeed.errors import RecordingError
from biofeed.formats.imported import GAPS_UNKNOWN, START_UNKNOWN, positive, recording_of
from biofeed.formats.rr_text import one_list
from biofeed.formats.source import Source
from biofeed.recording import Recording
from biofeed.types import Beat

KIND = "beat-times"


def read(source: Source, per_second: float) -> Recording:
    """Read beat times counted `per_second`. Raises `RecordingError` if they are not ever rising numbers."""
    times = one_list(source.content)
    if times is None or len(times) < 2 or not all(a < b for a, b in pairwise(times)):
        raise RecordingError(
            f"“{source.path}” is not a list of beat times.",
            "Each number has to be larger than the one before.",
        )
    rr_ms, _ = positive(source, [(after - before) * 1000 / per_second for before, after in pairwise(times)])
    beats = [
        Beat(seq, end / per_second, interval)
        for seq, (end, interval) in enumerate(zip(times[1:], rr_ms, strict=True))
    ]
    return recording_of(beats, KIND, [START_UNKNOWN, GAPS_UNKNOWN])

"""Files without beats, from programs whose other files have them: told apart, to say what to take.

Nothing can be imported from them. Without them a person would read “not a recording”, with the right file
beside it.
"""

from __future__ import annotations

from biofeed.errors import RecordingError
from biofeed.formats.source import Source
from biofeed.formats.table import Table
from biofeed.recording import Recording

_FIRST_COLUMNS: tuple[tuple[tuple[str, ...], str, str], ...] = (
    (
        ("member", "date", "datetime", "type", "hrv"),
        "Elite HRV's summary",
        "Export the RR intervals: one text file for each reading.",
    ),
    (
        ("timestamp", "since_start", "heart_rate"),
        "HRV Logger's heart rates",
        "The intervals are in the file beside it that ends in _RRIntervals.csv.",
    ),
    (
        ("index", "timestamp", "hr", "avnn"),
        "HRV Logger's features",
        "The intervals are in the file beside it that ends in _RRIntervals.csv.",
    ),
    (
        ("timestamp", "heartrate", "rmssd"),
        "FatMaxxer's features",
        "The intervals are in the file beside it that ends in .rr.csv.",
    ),
    (
        ("timestamp_measurement", "hr", "avnn"),
        "HRV4Training's summary",
        "It keeps no intervals; its measurements cannot be computed again.",
    ),
    (
        ("date", "timestamp_measurement", "hr", "avnn"),
        "HRV4Training's summary",
        "It keeps no intervals; its measurements cannot be computed again.",
    ),
    (
        ("date", "time", "hr", "avnn"),
        "HRV4Training's summary",
        "It keeps no intervals; its measurements cannot be computed again.",
    ),
    (
        ("name", "sport", "date", "start time"),
        "Polar Flow's table of a training",
        "Export the RR intervals: a text file of its own.",
    ),
)


def read(source: Source) -> Recording | None:
    """Pass over what is unknown. Raises `RecordingError` for a file that is known to hold no beats."""
    if source.head.startswith(b"PK\x03\x04"):
        raise RecordingError(
            f"“{source.path}” is an archive, not a recording.",
            "Unpack it, and read the files in it.",
        )
    if not source.is_text:
        return None
    table = Table.of(source)
    for names, what, instead in _FIRST_COLUMNS:
        if table.starts_with(*names):
            raise RecordingError(f"“{source.path}” is {what}, without intervals between beats.", instead)
    return None

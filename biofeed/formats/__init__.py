"""Recordings of other programs, and our own: one module a format, one way in.

A format is recognised by what is in a file, never by its name. Each module offers `read(source)`, which
gives a recording, or `None` if the file is something else, or raises `RecordingError` if it is the right
kind of file with something wrong in it. What an import cannot know stands in the header's notes.
docs/formats.md describes them all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from biofeed.errors import RecordingError, UsageError
from biofeed.formats import (
    apple_health,
    beat_text,
    beat_times,
    beatless,
    biofeed_csv,
    csv_column,
    edf,
    elite_hrv,
    empatica,
    fatmaxxer,
    fit,
    hrm,
    hrv_logger,
    jsonl,
    kubios_report,
    polar_flow,
    polar_sensor_logger,
    rr_text,
    suunto_json,
    suunto_xml,
    wfdb,
    workbook,
)
from biofeed.formats.source import Source
from biofeed.recording import Recording

__all__ = ["FORMATS", "read_recording", "read_recordings"]

FORMATS: tuple[Callable[[Source], Recording | None], ...] = (
    jsonl.read,
    fit.read,
    edf.read,
    apple_health.read,
    workbook.read,
    suunto_json.read,
    suunto_xml.read,
    wfdb.read,
    beatless.read,
    biofeed_csv.read,
    hrm.read,
    polar_sensor_logger.read,
    fatmaxxer.read,
    hrv_logger.read,
    kubios_report.read,
    empatica.read,
    polar_flow.read,
    elite_hrv.read,
    beat_text.read,
    csv_column.read,
    beat_times.read,
    rr_text.read,
)
"""In this order: those that begin with a mark of their own, then text with names in it, and plain numbers
last, because a list of numbers is what almost anything could be."""


def read_recording(path: Path, *, beat_times_hz: float | None = None, column: str | None = None) -> Recording:
    """Read a recording in any known format; of a file with several, the last.

    A list of beat times, or of sample numbers, is read if `beat_times_hz` says how many of its units make a
    second. `column` names, or numbers from 1, the column of a table that holds intervals. Raises
    `RecordingError` for whatever cannot be read, `UsageError` for a rate or a column that cannot be meant.
    """
    source = Source.of(path)
    if beat_times_hz is not None:
        return _counted(source, beat_times_hz)
    if column is not None:
        return csv_column.read_column(source, column)
    for read in FORMATS:
        if recording := read(source):
            return recording
    raise RecordingError(
        f"“{path}” is not a recording.",
        "docs/formats.md lists the kinds of file that are. For a table, name its column with intervals.",
    )


def read_recordings(path: Path) -> Iterator[Recording]:
    """Read all recordings in a file, one after another: an export of Apple Health holds many, others one.

    Raises as `read_recording` does.
    """
    several = apple_health.read_all(Source.of(path))
    if several is None:
        yield read_recording(path)
    else:
        yield from several


def _counted(source: Source, per_second: float) -> Recording:
    if not 0 < per_second <= 1e9:
        raise UsageError(f"{per_second} a second is not a rate.", "It is above 0: 1 for seconds.")
    return wfdb.read(source, per_second) or beat_times.read_counted(source, per_second)

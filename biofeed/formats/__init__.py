"""Recordings of other programs, and our own: one module a format, one way in.

A format is recognised by what is in a file, never by its name. Each module offers `read(source)`, which
gives a recording, or `None` if the file is something else, or raises `RecordingError` if it is the right
kind of file with something wrong in it. What an import cannot know stands in the header's notes.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from biofeed.errors import RecordingError, UsageError
from biofeed.formats import beat_text, beat_times, hrm, jsonl, rr_text
from biofeed.formats.source import Source
from biofeed.recording import Recording

__all__ = ["read_recording"]

_FORMATS: tuple[tuple[str, Callable[[Source], Recording | None]], ...] = (
    (jsonl.TITLE, jsonl.read),
    (hrm.TITLE, hrm.read),
    (beat_text.TITLE, beat_text.read),
    (rr_text.TITLE, rr_text.read),
)
"""In this order: a list of numbers is what almost anything could be, so it is asked last."""


def read_recording(path: Path, *, beat_times_hz: float | None = None) -> Recording:
    """Read a recording in any known format.

    A list of beat times, or of sample numbers, is read only if `beat_times_hz` says how many of its units
    make a second. Raises `RecordingError` for whatever cannot be read.
    """
    source = Source.of(path)
    if beat_times_hz is not None:
        if not 0 < beat_times_hz <= 1e9:
            raise UsageError(f"{beat_times_hz} a second is not a rate.", "It is above 0: 1 for seconds.")
        return beat_times.read(source, beat_times_hz)
    for _, read in _FORMATS:
        if recording := read(source):
            return recording
    tried = ", ".join(title for title, _ in _FORMATS)
    raise RecordingError(f"“{path}” is not a recording.", f"What was looked for: {tried}.")

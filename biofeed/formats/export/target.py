"""Where an export goes: a new file, whole or not there at all."""

from __future__ import annotations

import os
from pathlib import Path

from biofeed.errors import RecordingError
from biofeed.file import create, unwritable
from biofeed.recording import Recording
from biofeed.types import Beat


def write_new(path: Path, data: bytes) -> None:
    """Write a new file for its owner alone, down to the disk.

    Raises `RecordingError` if there is one of that name or the disk refuses; then nothing is left of it.
    """
    fd = create(path)
    left = memoryview(data)
    try:
        while left:
            left = left[os.write(fd, left) :]
        os.fsync(fd)
    except OSError as error:
        path.unlink(missing_ok=True)
        raise unwritable(path, error) from error
    finally:
        os.close(fd)


def beats_of(recording: Recording) -> tuple[Beat, ...]:
    """Give the beats with their final flags. Raises `RecordingError` if there is none to export."""
    beats = recording.beats()
    if not beats:
        raise RecordingError(
            "There is not one beat in this recording, and the file would hold nothing.",
            "biofeed's own format, jsonl, keeps everything else.",
        )
    return beats

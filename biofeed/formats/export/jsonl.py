"""biofeed's own recording file: every event, and everything known about the session."""

from __future__ import annotations

from pathlib import Path

from biofeed.formats.export.target import write_new
from biofeed.recording import Recording
from biofeed.rows import encode_header, encode_line


def write_jsonl(recording: Recording, path: Path) -> tuple[str, ...]:
    """Write a recording file that reads back as the same recording; nothing is lost.

    Raises `RecordingError` if it cannot be written; then nothing is left of it.
    """
    lines = [encode_line(seq, event) for seq, event in enumerate(recording.events)]
    write_new(path, b"".join([encode_header(recording.header), *lines]))
    return ()

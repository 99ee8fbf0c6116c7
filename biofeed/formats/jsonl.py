"""biofeed's own recordings, which `biofeed.recording` reads; here is only how they are recognised."""

from __future__ import annotations

from biofeed.formats.source import Source
from biofeed.recording import HEADER_START, Recording, parse

KIND = "biofeed"


def read(source: Source) -> Recording | None:
    """Read a file that begins as a recording does; `None` for others. Raises `RecordingError` if damaged."""
    return parse(source.data, source.path) if source.head.startswith(HEADER_START) else None

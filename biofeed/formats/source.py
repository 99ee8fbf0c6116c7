"""A file that may be a recording: its bytes, and its lines of text whatever program wrote them."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

from biofeed.errors import RecordingError
from biofeed.file import looks_binary, read_bytes
from biofeed.recording import HEADER_START

_APPLE_DOUBLE = b"\x00\x05\x16\x07"
_COMMENT = "#"
MAX_TEXT_BYTES = 16 * 1024 * 1024
"""The largest text of another program that is read: more than a week of beats, in little enough memory."""


class Source:
    """One file, read once; `of` checks that it can be text at all."""

    def __init__(self, path: Path, data: bytes) -> None:
        self.path = path
        self.data = data

    @classmethod
    def of(cls, path: Path) -> Source:
        """Read the file. Raises `RecordingError` if it cannot be read, is empty or is not text."""
        data = read_bytes(path)
        if data.startswith(_APPLE_DOUBLE):
            raise RecordingError(
                f"“{path}” is a companion file that macOS makes, not a recording.",
                "The recording lies beside it; its name begins without “._”.",
            )
        if looks_binary(data):
            raise RecordingError(
                f"“{path}” is a binary file, not a recording.",
                "Recordings are text; export it as text from the program that made it.",
            )
        if len(data) > MAX_TEXT_BYTES and not data.startswith(HEADER_START):
            raise RecordingError(
                f"“{path}” is too large to be a list of beats ({len(data) // 2**20} MB).",
                f"Lists up to {MAX_TEXT_BYTES // 2**20} MB can be read; split it into parts.",
            )
        return cls(path, data)

    @cached_property
    def lines(self) -> list[str]:
        """All lines, without blanks around them: UTF-8, marked or not, else Latin-1; any line ends."""
        try:
            text = self.data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = self.data.decode("latin-1")
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        return [line.strip() for line in text.split("\n")]

    @cached_property
    def content(self) -> list[str]:
        """The lines that say something: neither blank nor a comment behind `#`."""
        return [line for line in self.lines if line and not line.startswith(_COMMENT)]

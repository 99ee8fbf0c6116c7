"""A file that may be a recording: its bytes, and its lines of text whatever program wrote them.

A format looks at the head first, which is little, and then takes the file as what it is: bytes, text, or a
stream that is never held in memory as a whole. Text has limits of its own, because a list of lines takes many
times the memory of the file.
"""

from __future__ import annotations

import io
from functools import cached_property
from pathlib import Path
from typing import BinaryIO

from biofeed.errors import RecordingError
from biofeed.file import looks_binary, read_bytes, read_head, unreadable
from biofeed.recording import HEADER_START

_APPLE_DOUBLE = b"\x00\x05\x16\x07"
_COMMENT = "#"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
HEAD_BYTES = 64 * 1024
MAX_TEXT_BYTES = 64 * 1024 * 1024
"""The largest text of another program that is read: hours of a strap's acceleration, a week of beats."""
MAX_LINES = 1_200_000
"""A week of beats, one a line."""
MAX_LINE_CHARS = 4 * 1024 * 1024
"""A week of beats on one line."""


class Source:
    """One file; `of` checks that it is there and is no companion of another one."""

    def __init__(self, path: Path, data: bytes | None = None) -> None:
        self.path = path
        self._given = data

    @classmethod
    def of(cls, path: Path) -> Source:
        """Look at the file. Raises `RecordingError` if it cannot be read, or is empty."""
        source = cls(path)
        if source.head.startswith(_APPLE_DOUBLE):
            raise RecordingError(
                f"“{path}” is a companion file that macOS makes, not a recording.",
                "The recording lies beside it; its name begins without “._”.",
            )
        return source

    @cached_property
    def head(self) -> bytes:
        """The beginning of the file."""
        return read_head(self.path, HEAD_BYTES) if self._given is None else self._given[:HEAD_BYTES]

    @cached_property
    def data(self) -> bytes:
        """The whole file. Raises `RecordingError` if it is too large for that."""
        return read_bytes(self.path) if self._given is None else self._given

    def stream(self) -> BinaryIO:
        """Open the file to be read piece by piece."""
        if self._given is not None:
            return io.BytesIO(self._given)
        try:
            return self.path.open("rb")
        except OSError as error:
            raise unreadable(self.path, error) from error

    @property
    def is_text(self) -> bool:
        """Whether there is nothing in the head that no text has."""
        return self.head.startswith(_UTF16) or not looks_binary(self.head)

    @cached_property
    def text(self) -> str:
        """The whole text, with one kind of line end: UTF-8, marked or not, marked UTF-16, else Latin-1.

        Raises `RecordingError` if it is no text, or more than any list of beats.
        """
        if not self.is_text:
            raise RecordingError(
                f"“{self.path}” is a binary file, not a recording.",
                "It is of no kind that is known here; export it as text from the program that made it.",
            )
        self._check_size(len(self.data))
        return _decoded(self.data).replace("\r\n", "\n").replace("\r", "\n")

    @cached_property
    def lines(self) -> list[str]:
        """All lines, without blanks around them."""
        if self.text.count("\n") > MAX_LINES:
            raise self._too_large()
        lines = [line.strip() for line in self.text.split("\n")]
        if max(map(len, lines)) > MAX_LINE_CHARS:
            raise self._too_large()
        return lines

    @cached_property
    def content(self) -> list[str]:
        """The lines that say something: neither blank nor a comment behind `#`."""
        return [line for line in self.lines if line and not line.startswith(_COMMENT)]

    def _check_size(self, size: int) -> None:
        if size > MAX_TEXT_BYTES and not self.head.startswith(HEADER_START):
            raise self._too_large()

    def _too_large(self) -> RecordingError:
        return RecordingError(
            f"“{self.path}” is too large to be a list of beats ({len(self.data) // 2**20} MB).",
            f"Up to {MAX_TEXT_BYTES // 2**20} MB, or {MAX_LINES} lines, can be read; split it into parts.",
        )


def shown(text: str) -> str:
    """Quote from a file for a person: a little of it, and nothing that would steer a terminal."""
    return "".join(sign if sign.isprintable() else "·" for sign in text[:40])


def _decoded(data: bytes) -> str:
    if data.startswith(_UTF16):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("latin-1")

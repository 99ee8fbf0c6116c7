"""A zip, read without trust: exports of Apple Health, and workbooks, come in one.

A small archive can claim to hold anything, so nothing in it is read further than a hundred times its packed
size. Real documents shrink to a tenth or a thirtieth.
"""

from __future__ import annotations

import zipfile
import zlib
from types import TracebackType
from typing import IO, Self

from biofeed.errors import RecordingError
from biofeed.formats.source import Source

ZIP = b"PK\x03\x04"
"""How an archive begins."""
MAX_RATIO = 100
MIN_LIMIT_BYTES = 1024 * 1024
"""What the smallest document may grow to."""
_TROUBLE = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError)
"""What `zipfile` says of archives that are damaged, encrypted or packed in an unknown way."""


class Archive:
    """An open archive; a context manager. Raises `RecordingError` if it is damaged."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._file = source.stream()
        try:
            self._zip = zipfile.ZipFile(self._file)
        except _TROUBLE as error:
            self._file.close()
            raise damaged(source, error) from error

    @property
    def names(self) -> list[str]:
        """What the documents are called, with their folders."""
        return self._zip.namelist()

    def open(self, name: str) -> Document:
        """Open one document. Raises `RecordingError` if it is not there, or cannot be unpacked."""
        try:
            return Document(self._source, self._zip.open(name), self._zip.getinfo(name).compress_size)
        except (KeyError, *_TROUBLE) as error:
            raise damaged(self._source, error) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()


class Document:
    """A document inside, which reads on until more has come out than an honest one of its size can hold."""

    def __init__(self, source: Source, item: IO[bytes], packed_bytes: int) -> None:
        self._source = source
        self._item = item
        self._left = max(MIN_LIMIT_BYTES, MAX_RATIO * packed_bytes)

    def read(self, size: int, /) -> bytes:
        """Unpack up to `size` bytes. Raises `RecordingError` if it is damaged or claims too much."""
        try:
            data = self._item.read(size)
        except _TROUBLE as error:
            raise damaged(self._source, error) from error
        self._left -= len(data)
        if self._left < 0:
            raise RecordingError(
                f"“{self._source.path}” unpacks to more than {MAX_RATIO} times its size.",
                "No recording does; it was not read any further.",
            )
        return data


def damaged(source: Source, error: Exception) -> RecordingError:
    """Say that an archive cannot be unpacked."""
    return RecordingError(
        f"“{source.path}” is a damaged archive ({type(error).__name__}).",
        "Export it once more from the program or the phone that it came from.",
    )

"""XML, read as a stream and without trust.

A file may define entities that grow to gigabytes or name other files, or attributes that are added to every
element. No recording has need of any, so a file that declares one is refused before it is used. Nothing is
kept but what the caller takes, so memory does not grow with the file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol
from xml.parsers import expat

from biofeed.errors import RecordingError

CHUNK_BYTES = 256 * 1024
MAX_DEPTH = 100
"""No recording nests its elements as deeply as that."""
MAX_TAG_BYTES = 4 * 1024 * 1024
"""No recording has a tag as long as that; the parser has to hold one as a whole."""


class Readable(Protocol):
    """What can be read piece by piece."""

    def read(self, size: int, /) -> bytes:
        """Give up to `size` bytes, and none at the end."""


class Xml:
    """Goes through a document, and calls back for the beginning, the text and the end of each element."""

    def __init__(
        self,
        path: Path,
        begin: Callable[[str, dict[str, str]], None],
        text: Callable[[str], None],
        end: Callable[[str], None],
    ) -> None:
        self._path = path
        self._begin = begin
        self._end = end
        self._depth = 0
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._enter
        self._parser.EndElementHandler = self._leave
        self._parser.CharacterDataHandler = text
        self._parser.EntityDeclHandler = self._refuse_entity
        self._parser.AttlistDeclHandler = self._refuse_default

    def feed(self, stream: Readable) -> Iterator[None]:
        """Read the stream piece by piece, pausing after each. Raises `RecordingError` if it is damaged."""
        fed = 0
        while True:
            chunk = stream.read(CHUNK_BYTES)
            fed += len(chunk)
            try:
                self._parser.Parse(chunk, not chunk)
            except expat.ExpatError as error:
                raise self._damage(f"in line {error.lineno}: {expat.ErrorString(error.code)}") from None
            except (LookupError, ValueError):
                raise self._damage("in its first line: it names an encoding that is none") from None
            if fed - self._parser.CurrentByteIndex > MAX_TAG_BYTES:
                raise self._refusal("has a tag longer than any recording needs")
            yield
            if not chunk:
                return

    def _enter(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise self._refusal("nests its elements deeper than any recording")
        self._begin(name, attributes)

    def _leave(self, name: str) -> None:
        self._depth -= 1
        self._end(name)

    def _refuse_entity(self, *_: object) -> None:
        raise self._refusal("declares entities, which no recording needs and which may hide anything")

    def _refuse_default(self, _element: str, _name: str, _type: str, default: str | None, _: bool) -> None:
        if default is not None:
            raise self._refusal("declares attributes of its own making, which no recording needs")

    def _damage(self, where: str) -> RecordingError:
        return RecordingError(
            f"“{self._path}” is damaged {where}.", "Export it once more from the program that made it."
        )

    def _refusal(self, what: str) -> RecordingError:
        return RecordingError(f"“{self._path}” {what}.", "It was not read any further.")

"""The sheets of a workbook (`.xlsx`): a zip of XML, of which only names of columns and numbers are taken.

Texts stand in a table of their own, and cells refer to it by number. Formulas are passed over: their
results stand beside them. Format: ECMA-376, part 1, chapter 18.
"""

from __future__ import annotations

from collections.abc import Iterator

from biofeed.errors import RecordingError
from biofeed.formats.archive import Archive
from biofeed.formats.numbers import number
from biofeed.formats.source import MAX_LINES, Source
from biofeed.formats.xml import Xml

BOOK = "xl/workbook.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"
_STRINGS = "xl/sharedStrings.xml"
MAX_SHEETS = 100
MAX_STRINGS = 10_000
MAX_STRING_CHARS = 100

Row = dict[str, float]
"""The numbers in one row, by the names of their columns in lower case."""


class Workbook:
    """What a workbook holds. Raises `RecordingError` while it is read, if it is damaged."""

    def __init__(self, source: Source, archive: Archive) -> None:
        self._source = source
        self._archive = archive
        self._left = MAX_LINES
        self._strings = self._texts() if _STRINGS in archive.names else []

    def sheets(self) -> Iterator[tuple[str, Iterator[Row]]]:
        """Give each sheet's title and its rows, in the order of the book."""
        targets = {item["Id"]: item["Target"] for item in self._elements(_RELATIONS, "Relationship")}
        for sheet in self._elements(BOOK, "sheet"):
            target = targets.get(sheet.get("r:id", ""), "")
            path = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
            if path in self._archive.names:
                yield sheet.get("name", ""), self._rows(path)

    def _elements(self, path: str, wanted: str) -> list[dict[str, str]]:
        found: list[dict[str, str]] = []

        def begin(name: str, attributes: dict[str, str]) -> None:
            if _local(name) == wanted and len(found) < MAX_SHEETS:
                found.append({"Id": "", "Target": "", **attributes})

        self._go_through(path, Xml(self._source.path, begin, _pass, _pass))
        return found

    def _go_through(self, path: str, xml: Xml) -> None:
        for _ in xml.feed(self._archive.open(path)):
            pass

    def _texts(self) -> list[str]:
        texts: list[str] = []

        def begin(name: str, _: dict[str, str]) -> None:
            if _local(name) == "si":
                texts.append("")

        def text(part: str) -> None:
            if texts and len(texts) <= MAX_STRINGS:
                texts[-1] = (texts[-1] + part)[:MAX_STRING_CHARS]

        self._go_through(_STRINGS, Xml(self._source.path, begin, text, _pass))
        return texts

    def _rows(self, path: str) -> Iterator[Row]:
        sheet = _Sheet(self._strings)
        for _ in Xml(self._source.path, sheet.begin, sheet.text, sheet.end).feed(self._archive.open(path)):
            for row in sheet.taken():
                self._left -= 1
                if self._left < 0:
                    raise RecordingError(
                        f"“{self._source.path}” has more rows than a list of beats.",
                        f"Up to {MAX_LINES} are read.",
                    )
                yield row


class _Sheet:
    """Takes the rows of one sheet; the first one with texts in it names the columns."""

    def __init__(self, strings: list[str]) -> None:
        self._strings = strings
        self._names: dict[str, str] = {}
        self._cells: dict[str, str] = {}
        self._column = self._kind = self._value = ""
        self._whole: list[Row] = []

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        match _local(name):
            case "row":
                self._cells = {}
            case "c":
                self._column = attributes.get("r", "").rstrip("0123456789")
                self._kind, self._value = attributes.get("t", "n"), ""
            case "f":
                self._value = ""

    def text(self, text: str) -> None:
        self._value = (self._value + text)[:MAX_STRING_CHARS]

    def end(self, name: str) -> None:
        match _local(name):
            case "f":
                self._value = ""
            case "c" if self._value.strip():
                self._cells[self._column] = self._value.strip()
                if self._kind == "s":
                    self._cells[self._column] = self._shared(self._value)
            case "row":
                self._end_row()

    def taken(self) -> Iterator[Row]:
        """Give what has come to its end since the last time."""
        whole, self._whole = self._whole, []
        yield from whole

    def _shared(self, place: str) -> str:
        value = number(place.strip())
        known = value is not None and 0 <= value < len(self._strings)
        return self._strings[int(value)] if known and value is not None else ""

    def _end_row(self) -> None:
        if not self._names:
            self._names = {column: text.strip().casefold() for column, text in self._cells.items()}
            return
        values = {self._names.get(column, ""): number(cell) for column, cell in self._cells.items()}
        self._whole.append({name: value for name, value in values.items() if name and value is not None})


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _pass(_: str) -> None:
    """Nothing is taken from here."""

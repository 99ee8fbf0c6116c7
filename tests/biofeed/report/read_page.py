"""Reads a page of HTML as a browser would, as far as the tests want to know: elements, numbers, text."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"meta", "br", "link", "img", "input", "hr", "circle", "line", "path", "rect"}


@dataclass(frozen=True, slots=True)
class Shown:
    """A number as the page shows it."""

    section: str
    value: float
    unit: str
    n: int
    text: str


@dataclass(slots=True)
class Row:
    """A row of a table."""

    weak: bool
    text: str = ""


@dataclass
class Read(HTMLParser):
    """What was found on a page."""

    elements: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    sections: list[str] = field(default_factory=list)
    numbers: list[Shown] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    text: str = ""
    comments: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._open: list[tuple[str, dict[str, str]]] = []

    @classmethod
    def page(cls, html: str) -> Read:
        """Read one; an element that is not closed, or closed out of turn, is an error."""
        read = cls()
        read.feed(html)
        read.close()
        assert not read._open, read._open
        return read

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.elements.append((tag, found))
        if tag == "section":
            self.sections.append(found["id"])
        if tag == "tr":
            self.rows.append(Row(found.get("class") == "weak"))
        if tag not in VOID:
            self._open.append((tag, found))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        opened, _ = self._open.pop()
        assert opened == tag, f"</{tag}> closes <{opened}>"

    def handle_comment(self, data: str) -> None:
        self.comments.append(data)

    def handle_data(self, data: str) -> None:
        tags = [tag for tag, _ in self._open]
        if "style" in tags:
            return
        self.text += data
        if "tr" in tags:
            self.rows[-1].text += data
        if tags[-1:] == ["data"]:
            made = self._open[-1][1]
            value, n = float(made["value"]), int(made["data-n"])
            self.numbers.append(Shown(self.sections[-1], value, made["data-unit"], n, data))

    @property
    def styles(self) -> list[tuple[str, dict[str, str]]]:
        """Elements with a style of their own."""
        return [one for one in self.elements if "style" in one[1]]

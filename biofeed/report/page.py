"""What a page is made of, before anybody decides how it looks: lines, tables and charts under headings.

The same page becomes HTML, a PDF, and the table of its numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from biofeed.report.chart import Chart
from biofeed.report.number import Number

LONGEST_TEXT, CELL = 150, 28
"""A page, and a cell of a table, have room for so many signs of what somebody wrote; the log has it all."""

Said: TypeAlias = tuple[str | Number, ...]
"""A stretch of text with numbers in it."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text, after a label if it has one."""

    said: Said
    label: str = ""


@dataclass(frozen=True, slots=True)
class Lines:
    """Some lines: under each other, in two columns, or one after the other."""

    lines: tuple[Line, ...]
    layout: Literal["list", "columns", "flow"] = "list"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table."""

    label: str
    cells: tuple[Said, ...]
    weak: str = ""
    """Why it cannot be relied on; such a row looks different and says so."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table; the first column is that of the rows' labels."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]


Block: TypeAlias = Lines | Table | Chart


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the page. One without a block is left out of it."""

    key: str
    title: str
    blocks: tuple[Block, ...]
    remark: str = ""
    small: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """One page."""

    title: str
    subtitle: str
    headline: tuple[Line, Line, Line]
    sections: tuple[Section, ...]
    unreal: str = ""
    """Says that beats were simulated or replayed, if any were; it stands on every printed page."""
    made: str = ""
    """What made it, and when."""


def filled(sections: Iterable[Section]) -> tuple[Section, ...]:
    """Leave out the sections in which there is nothing."""
    return tuple(section for section in sections if section.blocks)


def clipped(text: str, longest: int = LONGEST_TEXT) -> str:
    """Give what somebody wrote on one line, without signs that cannot be seen, cut where it is too long."""
    seen = "".join(sign if sign.isprintable() else " " for sign in text)
    flat = " ".join(seen.split())
    return flat if len(flat) <= longest else flat[: longest - 1].rstrip() + "…"


def numbers(said: Said) -> Iterator[Number]:
    """Give the numbers in a stretch of text."""
    return (part for part in said if isinstance(part, Number))

"""Text with named columns: what separates the cells, and the cells row by row.

The separator is the one that the line of names has most of. Rows are given one at a time and never kept,
because cells of text take many times the memory of the numbers in them.
"""

from __future__ import annotations

import csv
import datetime as dt
import re
from collections.abc import Iterator
from typing import NamedTuple

from biofeed.errors import RecordingError
from biofeed.formats.numbers import number
from biofeed.formats.source import Source, shown
from biofeed.formats.start import UNKNOWN, Start, local, moment, seconds_between

_DELIMITERS = (";", "\t", ",")
MAX_NAME_CHARS = 30
_NAME = re.compile(r"[^\W\d_][\w .()\[\]/%°-]*")
"""What looks like a column's name: a letter, and then no quotes, colons or braces."""


class Table(NamedTuple):
    """A file that may be a table; whoever knows the names of its columns decides."""

    source: Source
    delimiter: str
    names: tuple[str, ...]
    """In lower case, without blanks or quotes around them."""

    @classmethod
    def of(cls, source: Source) -> Table:
        """Look at the first line that says something; a file without one has no names."""
        head = source.content[0] if source.content else ""
        delimiter = max(_DELIMITERS, key=head.count)
        cells = head.rstrip(f"{delimiter} \t").split(delimiter)
        return cls(source, delimiter, tuple(cell.strip(" \t\"'").casefold() for cell in cells))

    def starts_with(self, *names: str) -> bool:
        """Say whether the first columns have these names."""
        return self.names[: len(names)] == names

    def column_name(self, column: int) -> str:
        """Quote a column's name for a person, a short one as it is; else give its number.

        The first line of a file that is no table may hold anything, such as the name of a person's strap.
        """
        name = self.names[column][:MAX_NAME_CHARS]
        return f"“{shown(name)}”" if _NAME.fullmatch(name) else str(column + 1)

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Give each row below the names, and its number from 1. Raises `RecordingError` if damaged."""
        lines = iter(self.source.content)
        next(lines, None)
        reader = csv.reader(lines, delimiter=self.delimiter, skipinitialspace=True)
        place = 0
        while True:
            place += 1
            try:
                row = next(reader, None)
            except csv.Error as error:
                raise RecordingError(
                    f"“{self.source.path}” is damaged in row {place}: {error}.",
                    "Export it once more from the program that made it.",
                ) from None
            if row is None:
                return
            yield place, [cell.strip() for cell in row]

    def moments(self, column: int = 0) -> Iterator[tuple[int, dt.datetime, list[str]]]:
        """Give each row with its number and the moment in one of its cells. Raises `RecordingError`."""
        for place, row in self.rows():
            cell = row[column] if column < len(row) else ""
            then = moment(cell)
            if then is None:
                raise RecordingError(
                    f"“{self.source.path}” is damaged in row {place}: “{shown(cell)}” is no date and time.",
                    f"The column {self.column_name(column)} is expected to hold one in each row.",
                )
            yield place, then, row

    def start(self, column: int = 0) -> Start:
        """Take the moment in the first row as the start."""
        return next((local(then) for _, then, _ in self.moments(column)), UNKNOWN)

    def timed_rows(self, column: int = 0) -> Iterator[tuple[int, float, list[str]]]:
        """Give each row with its number and its seconds since the first row. Raises `RecordingError`."""
        first: dt.datetime | None = None
        for place, then, row in self.moments(column):
            first = first or then
            yield place, seconds_between(first, then), row

    def number(self, place: int, row: list[str], column: int) -> float:
        """Read one cell, with a decimal point or comma. Raises `RecordingError` if it is no number."""
        cell = row[column] if column < len(row) else ""
        value = number(cell)
        if value is None:
            raise RecordingError(
                f"“{self.source.path}” is damaged in row {place}: “{shown(cell)}” is not a number.",
                f"The column {self.column_name(column)} is expected to hold one in each row.",
            )
        return value

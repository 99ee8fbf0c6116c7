"""The numbers of a page as a table for a spreadsheet: one row a number, in the order of the page.

They come from the page itself, so what is shown and what is listed cannot differ. The points of the charts
follow at the end. docs/report.md describes the columns.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from biofeed.formats.biofeed_csv import guarded
from biofeed.report.chart import Chart
from biofeed.report.number import Number
from biofeed.report.page import Block, Lines, Page, Table, numbers

COLUMNS = ("section", "row", "what", "value", "unit", "n", "low", "high", "weak")
HEADLINE = "headline"
Cells = tuple[str, ...]


def as_csv(page: Page) -> bytes:
    """Give the table, in UTF-8."""
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(_rows(page))
    return table.getvalue().encode("utf-8", "backslashreplace")


def _rows(page: Page) -> Iterator[Cells]:
    for line in page.headline:
        for number in numbers(line.said):
            yield _cells(HEADLINE, line.label, number)
    for section in page.sections:
        for block in section.blocks:
            yield from _of_block(section.key, block)
    for section in page.sections:
        for block in section.blocks:
            if isinstance(block, Chart):
                yield from _of_chart(section.key, block)


def _of_block(key: str, block: Block) -> Iterator[Cells]:
    match block:
        case Lines(lines=lines):
            for line in lines:
                for number in numbers(line.said):
                    yield _cells(key, line.label, number)
        case Table(rows=rows):
            for row in rows:
                for said in row.cells:
                    for number in numbers(said):
                        yield _cells(key, row.label, number, row.weak)


def _of_chart(key: str, chart: Chart) -> Iterator[Cells]:
    for placed in chart.strips:
        for point in placed.strip.listed:
            where = (f"{key} chart", guarded(point.row), point.column)
            yield (*where, repr(float(point.value)), point.unit, str(point.n), "", "", "")


def _cells(section: str, row: str, number: Number, weak: str = "") -> Cells:
    low, high = ("" if edge is None else repr(float(edge)) for edge in (number.low, number.high))
    value = repr(float(number.value))
    return (section, guarded(row), number.name, value, number.unit, str(number.n), low, high, weak)

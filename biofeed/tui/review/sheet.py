"""A report's page as rows of text: the same sections, numbers and order as on paper.

The page is a plain value (`biofeed.report.page`), so what is read here and what is printed cannot differ.
It is as wide as there is room. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from biofeed.report.chart import Chart
from biofeed.report.number import Number
from biofeed.report.page import Block, Line, Lines, Page, Said, Section, Table
from biofeed.report.page import Row as TableRow
from biofeed.tui.review.sketch import sketch
from biofeed.tui.review.text import EMPTY, PLAIN, QUIET, STRONG, Piece, Row, plain, wrapped
from biofeed.tui.widgets import raster

HANGING = 2
"""What goes on in the next row is indented by so much."""
MOST_BELOW = 2
"""So many of a table's last columns may stand below a row instead of beside it."""
BETWEEN = 2
"""Columns of a table are so far apart."""


def sheet(
    page: Page, columns: int, *, charts: bool = True, blocks: bool = False, aside: Sequence[Row] = ()
) -> list[Row]:
    """Lay out a page, with `aside`, which is none of it, before its small print.

    Without `charts` these are left to whoever draws them another way.
    """
    glyphs = raster.BLOCKS if blocks else raster.BRAILLE
    rows: list[Row] = []
    if page.unreal:
        rows += [*wrapped([(f"{page.unreal}.", STRONG)], columns), EMPTY]
    for line in page.headline:
        rows += wrapped(_said(line.said), columns, HANGING)
    for section in page.sections:
        if section.small:
            rows += aside
            aside = ()
        rows += _section(section, columns, glyphs if charts else None)
    return [*rows, *aside, *wrapped([(page.made, QUIET)], columns)]


def heading(title: str, remark: str, columns: int) -> list[Row]:
    """Give what stands above a section."""
    return [EMPTY, *wrapped([(title, STRONG), (f" · {remark}" if remark else "", QUIET)], columns, HANGING)]


def _section(section: Section, columns: int, glyphs: raster.Glyphs | None) -> Iterator[Row]:
    yield from heading(section.title, section.remark, columns)
    for block in section.blocks:
        yield from _block(block, columns, glyphs, PLAIN if not section.small else QUIET)


def _block(block: Block, columns: int, glyphs: raster.Glyphs | None, style: str) -> Iterable[Row]:
    match block:
        case Chart():
            return sketch(block, columns, glyphs) if glyphs else ()
        case Table():
            return table(block, columns)
        case Lines(lines=lines):
            return [row for line in lines for row in wrapped(_line(line, style), columns, HANGING)]


def _line(line: Line, style: str) -> Iterator[Piece]:
    if line.label:
        yield f"{line.label}  ", QUIET
    yield from _said(line.said, style)


def _said(said: Said, style: str = PLAIN) -> Iterator[Piece]:
    """Give a stretch of text with its numbers, each with its interval and its n as on paper."""
    for part in said:
        if not isinstance(part, Number):
            yield part, style
            continue
        yield part.text, style
        if part.interval:
            yield f" ({part.interval})", QUIET
        if part.n > 1 and part.shows_n:
            yield f" n {part.n}", QUIET


# --- tables -----------------------------------------------------------------------------------------


def table(block: Table, columns: int) -> list[Row]:
    """Lay out a table: in columns where they fit, else each row as a paragraph that names its cells.

    What stands in the last columns may go below its row, so that the others fit.
    """
    rows = [[plain(tuple(_said(cell))) for cell in row.cells] for row in block.rows]
    used = [at for at in range(len(block.columns) - 1) if any(row[at] for row in rows)]
    widths = [max(len(row.label) for row in block.rows)]
    widths += [max(len(block.columns[at + 1]), *(len(row[at]) for row in rows)) for at in used]
    for below in range(MOST_BELOW + 1):
        beside = len(used) - below
        if beside > below and sum(widths[: beside + 1]) + BETWEEN * beside <= columns:
            return _in_columns(block, rows, used, widths[: beside + 1], columns)
    return [line for row in block.rows for line in _as_paragraph(row, block.columns[1:], columns)]


def _in_columns(
    block: Table, rows: list[list[str]], used: list[int], widths: list[int], columns: int
) -> list[Row]:
    beside, below = used[: len(widths) - 1], used[len(widths) - 1 :]

    def laid_out(cells: list[str], style: str) -> Row:
        text = (" " * BETWEEN).join(f"{cell:<{width}}" for cell, width in zip(cells, widths, strict=True))
        return ((text.rstrip(), style),)

    lines = [laid_out(["", *(block.columns[at + 1] for at in beside)], QUIET)]
    for row, cells in zip(block.rows, rows, strict=True):
        lines.append(laid_out([row.label, *(cells[at] for at in beside)], QUIET if row.weak else PLAIN))
        rest = " · ".join(f"{block.columns[at + 1]} {cells[at]}" for at in below if cells[at])
        indent = (" " * HANGING, PLAIN)
        lines += [(indent, *line) for line in wrapped([(rest, QUIET)], columns - HANGING)]
    return lines


def _as_paragraph(row: TableRow, names: tuple[str, ...], columns: int) -> list[Row]:
    """Give one row of a table; one that cannot be relied on is quiet all along."""
    style = QUIET if row.weak else PLAIN
    pieces: list[Piece] = [(row.label, QUIET if row.weak else STRONG)]
    before = "  "
    for name, cell in zip(names, row.cells, strict=True):
        said = list(_said(cell, style))
        if plain(tuple(said)):
            pieces += [(f"{before}{name} ", QUIET), *said]
            before = " · "
    return wrapped(pieces, columns, HANGING)

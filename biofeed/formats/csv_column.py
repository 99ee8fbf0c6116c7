"""Any table with named columns, one of which holds intervals.

Which one is told by whoever asks, by name or number, or by the table itself, if exactly one of its columns
has a name that intervals go by. A column of times beside it, in seconds or milliseconds, shows the gaps.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from biofeed.errors import RecordingError, UsageError
from biofeed.formats.beat_text import in_s_and_ms
from biofeed.formats.imported import GAPS_UNKNOWN, beats_end_to_end, positive, recording_of
from biofeed.formats.numbers import in_ms, ms_per_unit, number
from biofeed.formats.source import Source, shown
from biofeed.formats.table import Table
from biofeed.formats.timed import timed_recording
from biofeed.recording import HEADER_START, Recording

KIND = "csv-column"

INTERVAL = re.compile(
    r"(?:rr|r-r|nn|ibi|ppi?|rri|interval)(?:[ _-]?intervals?)?[ _]*(?:[(\[_]?(?:ms|s|sec|msec)[)\]]?)?"
)
"""What a column of intervals is called."""
_TIME = re.compile(r"(?:t|time|times|elapsed|seconds)[ _]*(?:[(\[_]?(?:ms|s|sec|msec)[)\]]?)?")
_BLANK = ("", "na", "nan", "n/a", "null", "-")


def read(source: Source) -> Recording | None:
    """Read a table in which one column is named after intervals; `None` for other files."""
    table = Table.of(source)
    named = [place for place, name in enumerate(table.names) if INTERVAL.fullmatch(name)]
    if len(named) != 1 or len(table.names) < 2:
        return None
    return _read(table, named[0])


def read_column(source: Source, column: str) -> Recording:
    """Read the intervals in one column, named as in the first line or numbered from 1.

    Raises `UsageError` if there is no such column, or if the file is a recording of biofeed, which has none;
    `RecordingError` if it holds no intervals.
    """
    if source.head.startswith(HEADER_START):
        raise UsageError(
            f"“{source.path}” is a recording of biofeed and has no columns.", "Leave out --column."
        )
    return _read(Table.of(source), _place(Table.of(source), column))


def _place(table: Table, column: str) -> int:
    name = column.strip().casefold()
    if name in table.names:
        return table.names.index(name)
    if re.fullmatch(r"[0-9]{1,4}", name) and 1 <= int(name) <= len(table.names):
        return int(name) - 1
    names = ", ".join(table.column_name(place) for place in range(min(len(table.names), 20)))
    raise UsageError(
        f"There is no column “{shown(column)}” in “{table.source.path}”.", f"It has these columns: {names}."
    )


def _read(table: Table, column: int) -> Recording:
    times = [place for place, name in enumerate(table.names) if _TIME.fullmatch(name)]
    rows = list(_numbers(table, [column, *times[:1]]))
    unit_ms = ms_per_unit([row[0] for row in rows if row[0] > 0])
    if unit_ms is None:
        raise RecordingError(
            f"The column {table.column_name(column)} of “{table.source.path}” holds no intervals.",
            "Intervals are expected in ms (300 to 3000) or in seconds (0.3 to 3).",
        )
    if times and (timed := in_s_and_ms([(row[1], row[0]) for row in rows])):
        return timed_recording(table.source, timed, KIND)
    rr_ms, notes = positive(table.source, [in_ms(row[0], unit_ms) for row in rows])
    return recording_of(beats_end_to_end(rr_ms), KIND, notes=[GAPS_UNKNOWN, *notes])


def _numbers(table: Table, columns: Sequence[int]) -> Iterator[list[float]]:
    """Give the cells of some columns; rows without an interval, as between beats, are passed over."""
    first = table.source.content[0] if table.source.content else ""
    if number(first.split(table.delimiter)[columns[0]].strip(" \t\"'")) is not None:
        yield [table.number(0, first.split(table.delimiter), column) for column in columns]
    for place, row in table.rows():
        cell = row[columns[0]] if columns[0] < len(row) else ""
        if cell.casefold() not in _BLANK:
            yield [table.number(place, row, column) for column in columns]

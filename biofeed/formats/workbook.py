"""Workbooks (`.xlsx`) with a column of intervals, or of heart rates, on each of their sheets.

Sheets follow one another in time, and each one's name becomes a marker where it begins. A column of dates
with times says where the beats were. A workbook of heart rates alone gives samples.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from biofeed.errors import RecordingError
from biofeed.formats.archive import ZIP, Archive
from biofeed.formats.csv_column import INTERVAL
from biofeed.formats.imported import GAPS_UNKNOWN, NO_BEATS, beats_end_to_end, positive, recording_of
from biofeed.formats.numbers import in_ms, ms_per_unit
from biofeed.formats.sheets import BOOK, Row, Workbook
from biofeed.formats.source import Source
from biofeed.formats.start import Start, local
from biofeed.formats.timed import Timed, timed_recording
from biofeed.recording import Recording
from biofeed.types import Marker, Samples

KIND = "workbook"
_RATE = re.compile(r"(?:heart[ _-]?rate|hr|bpm)[ _]*(?:[(\[](?:bpm|1/min)[)\]])?")
_TIMES = ("time", "date", "datetime", "timestamp")
_DAY_S = 86_400.0
_DAY_0 = dt.datetime(1899, 12, 30)
"""What spreadsheets count days from, on a local clock."""
_DAYS = (20_000.0, 80_000.0)
"""From 1954 to 2119: what is counted as days there is a date."""


class _Cell(NamedTuple):
    """What one row says: when, as days; and an interval, or a heart rate."""

    day: float | None
    value: float


_Part = tuple[str, list[_Cell]]
"""A sheet's title, and its rows."""


def read(source: Source) -> Recording | None:
    """Read a workbook; `None` for other files.

    Raises `RecordingError` if it is damaged, or has neither intervals nor heart rates.
    """
    if not source.head.startswith(ZIP):
        return None
    with Archive(source) as archive:
        if BOOK not in archive.names:
            return None
        for pattern, make in ((INTERVAL, _beats), (_RATE, _rates)):
            book = Workbook(source, archive)
            parts = [(title, list(_cells(rows, pattern))) for title, rows in book.sheets()]
            if any(cells for _, cells in parts):
                return make(source, [(title, cells) for title, cells in parts if cells])
    raise RecordingError(
        f"“{source.path}” has no column of intervals.",
        "The first row of a sheet is expected to name one, such as “RR (ms)”.",
    )


def _cells(rows: Iterable[Row], wanted: re.Pattern[str]) -> Iterator[_Cell]:
    """Give what stands in the first column whose name fits, with the row's date."""
    names: dict[str, bool] = {}
    for row in rows:
        value = day = None
        for name, number in row.items():
            if name not in names:
                names[name] = bool(wanted.fullmatch(name))
            if names[name] and value is None:
                value = number
            elif name in _TIMES and _DAYS[0] < number < _DAYS[1]:
                day = number
        if value is not None and value > 0:
            yield _Cell(day, value)


def _beats(source: Source, parts: Sequence[_Part]) -> Recording:
    cells = [cell for _, part in parts for cell in part]
    unit_ms = ms_per_unit([cell.value for cell in cells])
    if unit_ms is None:
        raise RecordingError(
            f"The intervals in “{source.path}” are none between heartbeats.",
            "Intervals are expected in ms (300 to 3000) or in seconds (0.3 to 3).",
        )
    first = cells[0].day
    if first is None or any(cell.day is None for cell in cells):
        rr_ms, notes = positive(source, [in_ms(cell.value, unit_ms) for cell in cells])
        return recording_of(beats_end_to_end(rr_ms), KIND, notes=[GAPS_UNKNOWN, *notes])
    rows = [Timed(_since(first, cell), in_ms(cell.value, unit_ms)) for cell in cells]
    recording = timed_recording(source, rows, KIND, start=_start(first))
    events = [*recording.events, *_titles(first, parts)]
    return replace(recording, events=tuple(sorted(events, key=lambda event: event.t_s)))


def _rates(source: Source, parts: Sequence[_Part]) -> Recording:
    first = parts[0][1][0].day
    if first is None:
        raise RecordingError(
            f"“{source.path}” holds heart rates without times.",
            "It needs a column of intervals, or one of dates.",
        )
    samples = [
        Samples(_since(first, cell), "hr_bpm", 1.0, (cell.value,)) for _, part in parts for cell in part
    ]
    events: list[Samples | Marker] = [*samples, *_titles(first, parts)]
    events.sort(key=lambda event: event.t_s)
    return recording_of(events, KIND, start=_start(first), notes=[NO_BEATS])


def _titles(first: float, parts: Sequence[_Part]) -> list[Marker]:
    """Mark where each sheet begins; the only one needs no mark."""
    return [Marker(_since(first, cells[0]), title) for title, cells in parts] if len(parts) > 1 else []


def _since(first: float, cell: _Cell) -> float:
    return round(((first if cell.day is None else cell.day) - first) * _DAY_S, 6)


def _start(day: float) -> Start:
    return local(_DAY_0 + dt.timedelta(days=day))

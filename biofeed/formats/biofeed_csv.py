"""The table that `biofeed export` writes, read again: beats, gaps, parts, markers, notes and ratings.

A spreadsheet takes a cell that begins with `=`, `+`, `-` or `@` for a formula, so texts that do get an
apostrophe in front, which reading takes off again.
"""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

from biofeed.errors import RecordingError
from biofeed.formats.imported import checked, numbered, recording_of
from biofeed.formats.numbers import MAX_T_S
from biofeed.formats.source import Source
from biofeed.formats.start import UNKNOWN, Start, local, moment
from biofeed.formats.table import Table
from biofeed.recording import Recording
from biofeed.types import Beat, Event, Flag, Gap, Marker, Note, PhaseChange, PhaseKind, Rating

KIND = "biofeed-csv"
COLUMNS = ("time", "t_s", "event", "rr_ms", "flag", "duration_s", "kind", "text")
_TIME, _T_S, _EVENT, _RR_MS, _FLAG, _DURATION_S, _KIND, _TEXT = range(len(COLUMNS))
_DANGEROUS = ("=", "+", "-", "@", "'")


def guarded(text: str) -> str:
    """Put an apostrophe in front of what a spreadsheet might take for a formula."""
    return "'" + text if text.startswith(_DANGEROUS) else text


def read(source: Source) -> Recording | None:
    """Read the table; `None` for other files. Raises `RecordingError` if it is damaged or has no beat."""
    table = Table.of(source)
    if table.names != COLUMNS:
        return None
    events: list[Event] = []
    start = UNKNOWN
    for place, row in table.rows():
        if len(row) != len(COLUMNS):
            raise _damaged(table, place)
        t_s = table.number(place, row, _T_S)
        if abs(t_s) > MAX_T_S:
            raise _damaged(table, place)
        start = start if events else _start(row[_TIME], t_s)
        try:
            events.append(_event(table, place, row, t_s))
        except ValueError as error:
            raise _damaged(table, place) from error
    beats = [event for event in events if isinstance(event, Beat)]
    checked(source, [beat.rr_ms for beat in beats])
    if any(after.t_s < before.t_s for before, after in pairwise(beats)):
        raise RecordingError(
            f"The beats in “{source.path}” are not in the order of time.", "Sort the table by its column t_s."
        )
    return recording_of(numbered(events), KIND, start=start)


def _event(table: Table, place: int, row: list[str], t_s: float) -> Event:
    """Read one row; a beat's number is left open. Raises `ValueError` for words that nothing is called by."""
    text = row[_TEXT].removeprefix("'")
    match row[_EVENT]:
        case "beat":
            rr_ms = table.number(place, row, _RR_MS)
            if rr_ms <= 0:
                raise ValueError(rr_ms)
            return Beat(0, t_s, rr_ms, Flag(row[_FLAG]))
        case "gap":
            return Gap(t_s, table.number(place, row, _DURATION_S), text)
        case "phase_change":
            return PhaseChange(t_s, PhaseKind(row[_KIND]), text, table.number(place, row, _DURATION_S))
        case "marker":
            return Marker(t_s, text)
        case "note":
            return Note(t_s, text)
        case "rating":
            value = table.number(place, row, _TEXT) if row[_TEXT] else None
            return Rating(t_s, row[_KIND].removeprefix("'"), value)
    raise ValueError(row[_EVENT])


def _start(clock: str, t_s: float) -> Start:
    """Go back from the first row's time of day to the session's start."""
    then = moment(clock)
    try:
        return local(then - dt.timedelta(seconds=t_s) if then else None)
    except OverflowError:
        return UNKNOWN


def _damaged(table: Table, place: int) -> RecordingError:
    return RecordingError(
        f"“{table.source.path}” is damaged in row {place}.",
        f"Each row has {len(COLUMNS)} cells, of a kind that biofeed writes.",
    )

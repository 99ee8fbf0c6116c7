"""A table for a spreadsheet or a script: beats with time, interval and flag, and between them what happened.

One row an event, in the order of the session: beats, gaps, parts of the exercise, markers, notes and
ratings. The columns are those of `biofeed.formats.biofeed_csv`, which reads the table again.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from pathlib import Path

from biofeed.formats.biofeed_csv import COLUMNS, guarded
from biofeed.formats.export.loss import header_lost, left_out
from biofeed.formats.export.target import beats_of, write_new
from biofeed.formats.start import moment
from biofeed.recording import Recording
from biofeed.types import Beat, Event, Gap, Marker, Note, PhaseChange, Rating

KEPT = (Beat, Gap, PhaseChange, Marker, Note, Rating)
ONE_LINE = "Line breaks and runs of blanks in texts become one blank."


def write_csv(recording: Recording, path: Path) -> tuple[str, ...]:
    """Write the table, and say what is lost. Raises `RecordingError` if there is no beat, or no room."""
    flags = {beat.seq: beat for beat in beats_of(recording)}
    start = moment(recording.header.started)
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\n")
    writer.writerow(COLUMNS)
    for event in recording.events:
        cells = _cells(flags[event.seq] if isinstance(event, Beat) else event)
        if cells is not None:
            writer.writerow([_clock(start, event.t_s), repr(event.t_s), *cells])
    write_new(path, table.getvalue().encode("utf-8", "backslashreplace"))
    texts = any(
        isinstance(event, Marker | Note) and event.text != _flat(event.text) for event in recording.events
    )
    return (*left_out(recording, KEPT), *header_lost(recording), *([ONE_LINE] if texts else []))


def _cells(event: Event) -> list[str] | None:
    """Give the cells behind the time: event, rr_ms, flag, duration_s, kind, text; `None` for no row."""
    match event:
        case Beat(rr_ms=rr_ms, flag=flag):
            return ["beat", repr(rr_ms), str(flag), "", "", ""]
        case Gap(duration_s=duration_s, reason=reason):
            return ["gap", "", "", repr(duration_s), "", guarded(_flat(reason))]
        case PhaseChange(kind=kind, title=title, duration_s=duration_s):
            return ["phase_change", "", "", repr(duration_s), str(kind), guarded(_flat(title))]
        case Marker(text=text):
            return ["marker", "", "", "", "", guarded(_flat(text))]
        case Note(text=text):
            return ["note", "", "", "", "", guarded(_flat(text))]
        case Rating(scale=scale, value=value):
            return ["rating", "", "", "", guarded(_flat(scale)), "" if value is None else repr(value)]
    return None


def _flat(text: str) -> str:
    return " ".join(text.split())


def _clock(start: dt.datetime | None, t_s: float) -> str:
    """Give the time of day with its date; nothing if the start is not known, or lies too far away."""
    try:
        return (start + dt.timedelta(seconds=t_s)).isoformat() if start else ""
    except OverflowError:
        return ""

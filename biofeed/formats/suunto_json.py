"""Suunto's JSON, as the app exports a move: `DeviceLog."R-R".Data`, in ms, and the start with its zone.

Only these parts are decoded. The rest of such a file, places and names among it, is passed over unread.
"""

from __future__ import annotations

import msgspec

from biofeed.errors import RecordingError
from biofeed.formats.imported import GAPS_UNKNOWN, beats_end_to_end, positive, recording_of
from biofeed.formats.source import Source
from biofeed.formats.start import local, moment
from biofeed.recording import Recording

KIND = "suunto-json"
MAX_INTERVALS = 2_000_000


class _Intervals(msgspec.Struct):
    data: list[float] = msgspec.field(name="Data")


class _Header(msgspec.Struct):
    started: str | None = msgspec.field(name="DateTime", default=None)


class _Log(msgspec.Struct):
    intervals: _Intervals | None = msgspec.field(name="R-R", default=None)
    header: _Header = msgspec.field(name="Header", default_factory=_Header)


class _Move(msgspec.Struct):
    log: _Log = msgspec.field(name="DeviceLog")


def read(source: Source) -> Recording | None:
    """Read a move; `None` for other files. Raises `RecordingError` if it is damaged or has no intervals."""
    if not source.head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") or b'"DeviceLog"' not in source.data:
        return None
    move = _decoded(source)
    if move.log.intervals is None:
        raise RecordingError(
            f"“{source.path}” is a move without intervals between beats.",
            "Wear a chest strap with the watch; at the wrist it records heart rates alone.",
        )
    if len(move.log.intervals.data) > MAX_INTERVALS:
        raise RecordingError(f"“{source.path}” holds more intervals than weeks of beats.", "It was not read.")
    rr_ms, notes = positive(source, move.log.intervals.data)
    start = local(moment(move.log.header.started or ""))
    return recording_of(beats_end_to_end(rr_ms), KIND, start=start, notes=[GAPS_UNKNOWN, *notes])


def _decoded(source: Source) -> _Move:
    data = source.data.removeprefix(b"\xef\xbb\xbf")
    try:
        return msgspec.json.decode(data, type=_Move)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise RecordingError(
            f"“{source.path}” is damaged ({error}).", "Export the move once more from Suunto's app."
        ) from None

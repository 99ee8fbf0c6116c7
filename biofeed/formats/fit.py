"""FIT, which watches by Garmin, Suunto, Wahoo and others write: intervals in `hrv` or `hr` messages.

An `hrv` message holds up to five intervals and no time; it was written between the `record` messages around
it, so theirs are its times of arrival. A strap that stores while it swims sends `hr` messages instead: the
times of beats on its own clock of 1/1024 s, of which the intervals are the differences. FIT's clock is UTC.
Places and names are passed over. An interval longer than five seconds is not one of a heart but a hole, and
becomes a gap.

fitdecode takes the messages apart; it comes with the extra `formats`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BytesIO
from itertools import pairwise
from typing import Any

from biofeed.errors import RecordingError
from biofeed.formats.extra import needed
from biofeed.formats.imported import LEFT_OUT, checked, recording_of
from biofeed.formats.source import Source
from biofeed.formats.start import UNKNOWN, Start, utc
from biofeed.formats.timed import Timed, timed_recording
from biofeed.recording import Recording
from biofeed.types import TICKS_PER_S, Beat, Gap

KIND = "fit"

FILE_ID, RECORD, HRV, HR = 0, 20, 78, 132
TIMESTAMP, TIME_CREATED = 253, 4
HRV_TIME = 0
EVENT_TIME, EVENT_TIME_12 = 9, 10
EPOCH_UNIX_S = 631_065_600
"""FIT counts seconds from the last day of 1989, in UTC."""
LONGEST_MS = 5000.0
MAX_BYTES = 32 * 1024 * 1024
MAX_FIELDS = 10_000_000
"""A small file can claim any number of empty fields; a day of recording has fewer than this."""


def read(source: Source) -> Recording | None:
    """Read a FIT file; `None` for others.

    Raises `RecordingError` if it is damaged, has no intervals, or fitdecode is not installed.
    """
    if source.head[8:12] != b".FIT":
        return None
    if len(source.data) > MAX_BYTES:
        raise RecordingError(
            f"“{source.path}” is too large for a FIT file that is read here.",
            f"Files up to {MAX_BYTES // 2**20} MB can be read.",
        )
    beats = _Beats()
    fields = 0
    for message in _messages(source):
        fields += 1 + len(message.fields)
        if fields > MAX_FIELDS:
            raise RecordingError(f"“{source.path}” claims more than any FIT file holds.", "It is damaged.")
        beats.take(message)
    if beats.strap_ticks:
        events = _by_strap(beats.strap_ticks)
        checked(source, [event.rr_ms for event in events if isinstance(event, Beat)])
        return recording_of(events, KIND, start=beats.start(), device=beats.device)
    if not beats.rows:
        raise RecordingError(
            f"“{source.path}” has no intervals between beats.",
            "Switch on “Log HRV” in the watch, and wear a chest strap.",
        )
    first_s = beats.rows[0].t_s
    rows = [row._replace(t_s=row.t_s - first_s) for row in beats.rows if row.rr_ms <= LONGEST_MS]
    return timed_recording(source, rows, KIND, start=beats.start(), device=beats.device)


class _Beats:
    """What the messages of one file say about beats."""

    def __init__(self) -> None:
        self.rows: list[Timed] = []
        self.strap_ticks: list[int] = []
        self.device = ""
        self._created_s: int | None = None
        self._first_s: int | None = None
        self._now_s: int | None = None

    def start(self) -> Start:
        """Give the time before the first beat; if there is none, that of the file itself."""
        start_s = self._created_s if self._first_s is None else self._first_s
        return UNKNOWN if start_s is None else utc(EPOCH_UNIX_S + start_s)

    def take(self, message: Any) -> None:
        """Look at one message, and pass over what is not about beats or time."""
        values = {one.field_def.def_num: one.raw_value for one in message.fields if one.field_def}
        if message.global_mesg_num == FILE_ID:
            maker = message.get_value("manufacturer", fallback=None)
            self.device = maker if isinstance(maker, str) else ""
            created_s = values.get(TIME_CREATED)
            self._created_s = created_s if isinstance(created_s, int) else None
        elif message.global_mesg_num in (RECORD, HR):
            self._set_time(values.get(TIMESTAMP))
            if message.global_mesg_num == HR:
                self._take_strap(values)
        elif message.global_mesg_num == HRV:
            intervals = [one for one in _several(values.get(HRV_TIME)) if one != 0xFFFF]
            self.rows += [Timed(float(self._now_s or 0), float(one)) for one in intervals]

    def _set_time(self, time_s: object) -> None:
        if not isinstance(time_s, int):
            return
        if self._now_s is None:
            # Beats that were written before any time are those just before it.
            self.rows = [row._replace(t_s=float(time_s)) for row in self.rows]
        self._now_s = time_s
        if self._first_s is None or not (self.rows or self.strap_ticks):
            self._first_s = time_s

    def _take_strap(self, values: dict[int, object]) -> None:
        self.strap_ticks += [one for one in _several(values.get(EVENT_TIME)) if one != 0xFFFFFFFF]
        if self.strap_ticks:
            for low in twelve_bits(_several(values.get(EVENT_TIME_12))):
                self.strap_ticks.append(later(self.strap_ticks[-1], low))


def twelve_bits(data: Sequence[int]) -> list[int]:
    """Unpack numbers of 12 bits from bytes, two from each three, low bits first."""
    pairs = [data[at : at + 3] for at in range(0, len(data) - 2, 3)]
    return [value for a, b, c in pairs for value in (a | (b & 0xF) << 8, b >> 4 | c << 4)]


def later(before: int, low: int) -> int:
    """Find the next time whose low 12 bits are these; the counter goes round each four seconds."""
    return before + (low - before) % 0x1000


def _by_strap(ticks: Sequence[int]) -> list[Beat | Gap]:
    """Take differences of the strap's own times. A step back is the strap setting its clock: no interval."""
    events: list[Beat | Gap] = []
    seq = now = 0
    for before, after in pairwise(ticks):
        step = after - before
        if step <= 0:
            continue
        if step * 1000 / TICKS_PER_S > LONGEST_MS:
            events.append(Gap(now / TICKS_PER_S, step / TICKS_PER_S, LEFT_OUT))
        now += step
        if step * 1000 / TICKS_PER_S <= LONGEST_MS:
            events.append(Beat(seq, now / TICKS_PER_S, step * 1000 / TICKS_PER_S))
            seq += 1
    return events


def _several(value: object) -> list[int]:
    """Give the numbers in a field, which holds one, or several, or none."""
    values = value if isinstance(value, tuple | list) else (value,)
    return [one for one in values if isinstance(one, int)]


def _messages(source: Source) -> Iterator[Any]:
    """Give the messages with data in them. Raises `RecordingError` where the file cannot be taken apart."""
    with needed("formats", "FIT files"):
        import fitdecode

    try:
        with fitdecode.FitReader(
            BytesIO(source.data),
            processor=None,
            check_crc=fitdecode.CrcCheck.RAISE,
            error_handling=fitdecode.ErrorHandling.IGNORE,
        ) as fit:
            yield from (frame for frame in fit if frame.frame_type == fitdecode.FIT_FRAME_DATA)
    except Exception as error:
        # fitdecode lets through whatever it stumbles over: struct errors, failed assertions, unknown types.
        raise RecordingError(
            f"“{source.path}” is a damaged FIT file ({type(error).__name__}).",
            "Copy it from the watch once more.",
        ) from error

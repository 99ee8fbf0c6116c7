"""PhysioNet's annotation files (WFDB, MIT format): what somebody, or a program, called each heartbeat.

Each annotation is two bytes, low one first: six bits of what it is, and ten of how many samples after the
one before. Codes above 58 are no annotations and carry what does not fit: a longer step, a text, numbers
that are of no use here. Two zero bytes end the file. How many samples make a second stands in the header
beside it (`100.hea` for `100.atr`), or in a note at the file's beginning, or is told by whoever asks.

Labels become flags. An early beat spoils two intervals, the one it ends and the one it begins, and so does
a beat nobody could name. Changes of rhythm become markers. Format: WFDB Applications Guide, annot(5) and
header(5).
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from biofeed.errors import RecordingError
from biofeed.formats.imported import checked, recording_of
from biofeed.formats.source import Source
from biofeed.formats.wfdb_header import beside
from biofeed.recording import Recording
from biofeed.types import Beat, Flag, Marker

KIND = "wfdb"

SINUS = {1: "N", 2: "L", 3: "R", 25: "B"}
"""Beats that begin where they ought to, however they are conducted."""
EARLY = {4: "a", 5: "V", 6: "F", 7: "J", 8: "A", 9: "S", 10: "E", 11: "j", 34: "e", 35: "n", 41: "r"}
"""Beats that begin elsewhere, early or as an escape."""
OTHER = {12: "/", 13: "Q", 30: "?", 38: "f"}
"""Paced beats, and those that could not be named."""
RHYTHM, NOTE = 28, 22
LAST_CODE = 41

_SKIP, _NUM, _SUB, _CHN, _AUX = 59, 60, 61, 62, 63
MAX_ANNOTATIONS = 5_000_000
_RESOLUTION = re.compile(r"## time resolution: ([0-9]{1,9}(?:\.[0-9]{1,9})?)")


class Annotation(NamedTuple):
    """One annotation: where, what, and what is written beside it."""

    sample: int
    code: int
    text: str


def read(source: Source, rate_hz: float | None = None) -> Recording | None:
    """Read annotations; `None` for other files.

    `rate_hz` is used where the file and its header say nothing. Raises `RecordingError` if nothing says it,
    or there are fewer than two beats.
    """
    if len(source.data) % 2 or source.data[-2:] != b"\0\0":
        return None
    annotations = annotations_in(source.data)
    if annotations is None:
        return None
    header = beside(source.path)
    rate_hz = _own_rate_hz(annotations) or header.rate_hz or rate_hz
    if rate_hz is None:
        raise RecordingError(
            f"“{source.path}” holds beats by their sample numbers, and nothing says how many make a second.",
            f"Put its header “{source.path.stem}.hea” beside it, or tell the rate.",
        )
    beats = _beats(annotations, rate_hz)
    checked(source, [beat.rr_ms for beat in beats])
    markers = [
        Marker(round(one.sample / rate_hz, 6), one.text)
        for one in annotations
        if one.code == RHYTHM and one.text
    ]
    events: list[Beat | Marker] = [*beats, *markers]
    events.sort(key=lambda event: event.t_s)
    count = sum(beat.flag is not Flag.NORMAL for beat in beats)
    notes = [f"Beats were labelled one by one; {count} intervals touch one that is not of the sinus node."]
    return recording_of(events, KIND, start=header.start, notes=notes)


def annotations_in(data: bytes) -> list[Annotation] | None:
    """Take a file apart; `None` if it is not one of annotations.

    It is one if every code in it exists, it ends where it says, and at least half of what it holds are beats.
    """
    found: list[Annotation] = []
    for one in _annotations(data):
        if one is None or len(found) >= MAX_ANNOTATIONS:
            return None
        found.append(one)
    beats = sum(one.code in SINUS or one.code in EARLY or one.code in OTHER for one in found)
    return found if beats and beats * 2 >= len(found) else None


def _annotations(data: bytes) -> Iterator[Annotation | None]:
    """Give one annotation after another, and `None` for what none can be."""
    sample = at = 0
    pending: Annotation | None = None
    while at + 2 <= len(data):
        (word,) = struct.unpack_from("<H", data, at)
        code, step = word >> 10, word & 0x3FF
        at += 2
        if word == 0:
            break
        if code == _SKIP and at + 4 <= len(data):
            high, low = struct.unpack_from("<hH", data, at)
            sample += (high << 16) + low
            at += 4
        elif code == _AUX and pending is not None:
            pending = pending._replace(text=data[at : at + step].rstrip(b"\0").decode("latin-1"))
            at += step + step % 2
        elif code <= LAST_CODE and sample + step >= 0:
            if pending is not None:
                yield pending
            sample += step
            pending = Annotation(sample, code, "")
        elif code not in (_NUM, _SUB, _CHN):
            yield None
            return
    yield pending if at == len(data) else None


def _beats(annotations: Sequence[Annotation], rate_hz: float) -> list[Beat]:
    kinds = [(one.sample, _flag(one.code)) for one in annotations]
    labelled = [(sample, flag) for sample, flag in kinds if flag is not None]
    beats: list[Beat] = []
    for (before, first), (sample, second) in pairwise(labelled):
        if sample > before:
            worst = second if second is not Flag.NORMAL else first
            rr_ms = round((sample - before) * 1000 / rate_hz, 6)
            beats.append(Beat(len(beats), round(sample / rate_hz, 6), rr_ms, worst))
    return beats


def _flag(code: int) -> Flag | None:
    """Give what a label means for an interval beside it; `None` if it labels no beat."""
    if code in SINUS:
        return Flag.NORMAL
    if code in EARLY:
        return Flag.ECTOPIC
    return Flag.IRREGULAR if code in OTHER else None


def _own_rate_hz(annotations: Sequence[Annotation]) -> float | None:
    match = _RESOLUTION.match(annotations[0].text) if annotations[0].code == NOTE else None
    return float(match[1]) or None if match else None

"""What the Health app on an iPhone exports: `export.xml`, bare or in its zip.

The document may be gigabytes, so it is read as a stream. A watch measures variability now and then, for
about a minute, and each of these measurements is a recording of its own: a list of heart rates with the
clock time of each beat, to 1/100 s. Where two beats follow one another, as their rate confirms, the step of
the clock is the interval. Otherwise the interval comes from the rate, which is a whole number, and what
lies before it is a gap.

The clock is text in the phone's language, and its hour may be that of another zone than the start's. So
only minute and second are read, and put behind the start, whose zone is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from biofeed.errors import RecordingError
from biofeed.formats.archive import ZIP, Archive
from biofeed.formats.imported import LEFT_OUT, recording_of
from biofeed.formats.numbers import number
from biofeed.formats.source import HEAD_BYTES, Source
from biofeed.formats.start import local, moment
from biofeed.formats.xml import Readable, Xml
from biofeed.recording import Recording
from biofeed.types import Beat, Gap

KIND = "apple-health"

MARK = b"HealthData"
LOOKED_AT = 20
"""So many of an archive's documents are looked into."""
VARIABILITY = "HKQuantityTypeIdentifierHeartRateVariabilitySDNN"
BEAT = "InstantaneousBeatsPerMinute"
MAX_BEATS = 10_000
"""A measurement takes about a minute; no watch puts more than this into one."""
AGREE = 0.12
"""How far a step of the clock may be from the interval that its rate says, as a share of it."""
QUANTISED = (
    "Where beats are missing, the interval after them comes from a whole heart rate and is less exact."
)
OPTICAL = "An optical sensor at the wrist measured pulses."

_CLOCK = re.compile(r"\D*\d{1,2}[:.](\d{2})[:.](\d{2})(?:[.,](\d{1,6}))?\D*", re.ASCII)
HOUR_S = 3600.0

_Row = tuple[float, float]
"""Seconds past the hour, and beats a minute."""


def read(source: Source) -> Recording | None:
    """Read the last measurement of an export; `None` for other files.

    Raises `RecordingError` as `read_all`, or if there is no measurement.
    """
    recordings = read_all(source)
    if recordings is None:
        return None
    count, latest = 0, None
    for recording in recordings:
        count, latest = count + 1, recording
    if latest is None:
        raise RecordingError(
            f"There is no list of beats in “{source.path}”.",
            "A watch writes one when it measures variability, as in a session of Mindfulness.",
        )
    if count == 1:
        return latest
    note = f"The export holds {count} measurements; this is the last of them."
    return replace(latest, header=replace(latest.header, notes=(*latest.header.notes, note)))


def read_all(source: Source) -> Iterator[Recording] | None:
    """Read one measurement after another; `None` for other files.

    Nothing but the measurement that is being read is held in memory. Raises `RecordingError`, while it is
    read, for a damaged document or archive.
    """
    if source.head.startswith(ZIP):
        name = _document_name(source)
        return None if name is None else _from_archive(source, name)
    if source.head.removeprefix(b"\xef\xbb\xbf").startswith(b"<") and MARK in source.head:
        return _from_document(source)
    return None


def _document_name(source: Source) -> str | None:
    """Find the export in its zip by how it begins, because its name is in the phone's language."""
    with Archive(source) as archive:
        names = [name for name in archive.names if name.lower().endswith(".xml")]
        for name in names[:LOOKED_AT]:
            head = archive.open(name).read(HEAD_BYTES)
            if head.startswith(b"<") and MARK in head:
                return name
    return None


def _from_archive(source: Source, name: str) -> Iterator[Recording]:
    with Archive(source) as archive:
        yield from _measurements(source, archive.open(name))


def _from_document(source: Source) -> Iterator[Recording]:
    with source.stream() as stream:
        yield from _measurements(source, stream)


def _measurements(source: Source, document: Readable) -> Iterator[Recording]:
    export = _Export(source)
    for _ in Xml(source.path, export.begin, export.text, export.end).feed(document):
        yield from export.taken()


class _Export:
    """Takes from the document the measurements that list their beats."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._record: dict[str, str] | None = None
        self._beats: list[_Row] = []
        self._whole: list[Recording] = []

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        if name == "Record":
            self._record = attributes if attributes.get("type") == VARIABILITY else None
            self._beats = []
        elif name == BEAT and self._record is not None:
            self._take(attributes)

    def text(self, text: str) -> None:
        """Pass over text: everything stands in attributes."""

    def end(self, name: str) -> None:
        if name == "Record" and self._record is not None and len(self._beats) >= 2:
            self._whole.append(_recording(self._record, self._beats))
            self._record, self._beats = None, []

    def taken(self) -> Iterator[Recording]:
        """Give what has come to its end since the last time."""
        whole, self._whole = self._whole, []
        yield from whole

    def _take(self, attributes: dict[str, str]) -> None:
        clock = _CLOCK.fullmatch(attributes.get("time", ""))
        bpm = number(attributes.get("bpm", ""))
        if clock is None or bpm is None or not 10 <= bpm <= 400:
            raise RecordingError(
                f"“{self._source.path}” is damaged: a beat has no rate or no time.",
                "Export it once more from the phone.",
            )
        if len(self._beats) >= MAX_BEATS:
            raise RecordingError(
                f"“{self._source.path}” claims more beats in one measurement than a watch takes.",
                "It is damaged.",
            )
        fraction = float(f"0.{clock[3] or 0}")
        self._beats.append((int(clock[1]) * 60 + int(clock[2]) + fraction, bpm))


def _recording(record: dict[str, str], beats: list[_Row]) -> Recording:
    start = moment(record.get("startDate", ""))
    origin_s = start.minute * 60 + start.second if start else beats[0][0]
    events = _placed(beats, origin_s)
    device = "Apple Watch" if "watch" in record.get("sourceName", "").casefold() else ""
    return recording_of(events, KIND, start=local(start), notes=[OPTICAL, QUANTISED], device=device)


def _placed(beats: list[_Row], origin_s: float) -> list[Beat | Gap]:
    """Put beats behind the start, which stands `origin_s` past its hour, and find their intervals."""
    # A first beat may stand a little before its measurement's start, which is told in whole seconds.
    t_s = (beats[0][0] - origin_s + 60) % HOUR_S - 60
    events: list[Beat | Gap] = [Beat(0, round(t_s, 2), round(60_000 / beats[0][1], 3))]
    seq = 1
    for (before_s, _), (at_s, bpm) in pairwise(beats):
        step_s, usual_s = (at_s - before_s) % HOUR_S, 60 / bpm
        if not 0 < step_s < HOUR_S / 2:
            continue
        t_s += step_s
        rr_s = step_s if abs(step_s - usual_s) <= AGREE * usual_s else usual_s
        if step_s > 1.5 * usual_s:
            events.append(Gap(round(t_s - step_s, 2), round(step_s - usual_s, 3), LEFT_OUT))
        events.append(Beat(seq, round(t_s, 2), round(rr_s * 1000, 3)))
        seq += 1
    return events

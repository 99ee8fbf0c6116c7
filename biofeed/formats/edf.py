"""EDF and EDF+, the exchange format of sleep laboratories and clinics.

Beats stand in its annotations: as biofeed writes them, with their intervals, or as other programs name
them, one annotation for each beat. An ECG among the signals is kept as samples; no beats are looked for in
it. Other signals, and what the header says about a person, are passed over. The format has no time zone.

edfio reads the signals; it comes with the extra `formats`. Format: Kemp & Olivan 2003,
doi:10.1016/S1388-2457(03)00123-8.
"""

from __future__ import annotations

import datetime as dt
import re
import warnings
from collections.abc import Sequence
from itertools import pairwise

from biofeed.errors import RecordingError
from biofeed.formats.edf_annotations import Annotation, annotations_in
from biofeed.formats.edf_text import as_event
from biofeed.formats.extra import needed
from biofeed.formats.imported import checked, numbered, recording_of
from biofeed.formats.source import Source
from biofeed.formats.start import UNKNOWN, Start, local
from biofeed.recording import Recording
from biofeed.types import Beat, Event, Samples

KIND = "edf"
_MAGIC = b"0       "
_START = re.compile(r"(\d\d)\.(\d\d)\.(\d\d)(\d\d)\.(\d\d)\.(\d\d)", re.ASCII)
_UNKNOWN_DATE = (1, 1, 1985)
HEADER_BYTES = 256
MAX_SAMPLES = 10_000_000
"""Eleven hours of an ECG at 250 Hz are kept of each signal."""
MICROVOLTS = {"uv": 1.0, "µv": 1.0, "mv": 1000.0, "v": 1_000_000.0}
BEAT_WORDS = {"n", "r", "qrs", "beat", "r-peak", "r peak", "rpeak", "r-wave", "r wave", "heartbeat"}
"""How other programs name a beat."""

ECG_KEPT = "The ECG is kept; no beats were looked for in it."
HOLES = "The file has holes in time, so its signals were left out."


def read(source: Source) -> Recording | None:
    """Read an EDF file; `None` for others.

    Raises `RecordingError` if it is damaged, has neither beats nor an ECG, or has one and edfio is not
    installed.
    """
    if not source.head.startswith(_MAGIC) or len(source.data) < HEADER_BYTES:
        return None
    try:
        annotations = sorted(annotations_in(source.data))
    except ValueError as error:
        raise _damaged(source, error) from error
    events = _annotated(annotations)
    beats = [event.rr_ms for event in events if isinstance(event, Beat)]
    notes = []
    if source.data[192:197] == b"EDF+D":
        notes.append(HOLES)
    elif samples := _ecg(source):
        notes.append(ECG_KEPT)
        events = sorted([*events, *samples], key=lambda event: event.t_s)
    if beats:
        checked(source, beats)
    elif not any(isinstance(event, Samples) for event in events):
        raise RecordingError(
            f"“{source.path}” holds neither beats nor an ECG.",
            "Beats are looked for among its annotations, an ECG among its signals by its name.",
        )
    return recording_of(events, KIND, start=_start(source.data), notes=notes)


def _annotated(annotations: Sequence[Annotation]) -> list[Event]:
    """Read our own words again, and take the steps between other programs' beats as intervals."""
    named = [one.t_s for one in annotations if one.text.strip().casefold() in BEAT_WORDS]
    events = [
        as_event(one.t_s, one.duration_s, one.text)
        for one in annotations
        if one.text.strip().casefold() not in BEAT_WORDS
    ]
    events += [
        Beat(0, after, round((after - before) * 1000, 3))
        for before, after in pairwise(named)
        if after > before
    ]
    events.sort(key=lambda event: event.t_s)
    return numbered(events)


def _ecg(source: Source) -> list[Samples]:
    """Give the signals that are called an ECG. Raises `RecordingError`."""
    if not re.search(rb"ECG|EKG", source.data[HEADER_BYTES : HEADER_BYTES * 1000], re.IGNORECASE):
        return []
    found: list[Samples] = []
    with needed("formats", "signals in EDF files"):
        from edfio import read_edf
    try:
        with warnings.catch_warnings(action="ignore"):
            for signal in read_edf(source.data).signals:
                scale = MICROVOLTS.get(signal.physical_dimension.casefold())
                if scale is None or not re.search(r"ECG|EKG", signal.label, re.IGNORECASE):
                    continue
                values = tuple(float(value) for value in signal.data[:MAX_SAMPLES] * scale)
                found.append(Samples(0.0, "ecg_uv", signal.sampling_frequency, values))
    except Exception as error:
        # edfio lets through whatever it stumbles over: numbers that are none, shapes that do not fit.
        raise _damaged(source, error) from error
    return found


def _start(data: bytes) -> Start:
    """Read the date and time in the header; two digits make the year, from 1985 on."""
    match = _START.fullmatch(data[168:184].decode("latin-1"))
    if not match:
        return UNKNOWN
    day, month, year, hour, minute, second = (int(part) for part in match.groups())
    try:
        began = dt.datetime(year + (1900 if year >= 85 else 2000), month, day, hour, minute, second)
    except ValueError:
        return UNKNOWN
    return UNKNOWN if (day, month, began.year) == _UNKNOWN_DATE else local(began)


def _damaged(source: Source, error: Exception) -> RecordingError:
    return RecordingError(
        f"“{source.path}” is a damaged EDF file ({type(error).__name__}).",
        "Export it once more from the program it came from.",
    )

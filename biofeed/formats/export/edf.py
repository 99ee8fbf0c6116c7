"""EDF+, for programs of sleep laboratories and clinics: a tachogram, and everything named as annotations.

Each beat is an annotation with its interval, so nothing of the beats is lost. The tachogram beside them is
there to be looked at: four times a second the interval that was going on, in steps of 1/8 ms, and 0 where
beats are missing. Nothing about the person is written.

edfio writes the file; it comes with the extra `formats`. Format: Kemp & Olivan 2003,
doi:10.1016/S1388-2457(03)00123-8.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from biofeed.errors import RecordingError
from biofeed.formats.edf_text import as_text
from biofeed.formats.export.loss import left_out
from biofeed.formats.export.target import beats_of, write_new
from biofeed.formats.extra import needed
from biofeed.formats.start import moment
from biofeed.recording import Recording
from biofeed.types import Beat, Gap, Marker, Note, PhaseChange

if TYPE_CHECKING:
    import numpy as np
    from edfio import EdfAnnotation
    from numpy.typing import NDArray

KEPT = (Beat, Gap, PhaseChange, Marker, Note)
RATE_HZ = 4
STEP_MS = 1 / 8
LARGEST = 32767
MAX_S = 14 * 24 * 3600
"""Two weeks; the tachogram takes room for each second, beats or not."""
MAX_BYTES = 256 * 1024 * 1024
LONGEST_TEXT = 500

NO_ZONE = "EDF has no time zone and no fractions of a second in its start."
NO_START = "The start is not known; the file says 1985, which stands for that."
CUT = f"Texts are cut after {LONGEST_TEXT} characters, and line breaks become blanks."


def write_edf(recording: Recording, path: Path) -> tuple[str, ...]:
    """Write an EDF+ file, and say what is lost.

    Raises `RecordingError` if there is no beat, the recording does not fit, there is no room, or edfio is not
    installed.
    """
    beats = beats_of(recording)
    start = _start(recording)
    with needed("formats", "EDF files"):
        import edfio

    annotations = [edfio.EdfAnnotation(*one) for one in _annotations(recording, beats)]
    _check_fits(beats, annotations)
    signal = edfio.EdfSignal(
        _tachogram(beats),
        RATE_HZ,
        label="RR tachogram",
        physical_dimension="ms",
        physical_range=(0, LARGEST * STEP_MS),
        digital_range=(0, LARGEST),
    )
    about = edfio.Recording(
        startdate=start.date() if start else None, equipment_code=_code(recording.header.device)
    )
    edf = edfio.Edf(
        [signal],
        recording=about,
        starttime=start.time() if start else None,
        data_record_duration=1,
        annotations=annotations,
    )
    write_new(path, edf.to_bytes())
    return (NO_ZONE if start else NO_START, *_cut(recording), *left_out(recording, KEPT))


def _annotations(recording: Recording, beats: Sequence[Beat]) -> Iterator[tuple[float, float | None, str]]:
    """Give the time, the length and the words of whatever has words."""
    final = {beat.seq: beat for beat in beats}
    for event in recording.events:
        said = as_text(final[event.seq] if isinstance(event, Beat) else event)
        if said is not None:
            duration_s, text = said
            yield event.t_s, None if duration_s is None else max(0.0, duration_s), _plain(text)


def _check_fits(beats: Sequence[Beat], annotations: Sequence[EdfAnnotation]) -> None:
    """Refuse what would grow: the file gives each second as much room as the fullest one needs."""
    last_s = max(beat.t_s for beat in beats)
    room: Counter[int] = Counter()
    for one in annotations:
        room[int(one.onset)] += len(one.text.encode()) + 30
    if last_s > MAX_S or max(room.values()) * (last_s + 1) > MAX_BYTES:
        raise RecordingError(
            "This recording does not fit into an EDF file: it is over two weeks long, or has too many words.",
            "Export it as csv or jsonl.",
        )


def _tachogram(beats: Sequence[Beat]) -> NDArray[np.float64]:
    """Give the interval that goes on at each quarter of a second; 0 where there is none."""
    import numpy as np

    values = np.zeros(RATE_HZ * math.ceil(max(1.0, beats[-1].t_s)))
    for beat in beats:
        first = max(0, math.ceil((beat.t_s - beat.rr_ms / 1000) * RATE_HZ))
        values[first : max(0, math.ceil(beat.t_s * RATE_HZ))] = min(beat.rr_ms, LARGEST * STEP_MS)
    return values


def _start(recording: Recording) -> dt.datetime | None:
    """Give the start to the second, if it is known and EDF's two digits can say its year."""
    start = moment(recording.header.started)
    return start.replace(microsecond=0, tzinfo=None) if start and 1985 <= start.year <= 2084 else None


def _code(device: str) -> str:
    """Write a device's name as EDF wants it: printable ASCII without blanks, `X` for none."""
    return re.sub(r"[^!-~]+", "_", device)[:30] or "X"


def _plain(text: str) -> str:
    """Take out what has a meaning of its own in the file, and cut what is long."""
    return re.sub(r"[\x00-\x1f]+", " ", text).encode("utf-8", "replace").decode()[:LONGEST_TEXT]


def _cut(recording: Recording) -> list[str]:
    texts = [said[1] for said in map(as_text, recording.events) if said is not None]
    return [CUT] if any(text != _plain(text) for text in texts) else []

"""What all importers make: beats and gaps under a header that says what could not be known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate, count

from biofeed.errors import RecordingError
from biofeed.formats.numbers import MAX_RR_MS
from biofeed.formats.source import Source
from biofeed.formats.start import UNKNOWN, Start
from biofeed.recording import Header, Recording
from biofeed.types import Beat, Event, Origin

GAPS_UNKNOWN = "A list of intervals does not show where beats are missing."
NO_BEATS = "There are no intervals between beats in it."
LEFT_OUT = "left out of the file"
"""The reason of a gap that the file's own times show."""


def recording_of(
    events: Sequence[Event],
    kind: str,
    *,
    start: Start = UNKNOWN,
    notes: Sequence[str] = (),
    device: str = "",
) -> Recording:
    """Make a recording of an import; what is not known about its start is noted first."""
    header = Header(Origin.IMPORTED, device, start.iso, notes=(*start.notes, *notes))
    return Recording(header, tuple(events), format=kind)


def beats_end_to_end(rr_ms: Sequence[float]) -> list[Beat]:
    """Put intervals one behind the other, the first beginning at 0.

    Sums are taken in whole nanoseconds, so that the last of a day's beats is as exact as the first.
    """
    ends_ns = accumulate(round(interval * 1e6) for interval in rr_ms)
    return [
        Beat(seq, end / 1e9, interval) for seq, (interval, end) in enumerate(zip(rr_ms, ends_ns, strict=True))
    ]


def positive(source: Source, rr_ms: Sequence[float]) -> tuple[list[float], list[str]]:
    """Keep what can be an interval, and say in a note how many values cannot. Raises as `checked` does."""
    kept = [interval for interval in rr_ms if interval > 0]
    checked(source, kept)
    return kept, [left_out_note(len(rr_ms) - len(kept))] if len(kept) < len(rr_ms) else []


def checked(source: Source, rr_ms: Sequence[float]) -> None:
    """Refuse what holds no beat, or a value far beyond any pause of the heart or the strap.

    Raises `RecordingError`.
    """
    if not rr_ms:
        raise RecordingError(
            f"There is not one beat in “{source.path}”.", "It has no interval above 0 between two beats."
        )
    if max(rr_ms) > MAX_RR_MS:
        raise RecordingError(
            f"“{source.path}” does not hold intervals between heartbeats: one would be over an hour long.",
            "Intervals are expected in ms, or in seconds.",
        )


def numbered(events: Sequence[Event]) -> list[Event]:
    """Give the same events with the beats numbered from 0 on."""
    number = count()
    return [replace(event, seq=next(number)) if isinstance(event, Beat) else event for event in events]


def left_out_note(count: int) -> str:
    """Say how many values were no intervals."""
    return (
        "1 value of 0 or less was left out." if count == 1 else f"{count} values of 0 or less were left out."
    )

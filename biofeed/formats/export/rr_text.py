"""A plain list of intervals in whole milliseconds, one a line, which Kubios and Elite HRV read."""

from __future__ import annotations

from pathlib import Path

from biofeed.formats.export.loss import flags_lost, header_lost, left_out
from biofeed.formats.export.target import beats_of, write_new
from biofeed.recording import Recording

TIMES = "The file says neither when the recording began nor when each beat was."
ROUNDED = "Intervals are rounded to whole milliseconds."


def write_rr_text(recording: Recording, path: Path) -> tuple[str, ...]:
    """Write all intervals, flagged ones too, and say what is lost. Raises `RecordingError`."""
    beats = beats_of(recording)
    whole = [round(beat.rr_ms) for beat in beats]
    write_new(path, "".join(f"{rr_ms}\n" for rr_ms in whole).encode("ascii"))
    rounded = any(rr_ms != beat.rr_ms for rr_ms, beat in zip(whole, beats, strict=True))
    return (
        TIMES,
        *([ROUNDED] if rounded else []),
        *flags_lost(recording),
        *left_out(recording, ()),
        *header_lost(recording),
    )

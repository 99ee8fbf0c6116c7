"""The header beside a PhysioNet recording (`100.hea`): the rate, and the start if somebody wrote it down.

Its first line is the record's name, the number of signals, samples a second, how many, and the time and
date of the start, all but the first two optional. What stands below, age and medication among it, is not
kept.
"""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import NamedTuple

from biofeed.errors import RecordingError
from biofeed.file import read_head
from biofeed.formats.start import UNKNOWN, Start, local

HEAD_BYTES = 4096
DEFAULT_HZ = 250.0
"""What the format says if the header names no rate."""

_RECORD = re.compile(
    r"\S+\s+\d+(?:\s+(?P<rate>\d{1,9}(?:\.\d{1,9})?)(?:/\S+)?(?:\s+\d+(?:\s+(?P<time>[\d:.]+)(?:\s+(?P<date>[\d/]+))?)?)?)?",
    re.ASCII,
)


class WfdbHeader(NamedTuple):
    """What is known from the header; nothing if there is none."""

    rate_hz: float | None = None
    start: Start = UNKNOWN


def beside(path: Path) -> WfdbHeader:
    """Read the header that goes with an annotation file, if it is there and is one."""
    try:
        text = read_head(path.with_suffix(".hea"), HEAD_BYTES).decode("latin-1")
    except (RecordingError, ValueError):
        return WfdbHeader()
    lines = [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]
    match = _RECORD.fullmatch(lines[0]) if lines else None
    if not match:
        return WfdbHeader()
    return WfdbHeader(float(match["rate"] or DEFAULT_HZ) or None, _start(match["time"], match["date"]))


def _start(clock: str | None, date: str | None) -> Start:
    try:
        return local(dt.datetime.strptime(f"{date} {(clock or '').partition('.')[0]}", "%d/%m/%Y %H:%M:%S"))
    except ValueError:
        return UNKNOWN

"""Polar's `.hrm` files (HRMv106) with intervals.

Sections in brackets; `[Params]` says what is in `[HRData]`. With `Interval=238` each of its rows is one
interval in ms. Any other value is a number of seconds, and the rows are heart rates, from which no
variability can be had.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence

from biofeed.errors import RecordingError
from biofeed.formats.imported import GAPS_UNKNOWN, beats_end_to_end, positive, recording_of
from biofeed.formats.numbers import number
from biofeed.formats.source import Source, shown
from biofeed.formats.start import local
from biofeed.recording import Recording

KIND = "polar-hrm"
RR_MODE = "238"
MAX_DIFFERENCE_S = 2.0
"""How far the sum of all intervals may be from the length that the file names, without a word about it."""


def read(source: Source) -> Recording | None:
    """Read an `.hrm` file; `None` for others. Raises `RecordingError` if it holds no intervals."""
    if "[Params]" not in source.content or "[HRData]" not in source.content:
        return None
    sections = _sections(source.content)
    params = dict(line.split("=", 1) for line in sections["Params"] if "=" in line)
    if params.get("Interval") != RR_MODE:
        raise RecordingError(
            f"“{source.path}” holds heart rates and no intervals between beats.",
            "Set the watch to record RR intervals; heart rate alone does not show variability.",
        )
    rr_ms, notes = positive(source, _intervals(source, sections["HRData"]))
    notes.append(GAPS_UNKNOWN)
    notes += _missing(params, sum(rr_ms) / 1000)
    device = f"Polar monitor {params['Monitor']}" if "Monitor" in params else ""
    start = local(_started(params))
    return recording_of(beats_end_to_end(rr_ms), KIND, start=start, notes=notes, device=device)


def _sections(lines: Sequence[str]) -> dict[str, list[str]]:
    sections: dict[str, list[str]] = {}
    current: list[str] = []
    for line in lines:
        if match := re.fullmatch(r"\[([A-Za-z0-9-]+)\]", line):
            current = sections.setdefault(match[1], [])
        else:
            current.append(line)
    return sections


def _intervals(source: Source, lines: Sequence[str]) -> list[float]:
    intervals = [number(line) for line in lines]
    if None in intervals:
        line = lines[intervals.index(None)]
        raise RecordingError(
            f"“{source.path}” is damaged: “{shown(line)}” is not an interval.",
            "Below [HRData] there is one number a line.",
        )
    return [interval for interval in intervals if interval is not None]


def _started(params: Mapping[str, str]) -> dt.datetime | None:
    """Give the local start time, which the file names without a time zone."""
    try:
        clock = params["StartTime"].partition(".")[0]
        return dt.datetime.strptime(f"{params['Date']} {clock}", "%Y%m%d %H:%M:%S")
    except (KeyError, ValueError):
        return None


def _missing(params: Mapping[str, str], sum_s: float) -> list[str]:
    """Compare the intervals with the length that the file names: the only trace that missing beats leave."""
    match = re.fullmatch(r"([0-9]{1,3}):([0-9]{2}):([0-9]{2}(?:\.[0-9])?)", params.get("Length", ""))
    if not match:
        return []
    length_s = int(match[1]) * 3600 + int(match[2]) * 60 + float(match[3])
    if abs(length_s - sum_s) <= MAX_DIFFERENCE_S:
        return []
    return [f"The file says that it is {length_s:.1f} s long; its intervals add up to {sum_s:.1f} s."]

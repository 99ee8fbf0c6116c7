"""When a recording began, as other programs write it down.

What is kept is ISO 8601: with its offset from UTC where the file says one, without where it does not. Nothing
is filled in: the zone of this computer says nothing about where somebody else was.
"""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import NamedTuple

ZONE_UNKNOWN = "The time zone is not known."
START_UNKNOWN = "The start time and the time zone are not known."
FROM_NAME = "The start is taken from the file's name; the time zone is not known."


class Start(NamedTuple):
    """When a recording began, as far as its file says."""

    iso: str
    notes: tuple[str, ...]
    """What is not known about it."""


UNKNOWN = Start("", (START_UNKNOWN,))

_ISO = re.compile(
    r"(\d{4}-\d{2}-\d{2})[T ](\d{1,2}:\d{2}:\d{2})(?:[.,](\d{1,9}))?\s*(Z|[+-]\d{2}:?\d{2})?", re.ASCII
)
_IN_NAME = re.compile(
    r"(?:^|[^0-9])(\d{4}-\d{2}-\d{2})[ _T](\d{2})[-_.](\d{2})[-_.](\d{2})(?:$|[^0-9])", re.ASCII
)


def moment(text: str) -> dt.datetime | None:
    """Read `2023-02-11T15:34:26.315`, or `2025-03-15 11:03:00 +0000`; `None` if it is neither.

    It has a time zone only if the text names one.
    """
    match = _ISO.fullmatch(text.strip())
    if not match:
        return None
    date, clock, fraction, zone = match.groups()
    micros = (fraction or "")[:6].ljust(6, "0")
    try:
        return dt.datetime.fromisoformat(f"{date}T{clock:0>8}.{micros}{zone or ''}")
    except ValueError:
        return None


def seconds_between(start: dt.datetime, then: dt.datetime) -> float:
    """Give the seconds from one moment to another; where only one names a zone, their clocks are compared."""
    if (start.tzinfo is None) != (then.tzinfo is None):
        start, then = start.replace(tzinfo=None), then.replace(tzinfo=None)
    return (then - start).total_seconds()


def local(then: dt.datetime | None) -> Start:
    """Take a moment that a file names as its start."""
    if then is None:
        return UNKNOWN
    return Start(then.isoformat(), () if then.tzinfo else (ZONE_UNKNOWN,))


def utc(unix_s: float) -> Start:
    """Take seconds since 1970 as a start."""
    try:
        return Start(dt.datetime.fromtimestamp(unix_s, dt.UTC).isoformat(), ())
    except (ValueError, OverflowError, OSError):
        return UNKNOWN


def in_name(path: Path) -> Start:
    """Find a date and a time in a file's name, as Elite HRV and Polar Flow write them."""
    match = _IN_NAME.search(path.stem)
    found = moment(f"{match[1]} {match[2]}:{match[3]}:{match[4]}") if match else None
    return Start(found.isoformat(), (FROM_NAME,)) if found else UNKNOWN

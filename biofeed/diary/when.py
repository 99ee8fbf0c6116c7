"""When something was, as a person types it: `20 min ago`, `18:30`, `yesterday 9:15`, `2026-11-20 18:30`."""

from __future__ import annotations

import datetime as dt
import re

from biofeed.errors import UsageError
from biofeed.words import diary as words

_UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
_AGO = re.compile(
    r"(\d{1,4}(?:[.,]\d{1,3})?)\s*(m|mins?|minutes?|h|hrs?|hours?|d|days?|w|weeks?)(?:\s+ago)?", re.IGNORECASE
)
_CLOCK = re.compile(r"(yesterday)?\s*(?:(\d{1,2}):(\d{2}))?", re.IGNORECASE)


def read_when(text: str, now: dt.datetime) -> dt.datetime:
    """Read a time in the past, with its offset from UTC.

    A time without an offset is meant in the time zone of this computer; a time without a day is today's, or
    yesterday's if today's is still to come. Raises `UsageError` for what is no time, or lies ahead.
    """
    typed = text.strip()
    when = _ago(typed, now) or _on_the_clock(typed, now) or _as_written(typed)
    if when is None:
        raise UsageError(words.NO_TIME.format(text=text), words.TIME_HINT)
    if when > now:
        raise UsageError(words.LIES_AHEAD.format(text=text), words.LIES_AHEAD_HINT)
    return when


def read_day(text: str, now: dt.datetime) -> dt.date:
    """Read a day that is not ahead: `today`, `yesterday`, `3d ago`, `2026-11-20`. Raises `UsageError`."""
    return now.date() if text.strip().casefold() == "today" else read_when(text, now).date()


def _ago(text: str, now: dt.datetime) -> dt.datetime | None:
    found = _AGO.fullmatch(text)
    if found is None:
        return now if text.casefold() == "now" else None
    amount = float(found[1].replace(",", "."))
    return now - dt.timedelta(**{_UNITS[found[2][0].casefold()]: amount})


def _on_the_clock(text: str, now: dt.datetime) -> dt.datetime | None:
    found = _CLOCK.fullmatch(text)
    if found is None or not text:
        return None
    hour, minute = int(found[2] or 12), int(found[3] or 0)
    if hour > 23 or minute > 59:
        return None
    today = now.replace(hour=hour, minute=minute, second=0, microsecond=0)
    return today - dt.timedelta(days=1) if found[1] or today > now else today


def _as_written(text: str) -> dt.datetime | None:
    try:
        when = dt.datetime.fromisoformat(text)
    except ValueError:
        return None
    return when.astimezone() if when.tzinfo is None else when

"""The scales on which a person rates things, and what is said to a number that is on none of them."""

from __future__ import annotations

import datetime as dt
import math

from biofeed.errors import UsageError
from biofeed.words import diary as words

MAX_FELT = 100
"""Felt intensity goes from 0 to this."""
MAX_GOAL = 10
"""How near a goal is goes from 0 to this."""
MAX_MINUTES_UNTIL_OKAY = 7 * 24 * 60
"""What takes longer than a week is no moment any more."""


def require_within(value: float | None, lowest: float, highest: float, what: str) -> None:
    """Raise `UsageError`, naming the range, for a number outside of it; `None` says nothing and may pass."""
    if value is None:
        return
    if not (math.isfinite(value) and lowest <= value <= highest):
        raise UsageError(words.out_of_range(what, value), words.range_of(lowest, highest))


def require_zone(when: dt.datetime, what: str) -> None:
    """Raise `UsageError` for a time without its offset from UTC: it could mean any of a day's hours."""
    if when.tzinfo is None:
        raise UsageError(words.NO_ZONE.format(what=what), words.NO_ZONE_HINT)

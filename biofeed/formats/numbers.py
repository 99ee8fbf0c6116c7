"""Numbers in text files: what separates them, and whether a comma is a decimal sign.

One file is read in one way from top to bottom. Where both ways are possible, the caller knows which one makes
sense, because it knows what the numbers have to look like.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from statistics import median

MAX_RR_MS = 3_600_000.0
"""An hour without a beat is no interval, however long a strap was out of reach."""

MAX_T_S = 1e10
"""Three hundred years: no recording's clock goes further."""

LONGEST_WHOLE = 30
"""No whole number has more digits; what has is no number of ours."""
_NUMBER = re.compile(r"[+-]?(?:[0-9]{1,30}(?:\.[0-9]{0,30})?|\.[0-9]{1,30})(?:[eE][+-]?[0-9]{1,2})?")
_NAMES = re.compile(r"[^0-9.,;+-]")
_COMMA_BETWEEN = re.compile(r"[\s,;]+")
_COMMA_INSIDE = re.compile(r"(?:,?\s+|\s*;\s*)+")


def rows_of_numbers(lines: Sequence[str], *, decimal_comma: bool) -> list[list[float]] | None:
    """Read lines of numbers between blanks, semicolons or (without `decimal_comma`) commas.

    The first line may hold the names of columns. Anything else that is no number gives `None`.
    """
    rows: list[list[float]] = []
    for place, line in enumerate(lines):
        row = _row(line, decimal_comma=decimal_comma)
        if row is not None:
            rows.append(row)
        elif place > 0 or not _NAMES.match(line):
            return None
    return rows


def number(word: str) -> float | None:
    """Read one number with a decimal point or comma; `None` if it is none."""
    word = word.replace(",", ".", 1)
    return float(word) if _NUMBER.fullmatch(word) else None


def ms_per_unit(intervals: Sequence[float]) -> float | None:
    """Tell the unit of heartbeat intervals from their median: 1 for ms, 1000 for s, `None` for neither."""
    middle = median(intervals) if intervals else 0.0
    if 300 <= middle <= 3000:
        return 1.0
    if 0.3 <= middle <= 3:
        return 1000.0
    return None


def in_ms(interval: float, unit_ms: float) -> float:
    """Give an interval in ms; a value in seconds keeps its decimals and gains none."""
    return interval if unit_ms == 1.0 else round(interval * unit_ms, 6)


def _row(line: str, *, decimal_comma: bool) -> list[float] | None:
    if line.isascii() and line.isdigit() and len(line) <= LONGEST_WHOLE:
        # A whole number by itself, which is what most lists of intervals are made of.
        return [float(line)]
    words = [word for word in (_COMMA_INSIDE if decimal_comma else _COMMA_BETWEEN).split(line) if word]
    if decimal_comma:
        words = [word.replace(",", ".", 1) for word in words]
    if not all(_NUMBER.fullmatch(word) for word in words):
        return None
    return [float(word) for word in words]

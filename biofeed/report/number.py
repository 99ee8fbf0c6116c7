"""A number on a page: with its unit, and with how many readings it is the middle of.

The page shows it and the table beside the page lists it, from this one value, so that the two cannot differ.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

MINUS = "−"


@dataclass(frozen=True, slots=True)
class Number:
    """One number, as it is shown and as it is listed."""

    name: str
    """What it is: the column of the table beside the page."""
    value: float
    unit: str
    n: int = 1
    digits: int = 0
    low: float | None = None
    high: float | None = None
    signed: bool = False
    """Whether it is a change, shown with its sign."""
    shows_n: bool = True
    """Whether its n is shown with it, and not by a neighbour that has the same one."""

    @property
    def text(self) -> str:
        """Give it as the page shows it, with its unit: `42 ms`, `+8 bpm`, `95 %`, `60/100`."""
        shown = f"{self.value:{'+' if self.signed else ''}.{self.digits}f}".replace("-", MINUS)
        return f"{shown}{'' if self.unit.startswith('/') else ' '}{self.unit}"

    @property
    def interval(self) -> str:
        """Give the interval it lies in, `21 to 93 s`; empty where there is none."""
        if self.low is None or self.high is None:
            return ""
        return f"{self.low:.{self.digits}f} to {self.high:.{self.digits}f} {self.unit}".replace("-", MINUS)


def middle(name: str, values: Sequence[float], unit: str, digits: int = 0) -> Number | None:
    """Give the median of some values with how many there were; `None` without any."""
    if not values:
        return None
    return Number(name, float(median(values)), unit, len(values), digits)


def percent(name: str, share: float, n: int = 1, digits: int = 0) -> Number:
    """Give a share, 0 to 1, as a percentage."""
    return Number(name, 100 * share, "%", n, digits)

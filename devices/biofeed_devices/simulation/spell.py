"""Spells: stretches of time that come now and then and last a while, such as a strap that slips."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, slots=True)
class Span:
    """From when to when."""

    start_s: float
    end_s: float


class Spells:
    """A seeded sequence of spans, asked for in the order of time.

    Between two of them lie `every_s` seconds on average and no fewer than a tenth of that; each lasts from
    `shortest_s` to `longest_s`. An infinite `every_s` is never.
    """

    def __init__(
        self, rng: np.random.Generator, *, every_s: float, shortest_s: float, longest_s: float
    ) -> None:
        self._rng = rng
        self._every_s = every_s
        self._lasts_s = shortest_s, longest_s
        self._span = self._after(0.0)

    def at(self, t_s: float) -> Span | None:
        """Give the span that `t_s` lies in, if it lies in one."""
        while t_s >= self._span.end_s:
            self._span = self._after(self._span.end_s)
        return self._span if t_s >= self._span.start_s else None

    def _after(self, t_s: float) -> Span:
        if math.isinf(self._every_s):
            return Span(math.inf, math.inf)
        start_s = t_s + self._every_s * (0.1 + 0.9 * self._rng.standard_exponential())
        return Span(start_s, start_s + self._rng.uniform(*self._lasts_s))

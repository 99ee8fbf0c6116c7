"""Timing that means something on a shared machine: the shortest of many runs, taken in turn."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


def shortest_s(*jobs: Callable[[], object], budget_s: float = 1.0, least: int = 7) -> tuple[float, ...]:
    """Run the jobs one after the other, again and again, and give each one's shortest time.

    It takes about `budget_s` for each job. In turn, so that whatever else the machine does meets all of them.
    """
    shortest = [float("inf")] * len(jobs)
    begin, rounds = time.perf_counter(), 0
    while rounds < least or time.perf_counter() - begin < budget_s * len(jobs):
        for i, job in enumerate(jobs):
            start = time.perf_counter()
            job()
            shortest[i] = min(shortest[i], time.perf_counter() - start)
        rounds += 1
    return tuple(shortest)


def told(seconds: float) -> str:
    """Give a time with a unit and three digits."""
    for unit, size in (("s", 1.0), ("ms", 1e-3)):
        if seconds >= size:
            return f"{seconds / size:.3g} {unit}"
    return f"{seconds / 1e-6:.3g} µs"

"""The session's clock. The device brings it; session, pacer, watchdogs and faults use no other.

A real clock makes the person and the program share seconds. A virtual clock has nobody waiting: its
time is that of the device's latest event, so twenty minutes pass in the time it takes to compute them.
"""

from __future__ import annotations

import asyncio
import time
from typing import Protocol


class Clock(Protocol):
    """Seconds since the session's start."""

    realtime: bool
    """Whether seconds pass by themselves. If not, only events move the clock."""

    def reset(self) -> None:
        """Make this moment zero. The session calls it once, when it begins."""

    def now(self) -> float:
        """Give the seconds since the session's start, to the microsecond."""

    async def sleep_until(self, t_s: float) -> None:
        """Return when it is `t_s`, at once if that is in the past."""


class RealClock:
    """Seconds that pass by themselves, `speed` times as fast as on the wall."""

    realtime = True

    def __init__(self, speed: float = 1.0) -> None:
        self.speed = speed
        self.reset()

    def reset(self) -> None:
        """Make this moment zero."""
        self._zero = time.monotonic()

    def now(self) -> float:
        """Give the seconds since the last reset, to the microsecond: finer would only fill the log."""
        return round((time.monotonic() - self._zero) * self.speed, 6)

    async def sleep_until(self, t_s: float) -> None:
        """Sleep until `t_s`; waking a little early is corrected, so that nobody sees 9.9999."""
        while (wait := t_s - self.now()) > 0:
            await asyncio.sleep(wait / self.speed)


class VirtualClock:
    """Seconds that pass only when somebody says so."""

    realtime = False

    def __init__(self) -> None:
        self._now = 0.0

    def reset(self) -> None:
        """Make this moment zero."""
        self._now = 0.0

    def now(self) -> float:
        """Give the time of the latest event."""
        return self._now

    async def sleep_until(self, t_s: float) -> None:
        """Move the clock to `t_s` at once, letting other tasks run first."""
        await asyncio.sleep(0)
        self._now = max(self._now, t_s)


def clock_for(speed: str) -> Clock:
    """Give the clock for a `speed=` option: a factor, or `max` for as fast as it computes.

    Raises `ValueError` for anything else.
    """
    if speed == "max":
        return VirtualClock()
    factor = float(speed)
    if not 0.01 <= factor <= 10_000:
        raise ValueError(speed)
    return RealClock(factor)

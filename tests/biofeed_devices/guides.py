"""Guides for simulated people, and what they do with them."""

from __future__ import annotations

from contextlib import aclosing

from biofeed.breath import Part, Pattern, Step
from biofeed.pacer import Schedule
from biofeed.plugins import FREE, Device, Guide
from biofeed.types import Event, PhaseKind


def paced(bpm: float, *, inhale: float = 0.4, seconds: float = 3600) -> Schedule:
    """Ask for breaths of one pace, with a share `inhale` of each for the inhalation."""
    period_s = 60 / bpm
    return pattern((1.0, inhale * period_s), (0.0, (1 - inhale) * period_s), seconds=seconds)


def pattern(*steps: tuple[float, float], seconds: float = 3600) -> Schedule:
    """Ask for breaths made of (level, seconds)."""
    breath = Pattern(tuple(Step(level, length_s) for level, length_s in steps))
    return Schedule.of((Part(PhaseKind.BREATHE, "breathing", seconds, breath),))


async def listen(device: Device, until_s: float, guide: Guide = FREE) -> list[Event]:
    """Give what the device gives before `until_s`."""
    heard: list[Event] = []
    async with device, aclosing(device.events(guide)) as events:
        async for event in events:
            if event.t_s >= until_s:
                break
            heard.append(event)
    return heard

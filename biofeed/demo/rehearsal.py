"""Rehearsals: the simulated person doing each exercise a few times, as fast as it can be computed.

A year holds hundreds of sessions, and to simulate each from breath to beat takes minutes. So each exercise is
rehearsed a few times, through the same device and the same judgement of beats as any session, and the days of
the year are shaped from these.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

from biofeed.exercise import Exercise, Variant
from biofeed.pacer import Schedule
from biofeed.pipeline import Pipeline
from biofeed.plugins import DeviceURL, device_class
from biofeed.types import Beat, Cue, Event, Gap, Link, Phase

PERSON = "average"
SCHEME = "sim"


@dataclass(frozen=True, slots=True)
class Role:
    """What is rehearsed: an exercise, done in one way, by a body of a certain kind."""

    exercise: Exercise
    variant: Variant
    with_strap: bool
    seed: int
    body: Mapping[str, str] = field(default_factory=dict)
    """What is different about this body, in the options of its device."""


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What came of it."""

    schedule: Schedule
    events: tuple[Event, ...]
    """Beats as they were judged when they came, gaps and news of the link."""


class _Guide:
    """Tells the device what is asked of the person."""

    def __init__(self, schedule: Schedule) -> None:
        self._schedule = schedule

    def cue(self, t_s: float) -> Cue | None:
        cue = self._schedule.cue(t_s)
        return None if cue is None or cue.phase is Phase.FREE else cue

    def effort(self, t_s: float) -> bool:
        return self._schedule.effort(t_s)


async def rehearse(role: Role) -> Rehearsal:
    """Do it once. Raises `DeviceError` if there is no device of equations installed."""
    schedule = role.exercise.schedule(role.variant)
    if not role.with_strap:
        return Rehearsal(schedule, ())
    options = {"person": PERSON, "seed": str(role.seed), "speed": "max", **role.body}
    url = DeviceURL.parse(f"{SCHEME}:?{urlencode(options)}")
    pipeline, kept = Pipeline(), list[Event]()
    async with device_class(SCHEME).from_url(url) as device:
        async for event in device.events(_Guide(schedule)):
            if event.t_s >= schedule.duration_s:
                break
            if isinstance(event, Beat | Gap | Link):
                kept += pipeline.feed(event)
    return Rehearsal(schedule, tuple(kept))

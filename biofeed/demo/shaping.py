"""A rehearsal made into the session of one day: a little faster or slower, with more or less of a swing.

A new heart is laid out beside the rehearsed one: at every moment its interval is the one that was rehearsed
then, scaled around the mean. So the breath, the stressor and the way back from it stay where they were, and
what is computed afterwards is computed from a heart that could have beaten so. What the person said is put
where the program would have put it: the check-in at the first moment, the rest after the end.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import fmean

from biofeed.demo.life import Planned
from biofeed.demo.rehearsal import Rehearsal
from biofeed.types import (
    TICKS_PER_S,
    Beat,
    Event,
    Flag,
    Link,
    LinkState,
    Marker,
    PhaseChange,
    Rating,
    Stop,
)

STRESS_PEAK = "stress peak"
SAID_AFTER_S = 5.0
CUT_SHORT = 0.55
"""So much of a session was done when somebody stopped it."""


@dataclass(frozen=True, slots=True)
class Shaped:
    """The events of a session up to its end, and what was said afterwards."""

    events: tuple[Event, ...]
    stop: Stop
    afterwards: tuple[Event, ...]


def shaped(rehearsal: Rehearsal, planned: Planned) -> Shaped:
    """Make the session of a day out of a rehearsal."""
    whole_s = rehearsal.schedule.duration_s
    reason = planned.debrief.stop_reason
    stop = Stop(whole_s, "done") if reason is None else Stop(round(whole_s * CUT_SHORT, 3), "stopped")
    heart = [event for event in _heart(rehearsal, planned) if event.t_s < stop.t_s]
    parts = [part for part in rehearsal.schedule.parts if part.t_s < stop.t_s]
    during = sorted([*parts, *heart, *_marks(parts, stop.t_s)], key=lambda event: event.t_s)
    said_s = stop.t_s + SAID_AFTER_S
    return Shaped(
        (*planned.checkin.events(), *during),
        stop,
        (*_peak(planned, said_s), *planned.debrief.events(said_s)),
    )


def _heart(rehearsal: Rehearsal, planned: Planned) -> Iterator[Event]:
    """Give a link and beats with the day's own pulse and swing, up to the last that was rehearsed."""
    rehearsed = [event for event in rehearsal.events if isinstance(event, Beat) and event.flag is Flag.NORMAL]
    if not rehearsed:
        return
    yield Link(0.0, LinkState.CONNECTED)
    middle_ms = fmean(beat.rr_ms for beat in rehearsed)
    times_s = [beat.t_s for beat in rehearsed]
    ticks, seq = 0, 0
    while (at := bisect_right(times_s, ticks / TICKS_PER_S)) < len(rehearsed):
        shaped_ms = middle_ms / planned.pulse + (rehearsed[at].rr_ms - middle_ms) * planned.swing
        interval = round(shaped_ms * TICKS_PER_S / 1000)
        ticks += interval
        yield Beat(seq, ticks / TICKS_PER_S, interval * 1000 / TICKS_PER_S)
        seq += 1


def _marks(parts: list[PhaseChange], ended_s: float) -> Iterator[Marker]:
    """Mark a moment in the longer sessions, as people do."""
    if len(parts) > 3:
        yield Marker(round(0.4 * ended_s, 3))


def _peak(planned: Planned, t_s: float) -> Iterator[Rating]:
    """Say how strong it was at its hardest, where there was a stressor."""
    if planned.exercise.startswith("stress-recovery") and planned.checkin.stress is not None:
        yield Rating(t_s, STRESS_PEAK, float(min(planned.checkin.stress + 20, 100)))

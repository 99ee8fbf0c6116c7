"""What a chest strap makes of heartbeats: intervals in 1/1024 s, and about one packet a second.

A strap that sits well misses nothing. One that sits loosely misses beats and takes movements for beats, in
bursts, loses the skin for seconds, and falls behind with its packets. How often is what `FITS` says; a good
strap at rest is right in 99.6 % of intervals (Gilgen-Ammann et al. 2019, doi:10.1007/s00421-019-04142-5).
"""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass, field

import numpy as np

from biofeed.types import TICKS_PER_S
from biofeed_devices.heart_rate import build
from biofeed_devices.simulation.heart import Ectopy
from biofeed_devices.simulation.spell import Spells

_MOST_INTERVALS = 4
"""So many intervals fit into one packet; the rest waits for the next."""
_JITTER_S = 0.001
_SMOOTHED_BEATS = 8
_SEARCH_S = 3.0
"""How long it takes to find the first beat once the skin is felt again."""
_HOLD_CHANCE = 1 / 300


@dataclass(frozen=True, slots=True)
class Fit:
    """How the strap sits, and what kind of heart is under it."""

    missed: float = 0.0
    """Chance of a beat to be overlooked, while it happens at all."""
    extra: float = 0.0
    """Chance of a movement to be taken for a beat, while it happens at all."""
    burst_every_s: float = 0.0
    """Seconds between the bursts in which this happens; 0 is all the time."""
    no_contact_every_s: float = math.inf
    """Seconds between losses of the skin."""
    holds_packets: bool = False
    """Whether a packet is late by some seconds now and then."""
    ectopy: Ectopy = field(default_factory=Ectopy)


FITS = {
    "clean": Fit(),
    "normal": Fit(missed=0.001, extra=0.0005, holds_packets=True, ectopy=Ectopy(ventricular=2e-5)),
    # One beat in a hundred each, all of it in a tenth of the time.
    "loose": Fit(missed=0.1, extra=0.1, burst_every_s=112.5, no_contact_every_s=300.0, holds_packets=True),
    "ectopic": Fit(ectopy=Ectopy(ventricular=0.01, atrial=0.005)),
}


class Strap:
    """Feels beats, and reports them in packets.

    Asked in the order of time: first every beat up to a moment, then the packet of that moment.
    """

    def __init__(self, fit: Fit, rng: np.random.Generator) -> None:
        self._fit = fit
        self._rng = rng
        self._bursts = Spells(rng, every_s=fit.burst_every_s or math.inf, shortest_s=5.0, longest_s=20.0)
        self._loose = Spells(rng, every_s=fit.no_contact_every_s, shortest_s=3.0, longest_s=10.0)
        self._last_beat_s: float | None = None
        self._last_tick: int | None = None
        self._waiting: deque[int] = deque()
        self._recent: deque[int] = deque(maxlen=_SMOOTHED_BEATS)
        self._finds_beats_s = 0.0

    def feel(self, beat_s: float) -> None:
        """Take in one beat of the heart, and whatever else looks like one on the way there."""
        previous_s, self._last_beat_s = self._last_beat_s, beat_s
        if self._is_searching(beat_s):
            self._last_tick = None
            self._recent.clear()
            return
        chance = self._rng.random() if self._is_disturbed(beat_s) else 1.0
        if chance < self._fit.missed:
            return
        if chance < self._fit.missed + self._fit.extra and previous_s is not None:
            self._detect(previous_s + self._rng.uniform(0.3, 0.7) * (beat_s - previous_s))
        self._detect(beat_s)

    def packet(self, t_s: float) -> bytes:
        """Give the bytes of the notification at `t_s`."""
        contact = self._loose.at(t_s) is None
        if not contact:
            self._waiting.clear()
        count = min(len(self._waiting), _MOST_INTERVALS)
        rr_ticks = [self._waiting.popleft() for _ in range(count)]
        return build(self._hr_bpm(), contact=contact, rr_ticks=rr_ticks)

    def forget(self) -> None:
        """Drop what was felt while nobody was connected; a strap keeps no intervals for later."""
        self._waiting.clear()

    def next_packet_s(self, t_s: float) -> float:
        """Give when the packet after the one at `t_s` is sent, to the microsecond."""
        interval_s = self._rng.uniform(0.97, 1.03)
        if self._fit.holds_packets and self._rng.random() < _HOLD_CHANCE:
            interval_s += self._rng.uniform(1.0, 3.0)
        return round(t_s + interval_s, 6)

    def _is_searching(self, t_s: float) -> bool:
        if lost := self._loose.at(t_s):
            self._finds_beats_s = lost.end_s + _SEARCH_S
        return t_s < self._finds_beats_s

    def _is_disturbed(self, t_s: float) -> bool:
        return not self._fit.burst_every_s or self._bursts.at(t_s) is not None

    def _detect(self, beat_s: float) -> None:
        # The beat clock is rounded and not each interval, so that the sum of intervals never drifts.
        tick = round((beat_s + _JITTER_S * self._rng.standard_normal()) * TICKS_PER_S)
        if self._last_tick is not None:
            self._waiting.append(tick - self._last_tick)
            self._recent.append(tick - self._last_tick)
        self._last_tick = tick

    def _hr_bpm(self) -> int:
        """Give the mean of the last beats; 0 while there are none."""
        return round(60 * TICKS_PER_S * len(self._recent) / sum(self._recent)) if self._recent else 0

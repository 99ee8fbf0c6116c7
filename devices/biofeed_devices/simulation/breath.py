"""How the simulated person breathes: in their own way, or after the pacer with a human lag.

A breath is planned when it begins and then carried through. Own breaths vary as measured at rest (Tobin et
al. 1988: rate, depth and inspiratory share differ by 21, 33 and 18 % from breath to breath). Whoever
follows a pacer does not jump to it: the own rhythm gives way over a few breaths, half of each error is
corrected in the next breath, attention drifts, and now and then two breaths are one's own again. That a
share of the error is corrected is how people tap along with a metronome (Repp & Su 2013,
doi:10.3758/s13423-012-0371-2); for breathing it is an assumption.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from biofeed.plugins import Guide
from biofeed_devices.simulation.guidance import PacedBreath, paced_breaths
from biofeed_devices.simulation.person import Person, depth
from biofeed_devices.simulation.stress import PACE_RISE

_OWN_INHALE = 0.40
_OWN_PAUSE = 0.15
"""Share of what is left after the inhalation that is spent waiting."""
_PACED_PAUSE = 0.05
_REACTION_S = 0.30
"""How long after the pacer's turn one's own comes."""


@dataclass(frozen=True, slots=True)
class Breath:
    """One breath as it is really taken."""

    t_s: float
    inhale_s: float
    hold_s: float
    exhale_s: float
    rest_s: float
    depth: float
    """In breaths of ordinary depth."""
    pacer_bpm: float | None = None
    """The pace that is being followed, if any."""

    @property
    def end_s(self) -> float:
        """When the next breath begins."""
        return self.t_s + self.inhale_s + self.hold_s + self.exhale_s + self.rest_s

    def volume(self, t_s: NDArray[np.float64]) -> NDArray[np.float64]:
        """Give lung volume at moments within this breath; 0 is the mean of an ordinary breath of depth 1."""
        into_s = t_s - self.t_s
        inhaled = np.clip(into_s / self.inhale_s, 0.0, 1.0)
        exhaled = np.clip((into_s - self.inhale_s - self.hold_s) / self.exhale_s, 0.0, 1.0)
        volume: NDArray[np.float64] = (np.cos(np.pi * exhaled) - np.cos(np.pi * inhaled)) / 2
        return self.depth * volume - 0.5


class Breather:
    """Breathes one breath after the other."""

    def __init__(self, person: Person, rng: np.random.Generator) -> None:
        self._own = _OwnRhythm(person, rng)
        self._follower = _Follower(person, rng)

    def next(self, t_s: float, guide: Guide, stress: float = 0.0) -> Breath:
        """Give the breath that begins at `t_s`. `stress` (0 to 1) tells on own breaths only."""
        asked = paced_breaths(guide, t_s)
        if asked:
            return self._follower.next(t_s, asked)
        self._follower.let_go()
        return self._own.next(t_s, stress)


class _OwnRhythm:
    def __init__(self, person: Person, rng: np.random.Generator) -> None:
        self._person = person
        self._rng = rng
        self._habit = 0.0

    def next(self, t_s: float, stress: float) -> Breath:
        normal = self._rng.standard_normal(3)
        # A long breath is likely to be followed by another long one.
        self._habit = 0.35 * self._habit + math.sqrt(1 - 0.35**2) * normal[0]
        pace_bpm = self._person.own_pace_bpm * (1 + PACE_RISE * stress)
        period_s = 60 / pace_bpm * math.exp(0.20 * self._habit - 0.02)
        deep = math.exp(0.30 * normal[1] - 0.045)
        if self._rng.random() < 0.01:
            period_s, deep = 1.3 * period_s, 2.2 * deep  # a sigh
        inhale_s = period_s * min(max(_OWN_INHALE * (1 + 0.15 * normal[2]), 0.25), 0.60)
        rest_s = _OWN_PAUSE * (period_s - inhale_s)
        return Breath(t_s, inhale_s, 0.0, period_s - inhale_s - rest_s, rest_s, deep)


class _Follower:
    def __init__(self, person: Person, rng: np.random.Generator) -> None:
        self._person = person
        self._rng = rng
        self._began_s: float | None = None
        self._inattention_s = 0.0
        self._followed = 0
        self._strays_left = 0

    def let_go(self) -> None:
        """Forget the rhythm, not the practice."""
        self._followed = 0
        self._strays_left = 0

    def next(self, t_s: float, asked: list[PacedBreath]) -> Breath:
        """Give the next breath: along with those that are asked for, or on the way there."""
        if self._began_s is None:
            self._began_s = t_s
        # Within a session one gets better at it, over some minutes.
        skill = self._person.skill * (1 - 0.4 * math.exp(-(t_s - self._began_s) / 240))
        model = min(asked, key=lambda breath: abs(breath.t_s + _REACTION_S - t_s))
        lapses = 0.015 * model.period_s / 10 / skill
        if not self._strays_left and self._followed > 3 and self._rng.random() < lapses:
            self._strays_left = 2
        if self._strays_left:
            self._strays_left -= 1
            return self._stray(t_s, model)
        return self._follow(t_s, asked, model, skill)

    def _stray(self, t_s: float, model: PacedBreath) -> Breath:
        """Breathe twice as fast as asked for once, thoughts elsewhere."""
        period_s = model.period_s / 2 * math.exp(0.1 * self._rng.standard_normal())
        deep = depth(self._person, 60 / period_s)
        shape = 0.40 * period_s, 0.0, 0.55 * period_s, 0.05 * period_s
        return Breath(t_s, *shape, deep, 60 / model.period_s)

    def _follow(self, t_s: float, asked: list[PacedBreath], model: PacedBreath, skill: float) -> Breath:
        normal = self._rng.standard_normal(4)
        own_s = 60 / self._person.own_pace_bpm
        meant_s = own_s * (model.period_s / own_s) ** (1 - math.exp(-self._followed / 2))
        self._inattention_s = 0.9 * self._inattention_s + 0.12 / skill * normal[0]
        self._followed += 1
        lag_s = _REACTION_S + self._inattention_s
        turns = [*(breath.t_s for breath in asked), asked[-1].end_s]
        aim_s = lag_s + min(turns, key=lambda turn_s: abs(turn_s + lag_s - t_s - meant_s))
        period_s = meant_s + 0.5 * (aim_s - t_s - meant_s) + 0.05 * model.period_s / skill * normal[1]
        period_s = min(max(period_s, 0.6 * meant_s), 1.5 * meant_s)
        deep = depth(self._person, 60 / meant_s) * math.exp(0.20 / skill * normal[2])
        inhale_factor = 1 + 0.08 * min(max(normal[3], -3.0), 3.0)
        return _shaped(t_s, model, period_s, inhale_factor, deep)


def _shaped(t_s: float, model: PacedBreath, period_s: float, inhale_factor: float, deep: float) -> Breath:
    """Give a breath of the model's shape, stretched to `period_s`, but for a longer or shorter inhalation."""
    inhale_s = period_s * min(inhale_factor * model.inhale_s / model.period_s, 0.9)
    stretch = (period_s - inhale_s) / max(model.period_s - model.inhale_s, 1e-9)
    hold_s, exhale_s, rest_s = stretch * model.hold_s, stretch * model.exhale_s, stretch * model.rest_s
    if not rest_s:
        # Nobody breathes in again at the very moment the lungs are empty.
        rest_s = _PACED_PAUSE * exhale_s
        exhale_s -= rest_s
    return Breath(t_s, inhale_s, hold_s, exhale_s, rest_s, deep, 60 / model.period_s)

"""What an effort of the mind does to the body: a faster heart, a smaller swing, shorter breaths.

It builds up within seconds and fades by halves. Sizes are those of mental arithmetic: some eight beats a
minute more, and variability lower by about a third.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from biofeed.plugins import Guide

HR_RISE_BPM = 8.0
"""How much faster a heart beats at full stress: in people 4 to 15."""
SWING_LOSS = 0.15
"""Share of the breath's swing that is lost at full stress."""
WANDER_LOSS = 0.3
"""Share of the slow waves and drift that is lost at full stress."""
PACE_RISE = 0.15
"""How much faster own breathing is at full stress, as a share."""

HALF_LIFE_S = 40.0
"""How long it takes to lose half of it: in people 20 to 90 seconds."""

_BUILD_UP_S = 10.0
_LOOK_EVERY_S = 0.25


@dataclass(frozen=True, slots=True)
class Stress:
    """An effort that lasts from `start_s` to `end_s` and then lets go."""

    start_s: float
    end_s: float
    half_life_s: float = HALF_LIFE_S

    def level(self, t_s: NDArray[np.float64]) -> NDArray[np.float64]:
        """Give how stressed they are at each moment, 0 to 1."""
        under_it_s = np.clip(t_s, self.start_s, self.end_s) - self.start_s
        since_s = np.maximum(t_s - self.end_s, 0.0)
        level: NDArray[np.float64] = -np.expm1(-under_it_s / _BUILD_UP_S) * 0.5 ** (
            since_s / self.half_life_s
        )
        return level


class Strain:
    """The efforts of one life: those known beforehand, and those that the guide asks for as it goes on."""

    def __init__(
        self,
        known: Sequence[Stress] = (),
        half_life_s: float = HALF_LIFE_S,
        rise_bpm: float = HR_RISE_BPM,
    ) -> None:
        self.rise_bpm = rise_bpm
        """How much faster this heart beats at full stress."""
        self._efforts = list(known)
        self._half_life_s = half_life_s
        self._asked: Stress | None = None
        self._looked_until_s = 0.0

    def look(self, guide: Guide, until_s: float) -> None:
        """Find out which efforts the guide asks for up to `until_s`."""
        while self._looked_until_s < until_s:
            t_s = self._looked_until_s
            if guide.effort(t_s) and self._asked is None:
                self._asked = Stress(t_s, math.inf, self._half_life_s)
            elif self._asked is not None and not guide.effort(t_s):
                self._efforts.append(replace(self._asked, end_s=t_s))
                self._asked = None
            self._looked_until_s += _LOOK_EVERY_S

    def level(self, t_s: NDArray[np.float64]) -> NDArray[np.float64]:
        """Give how stressed they are at each moment, 0 to 1: as much as the strongest effort makes them."""
        efforts = [*self._efforts, self._asked] if self._asked else self._efforts
        levels = [effort.level(t_s) for effort in efforts]
        return np.maximum.reduce(levels) if levels else np.zeros_like(t_s)

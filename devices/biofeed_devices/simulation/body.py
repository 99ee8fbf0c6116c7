"""The whole person: breath and heart together, lived forward as far as one asks."""

from __future__ import annotations

from collections import deque

import numpy as np

from biofeed.plugins import Guide
from biofeed_devices.simulation.breath import Breather
from biofeed_devices.simulation.heart import Ectopy, Heart
from biofeed_devices.simulation.person import Person
from biofeed_devices.simulation.stress import Strain


class Body:
    """One person from zero on. Two with equal arguments and equal guides live equal lives."""

    def __init__(
        self,
        person: Person,
        rng: np.random.Generator,
        *,
        strain: Strain | None = None,
        ectopy: Ectopy | None = None,
    ) -> None:
        breath_rng, heart_rng = rng.spawn(2)
        self._breather = Breather(person, breath_rng)
        self._strain = strain or Strain()
        self._heart = Heart(person, heart_rng, self._strain, ectopy)
        self._breathed_until_s = 0.0
        self._ahead: deque[float] = deque()

    def beats_until(self, t_s: float, guide: Guide) -> list[float]:
        """Give the times of the beats since the last call, up to `t_s`.

        The pacer is looked at when a breath begins; a breath once begun is finished.
        """
        while self._breathed_until_s <= t_s:
            self._breathe(guide)
        beats_s = []
        while self._ahead and self._ahead[0] <= t_s:
            beats_s.append(self._ahead.popleft())
        return beats_s

    def _breathe(self, guide: Guide) -> None:
        now_s = self._breathed_until_s
        self._strain.look(guide, now_s)
        breath = self._breather.next(now_s, guide, float(self._strain.level(np.array(now_s))))
        # What an effort does to the heart begins with it, in the middle of a breath if need be.
        self._strain.look(guide, breath.end_s)
        self._ahead.extend(self._heart.beats(breath))
        self._breathed_until_s = breath.end_s

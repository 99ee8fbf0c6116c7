"""What an effort of the mind does to the body: a faster heart, a smaller swing, shorter breaths.

It builds up within seconds and fades by halves. Sizes are those of mental arithmetic: some eight beats a
minute more, and variability lower by about a third.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

HR_RISE_BPM = 8.0
"""How much faster the heart beats at full stress."""
SWING_LOSS = 0.15
"""Share of the breath's swing that is lost at full stress."""
WANDER_LOSS = 0.3
"""Share of the slow waves and drift that is lost at full stress."""
PACE_RISE = 0.15
"""How much faster own breathing is at full stress, as a share."""

_BUILD_UP_S = 10.0


@dataclass(frozen=True, slots=True)
class Stress:
    """An effort that lasts from `start_s` to `end_s` and then lets go."""

    start_s: float
    end_s: float
    half_life_s: float = 40.0
    """How long it takes, after the end, to lose half of it: in people 20 to 90 seconds."""

    def level(self, t_s: NDArray[np.float64]) -> NDArray[np.float64]:
        """Give how stressed they are at each moment, 0 to 1."""
        under_it_s = np.clip(t_s, self.start_s, self.end_s) - self.start_s
        since_s = np.maximum(t_s - self.end_s, 0.0)
        level: NDArray[np.float64] = -np.expm1(-under_it_s / _BUILD_UP_S) * 0.5 ** (
            since_s / self.half_life_s
        )
        return level

"""The breath as a strap by Polar shows it: in the acceleration of the chest.

::

    chest.py  one minute: how fast the chest moves, and when
    paced.py  a session's paced parts: what was breathed beside what was asked
"""

from __future__ import annotations

from biofeed.respiration.chest import (
    AXES,
    ChestBreath,
    ChestMotion,
    chest_breath,
    chest_motion,
    lag_s,
)
from biofeed.respiration.paced import BREATH, Breathing, breath_results

__all__ = [
    "AXES",
    "BREATH",
    "Breathing",
    "ChestBreath",
    "ChestMotion",
    "breath_results",
    "chest_breath",
    "chest_motion",
    "lag_s",
]

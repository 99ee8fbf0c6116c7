"""The heart that the speed of HRV is measured on. It needs NumPy alone, as peers are timed on it too."""

from __future__ import annotations

import numpy as np

DAY_BEATS = 108_000


def heart(beats: int, seed: int = 1) -> np.ndarray:
    """Give a heart in whole milliseconds: two rhythms, a slow drift, and noise."""
    rng = np.random.default_rng(seed)
    n = np.arange(beats)
    drift = np.cumsum(rng.normal(0, 1.5, beats))
    drift -= np.convolve(drift, np.ones(2001) / 2001, mode="same") if beats > 2001 else drift
    rr = 800 + 35 * np.sin(n * 0.5) + 15 * np.sin(n * 1.4) + drift + rng.normal(0, 15, beats)
    return np.rint(np.clip(rr, 350, 1900))

"""Hearts to test against: smooth ones made of one wave, and spoilt copies with known wrong intervals."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

SWINGS_BPM = (13.0, 23.0, 28.0, 32.0, 36.0)
SLOW_RATES_PER_MIN = (4.5, 6.0)


def swinging(
    swing_bpm: float,
    rate_per_min: float,
    *,
    mean_bpm: float = 70.0,
    phase_rad: float = 0.0,
    duration_s: float = 300.0,
) -> NDArray[np.float64]:
    """Give the intervals in ms of a heart rate that is one sine wave, `swing_bpm` from trough to peak.

    A beat falls wherever the heart rate, integrated, has reached the next whole number. No noise.
    """
    t = np.arange(0.0, duration_s + 0.0005, 0.001)
    omega = 2 * np.pi * rate_per_min / 60
    swung = swing_bpm / 2 * (np.cos(phase_rad) - np.cos(omega * t + phase_rad)) / omega
    beats = (mean_bpm * t + swung) / 60
    return np.diff(np.interp(np.arange(int(beats[-1]) + 1), beats, t)) * 1000


def spoilt(
    rr_ms: NDArray[np.float64], share: float, seed: int
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Give a copy with missed, extra and early beats put in, and which of its intervals are wrong."""
    rng = np.random.default_rng(seed)
    chosen = np.sort(rng.choice(np.arange(30, rr_ms.size - 30), int(rr_ms.size * share), replace=False))
    chosen = chosen[np.concatenate(([True], np.diff(chosen) > 6))]
    pieces, wrong, done = [], [], 0
    for place in chosen:
        first, second = rr_ms[place : place + 2]
        early_ms = first * rng.uniform(0.2, 0.35)
        part = rng.uniform(0.3, 0.7)
        event = [
            [first + second],
            [first * part, first * (1 - part), second],
            [first - early_ms, second + early_ms],
        ][rng.integers(3)]
        pieces += [rr_ms[done:place], event]
        wrong += [np.zeros(place - done, bool), [True] * len(event)]
        if len(event) == 3:
            wrong[-1][-1] = False
        done = place + 2
    return np.concatenate([*pieces, rr_ms[done:]]), np.concatenate(
        [*wrong, np.zeros(rr_ms.size - done, bool)]
    )


def near(mask: NDArray[np.bool_], beats: int) -> NDArray[np.bool_]:
    """Widen a mask by some beats to both sides."""
    wide = mask.copy()
    for step in range(1, beats + 1):
        wide[:-step] |= mask[step:]
        wide[step:] |= mask[:-step]
    return wide

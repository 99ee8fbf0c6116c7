"""Bodies made of equations: how a chest moves a strap, and how a heart swings with it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from biofeed.respiration import AXES
from biofeed.types import Samples

FS_HZ = 50
GRAVITY_MG = 1000.0
UPRIGHT, LYING, ASKEW = (0.1, 0.98, 0.17), (0.05, 0.1, 0.99), (0.6, -0.5, 0.62)


def chest(
    rate_per_min: float,
    *,
    seconds: float = 60,
    amplitude_mg: float = 6,
    sensor_mg: float = 3,
    gravity: Sequence[float] = UPRIGHT,
    swings: Sequence[float] = (0.2, 0.1, 1.0),
    seed: int = 1,
) -> np.ndarray:
    """Give the acceleration of a chest, 50 readings a second, one column an axis.

    Breath is a wave with an overtone; beneath it the body drifts a little (1/f, 1 mg) and above it lies the
    noise of the sensor.
    """
    chance = np.random.default_rng(seed)
    t = np.arange(round(seconds * FS_HZ)) / FS_HZ
    angle = 2 * np.pi * rate_per_min / 60 * t
    wave = amplitude_mg * (np.cos(angle) + 0.2 * np.cos(2 * angle + 1))
    motion = np.outer(wave, swings) + GRAVITY_MG * np.asarray(gravity)
    for axis in range(3):
        motion[:, axis] += sway(t.size, chance)
    return motion + chance.normal(scale=sensor_mg, size=motion.shape)


def sway(size: int, chance: np.random.Generator) -> np.ndarray:
    """Give noise of 1 mg whose power falls as 1/f."""
    spectrum = np.fft.rfft(chance.normal(size=size))
    spectrum[0] = 0
    spectrum[1:] /= np.sqrt(np.arange(1, spectrum.size))
    wave = np.fft.irfft(spectrum, size)
    return np.asarray(wave / wave.std())


def frames(motion: np.ndarray, begin_s: float = 0.0, length: int = 36, fs_hz: float = FS_HZ) -> list[Samples]:
    """Cut acceleration into samples as a strap sends it."""
    return [
        Samples(begin_s + at / fs_hz, kind, fs_hz, tuple(motion[at : at + length, axis]))
        for at in range(0, len(motion), length)
        for axis, kind in enumerate(AXES)
    ]


def heart(rate_per_min: float, lag: float, *, swing_bpm: float = 5, jitter_bpm: float = 0.5) -> np.ndarray:
    """Give beats that swing with the breath, so much later; two columns: end in s, RR in ms."""
    chance, t_s = np.random.default_rng(2), 0.0
    beats: list[tuple[float, float]] = []
    while t_s < 65:
        # The rate holds over the interval, so it is that of the interval's middle.
        middle_s = t_s + 0.5
        hr_bpm = 60 + swing_bpm * np.cos(2 * np.pi * rate_per_min / 60 * (middle_s - lag))
        rr_s = 60 / (hr_bpm + chance.normal(scale=jitter_bpm))
        t_s += rr_s
        beats.append((t_s, 1000 * rr_s))
    return np.array(beats)

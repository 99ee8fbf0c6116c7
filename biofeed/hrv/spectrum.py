"""How much of the variation lies at which rhythm: Welch's spectrum and its bands, in ms².

The intervals are resampled by a spline (`biofeed.hrv.spline`), cut into half-overlapping stretches of 256 s,
each freed of its mean and tapered (Hann), and their periodograms averaged (Welch 1967,
doi:10.1109/TAU.1967.1161901). A band's power is the exact integral of the spectrum, taken as straight lines
between its points: there is no rule about which edge belongs to which band, and nothing to argue about.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from biofeed.hrv.series import MIN_COVERAGE, Floats, Series, as_series, covered_s, segments
from biofeed.hrv.spline import FS_HZ, resample

if TYPE_CHECKING:
    from collections.abc import Iterator

VLF_HZ = (0.0033, 0.04)
LF_HZ = (0.04, 0.15)
HF_HZ = (0.15, 0.40)

WELCH_SAMPLES = 1024
"""256 s at 4 Hz."""
FULL_S = (WELCH_SAMPLES - 1) / FS_HZ

SHORTEST_S = 64.0
"""A recording without one whole stretch of 256 s is taken in one piece, down to this length."""


class Bands(NamedTuple):
    """Power in the Task Force's bands, NaN where there is too little clean data."""

    vlf: float
    """0.0033 to 0.04 Hz, in ms². Of 256 s it is only a rough figure."""
    lf: float
    """0.04 to 0.15 Hz, in ms²."""
    hf: float
    """0.15 to 0.40 Hz, in ms²."""
    coverage: float
    """Share of the time from the first beat to the last that normal beats cover."""


def power_bands(rr_ms: ArrayLike, *, t_s: ArrayLike | None = None, valid: ArrayLike | None = None) -> Bands:
    """Give the power in the very low, low and high frequency bands.

    Stretches never cross a hole longer than 3 s, and one that normal beats cover by less than 80 % is left
    out. Bad input raises `ValueError`.
    """
    series = as_series(rr_ms, t_s=t_s, valid=valid)
    coverage = _coverage(series)
    stretches = [part for part in _stretches(series) if part.size]
    if not stretches:
        return Bands(math.nan, math.nan, math.nan, coverage)
    rows = np.concatenate([periodogram(part) @ band_columns(part.shape[-1]) for part in stretches])
    vlf, lf, hf = rows.mean(axis=0)
    return Bands(float(vlf), float(lf), float(hf), coverage)


def periodogram(samples: Floats) -> Floats:
    """Give the one-sided power density (ms²/Hz) of 4 Hz samples along the last axis, mean off and tapered."""
    n = samples.shape[-1]
    tapered = samples - samples.mean(axis=-1, keepdims=True)
    tapered *= density_taper(n)
    spectrum = np.fft.rfft(tapered, axis=-1)
    power: Floats = spectrum.real**2
    power += spectrum.imag**2
    power[..., 0] /= 2.0
    if n % 2 == 0:
        power[..., -1] /= 2.0
    return power


@lru_cache(maxsize=32)
def density_taper(n: int) -> Floats:
    """Give the Hann taper of `n` points, scaled so that squares of what is transformed are a density."""
    taper = hann(n)
    taper *= math.sqrt(2.0 / (FS_HZ * float(taper @ taper)))
    taper.flags.writeable = False  # everybody gets the same one
    return taper


def hann(n: int) -> Floats:
    """Give the periodic Hann taper of `n` points."""
    taper: Floats = 0.5 - 0.5 * np.cos(2.0 * np.pi * np.arange(n) / n)
    return taper


def band_weights(points_hz: NDArray[np.floating], band_hz: tuple[float, float]) -> Floats:
    """Give the weights whose product with a spectrum on even `points_hz` is its integral over a band.

    The spectrum between the points is a straight line, so each point carries a triangle one step wide to
    either side; its weight is the part of the triangle's area inside the band.
    """
    step = points_hz[1] - points_hz[0]
    low, high = ((edge - points_hz) / step for edge in band_hz)
    weights: Floats = step * (_triangle_area(high) - _triangle_area(low))
    return weights


def _triangle_area(u: Floats) -> Floats:
    """Give the area to the left of `u` under the triangle from -1 over a height of 1 at 0 to 1."""
    u = np.clip(u, -1.0, 1.0)
    return np.where(u < 0.0, (1.0 + u) ** 2 / 2.0, 1.0 - (1.0 - u) ** 2 / 2.0)


@lru_cache(maxsize=32)
def band_columns(n: int) -> Floats:
    """Give the weights of the three bands as columns, for a spectrum of `n` samples."""
    points = np.fft.rfftfreq(n, 1.0 / FS_HZ)
    return np.stack([band_weights(points, band) for band in (VLF_HZ, LF_HZ, HF_HZ)], axis=1)


def _stretches(series: Series) -> Iterator[Floats]:
    """Give the samples to take spectra of: rows of 256 s, or one shorter row if there is no such row."""
    parts = sorted(segments(series), key=lambda part: float(part[0][-1] - part[0][0]), reverse=True)
    spans = [float(t[-1] - t[0]) for t, _ in parts]
    if spans and SHORTEST_S <= spans[0] < FULL_S:
        yield _whole(*parts[0])
    for (t, rr), span in zip(parts, spans, strict=True):
        if span >= FULL_S:
            yield _full_stretches(t, rr)


def _full_stretches(t_s: Floats, rr_ms: Floats) -> Floats:
    """Cut a segment into half-overlapping stretches of 256 s and keep those that are covered well enough."""
    samples = resample(t_s, rr_ms)
    rows = np.lib.stride_tricks.sliding_window_view(samples, WELCH_SAMPLES)[:: WELCH_SAMPLES // 2]
    starts = t_s[0] + np.arange(len(rows)) * (WELCH_SAMPLES / 2 / FS_HZ)
    kept: Floats = rows[covered_s(t_s, rr_ms, starts, starts + FULL_S) >= MIN_COVERAGE * FULL_S]
    return kept


def _whole(t_s: Floats, rr_ms: Floats) -> Floats:
    """Take a short segment in one piece, or nothing if it is not covered well enough."""
    span = t_s[-1:] - t_s[:1]
    enough = covered_s(t_s, rr_ms, t_s[:1], t_s[-1:]) >= MIN_COVERAGE * span
    return resample(t_s, rr_ms)[np.newaxis][enough]


def _coverage(series: Series) -> float:
    """Give the share of the time from the first beat to the last that normal beats cover."""
    t, rr = series.t_s[series.valid], series.rr_ms[series.valid]
    if t.size == 0:
        return 0.0
    ends = series.t_s[[0, -1]]
    return min(1.0, float(covered_s(t, rr, ends[:1], ends[1:])[0] / (ends[1] - ends[0])))

"""The same numbers the plain way: one window at a time, textbook functions, nothing clever.

This is what the fast code is held against, and what the benchmark is a ratio to.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from scipy.interpolate import CubicSpline
from scipy.signal import detrend, periodogram, welch
from scipy.signal.windows import hann

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Flags = NDArray[np.bool_]


def rmssd(rr_ms: Floats) -> float:
    return math.sqrt(np.mean(np.diff(rr_ms) ** 2))


def rolling_rmssd(clock: Floats, rr_ms: Floats, joined: Flags, width: float) -> tuple[Floats, Floats]:
    """RMSSD and the number of differences for each beat; `clock` and `width` in one unit."""
    value, count = np.full(rr_ms.size, np.nan), np.zeros(rr_ms.size)
    for n in range(rr_ms.size):
        squares = []
        for k in range(n, 0, -1):
            if clock[k - 1] <= clock[n] - width:
                break
            if joined[k - 1]:
                squares.append((rr_ms[k] - rr_ms[k - 1]) ** 2)
        count[n] = len(squares)
        if squares:
            value[n] = math.sqrt(math.fsum(squares) / len(squares))
    return value, count


def rolling_sdnn(clock: Floats, rr_ms: Floats, valid: Flags, width: float) -> Floats:
    value = np.full(rr_ms.size, np.nan)
    for n in range(rr_ms.size):
        inside = (clock > clock[n] - width) & (clock <= clock[n]) & valid
        if inside.sum() > 1:
            value[n] = np.std(rr_ms[inside], ddof=1)
    return value


def covered_s(t_s: Floats, rr_ms: Floats, start_s: float, stop_s: float) -> float:
    """Seconds of [start, stop] inside one of the intervals, one interval at a time."""
    return math.fsum(
        max(0.0, min(stop_s, end) - max(start_s, end - rr / 1000.0))
        for end, rr in zip(t_s.tolist(), rr_ms.tolist(), strict=True)
    )


def resample(t_s: Floats, rr_ms: Floats) -> Floats:
    count = int((t_s[-1] - t_s[0]) * 4.0) + 1
    return CubicSpline(t_s, rr_ms, bc_type="natural")(t_s[0] + np.arange(count) / 4.0)


def integral(points_hz: Floats, power: Floats, low_hz: float, high_hz: float) -> float:
    """Give the area under straight lines between the points."""
    inside = points_hz[(points_hz > low_hz) & (points_hz < high_hz)]
    edges = np.concatenate([[low_hz], inside, [high_hz]])
    return float(np.trapezoid(np.interp(edges, points_hz, power), edges))


def window_coherence(window: Floats) -> tuple[float, float, float, float]:
    """Ratio, peak frequency, peak power and total power of 256 samples at 4 Hz."""
    taper = hann(window.size, sym=False)
    spectrum = np.fft.rfft(detrend(window) * taper, 1024)
    power = np.abs(spectrum) ** 2 * 2.0 / (4.0 * np.sum(taper**2))
    points = np.fft.rfftfreq(1024, 0.25)
    band = np.flatnonzero((points >= 0.04) & (points <= 0.26))
    peak_hz = float(points[band[np.argmax(power[band])]])
    peak = integral(points, power, peak_hz - 0.015, peak_hz + 0.015)
    total = integral(points, power, 1 / 64, 0.40)
    return peak / (total - peak), peak_hz, peak, total


def rolling_coherence(samples: Floats, step: int) -> Floats:
    """Four columns, a row for each window."""
    starts = range(0, samples.size - 255, step)
    return np.array([window_coherence(samples[i : i + 256]) for i in starts])


def power_bands(samples: Floats) -> tuple[float, float, float]:
    points, power = welch(samples, 4.0, "hann", nperseg=min(1024, samples.size), detrend="constant")
    bands = ((0.0033, 0.04), (0.04, 0.15), (0.15, 0.40))
    vlf, lf, hf = (integral(points, power, low, high) for low, high in bands)
    return vlf, lf, hf


def recording(rr_ms: Floats) -> tuple[float, tuple[float, float, float]]:
    """RMSSD and band powers of one recording."""
    return rmssd(rr_ms), power_bands(resample(np.cumsum(rr_ms) / 1000, rr_ms))


def beat(rr_ms: Floats) -> tuple[float, tuple[float, float, float, float]]:
    """RMSSD and coherence of the last 64 s, as every new beat asks for."""
    return rmssd(rr_ms), window_coherence(resample(np.cumsum(rr_ms) / 1000, rr_ms)[-256:])


def coherence_of_beats(rr_ms: Floats) -> float:
    """One window from its own beats, as small programs do it: straight lines, a periodogram, masks."""
    t_s = np.cumsum(rr_ms) / 1000
    grid = np.arange(t_s[-1] - 64, t_s[-1], 0.25)
    row = detrend(np.interp(grid, t_s, rr_ms))
    points, power = periodogram(row, 4.0, "hann", nfft=1024)
    search = (points >= 0.04) & (points <= 0.26)
    peak_hz = points[search][np.argmax(power[search])]
    near, band = np.abs(points - peak_hz) <= 0.015, (points >= 1 / 64) & (points <= 0.40)
    peak = np.trapezoid(power[near], points[near])
    return float(peak / (np.trapezoid(power[band], points[band]) - peak))

"""The breath as the chest moves: its rate from a strap's acceleration, and the heart's lag behind it.

A strap tilts as the chest rises and falls, by a degree or less, and that turns a little of gravity from one
axis to another. How the strap sits decides which axis shows it best, and which way. So the axis is chosen
anew in each window, and the sign stays unknown: from acceleration alone nobody can tell an inhalation from
an exhalation. The rate does not mind; the heart's lag is therefore told within a quarter of a breath.

A window answers with a rate or with "not clear" (`None`). Turning round, talking and walking are not clear.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from numpy.typing import NDArray

from biofeed.hrv.series import as_series
from biofeed.types import Samples

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

Floats: TypeAlias = NDArray[np.float64]

AXES = ("acc_x_mg", "acc_y_mg", "acc_z_mg")
"""What the samples of the three axes are called."""
GRID_HZ = 5
"""Readings a second after averaging; a breath needs one, and heartbeats shake the strap from 5 Hz on."""

WINDOW_S = 60.0
SLOWEST_HZ, FASTEST_HZ = 0.05, 0.5
"""3 and 30 breaths a minute."""
WIDEST_HZ = 0.75
"""Up to here the chest's motion is compared with the breath in it."""
LOBE_HZ = 2 / WINDOW_S
"""What a Hann taper spreads a single wave over, to either side."""
MIN_CONFIDENCE = 0.6
MIN_COVERAGE = 0.9
MIN_SWING_MG = 1.0
"""Half the swing, at least: less is the noise of the sensor."""
MOVED_MG = 60.0
"""A step of the average from one fifth of a second to the next that no breath makes."""
MIN_HEART_SHARE = 0.4
"""The share of the heart's variation that must turn with the breath; as for `hrv.follows`."""

_STEP_HZ = 1 / (8 * WINDOW_S)


@dataclass(frozen=True, slots=True)
class ChestMotion:
    """Acceleration on an even grid of time."""

    t_s: Floats
    """The middle of each fifth of a second."""
    mg: Floats
    """One row for each of these, one column an axis; NaN where nothing was measured."""


@dataclass(frozen=True, slots=True)
class ChestBreath:
    """The breath in one window."""

    middle_s: float
    """The middle of the window."""
    rate_per_min: float
    confidence: float
    """The share of the chest's motion that is at this rate, 0 to 1."""
    amplitude_mg: float
    """Half the swing from trough to peak."""
    phase_deg: float
    """Where in its swing the axis is at `middle_s`: highest at 0."""
    axis: int
    """Which axis shows it: 0, 1 or 2."""


def chest_motion(samples: Iterable[Samples]) -> ChestMotion:
    """Average the samples of the three axes over each fifth of a second; other samples are passed over.

    Times come from the samples' own rate, which may change from one to the next, and holes stay holes.
    """
    by_axis: dict[str, list[Samples]] = {kind: [] for kind in AXES}
    for one in samples:
        if one.kind in by_axis and one.values:
            by_axis[one.kind].append(one)
    cells = [_cells(parts) for parts in by_axis.values()]
    used = np.concatenate(cells)
    if not used.size:
        return ChestMotion(np.empty(0), np.empty((0, len(AXES))))
    first, size = int(used.min()), int(np.ptp(used)) + 1
    columns = [_means(at - first, parts, size) for at, parts in zip(cells, by_axis.values(), strict=True)]
    return ChestMotion((first + np.arange(size) + 0.5) / GRID_HZ, np.stack(columns, axis=1))


def chest_breath(motion: ChestMotion, end_s: float) -> ChestBreath | None:
    """Give the breath in the 60 s up to `end_s`, or `None` if it is not clear.

    It is not clear where less than 90 % of the window was measured, where the chest moved as no breath moves
    it, where the strongest wave lies at the edge of 3 to 30 a minute or swings by less than the sensor's
    noise, or where less than 60 % of the motion from 2 to 45 a minute is at its rate.
    """
    inside = (motion.t_s > end_s - WINDOW_S) & (motion.t_s <= end_s)
    t, mg = motion.t_s[inside] - (end_s - WINDOW_S / 2), motion.mg[inside]
    known = np.isfinite(mg).all(axis=1)
    if np.count_nonzero(known) < MIN_COVERAGE * WINDOW_S * GRID_HZ:
        return None
    t, mg = t[known], mg[known]
    if np.abs(np.diff(mg, axis=0)).max() > MOVED_MG:
        return None
    return _strongest(t, mg, end_s - WINDOW_S / 2)


def lag_s(
    breath: ChestBreath, t_s: ArrayLike, rr_ms: ArrayLike, *, valid: ArrayLike | None = None
) -> float | None:
    """Give how long after the chest's swing the heart rate's comes, in seconds; `None` if that is not clear.

    Negative is before. Since the sign of the chest's swing is not known, the answer lies within a quarter
    of a breath to either side. `t_s` is when intervals end, on the clock of the breath. It is not clear where
    the window's beats show the breath in less than 40 % of their variation.

    Raises `ValueError` for what cannot be intervals.
    """
    series = as_series(rr_ms, t_s=t_s, valid=valid)
    t, rr = series.t_s[series.valid], series.rr_ms[series.valid]
    # An interval's rate is a mean over the interval, so it counts at the interval's middle.
    t = t - rr / 2000 - breath.middle_s
    near = np.abs(t) < WINDOW_S / 2
    t, rr = t[near], rr[near]
    if rr.sum() < MIN_COVERAGE * WINDOW_S * 1000:
        return None
    hz = breath.rate_per_min / 60
    heart, share = _turning(t, 60_000 / rr, hz, np.sqrt(rr) * _taper(t))
    if share < MIN_HEART_SHARE:
        return None
    return _turns_behind(breath, heart) / hz


def lag_behind(levels: Floats, t_s: Floats, breath: ChestBreath) -> float:
    """Give how long after `levels` the chest's swing comes, in breaths from -1/4 to 1/4.

    `levels` holds any wave of the same rate, such as what the pacer asks for, at the times `t_s` of the
    breath's window.
    """
    hz = np.array([breath.rate_per_min / 60])
    (wave,) = _spectra(t_s - breath.middle_s, levels[:, None], hz)[:, 0]
    return -_turns_behind(breath, complex(wave))


def _turns_behind(breath: ChestBreath, wave: complex) -> float:
    """Give how far a wave is behind the chest, in breaths, the chest's sign not being known."""
    turns = breath.phase_deg / 360 - float(np.angle(wave)) / (2 * np.pi)
    return (turns + 0.25) % 0.5 - 0.25


def _cells(parts: list[Samples]) -> NDArray[np.int64]:
    """Give for each value the fifth of a second it belongs to."""
    times = [one.t_s + np.arange(len(one.values)) / one.fs_hz for one in parts]
    cells: NDArray[np.int64] = np.floor(np.concatenate([np.empty(0), *times]) * GRID_HZ).astype(np.int64)
    return cells


def _means(cells: NDArray[np.int64], parts: list[Samples], size: int) -> Floats:
    """Give the mean of the values in each cell, NaN where there is none."""
    values = np.concatenate([np.empty(0), *(one.values for one in parts)])
    counts = np.bincount(cells, minlength=size)
    with np.errstate(invalid="ignore"):
        means: Floats = np.bincount(cells, values, minlength=size) / counts
    return means


def _strongest(t: Floats, mg: Floats, middle_s: float) -> ChestBreath | None:
    hz = np.arange(LOBE_HZ, WIDEST_HZ, _STEP_HZ)
    waves = _spectra(t, mg, hz)
    # Restless sitting drifts, and would drown the breath in its slowest swings: level it out.
    power = np.abs(waves) ** 2 * hz[:, None]
    band = (hz >= SLOWEST_HZ) & (hz <= FASTEST_HZ)
    axis = int(np.argmax(power[band].sum(axis=0)))
    in_band = np.flatnonzero(band)
    best = int(in_band[np.argmax(power[in_band, axis])])
    confidence = float(power[np.abs(hz - hz[best]) <= LOBE_HZ, axis].sum() / power[:, axis].sum())
    amplitude_mg = float(np.abs(waves[best, axis]))
    at_edge = best in (in_band[0], in_band[-1])
    if at_edge or confidence < MIN_CONFIDENCE or amplitude_mg < MIN_SWING_MG:
        return None
    phase_deg = math.degrees(np.angle(waves[best, axis])) % 360
    return ChestBreath(middle_s, 60 * float(hz[best]), confidence, amplitude_mg, phase_deg, axis)


def _spectra(t: Floats, mg: Floats, hz: Floats) -> NDArray[np.complex128]:
    """Give the complex amplitude of each axis at each frequency, after a straight line is taken out."""
    line = np.stack([np.ones_like(t), t], axis=1)
    rest = mg - line @ np.linalg.lstsq(line, mg, rcond=None)[0]
    taper = _taper(t)
    weighted = rest * (2 * taper / taper.sum())[:, None]
    angle = 2 * np.pi * np.outer(hz, t)
    # Several times faster than one complex exponential.
    waves: NDArray[np.complex128] = np.cos(angle) @ weighted - 1j * (np.sin(angle) @ weighted)
    return waves


def _turning(t: Floats, values: Floats, hz: float, weights: Floats) -> tuple[complex, float]:
    """Fit one wave beside a straight line; give its complex amplitude and the share that it explains."""
    line = weights[:, None] * np.stack([np.ones_like(t), t], axis=1)
    angle = 2 * np.pi * hz * t
    wave = weights[:, None] * np.stack([np.cos(angle), -np.sin(angle)], axis=1)
    left = weights * values - line @ np.linalg.lstsq(line, weights * values, rcond=None)[0]
    columns = np.concatenate([wave, line], axis=1)
    fitted = np.linalg.lstsq(columns, weights * values, rcond=None)[0]
    rest = weights * values - columns @ fitted
    total = float(left @ left)
    flat = total <= 1e-12 * float((weights * values) @ (weights * values))
    return complex(fitted[0], fitted[1]), 0.0 if flat else 1 - float(rest @ rest) / total


def _taper(t: Floats) -> Floats:
    """Give a Hann taper over the window whose middle is at 0."""
    taper: Floats = 0.5 + 0.5 * np.cos(2 * np.pi * t / WINDOW_S)
    return taper

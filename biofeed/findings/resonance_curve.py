"""The curve of a resonance, laid through what was measured at a few paces.

Whatever resonates has two marks: near its own pace it answers a push of the same strength with a larger
swing, and as the pace goes through it the answer falls behind, all the faster the sharper it is. Neither
alone tells a peak from chance within five times two minutes; together they do. So the curve of a resonance
(a second-order one, with some answer left at very slow breathing) is laid through sizes and phases at once:

* log size = constant + log |H(pace)| − 0.6 log pace, because slower breaths are deeper;
* phase = that of the breath's top + that of H + what a delay of 0.7 s adds at this pace;
* what the heart does with one's own breath, somewhere about 12 a minute, lies on the same curve to within
  15 %: how deep it is compared with the paced ones is not known.

There are two unknowns of interest, where the resonance is and how sharp, and for every pair of a grid it is
worked out how well it fits. So there is no search that could get lost, and the uncertainty comes along: a
pair counts by exp(−misfit / 2).

Resonance of the heart rate's answer: Vaschillo et al. 2002 (doi:10.1023/A:1014587304314); its flat top and
fall: Hirsch & Bishop 1981 (doi:10.1152/ajpheart.1981.241.4.H620); in phase with the breath at its resonance:
Lehrer et al. 2020 (doi:10.1007/s10484-020-09461-y), who also found that this is not so in everybody, which
is why it counts only to within 8°.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from biofeed.hrv.series import Flags, Floats

if TYPE_CHECKING:
    from collections.abc import Sequence

    from biofeed.findings.step import Step

FLOOR = 0.35
"""How much of the answer is left at very slow breathing, against the resonance's own push."""
DEPTH_POWER = 0.6
"""A breath at half the pace is 2 to this power as deep."""
DELAY_S = 0.7
"""From the pacer's turn to the heart's: some 0.3 s to follow it, and the rest for nerve and sinus node."""
TOP_DEG = 144.0
"""Where in the pacer's breath the lungs are full: 40 % of it is the breath in."""
TOP_ERROR_DEG = 8.0
OWN_PACE_BPM = 12.0
OWN_ERROR = 0.15
LAG_MEMORY = 1.6
"""By how much a step's phase scatters more than it would if each breath's lag were its own: lags last."""
LEAST_SIZE_ERROR, LEAST_PHASE_ERROR_DEG = 0.1, 5.0
"""What a handful of breaths cannot be surer of, however alike they came out."""

TIE = 0.05
"""Sizes closer than this to the largest are as good as the largest."""

_PACES_BPM = np.arange(2.5, 10.01, 0.05)
_RESONANCES_BPM = np.arange(3.0, 9.01, 0.05)
_SHARPNESSES = np.exp(np.linspace(math.log(0.4), math.log(6.0), 36))


@dataclass(frozen=True, slots=True)
class Peak:
    """Where the curve is highest, and how far that can be relied on."""

    pace_bpm: float
    """The expected place, if it lies within the paces that were tried."""
    error_bpm: float
    """Its standard deviation."""
    inside: float
    """The probability that it lies there, 0 to 1."""
    half_width_bpm: float
    """How far one can go to either side and lose 5 %, as expected if the peak lies within what was tried."""
    low_bpm: float
    high_bpm: float
    """Between these paces the expected curve is within 5 % of its top; both may lie beyond what was tried."""


def find_peak(steps: Sequence[Step], own_swing_bpm: float | None, margin_bpm: float = 0.25) -> Peak:
    """Lay the curve through steps, slowest first, and say where it is highest.

    `own_swing_bpm` is the heart's swing with one's own breath, where known. A peak counts as within what
    was tried up to `margin_bpm` beyond the first and last pace.
    """
    grid = _grid()
    misfit = _size_misfit(steps, own_swing_bpm) + _phase_misfit(steps)
    chance = np.exp(-(misfit - misfit.min()) / 2)
    chance /= chance.sum()
    tried = _tried(grid.peak_bpm, steps, margin_bpm)
    inside = float(chance[tried].sum())
    within = np.where(tried, chance, 0.0) / max(inside, 1e-12)
    pace_bpm = float((within * grid.peak_bpm).sum())
    expected = np.tensordot(grid.sizes, chance, axes=2)
    high_enough = _PACES_BPM[expected >= expected.max() + math.log(1 - TIE)]
    return Peak(
        pace_bpm=pace_bpm,
        error_bpm=math.sqrt(float((within * (grid.peak_bpm - pace_bpm) ** 2).sum())),
        inside=inside,
        half_width_bpm=float((within * grid.half_width_bpm).sum()),
        low_bpm=float(high_enough[0]),
        high_bpm=float(high_enough[-1]),
    )


@dataclass(frozen=True, slots=True)
class _Grid:
    """Every curve that is tried, along two axes: where the resonance is, and how sharp."""

    sizes: Floats
    """Log size at each of `_PACES_BPM`."""
    peak_bpm: Floats
    half_width_bpm: Floats


@lru_cache(maxsize=1)
def _grid() -> _Grid:
    sizes = np.stack([_log_size(pace_bpm) for pace_bpm in _PACES_BPM])
    near = sizes >= sizes.max(axis=0) + math.log(1 - TIE)
    first = near.argmax(axis=0)
    last = near.shape[0] - 1 - near[::-1].argmax(axis=0)
    half_width_bpm = (_PACES_BPM[last] - _PACES_BPM[first]) / 2
    return _Grid(sizes, _PACES_BPM[sizes.argmax(axis=0)], half_width_bpm)


def _log_size(pace_bpm: float) -> Floats:
    """Give the log of the swing that each curve has at a pace."""
    size: Floats = np.log(np.abs(_answer(pace_bpm))) - DEPTH_POWER * math.log(pace_bpm)
    return size


def _phase_deg(pace_bpm: float) -> Floats:
    """Give how far the heart is behind the breath at a pace, in degrees of the breath."""
    behind: Floats = -np.degrees(np.angle(_answer(pace_bpm))) + 6 * pace_bpm * DELAY_S
    return behind


def _answer(pace_bpm: float) -> NDArray[np.complex128]:
    """Give the complex answer of each curve at a pace."""
    ratio = pace_bpm / _RESONANCES_BPM[:, np.newaxis]
    answer: NDArray[np.complex128] = (FLOOR + 1j * ratio) / (1 - ratio**2 + 1j * ratio / _SHARPNESSES)
    return answer


def _size_misfit(steps: Sequence[Step], own_swing_bpm: float | None) -> Floats:
    """Give how badly each curve fits the sizes, in squared errors; its height is free."""
    pooled = math.sqrt(float(np.mean([step.swing_error**2 for step in steps])))
    error = max(pooled, LEAST_SIZE_ERROR)
    rest = [math.log(step.size_bpm) - _log_size(step.pace_bpm) for step in steps]
    weight = [1 / error**2] * len(steps)
    if own_swing_bpm is not None:
        rest.append(math.log(own_swing_bpm) - _log_size(OWN_PACE_BPM))
        weight.append(1 / OWN_ERROR**2)
    left, weights = np.stack(rest), np.array(weight)[:, np.newaxis, np.newaxis]
    height = (left * weights).sum(axis=0) / weights.sum()
    misfit: Floats = ((left - height) ** 2 * weights).sum(axis=0)
    return misfit


def _phase_misfit(steps: Sequence[Step]) -> Floats:
    """Give how badly each curve fits the phases; where the breath's top is counts to within 8 degrees."""
    pooled = math.sqrt(float(np.mean([step.phase_error_deg**2 for step in steps])))
    error = max(LAG_MEMORY * pooled, LEAST_PHASE_ERROR_DEG)
    measured = np.degrees(np.unwrap(np.radians([step.synchrony.phase_deg for step in steps])))
    left = np.stack([phase - _phase_deg(step.pace_bpm) for phase, step in zip(measured, steps, strict=True)])
    middle = left.mean(axis=0)
    off = (middle - TOP_DEG + 180) % 360 - 180
    around = ((left - middle) ** 2).sum(axis=0) / error**2
    misfit: Floats = around + off**2 / (error**2 / len(steps) + TOP_ERROR_DEG**2)
    return misfit


def _tried(peak_bpm: Floats, steps: Sequence[Step], margin_bpm: float) -> Flags:
    slowest, fastest = steps[0].pace_bpm - margin_bpm, steps[-1].pace_bpm + margin_bpm
    tried: Flags = (peak_bpm >= slowest) & (peak_bpm <= fastest)
    return tried

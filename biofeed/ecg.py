"""Where the R peaks are in a recorded ECG, found by neurokit2 and placed between the samples.

A strap's own intervals come from a clock much finer than its ECG of 130 samples a second, on which a peak
is only known to 8 ms. A parabola through the peak's sample and its two neighbours places it between them.

This is for looking at a recording afterwards, where a beat is in doubt. Loading neurokit2 takes seconds.
"""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

Floats: TypeAlias = NDArray[np.float64]

LEAST_S = 4.0
"""A shorter stretch than this holds too few beats to tell them from noise."""
METHOD = "neurokit"
"""Of neurokit2's detectors, one that is right at 130 Hz; several well-known others are far off there."""


def r_peaks(values_uv: ArrayLike, fs_hz: float) -> Floats:
    """Find the R peaks of an ECG and give their times in seconds from the first sample, rising.

    `values_uv` is evenly sampled in µV, with R upwards; a stretch without a beat gives nothing. Differences
    of the times are intervals between beats. Intervals across a place where the signal was lost are not.

    Raises `ValueError` for values that are not finite, not one-dimensional or span less than 4 s.

    Detection: Makowski et al. 2021, doi 10.3758/s13428-020-01516-y.
    """
    values = np.asarray(values_uv, dtype=np.float64)
    if values.ndim != 1 or not np.isfinite(values).all():
        raise ValueError("values_uv must be finite and have one dimension")
    if values.size < LEAST_S * fs_hz:
        raise ValueError(f"values_uv must span at least {LEAST_S:g} s")
    if np.ptp(values) == 0:
        return np.empty(0)
    cleaned, samples = _by_neurokit(values, fs_hz)
    return _refined(cleaned, samples) / fs_hz


def _by_neurokit(values: Floats, fs_hz: float) -> tuple[Floats, NDArray[np.int64]]:
    """Give the signal as neurokit2 cleans it, and the samples at which it finds R peaks."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what it warns of on import is not ours to mend
        import neurokit2

        cleaned = np.asarray(
            neurokit2.ecg_clean(values, sampling_rate=fs_hz, method=METHOD), dtype=np.float64
        )
        _, found = neurokit2.ecg_peaks(cleaned, sampling_rate=fs_hz, method=METHOD)
    return cleaned, np.asarray(found["ECG_R_Peaks"], dtype=np.int64)


def _refined(values: Floats, samples: NDArray[np.int64]) -> Floats:
    """Give the top of the parabola through each peak and its neighbours, in samples.

    A peak that does not rise above both neighbours has none, and stays where it is.
    """
    inner = np.clip(samples, 1, values.size - 2)
    before, at, after = values[inner - 1], values[inner], values[inner + 1]
    bend = before - 2 * at + after
    is_top = (at >= before) & (at >= after) & (bend < 0) & (inner == samples)
    shift: Floats = np.where(is_top, 0.5 * (before - after) / np.where(is_top, bend, 1.0), 0.0)
    return samples.astype(np.float64) + shift

"""Non-linear measures of a recording, computed by neurokit2 and given under its name.

They are neurokit2's definitions and its responsibility; biofeed passes them on for people who know them
from there. A non-linear measure needs beats without a hole, so it is given the longest stretch of clean
beats. Loading neurokit2 takes seconds, which is why nobody does it without being asked.
"""

from __future__ import annotations

import math
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version

import numpy as np
from numpy.typing import NDArray

from biofeed import hrv
from biofeed.types import Beat

GAP_S = 0.15
"""A beat that ends so much later than its interval explains does not follow the one before."""
LEAST_BEATS = 100
"""Fewer beats than this make the entropies and fractal measures meaningless."""


@dataclass(frozen=True, slots=True)
class NonLinear:
    """What neurokit2 found, by its own names such as `HRV_SampEn`; `None` where it found nothing."""

    source: str
    """Whose numbers these are, with the version: `neurokit2 0.2.13`."""
    beats: int
    """How many beats it was given."""
    values: dict[str, float | None]


def nonlinear(beats: Sequence[Beat], *, mark: bool = True) -> NonLinear:
    """Give neurokit2's non-linear measures over the longest clean stretch of a recording.

    Without `LEAST_BEATS` beats in a row there are no values.
    """
    rr_ms = _longest_stretch(beats, mark=mark)
    source = f"neurokit2 {version('neurokit2')}"
    if rr_ms.size < LEAST_BEATS:
        return NonLinear(source, rr_ms.size, {})
    return NonLinear(source, rr_ms.size, _by_neurokit(rr_ms))


def _longest_stretch(beats: Sequence[Beat], *, mark: bool) -> NDArray[np.float64]:
    rr_ms = np.array([beat.rr_ms for beat in beats if beat.rr_ms > 0], dtype=float)
    t_s = np.array([beat.t_s for beat in beats if beat.rr_ms > 0], dtype=float)
    if rr_ms.size < 2:
        return rr_ms
    clean = hrv.mark_artefacts(rr_ms, t_s=t_s) == 0 if mark else np.ones(rr_ms.size, dtype=bool)
    follows = np.diff(t_s, prepend=t_s[0] - rr_ms[0] / 1000) - rr_ms / 1000 <= GAP_S
    breaks = np.flatnonzero(~clean | ~follows)
    # A stretch begins after a beat that is not clean, or with one that does not follow.
    starts = np.concatenate([[0], np.where(clean[breaks], breaks, breaks + 1)])
    ends = np.concatenate([breaks, [rr_ms.size]])
    longest = int(np.argmax(ends - starts))
    return rr_ms[starts[longest] : ends[longest]]


def _by_neurokit(rr_ms: NDArray[np.float64]) -> dict[str, float | None]:
    import neurokit2

    peaks = np.concatenate([[0], np.cumsum(np.rint(rr_ms))]).astype(int)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about series shorter than its longest scale
        row = neurokit2.hrv_nonlinear(peaks, sampling_rate=1000, show=False).iloc[0]
    return {str(name): float(value) if math.isfinite(value) else None for name, value in row.items()}

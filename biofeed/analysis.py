"""A whole recording in numbers: the measures of the session's summary and of `biofeed analyze`.

Every number is computed over beats that count, says how much of the time they cover, and names its
definition in docs/formulas.md. What cannot be computed from so little is `None`, never a guess.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from biofeed import hrv
from biofeed.types import Beat, Flag, Measure

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]

_HAIR_S = 1e-9
"""Less than any interval, more than what floating point loses in a week."""

LEAST_S = 30.0
FROM_THE_START = {"mean_hr", "mean_rr"}
"""What a few beats are enough for."""

UNITS = {
    "mean_hr": "bpm",
    "mean_rr": "ms",
    "rmssd": "ms",
    "sdnn": "ms",
    "pnn50": "%",
    "sd1": "ms",
    "sd2": "ms",
    "lf_power": "ms²",
    "hf_power": "ms²",
    "coherence": "",
    "coherence_peak_hz": "Hz",
}
"""The measures of a recording, in the order they are shown, and their units."""


@dataclass(frozen=True, slots=True)
class Report:
    """What a recording comes to."""

    beats: int
    duration_s: float
    """From the first beat's start to the last beat's end."""
    coverage: float
    """Share of that time that clean beats cover, 0 to 1."""
    artefact_rate: float
    """Share of beats that were left out, 0 to 1."""
    measures: tuple[Measure, ...]


def analyse(beats: Sequence[Beat], *, mark: bool = True) -> Report:
    """Measure a whole recording, with artefacts marked anew with all hindsight, or with every beat taken.

    Values that are no time at all (zero or less, or at the time of the beat before) never count.
    """
    rr_ms = np.array([beat.rr_ms for beat in beats], dtype=float)
    t_s = np.array([beat.t_s for beat in beats], dtype=float)
    normal = (rr_ms > 0) & (np.diff(t_s, prepend=-np.inf) > 0)
    if mark and normal.sum() >= 2:
        normal[normal] = hrv.mark_artefacts(rr_ms[normal], t_s=t_s[normal]) == 0
    duration_s = float(t_s[-1] - t_s[0] + rr_ms[0] / 1000) if len(beats) else 0.0
    measures = measure(rr_ms, t_s, normal, duration_s)
    return Report(len(beats), duration_s, measures[0].coverage, artefact_rate(normal), measures)


def summarise(beats: Sequence[Beat], duration_s: float) -> tuple[Measure, ...]:
    """Measure a session's beats by their final flags; `duration_s` is what coverage refers to.

    Over fewer than `LEAST_S` clean seconds a number says more about chance than about the session, so only
    the heart rate is given.
    """
    rr_ms = np.array([beat.rr_ms for beat in beats], dtype=float)
    t_s = np.array([beat.t_s for beat in beats], dtype=float)
    normal = np.array([beat.flag is Flag.NORMAL for beat in beats], dtype=bool)
    measures = measure(rr_ms, t_s, normal, duration_s)
    if float(rr_ms[normal].sum()) / 1000 >= LEAST_S:
        return measures
    return tuple(item if item.name in FROM_THE_START else replace(item, value=None) for item in measures)


def measure(rr_ms: Floats, t_s: Floats, normal: Mask, duration_s: float) -> tuple[Measure, ...]:
    """Compute all measures of one recording.

    `rr_ms` are the intervals in ms, `t_s` the times in s at which they end, `normal` which of them count;
    all of shape (n,). `duration_s` is the length of the recording.
    """
    t_s = _rising(t_s)
    coverage = min(float(rr_ms[normal].sum()) / 1000 / duration_s, 1.0) if duration_s > 0 else 0.0
    values = _values(rr_ms, t_s, normal) if normal.sum() >= 2 else {}
    return tuple(
        Measure(name, _known(values.get(name)), unit, duration_s, coverage, f"{name}.v1")
        for name, unit in UNITS.items()
    )


def artefact_rate(normal: Mask) -> float:
    """Give the share of beats that do not count, 0 to 1."""
    return float(1 - normal.mean()) if normal.size else 0.0


def _values(rr_ms: Floats, t_s: Floats, normal: Mask) -> dict[str, float]:
    bands = hrv.power_bands(rr_ms, t_s=t_s, valid=normal)
    rhythm = hrv.rolling_coherence(rr_ms, t_s=t_s, valid=normal)
    known = np.isfinite(rhythm.ratio)
    # A maximum at the band's edge is the flank of something slower, not a rhythm of its own.
    inside = known & ~np.asarray(rhythm.at_edge, dtype=bool)
    return {
        "mean_hr": float(hrv.mean_hr(rr_ms, valid=normal)),
        "mean_rr": float(hrv.mean_rr(rr_ms, valid=normal)),
        "rmssd": float(hrv.rmssd(rr_ms, t_s=t_s, valid=normal)),
        "sdnn": float(hrv.sdnn(rr_ms, valid=normal)),
        "pnn50": float(hrv.pnn50(rr_ms, t_s=t_s, valid=normal)),
        "sd1": float(hrv.sd1(rr_ms, t_s=t_s, valid=normal)),
        "sd2": float(hrv.sd2(rr_ms, t_s=t_s, valid=normal)),
        "lf_power": bands.lf,
        "hf_power": bands.hf,
        "coherence": float(np.median(rhythm.ratio[known])) if known.any() else math.nan,
        "coherence_peak_hz": float(np.median(rhythm.peak_hz[inside])) if inside.any() else math.nan,
    }


def _rising(t_s: Floats) -> Floats:
    """Move intervals that are no time, at the time of the beat before, a hair behind it.

    They stay in their place, because no difference is taken across them.
    """
    place = np.arange(t_s.size)
    is_later = np.diff(t_s, prepend=-np.inf) > 0
    return t_s + _HAIR_S * (place - np.maximum.accumulate(np.where(is_later, place, 0)))


def _known(value: float | None) -> float | None:
    return value if value is not None and math.isfinite(value) else None

"""When half of a reaction was gone, and between which times that surely was.

A heart rate wanders by itself, slowly as well as fast: its spectrum falls about as 1/f. Against such noise a
least-squares curve looks surer than it is, because a slow drift passes for a part of the recovery. So the
noise is made part of the model. Over baseline, stressor and recovery together the heart rate is

    level + reaction * share left + what stays + 1/f noise + white noise

where the share left is 1 in the stressor and halves every `half` seconds after it. For each half-time on a
grid, and each mixture of the two noises, everything else is solved in closed form (generalised least squares;
level, reaction and the noise's size integrated out), which gives the chance of that half-time given the
data. The interval holds nine tenths of it.

Values are means of 10 s, so that the breath averages out. The 1/f noise is a sum of exponentially forgotten
parts with memories of 4 to 972 s, which has that spectrum in between.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from biofeed.hrv.series import Flags, Floats

BIN_S = 10
CONFIDENCE = 0.9
SHORTEST_HALF_S, LONGEST_HALF_S = 4.0, 600.0
STRESSOR_S = 120
"""So much of the stressor's end is used: what is recovered from is where it ended."""
STAYS_SHARE = 0.25
"""How much of the reaction usually stays, above or below the baseline, as a standard deviation."""

FEWEST_PIECES = 6

_MEMORIES_S = (4.0, 12.0, 36.0, 108.0, 324.0, 972.0)
_WHITE_SHARES = (0.02, 0.05, 0.1, 0.2, 0.4, 0.7)
_STEPS = 60
_LEAST_BPM = 0.1


@dataclass(frozen=True, slots=True)
class HalfTime:
    """When half of the reaction was gone, with an interval of 90 %."""

    value_s: float
    """As likely longer as shorter."""
    low_s: float
    high_s: float
    """May lie beyond what was watched: then all that is known is that it took longer than `low_s`."""


def half_time(
    calm: Floats, stirred: Floats, after: Floats, *, starts_s: tuple[float, float, float]
) -> HalfTime | None:
    """Estimate the half-recovery time from three curves of one heart rate a second.

    `calm` is the baseline, `stirred` the stressor and `after` the recovery; NaN is unknown. `starts_s` says
    when each begins, on one clock. None where fewer than six pieces of 10 s are known in any of them.
    """
    since_s = [start_s - starts_s[2] for start_s in starts_s]
    unused = max(stirred.size - STRESSOR_S, 0)
    stressed_from_s = since_s[1] + unused
    curves = ((calm, since_s[0]), (stirred[unused:], stressed_from_s), (after, 0.0))
    pieces = [_binned(curve, start_s) for curve, start_s in curves]
    if min(t.size for t, _ in pieces) < FEWEST_PIECES:
        return None
    t = np.concatenate([t for t, _ in pieces])
    hr = np.concatenate([hr for _, hr in pieces])
    halves = np.geomspace(SHORTEST_HALF_S, LONGEST_HALF_S, _STEPS)
    chance = _chance(t, hr, halves, stressed=(t >= stressed_from_s) & (t < 0), recovering=t >= 0)
    edges = (1 - CONFIDENCE) / 2
    low, middle, high = _quantiles(halves, chance, (edges, 0.5, 1 - edges))
    return HalfTime(middle, low, high)


def _chance(t: Floats, hr: Floats, halves: Floats, *, stressed: Flags, recovering: Flags) -> Floats:
    """Give the chance of each half-time, summed over the mixtures of noise."""
    slow = _slow_noise(t)
    reaction_bpm = abs(float(hr[stressed].mean() - hr[t < t[stressed][0]].mean()))
    stays_bpm = max(STAYS_SHARE * reaction_bpm, _LEAST_BPM)
    models = [_columns(t, half_s, stressed, recovering) for half_s in halves]
    noises_bpm = [_noise_bpm(columns, hr) for columns in models]
    logs = np.empty((len(_WHITE_SHARES), halves.size))
    for row, white in enumerate(_WHITE_SHARES):
        root = np.linalg.cholesky((1 - white) * slow + white * np.eye(t.size))
        unrolled = np.linalg.inv(root)
        right, off = unrolled @ hr, float(np.log(np.diag(root)).sum())
        for column, (model, noise_bpm) in enumerate(zip(models, noises_bpm, strict=True)):
            logs[row, column] = _log_evidence(unrolled @ model, right, noise_bpm / stays_bpm) - off
    total = np.exp(logs - logs.max()).sum(axis=0)
    chance: Floats = total / total.sum()
    return chance


def _columns(t: Floats, half_s: float, stressed: Flags, recovering: Flags) -> Floats:
    """Give what level, reaction and what stays do to the heart rate, a column each."""
    left = np.where(recovering, np.exp2(-np.maximum(t, 0) / half_s), stressed)
    return np.stack([np.ones_like(t), left, recovering * (1 - left)], axis=1)


def _noise_bpm(columns: Floats, hr: Floats) -> float:
    """Give about how large the noise is, from plain least squares."""
    off = hr - columns @ np.linalg.lstsq(columns, hr, rcond=None)[0]
    return max(float(np.std(off)), _LEAST_BPM)


def _log_evidence(left: Floats, right: Floats, tie: float) -> float:
    """Give the log of how well a model explains the data, with heights and the noise's size integrated out.

    `left` and `right` are columns and data freed of the noise's memory. What stays of the reaction is near
    zero to within one `tie`th of the noise; that is one more row of data.
    """
    inner = left.T @ left
    inner[2, 2] += tie**2
    cross = left.T @ right
    rest = float(right @ right - cross @ np.linalg.solve(inner, cross))
    freedom = right.size - 2
    return -float(np.linalg.slogdet(inner)[1]) / 2 - freedom / 2 * math.log(max(rest, 1e-9))


def _slow_noise(t: Floats) -> Floats:
    """Give the covariance of 1/f noise of unit size between moments."""
    apart = np.abs(t[:, np.newaxis] - t)
    parts = [np.exp(-apart / memory_s) for memory_s in _MEMORIES_S]
    noise: Floats = np.mean(parts, axis=0)
    return noise


def _binned(curve: Floats, start_s: float) -> tuple[Floats, Floats]:
    """Give the middle and the mean of each piece of 10 s of which at least half is known."""
    pieces = curve[: curve.size // BIN_S * BIN_S].reshape(-1, BIN_S)
    known = np.isfinite(pieces).sum(axis=1) * 2 >= BIN_S
    middle = start_s + BIN_S * (np.arange(len(pieces)) + 0.5)
    return middle[known], np.nanmean(pieces[known], axis=1)


def _quantiles(halves: Floats, chance: Floats, wanted: Sequence[float]) -> list[float]:
    """Read half-times off the summed chance, between the grid's points along their logarithm."""
    below = np.concatenate([[0.0], np.cumsum(chance)])
    step = math.log(halves[1] / halves[0])
    edges = np.log(halves[0]) - step / 2 + step * np.arange(halves.size + 1)
    return [float(np.exp(np.interp(share, below, edges))) for share in wanted]

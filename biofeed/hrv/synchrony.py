"""How far the heart goes along with the pacer: one wave, fitted at the pacer's own phase.

The pacer's breath is a clock that need not be even: its phase runs from 0 at the onset of one breath to a
full turn at the next, however long that breath is. Complex demodulation asks how much of the heart rate
turns with this clock, and where in the breath it is highest. Fitted by least squares over the beats
themselves it needs no resampling, and is exact for a single wave at any spacing of the beats.

From beats alone the answer is "follows" or "not clear", never that somebody did not follow: with age, with
some medicines, and on some days the heart barely swings, and looks the same as one that goes its own way.
"""

from __future__ import annotations

import math
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from biofeed.hrv.rsa import known_breaths, rising
from biofeed.hrv.series import Flags, Floats, as_series

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

MIN_BREATHS = 6
FOLLOWING_SHARE = 0.4
"""Above what noise reaches in one stretch of a hundred; see "Swing and synchrony" in docs/formulas.md."""


class Following(StrEnum):
    """Whether the heart goes along with the pacer. There is no third answer."""

    FOLLOWS = "follows"
    NOT_CLEAR = "not clear"


class Synchrony(NamedTuple):
    """The part of the heart rate that turns with the pacer; NaN where fewer than two breaths are known."""

    amplitude_bpm: float
    """Half the swing from trough to peak."""
    phase_deg: float
    """Where in the pacer's breath the heart rate is highest: 0 is its onset, 180 half-way, below 360."""
    share: float
    """The share of the heart rate's variance that it explains, 0 to 1, after a straight line is taken out."""
    breaths: int
    """How many whole breaths were used."""


def synchrony(
    t_s: ArrayLike, rr_ms: ArrayLike, onsets_s: ArrayLike, *, valid: ArrayLike | None = None
) -> Synchrony:
    """Measure the heart rate's swing against the pacer's phase over whole breaths.

    `onsets_s` holds when the pacer's breaths begin, in seconds on the clock of `t_s`; the last one only ends
    the breath before it. Breaths of which normal intervals cover less than 70 % are left out whole.
    An interval's heart rate is a mean over the interval, so for the phase it counts at the interval's
    middle; at its end it would lag by half a beat, 18 degrees at 6 breaths and 60 beats a minute.

    Raises `ValueError` for what cannot be intervals, or onsets that do not rise.
    """
    series = as_series(rr_ms, t_s=t_s, valid=valid)
    onsets = rising(onsets_s)
    t, rr = series.t_s[series.valid], series.rr_ms[series.valid]
    known = known_breaths(t, rr, onsets)
    breaths = int(np.count_nonzero(known))
    if breaths < 2:
        return Synchrony(math.nan, math.nan, math.nan, breaths)
    middle = t - rr / 2000
    used = _within(middle, onsets, known)
    turn = np.interp(middle[used], onsets, np.arange(onsets.size))
    cosine, sine, share = _demodulated(turn, middle[used], rr[used])
    phase_deg = math.degrees(math.atan2(sine, cosine)) % 360
    return Synchrony(math.hypot(cosine, sine), phase_deg, share, breaths)


def follows(measured: Synchrony) -> Following:
    """Say whether the heart goes along with the pacer, or that it is not clear.

    It takes six whole breaths and 40 % of the heart rate's variance. One stretch of six breaths in a hundred
    reaches 32 % in noise, white or 1/f, and 40 % in real rests without any pacer.
    """
    clear = measured.breaths >= MIN_BREATHS and measured.share >= FOLLOWING_SHARE
    return Following.FOLLOWS if clear else Following.NOT_CLEAR


def _within(t: Floats, onsets: Floats, known: Flags) -> Flags:
    """Tell which times lie in a known breath."""
    breath = np.searchsorted(onsets, t, side="right") - 1
    inside = (breath >= 0) & (breath < known.size)
    within: Flags = inside & known[np.clip(breath, 0, known.size - 1)]
    return within


def _demodulated(turn: Floats, t: Floats, rr: Floats) -> tuple[float, float, float]:
    """Fit one cosine and sine of the phase beside a straight line; give both and the share they explain."""
    hr_bpm = 60_000 / rr
    root = np.sqrt(rr)  # a beat stands for the time it took
    line = np.stack([np.ones_like(t), t - t.mean()], axis=1)
    wave = np.stack([np.cos(2 * np.pi * turn), np.sin(2 * np.pi * turn)], axis=1)
    columns = root[:, None] * np.concatenate([wave, line], axis=1)
    fitted = np.linalg.lstsq(columns, root * hr_bpm, rcond=None)[0]
    left = root * hr_bpm - columns @ fitted
    straight = columns[:, 2:] @ np.linalg.lstsq(columns[:, 2:], root * hr_bpm, rcond=None)[0]
    before = root * hr_bpm - straight
    total = float(before @ before)
    flat = total <= 1e-12 * float((root * hr_bpm) @ (root * hr_bpm))
    share = 0.0 if flat else 1 - float(left @ left) / total
    return float(fitted[0]), float(fitted[1]), share

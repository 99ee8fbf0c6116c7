"""Which intervals count: the marker for whole recordings, and what to do with what it marks.

A strap sometimes hears a beat that was not there, misses one that was, or meets a heart that really
did beat early. One such interval can double an RMSSD, so each gets a flag that says why it is not
used. Intervals are marked and never changed: an RMSSD leaves the marked ones out and takes no
difference across them. `corrected` gives a mended copy, which only a spectrum may use, because a
spectrum cannot be taken of a series with holes.

The marker is the classifier of Lipponen and Tarvainen (2019, doi 10.1080/03091902.2019.1640306). It
does not compare an interval with a fixed percentage of its neighbours, but a *change* between
intervals with the changes that this person shows at this time. That is why it leaves slow, deep
breathing alone, where good intervals lie far from their median and still follow each other smoothly.

What the paper leaves open is decided here:

- Thresholds have a floor of 10 ms, since in a metronome's series every spread is zero and the
  smallest flicker would be called wrong.
- Nothing is reflected or padded at the ends. A neighbour that is not there is no evidence.
- A beat too many spoils two intervals, the two it lies between, so both carry the flag.
- Fewer than twelve differences in a row say nothing about a spread; `NeighbourRule` judges instead.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from biofeed.hrv.series import Flags, Floats, Series, as_series, joined
from biofeed.types import Flag

if TYPE_CHECKING:
    from collections.abc import Iterable

Codes: TypeAlias = NDArray[np.int8]

FLAGS = (Flag.NORMAL, Flag.EXTRA, Flag.MISSED, Flag.ECTOPIC, Flag.IRREGULAR, Flag.OUT_OF_RANGE)
"""A flag's place in this tuple is its code in an array: 0 is normal."""

NORMAL, EXTRA, MISSED, ECTOPIC, IRREGULAR, OUT_OF_RANGE = range(len(FLAGS))

SHORTEST_MS, LONGEST_MS = 300.0, 2000.0
"""200 and 30 beats a minute; what lies outside is not an interval between two beats."""

SPREAD_BEATS = 91
MEDIAN_BEATS = 11
SPREAD_FACTOR = 5.2
"""A threshold is this many quartile deviations of the absolute values."""
ECTOPIC_SLOPE, ECTOPIC_OFFSET = 0.13, 0.17
OFF_MEDIAN = 3.0
FLOOR_MS = 10.0
FEWEST_DIFFERENCES = 12

_CHUNK = 4096


def mark_artefacts(rr_ms: ArrayLike, *, t_s: ArrayLike | None = None) -> Codes:
    """Mark the intervals that are not from one normal beat to the next.

    `rr_ms` is one series of intervals in ms; `t_s`, in seconds, is when each ended. Where `t_s` moves on
    by more than the interval says, beats are missing there, and the parts are judged apart.

    Returns an int8 array of codes, one an interval; `FLAGS[code]` is the flag. Beyond 300 to 2000 ms an
    interval is out of range whatever surrounds it. Raises `ValueError` for what cannot be intervals
    (see `biofeed.hrv.series`).

    Lipponen & Tarvainen 2019, doi 10.1080/03091902.2019.1640306, with the choices named above.
    """
    series = as_series(rr_ms, t_s=t_s)
    rr = series.rr_ms
    codes = np.zeros(rr.size, dtype=np.int8)
    for part in _unbroken(series):
        judge = _by_neighbour if rr[part].size <= FEWEST_DIFFERENCES else _by_spread
        codes[part] = judge(rr[part])
    codes[(rr < SHORTEST_MS) | (rr > LONGEST_MS)] = OUT_OF_RANGE
    return codes


def corrected(rr_ms: ArrayLike, flags: ArrayLike) -> Floats:
    """Give a mended copy of the intervals for a spectrum. Never take an RMSSD of it.

    Each run of marked intervals lies between two right beats, so how long it took is known even if
    the beats in it are not. As many beats as fit the normal neighbours take its place: intervals
    around an extra beat are merged, those with a missed beat are split, an early beat is moved to where
    it was due. The total time stays what it was.

    One interval marked alone that holds neither more nor fewer beats has nobody to share with. It
    is replaced by what lies between its normal neighbours, and the total time moves by the difference.

    `flags` are codes as `mark_artefacts` gives them. The result is in ms and may be longer or shorter than
    `rr_ms`, which stays untouched. Without any normal interval there is nothing to mend it by, and
    the copy equals the original. The time inside a gap is not in `rr_ms`: give each unbroken part apart.
    """
    rr = as_series(rr_ms).rr_ms
    wrong = np.asarray(flags) != NORMAL
    if wrong.shape != rr.shape:
        raise ValueError(f"flags must have the shape of rr_ms, {rr.shape}, not {wrong.shape}")
    if wrong.all() or not wrong.any():
        return rr.copy()
    edges = np.flatnonzero(np.diff(np.concatenate(([False], wrong, [False]))))
    pieces, done = [], 0
    for start, stop in edges.reshape(-1, 2):
        pieces += [rr[done:start], _mended(rr, start, stop)]
        done = stop
    return np.concatenate([*pieces, rr[done:]])


def rejection_rate(flags: ArrayLike) -> float:
    """Give the share of intervals that are not normal, 0 to 1; of no intervals at all, NaN."""
    codes = np.asarray(flags)
    return float(np.count_nonzero(codes) / codes.size) if codes.size else float("nan")


def flag_codes(flags: Iterable[Flag]) -> Codes:
    """Give the int8 codes of a sequence of flags."""
    return np.array([FLAGS.index(flag) for flag in flags], dtype=np.int8)


class NeighbourRule:
    """Judge an interval at once, by the last one that was accepted.

    More than 20 % away from it is irregular. After five rejections in a row the present interval becomes
    the one to compare with, since then it is more likely that the heart has changed its pace. The
    rule needs no history and sees no future; it is the live answer before better ones are known.
    """

    TOLERANCE = 0.20
    RELOCK_AFTER = 5

    def __init__(self) -> None:
        self._accepted_ms: float | None = None
        self._rejections = 0

    def judge(self, rr_ms: float) -> Flag:
        """Say what the next interval looks like."""
        in_range = SHORTEST_MS <= rr_ms <= LONGEST_MS
        if in_range and self._resembles(rr_ms):
            self._accepted_ms, self._rejections = rr_ms, 0
            return Flag.NORMAL
        self._rejections += 1
        if in_range and self._rejections >= self.RELOCK_AFTER:
            self._accepted_ms, self._rejections = rr_ms, 0
        return Flag.IRREGULAR if in_range else Flag.OUT_OF_RANGE

    def forget(self) -> None:
        """Compare the next interval with nothing: beats are missing before it."""
        self._accepted_ms, self._rejections = None, 0

    def _resembles(self, rr_ms: float) -> bool:
        accepted_ms = self._accepted_ms
        return accepted_ms is None or abs(rr_ms - accepted_ms) <= self.TOLERANCE * accepted_ms


def _by_neighbour(rr: Floats) -> Codes:
    rule = NeighbourRule()
    return flag_codes(rule.judge(float(interval)) for interval in rr)


def _by_spread(rr: Floats) -> Codes:
    """Classify one unbroken series of at least thirteen intervals by the paper's decision tree."""
    step = np.diff(rr)
    spread = _threshold(step)
    change = np.concatenate(([np.nan], step / spread))
    median = _rolling_quantiles(rr, MEDIAN_BEATS, (0.5,))[0]
    off = np.where(rr < median, 2.0, 1.0) * (rr - median)
    band = _threshold(off)

    far = np.abs(off) > OFF_MEDIAN * band
    ectopic = _is_ectopic(change)
    too_long, too_short = _is_long_or_short(change)
    irregular = ~ectopic & (too_long | too_short | (far & (np.abs(change) > 1)))
    # The first interval has no change of its own: it is wrong if its neighbour and the median both say so.
    irregular[0] = far[0] and abs(change[1]) > 1

    following = np.append(rr[1:], np.nan)
    missed = irregular & too_long & (np.abs(rr / 2 - median) < band)
    extra = irregular & too_short & (np.abs(rr + following - median) < band)
    extra[1:] |= extra[:-1]  # the interval after it is the other half
    conditions = [ectopic, missed, extra, irregular]
    return np.select(conditions, [ECTOPIC, MISSED, EXTRA, IRREGULAR], NORMAL).astype(np.int8)


def _is_ectopic(change: Floats) -> Flags:
    """Find the intervals whose change is undone by a neighbour's: the pause after an early beat."""
    before, after = _shifted(change, -1), _shifted(change, 1)
    opposite = np.where(change > 0, np.fmax(before, after), np.fmin(before, after))
    return ((change > 1) & (opposite < -ECTOPIC_SLOPE * change - ECTOPIC_OFFSET)) | (
        (change < -1) & (opposite > -ECTOPIC_SLOPE * change + ECTOPIC_OFFSET)
    )


def _is_long_or_short(change: Floats) -> tuple[Flags, Flags]:
    """Find the intervals whose change is undone within the next two."""
    after, later = _shifted(change, 1), _shifted(change, 2)
    return (change > 1) & (np.fmin(after, later) < -1), (change < -1) & (np.fmax(after, later) > 1)


def _shifted(values: Floats, ahead: int) -> Floats:
    """Give each place the value `ahead` places further on; NaN where the series has none."""
    shifted = np.full_like(values, np.nan)
    if ahead > 0:
        shifted[:-ahead] = values[ahead:]
    else:
        shifted[-ahead:] = values[:ahead]
    return shifted


def _threshold(values: Floats) -> Floats:
    """Give 5.2 quartile deviations of the absolute values over the 91 around each."""
    low, high = _rolling_quantiles(np.abs(values), SPREAD_BEATS, (0.25, 0.75))
    threshold: Floats = np.maximum(SPREAD_FACTOR * (high - low) / 2, FLOOR_MS)
    return threshold


def _rolling_quantiles(values: Floats, width: int, fractions: tuple[float, ...]) -> Floats:
    """Give quantiles over centred windows that are cut off at the ends, linear between order statistics."""
    half = width // 2
    edge = np.full(half, np.inf)  # sorts behind every real value, so the first `held` are the window
    windows = np.lib.stride_tricks.sliding_window_view(np.concatenate((edge, values, edge)), width)
    place = np.arange(values.size)
    held = np.minimum(place + half, values.size - 1) - np.maximum(place - half, 0) + 1
    quantiles = np.empty((len(fractions), values.size))
    for start in range(0, values.size, _CHUNK):
        part = slice(start, start + _CHUNK)
        ordered = np.sort(windows[part], axis=1)
        row = np.arange(ordered.shape[0])
        for index, fraction in enumerate(fractions):
            position = (held[part] - 1) * fraction
            lower = position.astype(np.intp)
            upper = np.minimum(lower + 1, held[part] - 1)
            low, high = ordered[row, lower], ordered[row, upper]
            quantiles[index, part] = low + (high - low) * (position - lower)
    return quantiles


def _mended(rr: Floats, start: int, stop: int) -> Floats:
    """Give the intervals that take the place of the marked run `rr[start:stop]`."""
    known = [rr[place] for place in (start - 1, stop) if 0 <= place < rr.size]
    total, expected = rr[start:stop].sum(), sum(known) / len(known)
    count = max(1, round(total / expected))
    between: Floats = np.interp(np.arange(1, count + 1), [0, count + 1], [known[0], known[-1]])
    if count > 1 or stop - start > 1:
        between *= total / between.sum()
    return between


def _unbroken(series: Series) -> list[slice]:
    """Give the parts of a series inside which no beat is missing."""
    together = joined(series.rr_ms, series.t_s, series.valid)
    edges = [0, *(np.flatnonzero(~together) + 1), series.rr_ms.size]
    return [slice(start, stop) for start, stop in pairwise(edges)]

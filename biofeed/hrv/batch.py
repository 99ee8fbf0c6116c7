"""The numbers of many recordings at once: a night's five-minute pieces, a study's people.

Called one recording at a time, most of the work would be calling. Here some dozens of recordings are laid end
to end and every step is done to all of them: sums by `reduceat`, one tridiagonal system for all splines, one
Fourier transform for all stretches. The numbers are those of the single functions.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from itertools import islice
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from numpy.typing import ArrayLike

from biofeed.hrv.series import (
    MAX_HOLE_S,
    MIN_COVERAGE,
    UNITS_PER_MS,
    Flags,
    Floats,
    Integers,
    Series,
    check_intervals,
    check_rr,
    covered_s,
    joined,
)
from biofeed.hrv.spectrum import FULL_S, WELCH_SAMPLES, band_columns, periodogram, power_bands
from biofeed.hrv.spline import FS_HZ, read
from biofeed.hrv.time_domain import PNN_MS, quotient

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from concurrent.futures import Executor

Recording: TypeAlias = ArrayLike | Series

_CHUNK = 64
"""Recordings at a time: five minutes of each fit into the processor's second-level cache."""

_STRETCHES = 12
"""Stretches of 256 s at a time: below the 128 kB from which an allocation is fresh pages each time."""


@dataclass(frozen=True, slots=True)
class Metrics:
    """Arrays with a value a recording; NaN where one has too little clean data."""

    mean_hr: Floats
    mean_rr: Floats
    rmssd: Floats
    sdnn: Floats
    pnn50: Floats
    sd1: Floats
    sd2: Floats
    vlf: Floats
    lf: Floats
    hf: Floats


def metrics(recordings: Iterable[Recording], *, executor: Executor | None = None) -> Metrics:
    """Give the whole-recording numbers of many recordings.

    A recording is an array of intervals in ms, or a `Series` (see `as_series`) where it has gaps or beats
    that do not count. Chunks of recordings are shared out to `executor`'s workers if there is one. Bad input
    raises `ValueError`.
    """
    run = map if executor is None else executor.map
    parts = list(run(_chunk_metrics, _chunks(recordings)))
    if not parts:
        return Metrics(*(np.empty(0) for _ in fields(Metrics)))
    columns = ([getattr(part, field.name) for part in parts] for field in fields(Metrics))
    return Metrics(*(np.concatenate(column) for column in columns))


def _chunks(recordings: Iterable[Recording]) -> Iterator[list[Recording]]:
    rest = iter(recordings)
    while chunk := list(islice(rest, _CHUNK)):
        yield chunk


@dataclass(frozen=True, slots=True)
class _Row:
    """Recordings laid end to end, each with its own clock."""

    rr_ms: Floats
    """Zero for beats that do not count."""
    t_s: Floats
    valid: Flags
    sizes: Integers
    first: Integers
    """Where each recording begins."""

    def total(self, x: Floats | Flags) -> Floats:
        """Add up over each recording."""
        total: Floats = np.add.reduceat(x, self.first, dtype=np.float64)
        return total

    def spread(self, x: Floats, keep: Flags, count: Floats) -> Floats:
        """Give the standard deviation (n-1) of what is kept of each recording."""
        mean = quotient(self.total(np.where(keep, x, 0.0)), count)
        away = np.where(keep, x - np.repeat(mean, self.sizes), 0.0)
        return np.sqrt(quotient(self.total(away * away), count - 1))


def _chunk_metrics(recordings: list[Recording]) -> Metrics:
    """Give the numbers of some recordings."""
    row = _lay_out(recordings)
    last = row.first + row.sizes - 1
    rr = row.rr_ms
    pairs = np.append(joined(rr, row.t_s, row.valid), False)
    pairs[last] = False
    d, both = np.zeros_like(rr), np.zeros_like(rr)
    np.subtract(rr[1:], rr[:-1], out=d[:-1])
    np.add(rr[1:], rr[:-1], out=both[:-1])
    beats, differences = row.total(row.valid), row.total(pairs)
    mean_rr = quotient(row.total(rr), beats)
    squares = np.where(pairs, d * d, 0.0)
    vlf, lf, hf = _bands(row)
    return Metrics(
        mean_hr=60_000.0 / mean_rr,
        mean_rr=mean_rr,
        rmssd=np.sqrt(quotient(row.total(squares), differences)),
        sdnn=row.spread(rr, row.valid, beats),
        pnn50=100.0 * quotient(row.total(squares > PNN_MS * PNN_MS), differences),
        sd1=row.spread(d, pairs, differences) / np.sqrt(2.0),
        sd2=row.spread(both, pairs, differences) / np.sqrt(2.0),
        vlf=vlf,
        lf=lf,
        hf=hf,
    )


def _lay_out(recordings: list[Recording]) -> _Row:
    """Check the recordings and lay them end to end."""
    rows = [item.rr_ms if isinstance(item, Series) else check_rr(item) for item in recordings]
    if any(rr.ndim != 1 for rr in rows):
        raise ValueError("each recording must have one dimension")
    sizes = np.array([rr.size for rr in rows])
    first = np.cumsum(sizes) - sizes
    rr_ms = np.concatenate(rows)
    valid = np.ones(rr_ms.size, dtype=np.bool_)
    timed = [
        (slice(begin, begin + item.rr_ms.size), item)
        for begin, item in zip(first.tolist(), recordings, strict=True)
        if isinstance(item, Series)
    ]
    for own, item in timed:
        valid[own] = item.valid
    check_intervals(rr_ms, valid)
    rr_ms[~valid] = 0.0
    t_s = _clocks(rr_ms, sizes, first)
    for own, item in timed:
        t_s[own] = item.t_s
    return _Row(rr_ms, t_s, valid, sizes, first)


def _clocks(rr_ms: Floats, sizes: Integers, first: Integers) -> Floats:
    """Give the end of each interval, each recording's first interval beginning at zero.

    The sum runs in 1/128 ms, so that whole milliseconds and whole 1/1024 s add up without rounding.
    """
    lengths = rr_ms * UNITS_PER_MS
    total = np.cumsum(lengths)
    return (total - np.repeat(total[first] - lengths[first], sizes)) / (1000.0 * UNITS_PER_MS)


def _bands(row: _Row) -> Floats:
    """Give the power in three bands (rows) of each recording (columns)."""
    found = np.full((3, row.sizes.size), np.nan)
    owner = np.repeat(np.arange(row.sizes.size), row.sizes)
    t_s, rr_ms = row.t_s, row.rr_ms
    if not row.valid.all():
        t_s, rr_ms, owner = t_s[row.valid], rr_ms[row.valid], owner[row.valid]
    parts = _Segments.of(t_s, rr_ms, owner)
    full = parts.only(parts.span_s >= FULL_S)
    for i in np.setdiff1d(np.arange(row.sizes.size), full.owner).tolist():
        own = slice(row.first[i], row.first[i] + row.sizes[i])
        bands = power_bands(row.rr_ms[own], t_s=row.t_s[own], valid=row.valid[own])
        found[:, i] = bands.vlf, bands.lf, bands.hf
    if full.owner.size:
        owner, powers = _stretch_powers(full)
        count = np.bincount(owner, minlength=row.sizes.size)
        sums = np.stack([np.bincount(owner, power, row.sizes.size) for power in powers])
        np.divide(sums, count, out=found, where=count > 0)
    return found


@dataclass(frozen=True, slots=True)
class _Segments:
    """Stretches of normal beats without a long hole, laid end to end."""

    t_s: Floats
    rr_ms: Floats
    first: Integers
    """Where each segment begins."""
    sizes: Integers
    owner: Integers
    """Which recording each segment is of."""

    @classmethod
    def of(cls, t_s: Floats, rr_ms: Floats, owner: Integers) -> _Segments:
        """Cut normal beats where the recording changes or a hole is longer than 3 s."""
        new = np.ones(t_s.size, dtype=np.bool_)
        new[1:] = (np.diff(t_s) - rr_ms[1:] / 1000.0 > MAX_HOLE_S) | (np.diff(owner) > 0)
        first = np.flatnonzero(new)
        return cls(t_s, rr_ms, first, np.diff(first, append=t_s.size), owner[first])

    @property
    def span_s(self) -> Floats:
        """From each segment's first beat to its last."""
        span: Floats = self.t_s[self.first + self.sizes - 1] - self.t_s[self.first]
        return span

    def only(self, keep: Flags) -> _Segments:
        """Give some of the segments."""
        if keep.all():
            return self
        beats = np.repeat(keep, self.sizes)
        sizes = self.sizes[keep]
        return _Segments(
            self.t_s[beats], self.rr_ms[beats], np.cumsum(sizes) - sizes, sizes, self.owner[keep]
        )


def _stretch_powers(full: _Segments) -> tuple[Integers, Floats]:
    """Give for each covered stretch of 256 s whose it is, and (as rows) its power in three bands."""
    counts = (full.span_s * FS_HZ).astype(np.int64) + 1
    begins = np.cumsum(counts) - counts
    at = (full.t_s - np.repeat(full.t_s[full.first], full.sizes)) * FS_HZ + np.repeat(begins, full.sizes)
    samples = read(at, full.rr_ms, int(counts.sum()), full.first[1:])
    hop = WELCH_SAMPLES // 2
    stretches = (counts - WELCH_SAMPLES) // hop + 1
    index = np.arange(stretches.sum()) - np.repeat(np.cumsum(stretches) - stretches, stretches)
    starts = np.repeat(begins, stretches) + index * hop
    stops = starts + (WELCH_SAMPLES - 1)
    covered = covered_s(at / FS_HZ, full.rr_ms, starts / FS_HZ, stops / FS_HZ) >= MIN_COVERAGE * FULL_S
    windows = np.lib.stride_tricks.sliding_window_view(samples, WELCH_SAMPLES)
    starts = starts[covered]
    powers = np.empty((starts.size, 3))
    for i in range(0, starts.size, _STRETCHES):
        rows = slice(i, i + _STRETCHES)
        powers[rows] = periodogram(windows[starts[rows]]) @ band_columns(WELCH_SAMPLES)
    return np.repeat(full.owner, stretches)[covered], powers.T

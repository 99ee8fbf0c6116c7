"""From beats to evenly spaced samples: a natural cubic spline through (time of beat, interval).

Beats come when they come, a spectrum wants even steps. A cubic spline keeps 98.7 % of the power at 0.25 Hz
and 70 beats a minute where straight lines keep 74 %. The spline is *natural* (no curvature at its ends), goes
through every normal beat, and is read at 4 Hz from a segment's first beat on.

Two things make it fast. The second derivatives solve one symmetric tridiagonal system, handed straight to
LAPACK. And as the samples are even, each beat knows by arithmetic how many of them follow it: no search.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from biofeed.hrv.series import Floats, Integers

if TYPE_CHECKING:
    from collections.abc import Callable

FS_HZ = 4.0
"""Samples a second. 2 or 8 change coherence by less than 0.1 %."""


@cache
def tridiagonal_solver() -> Callable[[Floats, Floats, Floats], Floats]:
    """Give the solver for a symmetric tridiagonal system (diagonal, off-diagonal, right-hand side).

    SciPy takes longer to import than the rest of the program, so the first call pays for it, not the import.
    """
    from scipy.linalg.lapack import dptsv

    def solve(diagonal: Floats, beside: Floats, right: Floats) -> Floats:
        if diagonal.size == 1:  # LAPACK's wrapper insists on something beside the diagonal
            return right / diagonal
        solution: Floats = dptsv(diagonal, beside, right)[2]
        return solution

    return solve


def warm_up() -> None:
    """Load the part of SciPy that the first spline needs, so that no beat has to wait for it."""
    tridiagonal_solver()


def resample(t_s: Floats, rr_ms: Floats) -> Floats:
    """Give a segment's intervals at 4 Hz, from its first beat to the last point not after its last beat."""
    count = int((t_s[-1] - t_s[0]) * FS_HZ) + 1
    return read((t_s - t_s[0]) * FS_HZ, rr_ms, count)


def read(at: Floats, x: Floats, count: int, seams: Integers | None = None) -> Floats:
    """Give the natural spline through points with rising places `at`, read at 0, 1, … up to `count` places.

    These have to lie between the first point and the last. `seams`, where there are any, are the points that
    begin a new spline; the ones before them end theirs.
    """
    owner = _owners(at, count)
    u = np.arange(count, dtype=np.float64)
    u -= at.take(owner)
    c0, c1, c2, c3 = natural_spline(at, x, seams).take(owner, axis=1)
    values: Floats = c3
    values *= u
    values += c2
    values *= u
    values += c1
    values *= u
    values += c0
    return values


def natural_spline(at: Floats, x: Floats, seams: Integers | None = None) -> Floats:
    """Give the cubics of the natural spline through two or more points with rising places `at`.

    Four rows, a column for each stretch: `c0 + u (c1 + u (c2 + u c3))` at `u` behind its first point.
    """
    h = at[1:] - at[:-1]
    slope = (x[1:] - x[:-1]) / h
    bend = np.zeros(at.size)  # a sixth of the second derivative
    if at.size > 2:
        diagonal, beside, right = 2.0 * (h[:-1] + h[1:]), h[1:-1], slope[1:] - slope[:-1]
        if seams is not None:
            beside = _cut(diagonal, beside, right, seams)
        bend[1:-1] = tridiagonal_solver()(diagonal, beside, right)
    cubics = np.empty((4, h.size))
    cubics[0] = x[:-1]
    cubics[1] = slope - h * (2.0 * bend[:-1] + bend[1:])
    cubics[2] = 3.0 * bend[:-1]
    cubics[3] = (bend[1:] - bend[:-1]) / h
    return cubics


def _cut(diagonal: Floats, beside: Floats, right: Floats, seams: Integers) -> Floats:
    """Take the bend at both sides of every seam to be zero, so that one system holds many splines."""
    ends = np.concatenate([seams - 1, seams]) - 1  # the system begins with the second point
    ends = ends[(ends >= 0) & (ends < diagonal.size)]
    diagonal[ends], right[ends] = 1.0, 0.0
    beside = beside.copy()
    beside[ends[ends < beside.size]] = 0.0
    beside[ends[ends > 0] - 1] = 0.0
    return beside


def _owners(at: Floats, count: int) -> Integers:
    """Tell for each place which stretch it lies in, by counting the places that precede each point."""
    before = np.ceil(at)
    before[0], before[-1] = 0, count
    np.maximum(before, 0.0, out=before)
    np.minimum(before, count, out=before)
    places = (before[1:] - before[:-1]).astype(np.int64)
    return np.arange(places.size).repeat(places)

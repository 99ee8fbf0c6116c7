"""The Fourier transform of windows of 4 Hz samples, on any grid of frequencies, as constant matrices.

Removing the line of best fit, tapering and transforming are all linear. For one window they are one matrix
(`spectrum_matrix`). For many windows half of that work is enough (`FoldedTransform`): the taper is the same
on both sides of a window's middle, a cosine counted from there is too, and a sine is its own mirror image
upside down. So the cosine parts need only the sums of the samples that lie opposite each other, and the sine
parts only the differences: two matrices with half the rows and half the columns each.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from biofeed.hrv.series import Floats, Integers
from biofeed.hrv.spectrum import density_taper
from biofeed.hrv.spline import FS_HZ

if TYPE_CHECKING:
    from collections.abc import Iterator

Samples: TypeAlias = NDArray[np.floating[Any]]
"""Double precision, or single where that was asked for."""

_ROWS = 120
"""Windows at a time: a chunk and its spectra stay in the processor's second-level cache, and no array between
reaches the 128 kB from which an allocation is fresh pages each time, which cost more than the arithmetic."""


def spectrum_matrix(samples: int, points_hz: Floats) -> Floats:
    """Build the matrix that takes a window to its spectrum: line of best fit off, tapered, transformed.

    Its left half gives the cosine parts and its right half the sine parts, scaled so that the sum of their
    squares is a one-sided power density in ms²/Hz.
    """
    waves = np.concatenate(_waves(samples, points_hz))
    for direction in _line_directions(samples):
        waves -= np.outer(waves @ direction, direction)
    return np.ascontiguousarray(waves.T)


class FoldedTransform:
    """The same spectrum for many windows of one long row of samples, with half the arithmetic.

    Only the line of best fit is not symmetric, as a window's first sample has none opposite. So that sample
    is taken off all others, which the line would do anyway; of what is left, the line's height at the middle
    belongs to the sums and its slope to the differences, as one more column each. Single precision is for
    the products alone: it begins when what is common to a window's samples is off.
    """

    def __init__(self, samples: int, points_hz: Floats, dtype: type[np.floating[Any]] = np.float64) -> None:
        self.samples = samples
        cosine, sine = _waves(samples, points_hz)
        line = _folded(_line_of_best_fit(samples))
        self._sums_to_line, self._differences_to_line = (part.T.astype(dtype) for part in line)
        height, slope = np.ones(samples), _places(samples)
        self._cosine = np.column_stack([_folded(cosine)[0], -cosine @ height]).T.astype(dtype)
        self._sine = np.column_stack([_folded(sine)[1], -sine @ slope]).T.astype(dtype)

    def powers(self, row: Floats, starts: Integers) -> Iterator[tuple[slice, Samples]]:
        """Give the power density (ms²/Hz) of the windows of `row` from `starts` on, a line for each.

        They come some hundred at a time, with which of the `starts` these are.
        """
        size = self.samples // 2
        view = np.lib.stride_tricks.sliding_window_view
        # Each window from its middle on, and from its middle back to its second sample. Backwards is forwards
        # in the row turned round, which is copied faster.
        ahead, behind = view(row, size), view(row[::-1].copy(), size)
        for i in range(0, starts.size, _ROWS):
            rows = slice(i, i + _ROWS)
            here = starts[rows]
            later, earlier = ahead[here + (self.samples - size)], behind[row.size - size - 1 - here]
            yield rows, self._power(row[here], later, earlier)

    def _power(self, first: Floats, later: Floats, earlier: Floats) -> Samples:
        """Give the spectra of windows of which `later` and `earlier` lie opposite each other."""
        size = later.shape[1]
        sums, differences = (np.empty((first.size, size + 1), dtype=self._cosine.dtype) for _ in range(2))
        np.subtract(later, earlier, out=differences[:, :size], casting="same_kind")
        later += earlier
        np.subtract(later, 2.0 * first[:, np.newaxis], out=sums[:, :size], casting="same_kind")
        line = sums[:, :size] @ self._sums_to_line
        line += differences[:, :size] @ self._differences_to_line
        sums[:, size], differences[:, size] = line.T
        power: Samples = sums @ self._cosine
        sine = differences @ self._sine
        power *= power
        sine *= sine
        power += sine
        return power


def _places(samples: int) -> Floats:
    """Give each sample's place, counted from the taper's middle."""
    return np.arange(samples, dtype=np.float64) - samples / 2.0


def _waves(samples: int, points_hz: Floats) -> tuple[Floats, Floats]:
    """Give the tapered and scaled cosines and sines, a line for each frequency."""
    taper = density_taper(samples)
    angle = np.outer(points_hz, 2.0 * np.pi / FS_HZ * _places(samples))
    return np.cos(angle) * taper, np.sin(angle) * taper


def _line_directions(samples: int) -> tuple[Floats, Floats]:
    """Give two directions of length 1, at right angles, that every straight line is made of."""
    level = np.full(samples, 1.0 / math.sqrt(samples))
    tilt = np.arange(samples, dtype=np.float64) - (samples - 1) / 2.0
    tilt /= math.sqrt(float(tilt @ tilt))
    return level, tilt


def _line_of_best_fit(samples: int) -> Floats:
    """Give two lines of weights: for the height at the middle of the line of best fit, and for its slope."""
    level, tilt = _line_directions(samples)
    slope = tilt * (tilt[-1] - tilt[-2])
    return np.stack([level * level[0] + slope / 2.0, slope])  # the middle is half a sample behind the mean


def _folded(weights: Floats) -> tuple[Floats, Floats]:
    """Turn weights for samples into weights for sums and for differences of opposite ones.

    The first sample stands opposite none and has no part in either.
    """
    size = weights.shape[1] // 2
    ahead, behind = weights[:, -size:], weights[:, size:0:-1]
    sums, differences = (ahead + behind) / 2.0, (ahead - behind) / 2.0
    if weights.shape[1] % 2 == 0:
        sums[:, 0] /= 2.0  # the sample in the middle stands opposite itself and is counted twice
    return sums, differences

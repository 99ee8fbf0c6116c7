"""The disc: a filled circle with a soft edge, and the thin ring that a full breath fills.

Pure: numbers in, tones out. A terminal cell is about twice as high as wide, so half a cell is a square
pixel, and a row of text shows two rows of pixels.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

BODY = 2
"""The tone of a pixel that the disc fills; 1 is its soft edge, 0 is empty."""
RING = 3
"""The tone of a pixel on the ring."""
SMALLEST = 0.28
"""The disc at empty lungs, as a share of the ring: small, and still there."""
STEPS_PER_PIXEL = 3
"""So many sizes between two whole pixels can be told apart, because not all of its pixels change at once."""

Tones = NDArray[np.uint8]


def reach(columns: int, rows: int) -> float:
    """Give the ring's radius in pixels, for a space of so many cells."""
    return max(min(rows * 2, columns) / 2 - 0.5, 0.0)


def step(level: float, ring: float) -> int:
    """Turn a lung level from 0 to 1 into the disc's size, in the smallest steps that can be seen."""
    radius = ring * (SMALLEST + (1 - SMALLEST) * level)
    return round(radius * STEPS_PER_PIXEL)


def tones(size: int, ring: float, columns: int, rows: int) -> Tones:
    """Draw the disc of that size: a tone for each pixel, of shape (2 × rows, columns)."""
    y = np.arange(2 * rows) - rows + 0.5
    x = np.arange(columns) - (columns - 1) / 2
    distance = np.hypot(y[:, None], x[None, :])
    covered = np.clip(size / STEPS_PER_PIXEL + 0.5 - distance, 0.0, 1.0)
    picture: Tones = np.round(covered * BODY).astype(np.uint8)
    picture[(picture == 0) & (np.abs(distance - ring) < 0.5)] = RING
    return picture


def changed_rows(before: Tones, after: Tones) -> list[int]:
    """Give the rows of cells in which two pictures differ."""
    differ = (before != after).any(axis=1)
    return [int(row) for row in np.flatnonzero(differ[::2] | differ[1::2])]


def runs(picture: Tones) -> list[list[tuple[int, int, int]]]:
    """Give each row of cells as runs (upper tone, lower tone, length)."""
    return [_runs(picture[row], picture[row + 1]) for row in range(0, len(picture), 2)]


def _runs(upper: Tones, lower: Tones) -> list[tuple[int, int, int]]:
    pair = upper.astype(np.int64) * 16 + lower
    starts = np.flatnonzero(np.diff(pair, prepend=-1))
    lengths = np.diff(starts, append=len(pair))
    return [
        (int(upper[start]), int(lower[start]), int(length))
        for start, length in zip(starts, lengths, strict=True)
    ]

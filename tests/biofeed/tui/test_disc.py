"""The disc is round, soft, and says with its size how full the lungs are."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from biofeed.tui.widgets import disc

COLUMNS, ROWS = 26, 11
RING = disc.reach(COLUMNS, ROWS)


def drawn(level: float) -> disc.Tones:
    return disc.tones(disc.step(level, RING), RING, COLUMNS, ROWS)


def test_a_full_breath_fills_the_ring() -> None:
    full = drawn(1.0)

    assert not (full == disc.RING).sum() > 0.15 * (drawn(0.0) == disc.RING).sum()
    assert (full == disc.BODY).sum() == pytest.approx(np.pi * RING**2, rel=0.1)


def test_empty_lungs_are_a_small_disc_that_is_still_there() -> None:
    empty = drawn(0.0)

    assert (empty == disc.BODY).sum() >= 12
    assert (empty == disc.BODY).sum() < 0.15 * (drawn(1.0) == disc.BODY).sum()


@pytest.mark.parametrize("level", [0.0, 0.2, 0.5, 0.77, 1.0])
def test_it_is_the_same_from_every_side(level: float) -> None:
    picture = drawn(level)

    assert (picture == picture[::-1]).all()
    assert (picture == picture[:, ::-1]).all()


def test_a_fuller_breath_never_empties_a_pixel() -> None:
    pictures = [drawn(level) for level in np.linspace(0, 1, 40)]

    for smaller, larger in pairwise(pictures):
        inside = smaller[smaller != disc.RING]
        assert (larger[smaller != disc.RING] >= inside).all()


def test_the_runs_of_a_row_are_its_tones() -> None:
    picture = drawn(0.4)

    for row, runs in enumerate(disc.runs(picture)):
        upper = [tone for tone, _, length in runs for _ in range(length)]
        lower = [tone for _, tone, length in runs for _ in range(length)]
        assert upper == picture[2 * row].tolist()
        assert lower == picture[2 * row + 1].tolist()


def test_only_rows_that_differ_are_drawn_again() -> None:
    before, after = drawn(0.4), drawn(0.5)
    slowly = [
        row
        for row in range(ROWS)
        if before[2 * row : 2 * row + 2].tolist() != after[2 * row : 2 * row + 2].tolist()
    ]

    assert disc.changed_rows(before, after) == slowly
    assert 0 < len(slowly) < ROWS
    assert disc.changed_rows(before, before) == []

"""Spells come in order, last as long as they may, and leave room between each other."""

from __future__ import annotations

import itertools
import math

import numpy as np

from biofeed_devices.simulation.spell import Span, Spells


def seen(seed: int, *, step_s: float = 0.5) -> list[Span]:
    spells = Spells(np.random.default_rng(seed), every_s=100, shortest_s=5, longest_s=20)
    at = (spells.at(step * step_s) for step in range(round(36_000 / step_s)))
    return list(dict.fromkeys(span for span in at if span))


def test_spells_last_and_come_as_often_as_said() -> None:
    spans = seen(1)
    pauses_s = [later.start_s - earlier.end_s for earlier, later in itertools.pairwise(spans)]
    assert all(5 <= span.end_s - span.start_s <= 20 for span in spans)
    assert min(pauses_s) >= 10
    assert 85 < np.mean(pauses_s) < 115


def test_the_same_seed_gives_the_same_spells_however_often_one_asks() -> None:
    assert seen(1) == seen(1, step_s=0.25) != seen(2)


def test_never_is_never() -> None:
    spells = Spells(np.random.default_rng(1), every_s=math.inf, shortest_s=5, longest_s=20)
    assert spells.at(1e9) is None

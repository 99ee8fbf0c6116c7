from __future__ import annotations

import pickle
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from biofeed.hrv.artefacts import NeighbourRule
from biofeed.hrv.live_artefacts import LiveArtefacts
from biofeed.types import Flag
from tests.biofeed.hrv.hearts import SLOW_RATES_PER_MIN, SWINGS_BPM, near, spoilt, swinging
from tests.biofeed.hrv.plain_classifier import classify

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

FIRST_JUDGED = 12
"""The first beat with twelve differences, its own among them."""

interval = st.one_of(st.integers(700, 900), st.integers(790, 810), st.integers(250, 2200))


def last_verdicts(rr_ms: Iterable[float]) -> list[Flag]:
    live, flags = LiveArtefacts(), []
    for rr in rr_ms:
        flag, revised = live.feed(float(rr))
        flags.append(flag)
        for back, verdict in revised:
            assert 1 <= back <= 2
            flags[-1 - back] = verdict
    return flags


@pytest.mark.parametrize("rate_per_min", SLOW_RATES_PER_MIN)
@pytest.mark.parametrize("swing_bpm", SWINGS_BPM)
def test_large_smooth_swings_end_up_normal(swing_bpm: float, rate_per_min: float) -> None:
    for phase_rad in np.arange(0, 2 * np.pi, np.pi / 4):
        rr = swinging(swing_bpm, rate_per_min, mean_bpm=70.0, phase_rad=phase_rad)
        assert set(last_verdicts(rr)) == {Flag.NORMAL}


@pytest.mark.parametrize(
    ("file", "false_alarms"),
    [("slow_breathing_h10/sample_data_ibi.csv", 0.01), ("polar_hrm/rest_rri.txt", 0.02)],
)
def test_what_is_put_into_a_real_recording_is_found(real_data: Path, file: str, false_alarms: float) -> None:
    rr = np.genfromtxt(real_data / file, delimiter=",").reshape(-1, 2 if file.endswith("csv") else 1)[:, -1]
    for seed in range(3):
        series, wrong = spoilt(rr, 0.02, seed)
        marked = np.array([flag is not Flag.NORMAL for flag in last_verdicts(series)])
        assert np.mean(near(marked, 1)[wrong]) == 1.0
        assert np.mean(marked[~near(wrong, 2)]) <= false_alarms


@settings(max_examples=60, deadline=None)
@given(st.lists(interval, min_size=2, max_size=220))
def test_the_sorted_windows_equal_the_plain_classifier_of_the_past(rr: list[int]) -> None:
    """Where there is history and hindsight the classifier speaks; elsewhere the verdict at once stands."""
    series = [float(value) for value in rr]
    rule = NeighbourRule()
    at_once = [rule.judge(value) for value in series]
    judged = classify(series, past_only=True, first=FIRST_JUDGED)
    hindsight = slice(FIRST_JUDGED, max(FIRST_JUDGED, len(series) - 2))
    expected = [*at_once[:FIRST_JUDGED], *judged[hindsight], *at_once[hindsight.stop :]]
    assert last_verdicts(series) == expected


def test_a_step_that_lasts_is_confirmed_as_normal_two_beats_later() -> None:
    """The rule at once doubts a large step; the classifier sees that nothing undoes it."""
    live = LiveArtefacts()
    for rr in np.random.default_rng(2).normal(800, 60, 60):
        live.feed(rr)
    live.feed(800.0)
    assert live.feed(1000.0) == (Flag.IRREGULAR, [])
    assert live.feed(1000.0) == (Flag.IRREGULAR, [])
    assert live.feed(1000.0) == (Flag.IRREGULAR, [(2, Flag.NORMAL)])


def test_an_early_beat_within_the_first_rules_reach_is_found_two_beats_later() -> None:
    """In a steady heart, 15 % is far out of the ordinary."""
    live = LiveArtefacts()
    for i in range(60):
        live.feed(800.0 + 5 * (i % 4))
    live.feed(805.0)
    assert live.feed(690.0) == (Flag.NORMAL, [])
    assert live.feed(920.0)[0] is Flag.IRREGULAR
    assert live.feed(805.0)[1] == [(2, Flag.IRREGULAR)]
    assert live.feed(805.0)[1] == [(2, Flag.ECTOPIC)]


def test_beats_on_either_side_of_a_gap_are_no_neighbours() -> None:
    live = LiveArtefacts()
    for _ in range(30):
        live.feed(1000.0)
    live.gap()
    assert [live.feed(650.0 + i) for i in range(5)] == [(Flag.NORMAL, [])] * 5


def test_memory_does_not_grow_with_the_session() -> None:
    live = LiveArtefacts()
    sizes = []
    for count in (300, 3000):
        for i in range(count):
            live.feed(800.0 + 37 * (i % 7))
        sizes.append(len(pickle.dumps(live)))
    assert max(sizes) < 5_000


@pytest.mark.parametrize("rr_ms", [0.0, -800.0, float("nan"), float("inf")])
def test_what_cannot_be_an_interval_is_refused(rr_ms: float) -> None:
    with pytest.raises(ValueError, match="rr_ms"):
        LiveArtefacts().feed(rr_ms)

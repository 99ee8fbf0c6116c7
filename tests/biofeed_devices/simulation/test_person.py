"""The closed form of the breath's effect on the heart, against the numbers it was fitted to."""

from __future__ import annotations

import math

import pytest

from biofeed_devices.simulation.person import (
    PEOPLE,
    ceiling_bpm,
    depth,
    lead_deg,
    peak_pace_bpm,
    swing_bpm,
    with_resonance,
    without_resonance,
)

PACES = [3 + 0.1 * step for step in range(171)]


@pytest.mark.parametrize(
    ("pace_bpm", "swing", "lead"),
    [
        (3, 9.2, 21),
        (4, 11.5, 15),
        (5, 12.4, 2),
        (6, 12.6, -15),
        (7, 11.6, -32),
        (10, 6.8, -67),
        (20, 1.9, -102),
    ],
)
def test_the_average_person(pace_bpm: float, swing: float, lead: float) -> None:
    average = PEOPLE["average"]
    assert swing_bpm(average, pace_bpm) == pytest.approx(swing, abs=0.05)
    assert lead_deg(average, pace_bpm) == pytest.approx(lead, abs=0.6)


@pytest.mark.parametrize(
    ("kind", "pace_bpm"), [("young", 5.75), ("average", 5.65), ("older", 5.0), ("anxious", 5.5)]
)
def test_the_swing_is_largest_between_five_and_six_breaths_a_minute(kind: str, pace_bpm: float) -> None:
    assert peak_pace_bpm(PEOPLE[kind]) == pytest.approx(pace_bpm, abs=0.05)


def test_a_real_peak_is_flat() -> None:
    """From 4.5 to 6.5 breaths a minute the swing is within some 5 % of the largest."""
    average = PEOPLE["average"]
    largest = swing_bpm(average, peak_pace_bpm(average))
    assert all(swing_bpm(average, pace_bpm) > 0.945 * largest for pace_bpm in (4.5, 5, 5.5, 6, 6.5))


def test_at_equal_depth_the_swing_falls_with_the_rate_as_hirsch_and_bishop_measured() -> None:
    """21 dB a decade, give or take 3.4 (doi:10.1152/ajpheart.1981.241.4.H620); here from 6 to 20 a minute."""
    average = PEOPLE["average"]
    slow, fast = (swing_bpm(average, pace_bpm) / depth(average, pace_bpm) for pace_bpm in (6, 20))
    fall_db = 20 * math.log10(slow / fast) / math.log10(20 / 6)
    assert 21 - 3.4 < fall_db < 21 + 3.4


@pytest.mark.parametrize("kind", PEOPLE)
@pytest.mark.parametrize("pace_bpm", [4.0, 4.57, 5.5, 6.0, 8.0])
def test_a_person_can_be_made_with_a_clear_peak_anywhere(kind: str, pace_bpm: float) -> None:
    """A plain search over all paces finds it there, and half a breath away the swing is clearly smaller."""
    clear = with_resonance(PEOPLE[kind], pace_bpm)
    assert max(PACES, key=lambda pace: swing_bpm(clear, pace)) == pytest.approx(pace_bpm, abs=0.05)
    peak = swing_bpm(clear, pace_bpm)
    assert peak == pytest.approx(1.5 * max(swing_bpm(PEOPLE[kind], pace) for pace in PACES), rel=1e-3)
    assert swing_bpm(clear, pace_bpm - 0.5) < 0.97 * peak
    assert swing_bpm(clear, pace_bpm + 0.5) < 0.97 * peak


@pytest.mark.parametrize("kind", PEOPLE)
def test_a_person_can_be_made_without_any_peak(kind: str) -> None:
    plain = without_resonance(PEOPLE[kind])
    swings = [swing_bpm(plain, pace_bpm) for pace_bpm in PACES]
    assert swings == sorted(swings, reverse=True)
    assert swing_bpm(plain, 6) == pytest.approx(swing_bpm(PEOPLE[kind], 6))


def test_breaths_deepen_as_they_slow_and_not_without_end() -> None:
    average = PEOPLE["average"]
    assert depth(average, average.own_pace_bpm) == 1
    assert depth(average, 6) == pytest.approx(1.66, abs=0.01)
    assert depth(average, 2) == 2.2


@pytest.mark.parametrize("kind", PEOPLE)
def test_the_soft_ceiling_is_out_of_the_way_of_ordinary_breaths(kind: str) -> None:
    for person in (PEOPLE[kind], with_resonance(PEOPLE[kind], 5.5), without_resonance(PEOPLE[kind])):
        assert max(swing_bpm(person, pace_bpm) for pace_bpm in (4.5, 6, 14)) / 2 < 0.5 * ceiling_bpm(person)

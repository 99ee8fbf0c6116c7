from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from biofeed.hrv.synchrony import Following, Synchrony, follows, synchrony
from tests.biofeed.hrv.hearts import swinging

if TYPE_CHECKING:
    from numpy.typing import NDArray


def onsets(pace_per_min: float, breaths: int, start_s: float = 0.0) -> NDArray[np.float64]:
    return start_s + np.arange(breaths + 1) * 60 / pace_per_min


@pytest.mark.parametrize("phase_rad", [0.0, 1.0, np.pi, 5.0])
@pytest.mark.parametrize("pace_per_min", [4.5, 6.0])
def test_amplitude_and_phase_of_a_pure_wave_are_recovered(pace_per_min: float, phase_rad: float) -> None:
    """The heart is `sin(turn + phase)`, so it is highest a quarter turn after its own start, less `phase`."""
    rr = swinging(8.0, pace_per_min, mean_bpm=75.0, phase_rad=phase_rad)
    found = synchrony(np.cumsum(rr) / 1000, rr, onsets(pace_per_min, 20))
    beats_per_s = 75 / 60
    averaged = np.sinc(pace_per_min / 60 / beats_per_s)  # a beat is the mean over its interval
    assert found.amplitude_bpm == pytest.approx(4.0 * averaged, rel=0.01)
    late = (found.phase_deg - (90 - np.degrees(phase_rad)) + 180) % 360 - 180
    assert abs(late) < 1.5
    assert found.share > 0.99
    assert found.breaths == 20


def test_the_phase_goes_with_an_uneven_pacer() -> None:
    """Each breath is one turn, however long it is."""
    lengths = np.array([8.0, 9, 10, 11, 12, 11, 10, 9, 8, 9, 10])
    begin = np.concatenate(([0.0], np.cumsum(lengths)))
    t = np.arange(0, begin[-1], 0.001)
    turn = np.interp(t, begin, np.arange(begin.size))
    beats = np.cumsum(70 + 5 * np.cos(2 * np.pi * (turn - 0.25))) / 60 * 0.001
    times = np.interp(np.arange(1, int(beats[-1])), beats, t)
    found = synchrony(times[1:], np.diff(times) * 1000, begin)
    assert found.phase_deg == pytest.approx(90, abs=2)
    assert found.share > 0.98


def test_a_heart_at_another_rate_shares_little() -> None:
    rr = swinging(12.0, 4.5)
    found = synchrony(np.cumsum(rr) / 1000, rr, onsets(6.0, 20))
    assert found.share < 0.05
    assert follows(found) is Following.NOT_CLEAR


def test_a_slow_drift_is_no_answer_to_the_pacer() -> None:
    rr = np.linspace(800, 900, 140)
    found = synchrony(np.cumsum(rr) / 1000, rr, onsets(6.0, 10))
    assert found.share < 0.05


def test_a_constant_heart_shares_nothing() -> None:
    rr = np.full(100, 800.0)
    found = synchrony(np.cumsum(rr) / 1000, rr, onsets(6.0, 7))
    assert found.amplitude_bpm == pytest.approx(0, abs=1e-9)
    assert found.share == 0.0


def test_breaths_that_are_not_covered_are_left_out_whole() -> None:
    rr = swinging(10.0, 6.0)
    t_s = np.cumsum(rr) / 1000
    valid = ~((t_s > 41) & (t_s < 48))
    spoilt = np.where(valid, rr, 350.0)
    found = synchrony(t_s, spoilt, onsets(6.0, 20), valid=valid)
    whole = synchrony(t_s, rr, onsets(6.0, 20))
    assert found.breaths == 19
    assert found.amplitude_bpm == pytest.approx(whole.amplitude_bpm, rel=0.01)
    assert found.phase_deg == pytest.approx(whole.phase_deg, abs=1)


def test_less_than_two_breaths_give_no_number() -> None:
    found = synchrony([1, 2, 3], [1000, 1000, 1000], [0, 3.5])
    assert np.isnan([found.amplitude_bpm, found.phase_deg, found.share]).all()
    assert follows(found) is Following.NOT_CLEAR


@pytest.mark.parametrize(
    ("share", "breaths", "answer"),
    [(0.4, 6, "follows"), (0.39, 20, "not clear"), (0.9, 5, "not clear"), (float("nan"), 6, "not clear")],
)
def test_following_takes_six_breaths_and_two_fifths_of_the_variance(
    share: float, breaths: int, answer: str
) -> None:
    assert follows(Synchrony(3.0, 90.0, share, breaths)) == answer


def test_there_is_no_answer_but_these_two() -> None:
    assert {str(answer) for answer in Following} == {"follows", "not clear"}


@pytest.mark.parametrize("pace_per_min", [4.5, 6.0, 15.0])
def test_noise_seldom_follows(pace_per_min: float) -> None:
    """White noise over six breaths: less than one stretch in a hundred."""
    rng = np.random.default_rng(11)
    answers = []
    for _ in range(300):
        rr = rng.normal(850, 40, int(360 / pace_per_min / 0.8) + 3)
        answers.append(follows(synchrony(np.cumsum(rr) / 1000, rr, onsets(pace_per_min, 6, 1.0))))
    assert answers.count(Following.FOLLOWS) <= 2

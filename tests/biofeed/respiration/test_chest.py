"""The breath in the chest's acceleration: right where it is clear, and silent where it is not."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from biofeed.respiration import ChestBreath, ChestMotion, chest_breath, chest_motion, lag_s
from biofeed.types import Samples
from tests.biofeed.respiration.bodies import ASKEW, FS_HZ, LYING, UPRIGHT, chest, frames, heart


def found(motion: np.ndarray, end_s: float = 60) -> ChestBreath | None:
    return chest_breath(chest_motion(frames(motion)), end_s)


class TestMotion:
    def test_readings_are_averaged_over_each_fifth_of_a_second(self) -> None:
        motion = np.arange(60.0).reshape(20, 3)
        averaged = chest_motion(frames(motion, begin_s=2.001, length=7))

        assert averaged.t_s[:2] == pytest.approx([2.1, 2.3])
        assert averaged.mg[:2] == pytest.approx(motion.reshape(2, 10, 3).mean(axis=1))

    def test_a_hole_stays_a_hole(self) -> None:
        motion = np.ones((20, 3))
        averaged = chest_motion([*frames(motion), *frames(motion, begin_s=10)])

        assert np.isfinite(averaged.mg).all(axis=1).sum() == 4
        assert averaged.t_s[[0, -1]] == pytest.approx([0.1, 10.3])

    def test_the_rate_is_that_of_the_samples(self) -> None:
        averaged = chest_motion(frames(np.ones((52, 3)), fs_hz=52))

        assert np.isfinite(averaged.mg).all(axis=1).sum() == 5

    def test_other_samples_are_passed_over(self) -> None:
        assert chest_motion([Samples(0.0, "ecg_uv", 130, (1.0,))]).t_s.size == 0


class TestRate:
    @pytest.mark.parametrize("rate_per_min", [4, 5.5, 6, 10, 15, 24])
    @pytest.mark.parametrize("gravity", [UPRIGHT, LYING, ASKEW])
    def test_a_clear_breath_is_measured_however_the_strap_sits(
        self, rate_per_min: float, gravity: tuple[float, ...]
    ) -> None:
        breath = found(chest(rate_per_min, gravity=gravity))

        assert breath
        assert breath.rate_per_min == pytest.approx(rate_per_min, abs=0.3)
        assert breath.amplitude_mg == pytest.approx(6, rel=0.15)

    @pytest.mark.parametrize("axis", [0, 1, 2])
    @pytest.mark.parametrize("sign", [1, -1])
    def test_the_axis_that_swings_most_is_taken_whichever_it_is(self, axis: int, sign: int) -> None:
        swings = np.full(3, 0.2)
        swings[axis] = sign
        breath = found(chest(6, swings=list(swings)))

        assert breath
        assert breath.axis == axis
        assert breath.rate_per_min == pytest.approx(6, abs=0.3)

    def test_the_phase_is_that_of_the_middle_of_the_window(self) -> None:
        motion = chest_motion(frames(chest(6, seconds=75)))
        at_30_s, at_35_s = chest_breath(motion, 60), chest_breath(motion, 65)

        assert at_30_s
        assert at_35_s
        assert (at_30_s.middle_s, at_35_s.middle_s) == (30, 35)
        assert (at_30_s.phase_deg + 180) % 360 == pytest.approx(180, abs=8), "three whole breaths, highest"
        assert at_35_s.phase_deg == pytest.approx(180, abs=8), "half a breath later, lowest"

    @settings(max_examples=20, deadline=None)
    @given(rate_per_min=st.floats(3.6, 26), seed=st.integers(1, 10_000))
    def test_any_pace_is_measured_or_not_clear_and_never_another(
        self, rate_per_min: float, seed: int
    ) -> None:
        breath = found(chest(rate_per_min, amplitude_mg=2, seed=seed))

        assert breath is None or breath.rate_per_min == pytest.approx(rate_per_min, abs=0.5)


class TestNotClear:
    def test_without_a_breath_there_is_no_rate(self) -> None:
        answers = [found(chest(0, amplitude_mg=0, seed=seed)) for seed in range(20)]

        assert answers == [None] * 20

    def test_a_swing_below_the_sensors_noise_is_none(self) -> None:
        assert found(chest(6, amplitude_mg=0.5, sensor_mg=0.1)) is None

    def test_turning_round_is_not_clear(self) -> None:
        motion = chest(6)
        motion[1500:] += np.array([300.0, -800.0, 500.0])

        assert found(motion) is None

    @pytest.mark.parametrize("length_s", [1, 3])
    def test_a_burst_of_movement_hides_the_breath_and_is_never_taken_for_one(self, length_s: int) -> None:
        for seed in range(20):
            motion = chest(6, seed=seed + 1)
            at = 200 + 100 * seed
            shaken = np.random.default_rng(seed).normal(scale=200, size=(length_s * FS_HZ, 3))
            motion[at : at + length_s * FS_HZ] += shaken

            breath = found(motion)
            assert breath is None or breath.rate_per_min == pytest.approx(6, abs=0.5)

    def test_after_the_burst_has_left_the_window_the_breath_is_back(self) -> None:
        motion = chest(6, seconds=90)
        motion[500:600] += np.random.default_rng(1).normal(scale=300, size=(100, 3))
        averaged = chest_motion(frames(motion))

        assert [chest_breath(averaged, end_s) is not None for end_s in (60, 90)] == [False, True]

    @pytest.mark.parametrize(("lost_s", "clear"), [(3, True), (10, False)])
    def test_a_short_hole_does_no_harm_and_a_long_one_is_not_clear(self, lost_s: int, clear: bool) -> None:
        motion = chest(6)
        parts = [*frames(motion[:1000]), *frames(motion[1000 + lost_s * FS_HZ :], begin_s=20 + lost_s)]
        breath = chest_breath(chest_motion(parts), 60)

        assert (breath is not None) is clear
        assert breath is None or breath.rate_per_min == pytest.approx(6, abs=0.3)

    def test_nothing_measured_is_not_clear(self) -> None:
        assert chest_breath(ChestMotion(np.empty(0), np.empty((0, 3))), 60) is None

    @pytest.mark.parametrize("rate_per_min", [2, 40])
    def test_what_is_outside_three_to_thirty_a_minute_is_no_breath(self, rate_per_min: float) -> None:
        assert found(chest(rate_per_min, amplitude_mg=20)) is None


class TestLag:
    @pytest.mark.parametrize(("rate_per_min", "lag"), [(6, 0.0), (6, 1.5), (6, -2.0), (4.5, 3.0), (12, 0.8)])
    @pytest.mark.parametrize("sign", [1.0, -1.0])
    def test_the_heart_lags_behind_the_chest_by_so_many_seconds(
        self, rate_per_min: float, lag: float, sign: float
    ) -> None:
        """Whichever way the strap sits: the answer lies within a quarter of a breath."""
        breath = found(chest(rate_per_min, swings=(0.0, 0.0, sign)))
        beats = heart(rate_per_min, lag)

        assert breath
        assert lag_s(breath, beats[:, 0], beats[:, 1]) == pytest.approx(lag, abs=0.25)

    def test_a_heart_that_does_not_swing_with_the_breath_is_not_clear(self) -> None:
        breath = found(chest(6))
        beats = heart(6, 1.0, swing_bpm=0.3, jitter_bpm=2)

        assert breath
        assert lag_s(breath, beats[:, 0], beats[:, 1]) is None

    def test_too_few_beats_in_the_window_are_not_clear(self) -> None:
        breath = found(chest(6))
        beats = heart(6, 1.0)
        half = beats[beats[:, 0] < 30]

        assert breath
        assert lag_s(breath, half[:, 0], half[:, 1]) is None

    def test_beats_that_do_not_count_are_left_out(self) -> None:
        breath = found(chest(6))
        beats = heart(6, 1.0)
        spoilt, valid = beats[:, 1].copy(), np.ones(len(beats), dtype=bool)
        spoilt[[20, 40]], valid[[20, 40]] = 300.0, False

        assert breath
        assert lag_s(breath, beats[:, 0], spoilt, valid=valid) == pytest.approx(1.0, abs=0.25)

"""What was breathed beside what was asked: measured where it is clear, and said where it is not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import numpy as np
import pytest

from biofeed.breath import Part, Pattern, Step
from biofeed.pacer import Schedule
from biofeed.respiration import (
    BREATH,
    Breathing,
    breath_results,
    chest_breath,
    chest_motion,
)
from biofeed.rows import decode_line, encode_line
from biofeed.types import Beat, Flag, Measure, PhaseKind, Result, Samples
from tests.biofeed.respiration.bodies import FS_HZ, GRAVITY_MG, UPRIGHT, frames, sway

SIX = Pattern((Step(1.0, 4.0), Step(0.0, 6.0)))
LONG_S = 300.0


def paced(seconds: float = LONG_S, pattern: Pattern = SIX) -> Schedule:
    return Schedule.of((Part(PhaseKind.BREATHE, "breathing", seconds, pattern),))


def moved(
    level: Callable[[float], float], end_s: float, *, sign: float = 1.0, swing_mg: float = 12.0
) -> list[Samples]:
    """Give the acceleration of a chest that rises with `level`, and sways and is measured as chests are."""
    chance = np.random.default_rng(5)
    t_s = np.arange(round(end_s * FS_HZ)) / FS_HZ
    wave = sign * swing_mg * np.array([level(t) for t in t_s])
    motion = np.outer(wave, (0.2, 0.1, 1.0)) + GRAVITY_MG * np.asarray(UPRIGHT)
    motion += np.stack([sway(t_s.size, chance) for _ in range(3)], axis=1)
    return frames(motion + chance.normal(scale=3, size=motion.shape))


def swinging(level: Callable[[float], float], end_s: float, *, lag: float = 0.0) -> list[Beat]:
    """Give the beats of a heart whose rate rises with `level`, so much later."""
    beats: list[Beat] = []
    t_s = 0.0
    while t_s < end_s:
        rr_s = 60 / (58 + 8 * level(t_s + 0.5 - lag))
        t_s += rr_s
        beats.append(Beat(len(beats), t_s, 1000 * rr_s))
    return beats


def told(
    schedule: Schedule, samples: list[Samples], beats: list[Beat] | None = None, end_s: float | None = None
) -> tuple[Result, ...]:
    end_s = schedule.duration_s if end_s is None else end_s
    return breath_results(samples, beats or [], schedule.cues, schedule.parts, end_s)


def measures(result: Result) -> dict[str, Measure]:
    return {measure.name: measure for measure in result.measures}


class TestAtThePace:
    @pytest.mark.parametrize("sign", [1.0, -1.0])
    @pytest.mark.parametrize("lag", [0.0, 0.8, 2.0])
    def test_the_rate_and_the_lag_behind_the_pacer_are_measured(self, lag: float, sign: float) -> None:
        """Whichever way the strap sits."""
        schedule = paced()
        (result,) = told(schedule, moved(lambda t: schedule.level(t - lag), LONG_S, sign=sign))

        found = measures(result)
        assert (result.kind, result.t_s, result.detail["answer"]) == (BREATH, LONG_S, Breathing.AT_PACE)
        assert found["chest_rate"].value == pytest.approx(6, abs=0.2)
        assert found["chest_at_pace"].value == 1
        assert found["chest_pacer_lag"].value == pytest.approx(lag, abs=0.25)
        assert found["chest_rate"].coverage == 1

    @pytest.mark.parametrize("lag", [0.5, 1.5])
    def test_the_hearts_lag_behind_the_chest_is_measured(self, lag: float) -> None:
        schedule = paced()
        beats = swinging(schedule.level, LONG_S, lag=lag)
        (result,) = told(schedule, moved(schedule.level, LONG_S), beats)

        assert measures(result)["chest_heart_lag"].value == pytest.approx(lag, abs=0.3)

    def test_beats_that_do_not_count_are_left_out(self) -> None:
        schedule = paced()
        beats = swinging(schedule.level, LONG_S, lag=1.0)
        spoilt = [
            Beat(beat.seq, beat.t_s, 65_535.0, Flag.OUT_OF_RANGE) if beat.seq % 40 == 39 else beat
            for beat in beats
        ]
        (result,) = told(schedule, moved(schedule.level, LONG_S), spoilt)

        assert measures(result)["chest_heart_lag"].value == pytest.approx(1.0, abs=0.3)

    def test_without_beats_the_breath_is_measured_all_the_same(self) -> None:
        schedule = paced()
        (result,) = told(schedule, moved(schedule.level, LONG_S))

        assert measures(result)["chest_rate"].value == pytest.approx(6, abs=0.2)
        assert measures(result)["chest_heart_lag"].value is None

    def test_another_pace_in_the_middle_is_the_pace_from_then_on(self) -> None:
        schedule = paced(420).repaced(200.0, 5.0)
        (result,) = told(schedule, moved(schedule.level, schedule.duration_s))

        assert result.detail["answer"] == Breathing.AT_PACE
        assert result.detail["asked_slowest_per_min"] == pytest.approx(5.0, abs=0.01)
        assert result.detail["asked_fastest_per_min"] == pytest.approx(6.0, abs=0.01)

    def test_a_minute_with_a_pause_in_it_is_left_out(self) -> None:
        schedule = paced().paused(123.0).resumed(183.0)
        (result,) = told(schedule, moved(schedule.level, schedule.duration_s))

        found = measures(result)
        assert found["chest_rate"].value == pytest.approx(6, abs=0.2)
        assert found["chest_at_pace"].value == 1
        assert result.detail["asked_slowest_per_min"] == pytest.approx(6.0, abs=0.01)

    def test_a_session_that_was_stopped_is_told_up_to_there(self) -> None:
        schedule = paced()
        (result,) = told(schedule, moved(schedule.level, 133), end_s=133.0)

        assert (result.t_s, measures(result)["chest_rate"].window_s) == (133.0, 133.0)
        assert result.detail["asked_fastest_per_min"] == pytest.approx(6.0, abs=0.01)
        assert result.detail["answer"] == Breathing.AT_PACE


class TestNotAtThePace:
    def test_another_pace_is_an_answer_and_has_no_lag_behind_the_pacer(self) -> None:
        schedule = paced()
        (result,) = told(schedule, moved(lambda t: (1 - np.cos(2 * np.pi * t / 4)) / 2, LONG_S))

        found = measures(result)
        assert result.detail["answer"] == Breathing.ANOTHER_PACE
        assert found["chest_rate"].value == pytest.approx(15, abs=0.3)
        assert found["chest_at_pace"].value == 0
        assert found["chest_pacer_lag"].value is None

    def test_a_chest_that_hardly_moves_is_not_clear(self) -> None:
        schedule = paced()
        (result,) = told(schedule, moved(schedule.level, LONG_S, swing_mg=0.0))

        assert result.detail["answer"] == Breathing.NOT_CLEAR
        assert [measure.value for measure in result.measures] == [None] * 4
        assert measures(result)["chest_rate"].coverage < 0.1

    def test_less_than_half_of_the_part_being_clear_is_not_clear(self) -> None:
        schedule = paced()
        (result,) = told(schedule, moved(schedule.level, 120))

        assert result.detail["answer"] == Breathing.NOT_CLEAR
        assert 0 < measures(result)["chest_rate"].coverage < 0.5

    def test_a_part_of_less_than_a_minute_is_not_clear(self) -> None:
        schedule = paced(50)
        (result,) = told(schedule, moved(schedule.level, 50))

        assert result.detail["answer"] == Breathing.NOT_CLEAR

    def test_a_heart_that_goes_its_own_way_has_no_lag(self) -> None:
        schedule = paced()
        chance = np.random.default_rng(3)
        t_s = np.cumsum(chance.normal(0.95, 0.04, size=310))
        beats = [
            Beat(n, float(end), float(1000 * step))
            for n, (end, step) in enumerate(zip(t_s, np.diff(t_s, prepend=0.0), strict=True))
        ]
        (result,) = told(schedule, moved(schedule.level, LONG_S), beats)

        assert measures(result)["chest_heart_lag"].value is None


class TestParts:
    def test_each_paced_part_is_told_and_free_breathing_is_not(self) -> None:
        schedule = Schedule.of(
            (
                Part(PhaseKind.REST, "rest", 60.0, None),
                Part(PhaseKind.BREATHE, "six", 120.0, SIX),
                Part(PhaseKind.BREATHE, "ten", 120.0, Pattern((Step(1.0, 3.0), Step(0.0, 3.0)))),
            )
        )
        results = told(schedule, moved(schedule.level, schedule.duration_s))

        assert [result.detail["part"] for result in results] == ["six", "ten"]
        assert [result.detail["begin_s"] for result in results] == [60.0, 180.0]
        rates = [measures(result)["chest_rate"].value for result in results]
        assert rates == [pytest.approx(6, abs=0.3), pytest.approx(10, abs=0.3)]

    def test_an_inhalation_in_two_steps_is_one_breath(self) -> None:
        schedule = paced(pattern=Pattern((Step(0.7, 2.0), Step(1.0, 2.0), Step(0.0, 6.0))))
        (result,) = told(schedule, moved(schedule.level, LONG_S))

        assert result.detail["asked_fastest_per_min"] == pytest.approx(6.0, abs=0.01)

    def test_a_part_that_was_never_reached_is_not_told(self) -> None:
        schedule = Schedule.of(
            (Part(PhaseKind.BREATHE, "a", 120, SIX), Part(PhaseKind.BREATHE, "b", 120, SIX))
        )
        results = told(schedule, moved(schedule.level, 110), end_s=110.0)

        assert [result.detail["part"] for result in results] == ["a"]

    def test_without_acceleration_there_is_nothing_to_tell(self) -> None:
        assert told(paced(), [Samples(0.0, "ecg_uv", 130.0, (1.0,) * 1000)]) == ()

    def test_a_result_can_be_written_down(self) -> None:
        schedule = paced(120)
        (result,) = told(schedule, moved(schedule.level, 120))

        _, read = decode_line(encode_line(7, result))
        assert read == result


def test_forty_real_seconds_are_gravity_and_too_few_to_tell_a_breath(real_data: Path) -> None:
    """An optical sensor on an arm, as its own recorder wrote it."""
    lines = (real_data / "verity_sensor_logger" / "Polar_Sense_ACC_head.txt").read_text().splitlines()[1:]
    rows = [line.split(";") for line in lines]
    stamps_s = np.array([int(row[1]) / 1e9 for row in rows])
    motion_mg = np.array([[float(value) for value in row[2:5]] for row in rows])
    fs_hz = (len(rows) - 1) / (stamps_s[-1] - stamps_s[0])
    samples = frames(motion_mg, fs_hz=fs_hz)
    schedule = paced(60)

    motion = chest_motion(samples)
    (result,) = told(schedule, samples)

    lasted = datetime.fromisoformat(rows[-1][0]) - datetime.fromisoformat(rows[0][0])
    assert motion.t_s[-1] == pytest.approx(lasted.total_seconds(), rel=0.02)
    assert np.median(np.linalg.norm(motion.mg, axis=1)) == pytest.approx(GRAVITY_MG, rel=0.05)
    assert chest_breath(motion, 60.0) is None
    assert result.detail["answer"] == Breathing.NOT_CLEAR

"""The pacer is a pure function of time: exact, smooth, and never in a hurry."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biofeed.breath import Part, Pattern, Ramp
from biofeed.pacer import Schedule
from biofeed.types import Cue, Phase, PhaseChange, PhaseKind
from tests.biofeed.pacer.patterns import BOX, FOUR_SIX, SIGH, breathing, onsets


def goal_bpm(schedule: Schedule, t_s: float) -> float:
    """Give the pace that the breath asked for at `t_s` is meant to reach."""
    pattern = schedule.pattern(t_s)
    assert pattern is not None
    return pattern.bpm


def test_cues_of_a_plain_pattern_are_where_one_would_draw_them() -> None:
    first, second, third = breathing().cues[:3]

    assert (first.t_s, first.phase, first.level, first.duration_s) == (0.0, Phase.INHALE, 1.0, 4.0)
    assert (second.t_s, second.phase, second.level, second.duration_s) == (4.0, Phase.EXHALE, 0.0, 6.0)
    assert third.t_s == 10.0


@pytest.mark.parametrize(
    ("pattern", "phases"),
    [
        (BOX, [Phase.INHALE, Phase.HOLD, Phase.EXHALE, Phase.REST]),
        (SIGH, [Phase.INHALE, Phase.INHALE, Phase.EXHALE]),
    ],
)
def test_a_step_is_named_by_what_the_lungs_do(pattern: Pattern, phases: list[Phase]) -> None:
    cues = breathing(pattern).cues

    assert [cue.phase for cue in cues[: len(phases)]] == phases


@pytest.mark.parametrize("bpm", [4.5, 5.5, 6.0, 6.5, 7.3])
def test_over_twenty_minutes_no_breath_is_off_by_more_than_half_a_millisecond(bpm: float) -> None:
    schedule = breathing(FOUR_SIX.at(bpm), seconds=1200)

    for number, onset_s in enumerate(onsets(schedule)):
        assert onset_s == pytest.approx(number * 60 / bpm, abs=0.0005001)


def test_every_boundary_is_a_whole_millisecond() -> None:
    for cue in breathing(FOUR_SIX.at(5.5), 300, Ramp(9, 75)).cues:
        assert round(cue.t_s, 3) == cue.t_s


def test_cues_follow_one_another_without_a_hole() -> None:
    schedule = breathing(SIGH.at(6.7), 300, Ramp(9, 75))

    for before, after in pairwise(schedule.cues):
        assert before.t_s + before.duration_s == pytest.approx(after.t_s, abs=1e-9)
    last = schedule.cues[-1]
    assert last.t_s + last.duration_s == pytest.approx(schedule.duration_s, abs=1e-9)


def test_a_ramp_slows_gently_from_its_pace_to_the_patterns() -> None:
    starts = onsets(breathing(seconds=300, ramp=Ramp(9, 75)))
    periods = [after - before for before, after in pairwise(starts)]

    assert periods[0] == pytest.approx(60 / 9, abs=0.001)
    assert periods[-1] == pytest.approx(10, abs=0.001)
    assert all(later >= earlier - 0.002 for earlier, later in pairwise(periods))


def test_the_last_breath_is_whole_and_the_length_within_half_a_breath() -> None:
    for seconds in (60, 63, 66, 299):
        schedule = breathing(seconds=seconds)
        assert schedule.duration_s % 10 == pytest.approx(0, abs=1e-6)
        assert abs(schedule.duration_s - seconds) <= 5


@given(t_s=st.floats(0, 120))
def test_the_level_stays_between_empty_and_full(t_s: float) -> None:
    assert -1e-9 <= breathing(BOX, 120).level(t_s) <= 1 + 1e-9


@given(t_s=st.floats(0, 119))
def test_the_level_never_jumps(t_s: float) -> None:
    """In 10 ms a breath of 4 s moves by at most pi/2 * 0.01/4."""
    schedule = breathing(FOUR_SIX, 120)

    assert abs(schedule.level(t_s + 0.01) - schedule.level(t_s)) <= math.pi / 2 * 0.01 / 4 + 1e-9


def test_the_paced_share_is_the_time_that_was_paced_of_the_time_until_then() -> None:
    schedule = Schedule.of(
        (Part(PhaseKind.SETTLE, "settle", 30), Part(PhaseKind.BREATHE, "breathe", 60, FOUR_SIX))
    )

    assert [schedule.paced_share(t_s) for t_s in (0, 30, 60, 90)] == pytest.approx([0, 0, 0.5, 2 / 3])
    assert breathing().paced_share(45) == pytest.approx(1)


@given(st.floats(1, 59), st.floats(0, 60))
def test_a_pause_is_no_paced_time(paused_s: float, lasts_s: float) -> None:
    schedule = breathing(seconds=60).paused(paused_s)

    assert schedule.paced_share(paused_s + lasts_s) <= paused_s / (paused_s + lasts_s) + 0.001


def test_before_and_after_nothing_is_asked() -> None:
    schedule = breathing()

    assert schedule.cue(-0.001) is None
    assert schedule.cue(schedule.duration_s) is None


def test_parts_without_a_pattern_let_the_person_breathe_as_they_like() -> None:
    schedule = Schedule.of(
        (Part(PhaseKind.SETTLE, "settle", 30), Part(PhaseKind.BREATHE, "breathe", 60, FOUR_SIX))
    )

    settle = schedule.cue(12.0)
    assert settle is not None
    assert settle.phase is Phase.FREE
    assert schedule.pattern(12.0) is None
    assert goal_bpm(schedule, 31.0) == pytest.approx(6)
    assert [part.t_s for part in schedule.parts] == [0.0, 30.0]


def test_walking_the_boundaries_meets_every_part_and_cue_once_and_in_order() -> None:
    schedule = Schedule.of((Part(PhaseKind.SETTLE, "settle", 5), Part(PhaseKind.BREATHE, "b", 30, FOUR_SIX)))
    met: list[PhaseChange | Cue] = []
    t_s = -1.0
    while ahead := schedule.next_after(t_s):
        met += ahead
        t_s = ahead[0].t_s

    assert [item for item in met if isinstance(item, PhaseChange)] == list(schedule.parts)
    assert [item for item in met if isinstance(item, Cue)] == list(schedule.cues)
    assert isinstance(met[0], PhaseChange)


class TestPaces:
    def test_the_breaths_asked_for_tell_how_slow_and_how_fast_it_was(self) -> None:
        low, high = breathing(seconds=300, ramp=Ramp(9, 75)).paces(300) or (0, 0)

        assert (low, high) == (pytest.approx(6, abs=0.01), pytest.approx(9, abs=0.01))

    def test_only_breaths_that_were_over_count(self) -> None:
        schedule = breathing(seconds=300, ramp=Ramp(9, 75))
        low, _ = schedule.paces(20) or (0, 0)

        assert low > 8
        assert schedule.paces(1) == pytest.approx((9, 9), abs=0.01)

    def test_where_nobody_was_paced_there_are_none(self) -> None:
        schedule = Schedule.of((Part(PhaseKind.REST, "rest", 60),))

        assert schedule.paces(60) is None
        assert schedule.next_bpm(10) is None

    def test_the_next_breath_is_that_of_the_ramp_and_not_of_its_end(self) -> None:
        schedule = breathing(seconds=300, ramp=Ramp(9, 75))

        assert schedule.next_bpm(20.0) == pytest.approx(8.2, abs=0.3)
        assert schedule.next_bpm(200.0) == pytest.approx(6, abs=0.01)


class TestVisibility:
    FADING = Schedule.of(
        (
            Part(PhaseKind.BREATHE, "shown", 60, FOUR_SIX),
            Part(PhaseKind.BREATHE, "fading", 90, FOUR_SIX, fades=True),
            Part(PhaseKind.GUIDE, "alone", 60, cues=((30, "one"), (30, "two"))),
            Part(PhaseKind.REST, "after", 60),
        )
    )

    def test_the_picture_goes_out_like_half_a_cosine_and_stays_out_in_the_unpaced_part_behind(self) -> None:
        seen = [self.FADING.visibility(t_s) for t_s in (0, 59.9, 60, 105, 149.999, 150, 180, 209.9, 210)]

        assert seen == pytest.approx([1, 1, 1, 0.5, 0, 0, 0, 0, 1], abs=1e-6)

    @given(t_s=st.floats(60, 149), later_s=st.floats(0, 1))
    def test_it_never_comes_back_while_it_goes(self, t_s: float, later_s: float) -> None:
        before, after = self.FADING.visibility(t_s), self.FADING.visibility(t_s + later_s)

        assert before - math.pi / 2 * later_s / 90 - 1e-9 <= after <= before + 1e-9

    def test_the_cues_go_on_meanwhile(self) -> None:
        cue = self.FADING.cue(149.0)

        assert cue is not None
        assert cue.phase is Phase.EXHALE

    @given(pause_s=st.floats(60.01, 149), held_s=st.floats(0, 300))
    def test_a_pause_holds_it_and_it_goes_on_from_there(self, pause_s: float, held_s: float) -> None:
        paused = self.FADING.paused(pause_s)
        resumed = paused.resumed(pause_s + held_s)
        held = paused.visibility(pause_s + held_s)

        assert held == pytest.approx(self.FADING.visibility(pause_s), abs=1e-4)
        assert resumed.visibility(pause_s + held_s) == pytest.approx(held, abs=1e-4)
        assert resumed.visibility(resumed.parts[2].t_s - 0.0005) == pytest.approx(0, abs=1e-6)

    def test_another_pace_lets_it_go_on_from_where_it_is(self) -> None:
        repaced = self.FADING.repaced(100.0, 4.5)

        assert repaced.visibility(109.999) == pytest.approx(self.FADING.visibility(109.999), abs=1e-9)
        assert repaced.visibility(110.0) == pytest.approx(self.FADING.visibility(110.0), abs=1e-9)
        assert repaced.visibility(repaced.parts[2].t_s - 0.0005) == pytest.approx(0, abs=1e-6)


class TestEffort:
    def test_only_a_stressor_asks_for_one(self) -> None:
        schedule = Schedule.of((Part(PhaseKind.STRESSOR, "task", 60), Part(PhaseKind.RECOVER, "rest", 60)))

        assert [schedule.effort(t_s) for t_s in (-1, 0, 59.9, 60, 200)] == [False, True, True, False, False]


def test_a_task_is_told_of_with_its_part() -> None:
    schedule = Schedule.of((Part(PhaseKind.STRESSOR, "task", 60, task="subtraction"),))

    assert schedule.parts == (PhaseChange(0.0, PhaseKind.STRESSOR, "task", 60.0, "subtraction"),)

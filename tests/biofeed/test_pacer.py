"""The pacer is a pure function of time: exact, smooth, and never in a hurry."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biofeed.breath import Part, Pattern, Ramp, Step
from biofeed.pacer import Schedule
from biofeed.types import Cue, Phase, PhaseChange, PhaseKind

FOUR_SIX = Pattern((Step(1.0, 4.0), Step(0.0, 6.0)))
BOX = Pattern((Step(1.0, 4.0), Step(1.0, 4.0), Step(0.0, 4.0), Step(0.0, 4.0)))
SIGH = Pattern((Step(0.7, 2.0), Step(1.0, 1.0), Step(0.0, 6.0)))


def breathing(pattern: Pattern = FOUR_SIX, seconds: float = 60, ramp: Ramp | None = None) -> Schedule:
    return Schedule.of((Part(PhaseKind.BREATHE, "breathing", seconds, pattern, ramp),))


def goal_bpm(schedule: Schedule, t_s: float) -> float:
    """Give the pace that the breath asked for at `t_s` is meant to reach."""
    pattern = schedule.pattern(t_s)
    assert pattern is not None
    return pattern.bpm


def onsets(schedule: Schedule) -> list[float]:
    """When each breath begins, read off the cues."""
    cues = schedule.cues
    return [
        cue.t_s
        for before, cue in zip((None, *cues), cues, strict=False)
        if cue.phase is Phase.INHALE and (before is None or before.phase is not Phase.INHALE)
    ]


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


class TestPause:
    def test_while_paused_nothing_is_asked_and_the_picture_breathes_out(self) -> None:
        schedule = breathing().paused(13.0)

        assert schedule.cue(13.5) is None
        assert schedule.next_after(13.0) == ()
        assert schedule.level(13.0) == pytest.approx(breathing().level(13.0))
        assert schedule.level(16.0) == pytest.approx(0, abs=1e-12)

    def test_a_pause_begins_and_ends_without_a_jump(self) -> None:
        """The level is continuous where the pause begins and where a new breath begins after it."""
        paused = breathing().paused(13.0)
        resumed = paused.resumed(20.0)

        assert abs(paused.level(13.01) - breathing().level(13.0)) < 0.01
        assert resumed.level(20.0) == pytest.approx(0, abs=1e-9)
        assert resumed.level(20.01) < 0.01

    def test_the_interrupted_breath_begins_again_and_the_rest_moves_with_it(self) -> None:
        resumed = breathing(seconds=60).paused(13.0).resumed(20.0)

        cue = resumed.cue(20.0)
        assert cue is not None
        assert (cue.t_s, cue.phase) == (20.0, Phase.INHALE)
        assert resumed.duration_s == pytest.approx(60 + 20 - 10)
        assert resumed.parts[0].duration_s == pytest.approx(70)

    def test_a_pause_uses_up_no_time(self) -> None:
        paused = breathing(seconds=60).paused(13.0)

        assert paused.remaining_s(13.0) == paused.remaining_s(500.0) == pytest.approx(47)

    def test_pausing_twice_or_going_on_unpaused_changes_nothing(self) -> None:
        schedule = breathing()

        assert schedule.resumed(5.0) is schedule
        paused = schedule.paused(5.0)
        assert paused.paused(9.0) is paused

    @given(pause_s=st.floats(0, 59), held_s=st.floats(0, 600))
    def test_after_any_pause_the_cues_still_follow_one_another(self, pause_s: float, held_s: float) -> None:
        schedule = breathing(seconds=60).paused(pause_s).resumed(pause_s + held_s)

        resumed = [cue for cue in schedule.cues if cue.t_s >= pause_s + held_s - 0.001]
        for before, after in pairwise(resumed):
            assert before.t_s + before.duration_s == pytest.approx(after.t_s, abs=0.002)


class TestRepace:
    def test_the_current_breath_is_finished_and_the_next_has_the_new_pace(self) -> None:
        schedule = breathing(seconds=120).repaced(23.0, 5.0)

        assert onsets(schedule)[:5] == [0.0, 10.0, 20.0, 30.0, 42.0]
        assert goal_bpm(schedule, 29.0) == pytest.approx(6)
        assert goal_bpm(schedule, 30.0) == pytest.approx(5)

    def test_the_part_keeps_its_length_to_within_half_a_breath(self) -> None:
        schedule = breathing(seconds=120).repaced(23.0, 4.5)

        assert abs(schedule.duration_s - 120) <= 60 / 4.5 / 2

    def test_later_parts_move_along(self) -> None:
        parts = (Part(PhaseKind.BREATHE, "b", 60, FOUR_SIX), Part(PhaseKind.REST, "rest", 30))
        schedule = Schedule.of(parts).repaced(5.0, 4.5)

        rest = schedule.parts[1]
        assert rest.t_s == pytest.approx(schedule.parts[0].duration_s)
        assert schedule.duration_s == pytest.approx(rest.t_s + 30)

    def test_where_no_breath_is_paced_nothing_changes(self) -> None:
        schedule = Schedule.of((Part(PhaseKind.REST, "rest", 60),))

        assert schedule.repaced(10.0, 5.0) is schedule

    def test_however_often_it_is_asked_the_part_keeps_its_length(self) -> None:
        schedule = breathing(seconds=240)
        for number in range(60):
            schedule = schedule.repaced(20.0 + number, 4.0 + number % 5)

        assert abs(schedule.duration_s - 240) <= 60 / 4 / 2
        assert len(schedule.patterns) <= 20

    def test_a_pause_before_it_is_not_taken_back(self) -> None:
        schedule = breathing(seconds=120).paused(23.0).resumed(83.0).repaced(90.0, 5.0)

        assert abs(schedule.duration_s - (120 + 63)) <= 6


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

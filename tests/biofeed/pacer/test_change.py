"""A pause, another pace, a skip and a repetition change what is to come, and nothing else."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from biofeed.breath import Part, Pattern, Ramp
from biofeed.pacer import Schedule
from biofeed.types import Phase, PhaseKind
from tests.biofeed.pacer.patterns import (
    BOX,
    FOUR_SIX,
    SIGH,
    breathe,
    breathing,
    onsets,
    rest,
    titles,
)

GUIDED = Part(PhaseKind.GUIDE, "scan", 90, cues=((20, "one"), (30, "two"), (40, "three")))


def goal_bpm(schedule: Schedule, t_s: float) -> float:
    """Give the pace that the breath asked for at `t_s` is meant to reach."""
    pattern = schedule.pattern(t_s)
    assert pattern is not None
    return pattern.bpm


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

        resumed = [cue for cue in schedule.cues if cue.t_s >= pause_s + held_s]
        for before, after in pairwise(resumed):
            assert before.t_s + before.duration_s == pytest.approx(after.t_s, abs=1e-6)

    def test_the_breath_that_was_broken_off_is_kept_and_is_no_pace(self) -> None:
        schedule = breathing(seconds=60).paused(13.0).resumed(20.0)

        assert [(cue.t_s, cue.duration_s) for cue in schedule.cues[:4]] == [(0, 4), (4, 6), (10, 3), (20, 4)]
        assert schedule.cue(15.0) is None
        assert schedule.paces(100.0) == pytest.approx((6, 6))

    def test_in_a_rest_the_whole_of_it_begins_again(self) -> None:
        schedule = Schedule.of((rest(), breathe())).paused(20.0).resumed(25.0)

        assert schedule.parts[0].duration_s == 55
        assert [cue.t_s for cue in schedule.cues[:3]] == [0, 25, 55]

    def test_in_guidance_the_line_is_said_again_from_its_start(self) -> None:
        schedule = Schedule.of((GUIDED,)).paused(30.0).resumed(40.0)

        assert [(cue.t_s, cue.text) for cue in schedule.cues] == [
            (0, "one"),
            (20, "two"),
            (40, "two"),
            (70, "three"),
        ]

    def test_a_pause_shorter_than_the_picture_needs_to_sink_ends_without_a_jump_too(self) -> None:
        resumed = breathing().paused(13.0).resumed(13.5)

        assert resumed.level(13.5) == pytest.approx(resumed.level(13.499), abs=0.01)
        assert resumed.level(13.5) > 0.3


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
        assert len(schedule.cues) <= 2 * 240 / 60 * 8

    def test_a_pause_before_it_is_not_taken_back(self) -> None:
        schedule = breathing(seconds=120).paused(23.0).resumed(83.0).repaced(90.0, 5.0)

        assert abs(schedule.duration_s - (120 + 63)) <= 6

    def test_asked_for_while_paused_it_begins_with_the_breath_after_the_one_that_was_held(self) -> None:
        schedule = breathing(seconds=120).paused(23.0).repaced(50.0, 5.0).resumed(60.0)

        assert onsets(schedule)[-3:-1] == pytest.approx(
            [onsets(schedule)[-1] - 24, onsets(schedule)[-1] - 12]
        )
        assert (goal_bpm(schedule, 69.9), goal_bpm(schedule, 70.0)) == pytest.approx((6, 5))


class TestSkip:
    def test_in_guidance_the_next_line_begins_now_and_everything_later_moves(self) -> None:
        schedule = Schedule.of((GUIDED, rest())).skipped(5.25)

        assert [(cue.t_s, cue.text) for cue in schedule.cues] == [
            (0.0, "one"),
            (5.25, "two"),
            (35.25, "three"),
            (75.25, "breathe as you like"),
        ]
        assert [part.duration_s for part in schedule.parts] == [75.25, 30.0]
        assert schedule.duration_s == 105.25

    def test_at_the_last_line_the_next_part_begins(self) -> None:
        schedule = Schedule.of((GUIDED, breathe())).skipped(61.5)

        assert [part.t_s for part in schedule.parts] == [0.0, 61.5]
        assert onsets(schedule)[0] == 61.5

    def test_a_breath_that_is_going_on_is_not_finished(self) -> None:
        schedule = Schedule.of((breathe(), rest())).skipped(13.0)

        assert schedule.cues[2].duration_s == 3.0
        assert (schedule.parts[0].duration_s, schedule.parts[1].t_s) == (13.0, 13.0)
        assert schedule.duration_s == 43.0

    def test_the_picture_goes_on_from_where_it_was(self) -> None:
        written = Schedule.of((breathe(), rest(), breathe()))
        schedule = written.skipped(13.0)

        assert schedule.level(12.9) == written.level(12.9)
        assert schedule.level(13.0) == pytest.approx(written.level(13.0))
        assert schedule.level(15.0) == pytest.approx(0, abs=1e-9)

    def test_in_the_last_part_the_session_ends(self) -> None:
        schedule = breathing(seconds=60).skipped(13.0)

        assert schedule.duration_s == 13.0
        assert schedule.cue(13.0) is None
        assert schedule.next_after(10.0) == ()

    def test_while_paused_and_after_the_end_nothing_changes(self) -> None:
        schedule = breathing(seconds=60)
        paused = schedule.paused(13.0)

        assert paused.skipped(14.0) is paused
        assert schedule.skipped(60.0) is schedule

    def test_what_has_been_told_of_lasts_for_a_moment(self) -> None:
        """At one moment the cue comes first, then the key: the next cue begins later than both."""
        schedule = Schedule.of((GUIDED,)).skipped(20.0)

        assert [cue.t_s for cue in schedule.cues] == [0.0, 20.0, 20.001]
        assert schedule.next_after(20.0)[0].t_s == 20.001

    def test_a_breath_broken_off_is_no_pace(self) -> None:
        schedule = Schedule.of((breathe(pattern=BOX), breathe("c", pattern=BOX))).skipped(30.0)

        assert schedule.paces(100.0) == pytest.approx((3.75, 3.75))


class TestRepeat:
    STEPS = Schedule.of(
        (rest("settle"), breathe("one"), rest("r1"), breathe("two"), rest("r2"), breathe("three"))
    )

    def test_asked_for_in_a_step_it_comes_again_after_the_rest_that_follows_it(self) -> None:
        repeated = self.STEPS.repeated(130.0)

        assert titles(repeated) == ["settle", "one", "r1", "two", "r2", "two", "r2", "three"]
        assert repeated.duration_s == self.STEPS.duration_s + 90

    def test_asked_for_in_the_last_step_it_comes_after_the_rest_before_it(self) -> None:
        assert titles(self.STEPS.repeated(215.0))[-4:] == ["r2", "three", "r2", "three"]

    def test_asked_for_in_a_rest_the_step_before_it_comes_again_and_the_rest_too(self) -> None:
        assert titles(self.STEPS.repeated(95.0))[:6] == ["settle", "one", "r1", "one", "r1", "two"]

    def test_the_frame_around_a_practice_is_not_part_of_it(self) -> None:
        framed = Schedule.of((rest("before"), breathe(), rest("after")))

        assert titles(framed.repeated(35.0)) == ["before", "b", "b", "after"]
        assert titles(framed.repeated(95.0)) == ["before", "b", "after", "b", "after"]

    def test_nobody_is_put_to_a_task_twice(self) -> None:
        task = Part(PhaseKind.STRESSOR, "task", 60, task="subtraction")

        assert titles(Schedule.of((breathe(), task)).repeated(70.0)) == ["b", "task", "b"]

    def test_it_is_laid_out_as_it_was_written(self) -> None:
        repeated = breathing(seconds=60).repaced(15.0, 5.0).repeated(30.0)

        assert goal_bpm(repeated, repeated.duration_s - 1) == pytest.approx(6)

    def test_before_the_first_breathing_part_and_after_the_end_nothing_changes(self) -> None:
        assert self.STEPS.repeated(10.0) is self.STEPS
        assert self.STEPS.repeated(self.STEPS.duration_s) is self.STEPS

    def test_however_often_it_is_asked_one_repetition_follows(self) -> None:
        repeated = self.STEPS.repeated(95.0)

        assert repeated.repeated(96.0) is repeated
        assert titles(repeated.repeated(130.0)).count("one") == 3


@dataclass(frozen=True)
class Act:
    """What the person does, so many seconds after what they did before."""

    what: str
    after_s: float
    bpm: float

    def on(self, schedule: Schedule, t_s: float) -> Schedule:
        """Do it."""
        match self.what:
            case "repace":
                return schedule.repaced(t_s, self.bpm)
            case "skip":
                return schedule.skipped(t_s)
            case "repeat":
                return schedule.repeated(t_s)
            case "pause":
                return schedule.paused(t_s)
            case _:
                return schedule.resumed(t_s)


def parts() -> st.SearchStrategy[Part]:
    """Parts of every kind: paced with and without a way in, fading, guided, at rest, at a task."""
    seconds = st.floats(20, 200)
    pattern = st.builds(Pattern.at, st.sampled_from([FOUR_SIX, BOX, SIGH]), st.floats(4, 8))
    lines = st.lists(st.tuples(st.floats(1, 60), st.just("line")), min_size=1, max_size=5).map(tuple)
    return st.one_of(
        st.builds(
            Part,
            st.just(PhaseKind.BREATHE),
            st.just("b"),
            seconds,
            pattern,
            st.none() | st.builds(Ramp, st.floats(5, 9), st.floats(10, 100)),
            fades=st.booleans(),
        ),
        lines.map(lambda cues: Part(PhaseKind.GUIDE, "g", math.fsum(s for s, _ in cues), cues=cues)),
        st.builds(Part, st.sampled_from([PhaseKind.REST, PhaseKind.SETTLE]), st.just("r"), seconds),
        st.builds(Part, st.just(PhaseKind.STRESSOR), st.just("t"), seconds, task=st.just("subtraction")),
    )


def acts() -> st.SearchStrategy[list[Act]]:
    """Give what somebody may do in a session, in quick succession too."""
    after_s = st.one_of(st.just(0.0), st.floats(0, 0.002), st.floats(0, 60), st.integers(0, 60).map(float))
    what = st.sampled_from(["repace", "skip", "repeat", "pause", "resume"])
    return st.lists(st.builds(Act, what, after_s, st.floats(3.75, 8)), max_size=8)


class TestInvariants:
    @settings(max_examples=150, deadline=None)
    @given(parts=st.lists(parts(), min_size=1, max_size=5).map(tuple), acts=acts())
    def test_whatever_is_done_parts_and_cues_stay_whole(
        self, parts: tuple[Part, ...], acts: list[Act]
    ) -> None:
        schedule, t_s = Schedule.of(parts), 0.0
        holes: list[tuple[float, float]] = []
        for act in acts:
            t_s += act.after_s
            after = act.on(schedule, t_s)
            if schedule.paused_at_s is not None and after.paused_at_s is None:
                holes.append((schedule.paused_at_s, t_s))
            schedule = after

        assert_whole(schedule, holes)

    @settings(max_examples=100, deadline=None)
    @given(
        parts=st.lists(parts(), min_size=1, max_size=4).map(tuple),
        acts=acts(),
        shares=st.lists(st.floats(0, 1), min_size=3, max_size=3),
    )
    def test_what_lies_before_the_moment_stays(
        self, parts: tuple[Part, ...], acts: list[Act], shares: list[float]
    ) -> None:
        schedule, t_s = Schedule.of(parts), 0.0
        for act in acts:
            t_s += act.after_s
            after = act.on(schedule, t_s)
            # Whole milliseconds: what lies within one of the moment may round to either side of it.
            held_s = t_s if schedule.paused_at_s is None else min(t_s, schedule.paused_at_s)
            earlier = [share * (held_s - 0.002) for share in shares if held_s > 0.002]
            for then_s in (then_s for then_s in earlier if then_s < schedule.duration_s):
                assert asked(after, then_s) == asked(schedule, then_s)
            schedule = after

    @settings(max_examples=100, deadline=None)
    @given(parts=st.lists(parts(), min_size=1, max_size=4).map(tuple), acts=acts())
    def test_the_picture_never_jumps(self, parts: tuple[Part, ...], acts: list[Act]) -> None:
        """In 2 ms a glide of a second from empty to full moves by at most pi/2 * 0.002."""
        schedule, t_s = Schedule.of(parts), 0.0
        for act in acts:
            t_s += act.after_s
            after = act.on(schedule, t_s)
            assert abs(after.level(t_s + 0.001) - schedule.level(t_s - 0.001)) <= math.pi / 2 * 0.002 / 0.5
            schedule = after


def asked(schedule: Schedule, t_s: float) -> tuple[object, ...]:
    """Everything that is asked for and shown at a moment; the pause itself may be over by now."""
    cue = schedule.cue(t_s)
    told = (cue.t_s, cue.phase, cue.level, cue.text) if cue else None
    part = schedule.part(t_s)
    return told, schedule.level(t_s), schedule.visibility(t_s), part.t_s, part.kind, schedule.pattern(t_s)


def assert_whole(schedule: Schedule, holes: list[tuple[float, float]]) -> None:
    """Check that parts and cues follow one another to the millisecond, but for the pauses."""
    for item in (*schedule.parts, *schedule.cues):
        assert item.t_s == round(item.t_s, 3)
        assert item.duration_s == round(item.duration_s, 3) > 0
    for before, after in pairwise(schedule.parts):
        assert round(before.t_s + before.duration_s, 3) == after.t_s
    found = [
        (round(before.t_s + before.duration_s, 3), after.t_s)
        for before, after in pairwise(schedule.cues)
        if round(before.t_s + before.duration_s, 3) != after.t_s
    ]
    for begun_s, ended_s in found:
        assert any(abs(begun_s - a) < 0.0011 and abs(ended_s - b) < 0.0011 for a, b in holes)
    last_part, last_cue = schedule.parts[-1], schedule.cues[-1]
    assert round(last_part.t_s + last_part.duration_s, 3) == schedule.duration_s
    assert round(last_cue.t_s + last_cue.duration_s, 3) == schedule.duration_s
    starts = {cue.t_s for cue in schedule.cues}
    assert {part.t_s for part in schedule.parts} <= starts


@pytest.mark.parametrize("bpm", [4.5, 5.5, 6.0, 6.5, 7.3])
def test_twenty_minutes_with_a_pause_a_skip_and_a_repetition_are_exact_to_the_millisecond(bpm: float) -> None:
    """Against the obvious: breaths counted from the moment when their part began."""
    part = breathe(seconds=600, pattern=FOUR_SIX.at(bpm))
    schedule = Schedule.of((GUIDED, part)).skipped(7.123).paused(50.0).resumed(111.111).repeated(200.0)

    again = schedule.parts[2]
    assert schedule.duration_s > 1200
    for number, onset_s in enumerate(onset_s for onset_s in onsets(schedule) if onset_s >= again.t_s):
        assert onset_s == pytest.approx(again.t_s + number * 60 / bpm, abs=0.0010001)

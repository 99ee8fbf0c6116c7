"""An exercise is laid out as it was written, or in the way that was asked for this time."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biofeed.errors import ExerciseError, UsageError
from biofeed.exercise import Exercise, Kind, Variant, parse
from biofeed.plugins import exercise_names, load_exercise
from biofeed.types import Phase, PhaseKind

HEAD = 'format = 1\ntitle = "T"\nsummary = "S"\nevidence = "E"\n'
SETTLE = '[[phases]]\nkind = "settle"\nseconds = 60\n'
BREATHE = '[[phases]]\nkind = "breathe"\nseconds = 120\nbreaths_per_minute = 6\n'
BOX = (
    '[[phases]]\nkind = "breathe"\nseconds = 120\nbreaths_per_minute = 3.75\nratio = [4, 4, 4, 4]\n'
    "without_holds = { breaths_per_minute = 6.0, ratio = [5, 5] }\n"
)
GUIDE = '[[phases]]\nkind = "guide"\ncues = [{ seconds = 30, text = "a" }, { seconds = 70, text = "b" }]\n'
AWARENESS = 'kind = "awareness"\n'
RESONANCE = 'kind = "assessment"\nprotocol = "resonance"\n'


def exercise(*texts: str) -> Exercise:
    """Give an exercise of these pieces of a file."""
    return parse(HEAD + "".join(texts), "mine")


@pytest.mark.parametrize("name", exercise_names())
def test_every_exercise_of_the_library_can_be_laid_out(name: str) -> None:
    found = load_exercise(name)

    assert found.schedule().duration_s == pytest.approx(found.minutes * 60, abs=8)
    assert found.toml


@pytest.mark.parametrize("name", exercise_names())
def test_every_exercise_of_the_library_can_be_done_without_holding_a_breath(name: str) -> None:
    cues = load_exercise(name).schedule(Variant(holds=False)).cues

    assert not {cue.phase for cue in cues} & {Phase.HOLD, Phase.REST}


def test_longer_exhale_is_four_in_six_out_reached_from_nine_a_minute() -> None:
    schedule = load_exercise("longer-exhale").schedule(Variant(minutes=5))

    assert schedule.cues[0].duration_s + schedule.cues[1].duration_s == pytest.approx(60 / 9, abs=0.002)
    assert [cue.duration_s for cue in schedule.cues[-2:]] == pytest.approx([4, 6], abs=0.0011)


def test_an_unknown_exercise_names_the_ones_there_are() -> None:
    with pytest.raises(ExerciseError, match="longer-exale") as caught:
        load_exercise("longer-exale")

    assert "longer-exhale" in caught.value.hint


def test_what_it_is_can_be_asked() -> None:
    plain, guided = exercise(SETTLE, BREATHE), exercise(AWARENESS, GUIDE)

    assert (plain.is_paced, plain.is_personal, plain.has_holds, plain.paces) == (True, False, False, (6, 6))
    assert (guided.is_paced, guided.paces, guided.minutes, guided.kind) == (
        False,
        None,
        100 / 60,
        Kind.AWARENESS,
    )
    assert exercise(BOX, BREATHE).paces == (3.75, 6.0)


class TestMinutes:
    def test_they_stretch_the_breathing_and_leave_what_is_around_it(self) -> None:
        schedule = exercise(SETTLE, BREATHE, GUIDE).schedule(Variant(minutes=10))

        assert [part.duration_s for part in schedule.parts] == pytest.approx([60, 440, 100])

    def test_where_nothing_is_paced_all_of_it_is_stretched(self) -> None:
        schedule = exercise(SETTLE, SETTLE).schedule(Variant(minutes=5))

        assert [part.duration_s for part in schedule.parts] == [150, 150]

    @pytest.mark.parametrize("minutes", [0.5, 31])
    def test_a_session_has_a_shortest_and_a_longest_length(self, minutes: float) -> None:
        with pytest.raises(UsageError, match="minutes"):
            exercise(BREATHE).schedule(Variant(minutes=minutes))

    def test_the_breathing_keeps_a_minute_at_least(self) -> None:
        with pytest.raises(UsageError) as caught:
            exercise(SETTLE, BREATHE).schedule(Variant(minutes=1.5))

        assert "2 minutes" in caught.value.hint

    @pytest.mark.parametrize("text", [AWARENESS + GUIDE, GUIDE, RESONANCE + BREATHE + GUIDE])
    def test_guidance_and_procedures_last_as_long_as_they_last(self, text: str) -> None:
        one = exercise(text)
        with pytest.raises(UsageError, match="as it is") as caught:
            one.schedule(Variant(minutes=10))

        assert "min" in caught.value.title
        assert one.schedule(Variant(minutes=one.minutes)) == one.schedule()

    def test_a_reset_with_a_paced_breath_may_be_stretched(self) -> None:
        schedule = exercise('kind = "reset"\n', BREATHE).schedule(Variant(minutes=3))

        assert schedule.duration_s == 180


class TestPace:
    @given(bpm=st.floats(2.4, 12))
    def test_every_paced_part_has_it(self, bpm: float) -> None:
        schedule = exercise(BREATHE, SETTLE, BREATHE).schedule(Variant(pace_bpm=bpm))

        low_bpm, high_bpm = schedule.paces(schedule.duration_s) or (0, 0)
        assert low_bpm == pytest.approx(bpm, rel=0.001)
        assert high_bpm == pytest.approx(bpm, rel=0.001)

    @pytest.mark.parametrize(
        ("bpm", "broken"),
        [(1.9, "2 to 12"), (12.1, "2 to 12"), (2.3, "breathing in"), (float("nan"), "2 to 12")],
    )
    def test_one_out_of_bounds_is_refused_with_the_bound(self, bpm: float, broken: str) -> None:
        with pytest.raises(UsageError) as caught:
            exercise(BREATHE).schedule(Variant(pace_bpm=bpm))

        assert broken in f"{caught.value.title} {caught.value.hint}"

    def test_without_holds_more_paces_are_allowed(self) -> None:
        with pytest.raises(UsageError, match="hold") as caught:
            exercise(BOX).schedule(Variant(pace_bpm=3.5))

        assert "3.75 to 10" in caught.value.hint
        assert exercise(BOX).schedule(Variant(pace_bpm=3.5, holds=False)).duration_s > 0

    @pytest.mark.parametrize("text", [RESONANCE + BREATHE, AWARENESS + GUIDE])
    def test_it_is_refused_where_there_is_none_to_choose(self, text: str) -> None:
        with pytest.raises(UsageError, match="pace"):
            exercise(text).schedule(Variant(pace_bpm=5.5))


class TestFrame:
    def test_unpaced_windows_come_before_and_after_and_on_top_of_the_length(self) -> None:
        schedule = exercise(BREATHE).schedule(Variant(minutes=5, framed=True))

        assert [(part.kind, part.title, part.duration_s) for part in schedule.parts] == [
            (PhaseKind.SETTLE, "settle", 60),
            (PhaseKind.REST, "before", 120),
            (PhaseKind.BREATHE, "breathe", 300),
            (PhaseKind.REST, "after", 120),
        ]

    @pytest.mark.parametrize("text", [AWARENESS + GUIDE, RESONANCE + BREATHE])
    def test_only_breathing_exercises_have_one(self, text: str) -> None:
        with pytest.raises(UsageError) as caught:
            exercise(text).schedule(Variant(framed=True))

        assert "breathing exercises" in caught.value.hint


class TestWithoutHolds:
    def test_the_other_breath_is_breathed_for_the_same_time(self) -> None:
        schedule = exercise(BOX).schedule(Variant(holds=False))

        assert [cue.duration_s for cue in schedule.cues] == [5.0] * 24
        assert schedule.paces(120) == (6.0, 6.0)

    def test_what_holds_no_breath_stays_as_it_is(self) -> None:
        plain = exercise(BREATHE)

        assert plain.schedule(Variant(holds=False)) == plain.schedule()


def test_all_of_it_together() -> None:
    schedule = exercise(SETTLE, BOX, GUIDE).schedule(
        Variant(minutes=10, pace_bpm=5.0, framed=True, holds=False)
    )

    assert [part.title for part in schedule.parts] == [
        "settle",
        "before",
        "settle",
        "breathe",
        "guide",
        "after",
    ]
    assert schedule.duration_s == pytest.approx(900, abs=6)
    assert schedule.paces(900) == (5.0, 5.0)
    for before, after in pairwise(schedule.parts):
        assert before.t_s + before.duration_s == pytest.approx(after.t_s)

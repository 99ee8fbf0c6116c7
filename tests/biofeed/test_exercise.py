"""An exercise file is checked key by key, and nobody is asked to breathe outside of the bounds of care."""

from __future__ import annotations

import pytest

from biofeed.errors import ExerciseError, UsageError
from biofeed.exercise import allowed_bpm, parse
from biofeed.plugins import exercise_names, load_exercise

HEAD = 'format = 1\ntitle = "T"\nsummary = "S"\nevidence = "E"\n'


def one_phase(*lines: str) -> str:
    return HEAD + '[[phases]]\nkind = "breathe"\nseconds = 120\n' + "\n".join(lines)


@pytest.mark.parametrize("name", exercise_names())
def test_every_exercise_of_the_library_can_be_laid_out(name: str) -> None:
    exercise = load_exercise(name)

    assert exercise.schedule().duration_s == pytest.approx(exercise.minutes * 60, abs=8)
    assert exercise.toml


def test_longer_exhale_is_four_in_six_out_reached_from_nine_a_minute() -> None:
    schedule = load_exercise("longer-exhale").schedule(5)

    assert schedule.cues[0].duration_s + schedule.cues[1].duration_s == pytest.approx(60 / 9, abs=0.002)
    assert [cue.duration_s for cue in schedule.cues[-2:]] == [
        pytest.approx(4, abs=0.001),
        pytest.approx(6, abs=0.001),
    ]


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (["breaths_per_minute = 1.5"], ">= 2"),
        (["breaths_per_minute = 13"], "<= 12"),
        (["breaths_per_minute = 2.4", "ratio = [4, 8, 8, 4]"], "hold after breathing in"),
        (["breaths_per_minute = 2.4", "ratio = [8, 0, 10, 6]"], "hold after breathing out"),
        (["breaths_per_minute = 4", "ratio = [3, 6, 3, 3]"], "breath held"),
        (["breaths_per_minute = 12", "ratio = [1, 4]"], "breathing in"),
        (["breaths_per_minute = 6", "ratio = [0, 0]"], "adds up to nothing"),
        (["ratio = [4, 6]"], "without a pace"),
        (["ramp = { from = 9, seconds = 60 }"], "ramp"),
        (["breaths_per_minute = 6", "colour = 1"], "colour"),
        (["steps = [{ level = 1, seconds = 4 }, { level = 0.5, seconds = 4 }]"], "end empty"),
        (["steps = [{ level = 0, seconds = 4 }, { level = 1, seconds = 4 }]"], "empty"),
    ],
)
def test_a_pattern_out_of_bounds_is_refused_with_the_bound_it_breaks(lines: list[str], said: str) -> None:
    with pytest.raises(ExerciseError) as caught:
        parse(one_phase(*lines), "mine")

    assert "mine" in caught.value.title
    assert said in f"{caught.value.title} {caught.value.hint}"
    assert caught.value.hint


def test_box_breathing_is_exactly_at_the_bound_and_allowed() -> None:
    box = parse(one_phase("breaths_per_minute = 3.75", "ratio = [4, 4, 4, 4]"), "box")

    assert box.has_holds
    assert not load_exercise("even-breath").has_holds


@pytest.mark.parametrize("text", ["", "title = ", "format = 2\n" + HEAD[11:], HEAD, HEAD + "phases = []"])
def test_what_is_no_exercise_file_is_said_so(text: str) -> None:
    with pytest.raises(ExerciseError):
        parse(text, "mine")


def test_an_unknown_exercise_names_the_ones_there_are() -> None:
    with pytest.raises(ExerciseError, match="longer-exale") as caught:
        load_exercise("longer-exale")

    assert "longer-exhale" in caught.value.hint


def test_minutes_stretch_the_breathing_and_leave_what_is_around_it() -> None:
    text = HEAD + (
        '[[phases]]\nkind = "settle"\nseconds = 60\n'
        '[[phases]]\nkind = "breathe"\nseconds = 120\nbreaths_per_minute = 6\n'
    )
    schedule = parse(text, "mine").schedule(10)

    assert [part.duration_s for part in schedule.parts] == [60, pytest.approx(540)]


@pytest.mark.parametrize("minutes", [0.5, 31])
def test_a_session_has_a_shortest_and_a_longest_length(minutes: float) -> None:
    with pytest.raises(UsageError):
        load_exercise("even-breath").schedule(minutes)


def test_a_breath_may_only_be_stretched_as_far_as_every_stretch_of_it_allows() -> None:
    """4 in, 6 out: breathing in takes 10 s at 2.4 a minute; out 15 s at 2.4; in 1.5 s only above 12."""
    (part,) = load_exercise("longer-exhale").parts
    assert part.pattern
    assert allowed_bpm(part.pattern) == (pytest.approx(2.4), 12.0)
    box = parse(one_phase("breaths_per_minute = 3.75", "ratio = [4, 4, 4, 4]"), "box").parts[0].pattern
    assert box
    # Empty lungs may wait for 4 s, and that is what a box of 16 s asks for already.
    assert allowed_bpm(box) == (pytest.approx(3.75), pytest.approx(10.0))

"""A part says one thing, within the bounds of care, and nobody has to hold their breath to do it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biofeed.errors import ExerciseError
from biofeed.exercise import parse
from biofeed.exercise.bounds import first_breach
from biofeed.types import Phase, PhaseKind

HEAD = 'format = 1\ntitle = "T"\nsummary = "S"\nevidence = "E"\n'
HOLDLESS = "without_holds = { breaths_per_minute = 6, ratio = [4, 6] }"
BOX = ["breaths_per_minute = 3.75", "ratio = [4, 4, 4, 4]"]


def one_phase(*lines: str, kind: str = "breathe", seconds: str = "seconds = 120") -> str:
    """Write an exercise of one part."""
    return HEAD + f'[[phases]]\nkind = "{kind}"\n{seconds}\n' + "\n".join(lines)


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (["breaths_per_minute = 1.5"], ">= 2"),
        (["breaths_per_minute = 13"], "<= 12"),
        (["breaths_per_minute = 2.4", "ratio = [4, 8, 8, 4]"], "hold after breathing in"),
        (["breaths_per_minute = 2.4", "ratio = [8, 0, 10, 6]"], "hold after breathing out"),
        (["breaths_per_minute = 4", "ratio = [3, 6, 3, 3]"], "breath held"),
        (["breaths_per_minute = 6", "ratio = [4, 0.01, 6]"], "0.1 to 7"),
        (["breaths_per_minute = 12", "ratio = [1, 4]"], "breathing in"),
        (["breaths_per_minute = 6", "ratio = [0, 0]"], "leaves out"),
        (["breaths_per_minute = 6", "ratio = [4, 0]"], "leaves out"),
        (["steps = [{ level = 1, seconds = 4 }, { level = 0.5, seconds = 4 }]"], "end empty"),
        (["steps = [{ level = 0, seconds = 4 }, { level = 1, seconds = 4 }]"], "empty"),
        (["breaths_per_minute = 6", "ratio = [4, 6]", "ramp = { from = 2, seconds = 60 }"], "ramp begins"),
        ([*BOX, "without_holds = { breaths_per_minute = 2, ratio = [4, 6] }"], "without_holds: 12 seconds"),
        ([*BOX, HOLDLESS, "ramp = { from = 3.75, seconds = 60 }", 'colour = ""'], "colour"),
    ],
)
def test_a_pattern_out_of_bounds_is_refused_with_the_bound_it_breaks(lines: list[str], said: str) -> None:
    assert said in refusal(one_phase(*lines))


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (["ratio = [4, 6]"], "without a pace"),
        (["ramp = { from = 9, seconds = 60 }"], "ramp"),
        (["fade = true"], "fade"),
        (['pace = "personal"', "breaths_per_minute = 6"], "twice"),
        (["breaths_per_minute = 6", "cues = [{ seconds = 120, text = 'a' }]"], "beside breathing"),
        (["text = 'a'", "cues = [{ seconds = 120, text = 'a' }]"], "beside"),
        (["cues = [{ seconds = 60, text = 'a' }]"], "write 60"),
        (["task = 'subtraction'"], "“stressor” or “rest”"),
        (BOX, "Add what to breathe instead: without_holds ="),
        (["breaths_per_minute = 6", HOLDLESS], "no breath is held"),
        ([*BOX, "without_holds = { breaths_per_minute = 6, ratio = [4, 1, 4, 1] }"], "held here too"),
    ],
)
def test_keys_that_do_not_go_together_are_refused_with_the_way_to_mend_it(
    lines: list[str], said: str
) -> None:
    assert said in refusal(one_phase(*lines))


def refusal(text: str) -> str:
    """Give what is said of a file that is refused."""
    with pytest.raises(ExerciseError) as caught:
        parse(text, "mine")
    assert caught.value.title.startswith("mine")
    assert caught.value.hint
    return f"{caught.value.title} {caught.value.hint}"


def test_seconds_may_only_be_left_out_where_cues_say_them() -> None:
    assert "“seconds” is missing" in refusal(one_phase(seconds=""))
    lines = ", ".join(["{ seconds = 600, text = 'a' }"] * 4)
    assert "1800" in refusal(one_phase(f"cues = [{lines}]", seconds=""))


def test_box_breathing_is_exactly_at_the_bound_and_allowed() -> None:
    box = parse(one_phase(*BOX, HOLDLESS), "box")

    assert box.has_holds
    assert box.parts[0].without_holds is not None


def test_a_double_inhale_is_written_as_steps() -> None:
    first, sip, out = (
        "{ level = 0.7, seconds = 2 }",
        "{ level = 1, seconds = 1, text = 'a sip' }",
        "{ level = 0, seconds = 6 }",
    )
    cues = parse(one_phase(f"steps = [{first}, {sip}, {out}]"), "sigh").schedule().cues[:3]

    assert [cue.phase for cue in cues] == [Phase.INHALE, Phase.INHALE, Phase.EXHALE]
    assert [cue.text for cue in cues] == ["breathe in", "a sip", "breathe out"]


def test_guidance_lasts_as_long_as_its_lines() -> None:
    (part,) = parse(
        one_phase(
            "cues = [{ seconds = 20, text = 'a' }, { seconds = 30.5, text = 'b' }]", seconds="", kind="guide"
        ),
        "scan",
    ).parts

    assert (part.kind, part.seconds) == (PhaseKind.GUIDE, 50.5)
    assert part.cues == ((20, "a"), (30.5, "b"))


def test_a_personal_pace_is_six_a_minute_until_it_is_known() -> None:
    exercise = parse(one_phase('pace = "personal"', "ratio = [5, 5]"), "mine")

    assert exercise.is_personal
    assert exercise.paces == (6.0, 6.0)


@pytest.mark.parametrize("kind", ["stressor", "rest"])
def test_a_task_is_carried_through_to_the_part(kind: str) -> None:
    exercise = parse(one_phase('task = "subtraction"', kind=kind), "mine")

    assert exercise.tasks == ("subtraction",)
    assert exercise.schedule().parts[0].task == "subtraction"


def test_a_fading_part_fades() -> None:
    schedule = parse(one_phase("breaths_per_minute = 6", "fade = true"), "mine").schedule()

    assert [schedule.visibility(t_s) for t_s in (0.0, 60.0)] == pytest.approx([1.0, 0.5])


def numbers() -> st.SearchStrategy[str]:
    """Give numbers as TOML writes them, reasonable and not."""
    return st.one_of(
        st.sampled_from(["nan", "inf", "-inf", "-1", "0", "5e-324", "1e308", "0.1", "4", "7", "120"]),
        st.floats(0.01, 200).map(lambda number: f"{number:.6f}"),
    )


def pieces() -> st.SearchStrategy[str]:
    """Give lines that may stand in a part, with numbers of all sizes."""
    number, ratio = numbers(), st.lists(numbers(), min_size=1, max_size=5).map(", ".join)
    step = st.builds("{{ level = {}, seconds = {} }}".format, number, number)
    return st.one_of(
        st.builds("seconds = {}".format, number),
        st.builds("breaths_per_minute = {}".format, number),
        st.builds("ratio = [{}]".format, ratio),
        st.builds("steps = [{}]".format, st.lists(step, min_size=1, max_size=6).map(", ".join)),
        st.builds("ramp = {{ from = {}, seconds = {} }}".format, number, number),
        st.builds("without_holds = {{ breaths_per_minute = {}, ratio = [{}] }}".format, number, ratio),
        st.builds("cues = [{{ seconds = {}, text = 'a' }}]".format, number),
        st.sampled_from(["fade = true", 'pace = "personal"', 'task = "counting"', 'text = "a"']),
    )


@given(kind=st.sampled_from(PhaseKind), lines=st.lists(pieces(), max_size=5, unique_by=lambda line: line[:5]))
def test_whatever_is_written_is_either_refused_or_within_the_bounds(kind: str, lines: list[str]) -> None:
    try:
        exercise = parse(one_phase(*lines, kind=kind, seconds=""), "mine")
    except ExerciseError:
        return
    for part in exercise.parts:
        for pattern in filter(None, (part.pattern, part.without_holds)):
            assert first_breach(pattern) is None
    cues = exercise.schedule().cues
    assert all(cue.duration_s > 0 for cue in cues)

"""The library: what each exercise asks for, laid out as an obvious slow sum says, and honest about itself."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from decimal import Decimal
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any

import pytest

from biofeed.exercise import Exercise, Kind, Label, Variant, parse
from biofeed.types import Cue, Phase, PhaseKind
from biofeed_exercises.pack import FolderPack

PACK = FolderPack("biofeed_exercises", "library")
LIBRARY = {name: parse(PACK.read(name), name) for name in PACK.names()}
DOCS = (Path(__file__).parents[2] / "docs" / "exercises.md").read_text("utf-8")
HALF_A_MS = Decimal("0.0005")

every_exercise = pytest.mark.parametrize("exercise", LIBRARY.values(), ids=LIBRARY)
HELD = [exercise for exercise in LIBRARY.values() if exercise.has_holds]


# --- the slow sum ---------------------------------------------------------------------------------------


def slow_begins_s(toml: str, *, holds: bool = True) -> list[Decimal]:
    """When each cue begins, straight from the file, step by step, in decimal arithmetic."""
    begins: list[Decimal] = []
    start_s = Decimal(0)
    for phase in tomllib.loads(toml, parse_float=Decimal)["phases"]:
        for begin_s, end_s in slow_stretches(phase, start_s, holds):
            begins.append(begin_s)
            last_s = end_s
        # A part begins on a whole millisecond.
        start_s = last_s.quantize(Decimal("0.001"))
    return begins


def slow_stretches(phase: dict[str, Any], start_s: Decimal, holds: bool) -> Iterator[tuple[Decimal, Decimal]]:
    """Begin and end of what a part asks for: lines of guidance, one free stretch, or breaths."""
    steps = slow_steps(phase if holds else phase.get("without_holds", phase))
    if not steps:
        lines = [Decimal(cue["seconds"]) for cue in phase.get("cues", [phase])]
        for seconds in lines:
            yield start_s, start_s + seconds
            start_s += seconds
        return
    done_s = Decimal(0)
    while True:
        goal = 60 / sum(steps)
        factor = goal / slow_pace(phase.get("ramp"), goal, done_s)
        breath = [step * factor for step in steps]
        if done_s and done_s + sum(breath) / 2 > phase["seconds"]:
            return
        for seconds in breath:
            yield start_s + done_s, start_s + done_s + seconds
            done_s += seconds


def slow_steps(breath: dict[str, Any]) -> list[Decimal]:
    """How long each stretch of one breath is, as the file has it; empty where none is paced."""
    if "steps" in breath:
        return [Decimal(step["seconds"]) for step in breath["steps"]]
    bpm = 6 if "pace" in breath else breath.get("breaths_per_minute")
    if bpm is None:
        return []
    shares = [Decimal(share) for share in breath["ratio"]]
    return [60 / Decimal(bpm) * share / sum(shares) for share in shares]


def slow_pace(ramp: dict[str, Any] | None, goal: Decimal, done_s: Decimal) -> Decimal:
    if ramp is None or done_s >= ramp["seconds"]:
        return goal
    begin = Decimal(ramp["from"])
    return begin + (goal - begin) * done_s / Decimal(ramp["seconds"])


def assert_same_times(cues: tuple[Cue, ...], begins: list[Decimal]) -> None:
    assert len(cues) == len(begins)
    for cue, begin_s in zip(cues, begins, strict=True):
        assert Decimal(repr(cue.t_s)) == Decimal(repr(round(cue.t_s, 3))), "on a whole millisecond"
        assert abs(Decimal(repr(cue.t_s)) - begin_s) <= HALF_A_MS + Decimal("1e-9")


@every_exercise
def test_cues_begin_where_the_file_says_to_the_millisecond(exercise: Exercise) -> None:
    assert_same_times(exercise.schedule().cues, slow_begins_s(exercise.toml))


@pytest.mark.parametrize("exercise", HELD, ids=lambda exercise: exercise.name)
def test_without_holds_cues_begin_where_the_file_says_and_none_is_held(exercise: Exercise) -> None:
    cues = exercise.schedule(Variant(holds=False)).cues

    assert_same_times(cues, slow_begins_s(exercise.toml, holds=False))
    assert {cue.phase for cue in cues} <= {Phase.INHALE, Phase.EXHALE, Phase.FREE}


@every_exercise
def test_one_cue_ends_where_the_next_begins(exercise: Exercise) -> None:
    schedule = exercise.schedule()

    for cue, following in pairwise(schedule.cues):
        assert round(cue.t_s + cue.duration_s, 3) == following.t_s
    last = schedule.cues[-1]
    assert round(last.t_s + last.duration_s, 3) == schedule.duration_s


# --- what is asked for ----------------------------------------------------------------------------------

BREATHS = {
    "longer-exhale": [4, 6],
    "even-breath": [5, 5],
    "coherent": [60 / 11, 60 / 11],
    "resonance": [4, 6],
    "four-four-six": [4, 4, 6],
    "box": [4, 4, 4, 4],
    "four-seven-eight": [4, 7, 8],
    "cyclic-sighing": [2, 1, 6],
    "extended-exhale": [4, 8],
    "reset": [4, 6],
    "session": [4, 6],
    "stress-recovery": [4, 6],
}
"""How each is breathed at its full pace, in seconds."""

UNPACED = {"breathing-space", "body-scan", "grounding", "activation", "resting-reading"}


@pytest.mark.parametrize("name", BREATHS)
def test_an_exercise_is_breathed_as_its_name_says(name: str) -> None:
    paced = [cue for cue in LIBRARY[name].schedule().cues if cue.phase is not Phase.FREE]
    last = paced[-len(BREATHS[name]) :]

    assert [cue.duration_s for cue in last] == pytest.approx(BREATHS[name], abs=0.001)


def test_everything_the_library_is_to_hold_is_there_and_nothing_else() -> None:
    others = {"follow-your-heart", "resonance-assessment", "stress-recovery-stroop", "stress-recovery-event"}

    assert set(LIBRARY) == {*BREATHS, *UNPACED, *others}
    assert {name for name, exercise in LIBRARY.items() if not exercise.is_paced} == UNPACED


@pytest.mark.parametrize(
    ("name", "bpm"), [("four-four-six", 4.286), ("box", 3.75), ("four-seven-eight", 3.158), ("coherent", 5.5)]
)
def test_paces_are_the_published_ones(name: str, bpm: float) -> None:
    assert LIBRARY[name].paces == (pytest.approx(bpm, abs=0.001), pytest.approx(bpm, abs=0.001))


@every_exercise
def test_every_breath_keeps_within_the_bounds_of_care(exercise: Exercise) -> None:
    """Measured on the cues themselves, during ramps too."""
    longest_s = {Phase.INHALE: 10.0, Phase.HOLD: 7.0, Phase.EXHALE: 15.0, Phase.REST: 4.0}
    held_s = moved_s = 0.0
    for phase, group in groupby(exercise.schedule().cues, key=lambda cue: cue.phase):
        cues = list(group)
        if phase is Phase.FREE:
            continue
        lasts_s = sum(cue.duration_s for cue in cues)
        assert lasts_s <= longest_s[phase] + 0.002
        if phase in {Phase.INHALE, Phase.EXHALE}:
            assert lasts_s >= 1.5
            moved_s += lasts_s
        else:
            held_s += lasts_s
    assert held_s <= moved_s + 0.1
    assert 1 <= exercise.schedule().duration_s / 60 <= 30


def test_only_three_hold_the_breath_and_each_says_who_does_without() -> None:
    assert {exercise.name for exercise in HELD} == {"four-four-six", "box", "four-seven-eight"}
    for exercise in HELD:
        said = " ".join(exercise.cautions)
        assert "without holds" in said
        assert "pregnancy" in said
        assert "fainting" in said


def test_four_seven_eight_is_three_sets_of_six_breaths_with_a_minute_between() -> None:
    schedule = LIBRARY["four-seven-eight"].schedule()

    assert [part.duration_s for part in schedule.parts] == [114, 60, 114, 60, 114]
    assert sum(cue.phase is Phase.INHALE for cue in schedule.cues) == 18


def test_the_resonance_assessment_is_stepped_down_with_free_minutes_between() -> None:
    exercise = LIBRARY["resonance-assessment"]
    steps = [part for part in exercise.parts if part.kind is PhaseKind.BREATHE]

    assert exercise.minutes == 16
    assert [part.kind for part in exercise.parts] == [PhaseKind.SETTLE, PhaseKind.BREATHE] * 5
    assert [part.seconds for part in exercise.parts] == [120, 120, *[60, 120] * 4]
    for part, bpm in zip(steps, (6.5, 6.0, 5.5, 5.0, 4.5), strict=True):
        assert part.pattern
        assert part.pattern.bpm == pytest.approx(bpm)
        assert part.title == f"{bpm} a minute"
        shares = [step.seconds / part.pattern.period_s for step in part.pattern.steps]
        assert shares == pytest.approx([0.4, 0.6])


@pytest.mark.parametrize(
    ("name", "task", "minutes"),
    [
        ("stress-recovery", "subtraction", 5),
        ("stress-recovery-stroop", "stroop", 5),
        ("stress-recovery-event", "event", 10),
    ],
)
def test_a_stress_recovery_session_has_its_six_parts(name: str, task: str, minutes: int) -> None:
    parts = [(part.kind, part.seconds / 60, part.task) for part in LIBRARY[name].parts]

    assert parts == [
        (PhaseKind.SETTLE, 2, ""),
        (PhaseKind.REST, 5, "counting"),
        (PhaseKind.STRESSOR, minutes, task),
        (PhaseKind.RECOVER, 5, ""),
        (PhaseKind.BREATHE, 5, ""),
        (PhaseKind.REST, 2, ""),
    ]
    assert LIBRARY[name].protocol == "stress-recovery"
    assert any("one key ends it" in caution.lower() for caution in LIBRARY[name].cautions)


def test_a_resting_reading_is_unpaced_and_measured_after_a_minute() -> None:
    parts = [(part.kind, part.seconds) for part in LIBRARY["resting-reading"].parts]

    assert parts == [(PhaseKind.SETTLE, 60), (PhaseKind.REST, 120)]


def test_the_body_scan_goes_from_the_outside_in_each_region_a_part_to_skip() -> None:
    schedule = LIBRARY["body-scan"].schedule()
    regions = [part.title for part in schedule.parts]

    assert regions[2:6] == ["shoulders", "jaw", "chest", "stomach"]
    assert schedule.skipped(61.0).part(62.0).title == "jaw"
    assert 3 <= schedule.duration_s / 60 <= 5


def test_grounding_is_five_four_three_and_its_end_may_be_skipped() -> None:
    parts = LIBRARY["grounding"].parts

    assert [len(part.cues) for part in parts[:3]] == [5, 4, 3]
    assert all("if you like" in part.title for part in parts[3:])


def test_following_the_heart_begins_with_a_pacer_that_fades() -> None:
    with_pacer, fading, alone = LIBRARY["follow-your-heart"].parts

    assert (with_pacer.fades, fading.fades) == (False, True)
    assert fading.pattern
    assert alone.pattern is None


def test_a_session_is_awareness_interruption_recovery_reflection() -> None:
    parts = [(part.title, part.kind.value) for part in LIBRARY["session"].parts]

    assert parts == [
        ("awareness", "guide"),
        ("interruption", "breathe"),
        ("recovery", "recover"),
        ("reflection", "guide"),
    ]


def test_what_is_shorter_than_training_is_not_kept_as_training() -> None:
    """Below five minutes nothing in the library calls itself a breathing exercise."""
    short = [exercise for exercise in LIBRARY.values() if exercise.minutes < 5]

    assert Kind.BREATHING not in {exercise.kind for exercise in short}
    assert LIBRARY["reset"].kind is Kind.RESET


# --- what is said of it ---------------------------------------------------------------------------------


@every_exercise
def test_the_label_and_the_evidence_are_written_out(exercise: Exercise) -> None:
    assert "\nlabel = " in exercise.toml, "not left to the default"
    assert len(exercise.evidence) > 80
    assert re.search(r"\b(19|20)\d\d\b|no trial|not been|programme|practice|not tested", exercise.evidence)


@every_exercise
def test_every_study_it_names_stands_among_the_sources(exercise: Exercise) -> None:
    for name, year in re.findall(r"([A-Z][a-z]+(?: [A-Z][a-z]+)?) ((?:19|20)\d\d)", exercise.evidence):
        assert f"| {name} {year} |" in DOCS


@every_exercise
def test_the_docs_give_its_label_and_its_minutes(exercise: Exercise) -> None:
    row = next(line for line in DOCS.splitlines() if line.startswith(f"| `{exercise.name}` |"))

    assert row.endswith(f"| {exercise.minutes:.2g} | {exercise.label} |")


@pytest.mark.parametrize("label", Label)
def test_every_label_is_explained(label: Label) -> None:
    assert f"\n| {label} | " in DOCS


@every_exercise
def test_nothing_is_said_to_be_because_of_something(exercise: Exercise) -> None:
    """No claims of cause, none of cure."""
    claims = r"\b(because you|cures?|treats?|heals?|proven|guarantee[sd]?|boosts?)\b"

    assert not re.search(claims, exercise.toml, re.IGNORECASE)


def test_nothing_is_claimed_for_sighing_and_heart_rate_variability() -> None:
    sentence = next(s for s in LIBRARY["cyclic-sighing"].evidence.split(". ") if "variability" in s)

    assert sentence.startswith("Nothing is claimed")

"""What `biofeed practice` lets one do, and how it says no, where nobody can be asked."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from biofeed.care import Care, Caution, to_text
from biofeed.plugins import load_exercise
from biofeed.practice import CAUTIONS
from biofeed.store import open_store
from biofeed.store.home import Home
from biofeed.types import Origin
from biofeed.words.exercises import NOTHING_HELD
from tests.biofeed.cli.conftest import Run

FAST = "sim:?seed=1&speed=max"
HELD = """
format = 1
title = "Too long"
summary = "A breath held for longer than anybody is asked to."
evidence = "None."
[[phases]]
kind = "breathe"
seconds = 120
steps = [
    { level = 1.0, seconds = 4.0 }, { level = 1.0, seconds = 9.0 }, { level = 0.0, seconds = 8.0 },
]
without_holds = { breaths_per_minute = 6.0, ratio = [4, 6] }
"""


def practise(run: Run, exercise: str | Path, *options: str) -> tuple[int, str, str]:
    ran = run("practice", exercise, "--device", FAST, "--plain", *options)
    return ran.code, ran.out, ran.err


def answered(*cautions: Caution) -> None:
    with open_store(Home.default(), Origin.STRAP) as store:
        store.remember("me", CAUTIONS, to_text(Care(answered=True, applies=frozenset(cautions))))


def test_an_unsafe_file_is_refused_with_the_bound_it_breaks(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "held.toml"
    path.write_text(HELD, "utf-8")
    code, out, err = practise(run, path, "--accept-cautions")

    assert (code, out) == (40, "")
    assert "9 seconds of a hold after breathing in is out of bounds" in err
    assert "The allowed range is 0.1 to 7." in err


@pytest.mark.parametrize(
    ("pace", "said"),
    [
        ("1", "The allowed range is 2 to 12."),
        ("13", "The allowed range is 2 to 12."),
        ("2.2", "seconds of breathing in"),
    ],
)
def test_an_unsafe_pace_is_refused_with_the_bound_it_breaks(run: Run, pace: str, said: str) -> None:
    code, _, err = practise(run, "longer-exhale", "--accept-cautions", "--pace", pace)

    assert code == 2
    assert said in err


@pytest.mark.parametrize("exercise", ["box", "resonance-assessment", "stress-recovery", "four-seven-eight"])
def test_what_needs_the_caution_check_waits_for_it_and_names_the_option(run: Run, exercise: str) -> None:
    code, _, err = practise(run, exercise)

    assert code == 40
    assert "waits until the caution check is answered" in err
    assert "--accept-cautions" in err
    assert "The app asks it once" in err
    assert "--consent" not in err


@pytest.mark.parametrize("exercise", ["longer-exhale", "grounding", "reset", "body-scan", "activation"])
def test_grounding_and_easy_breathing_need_no_check(run: Run, exercise: str) -> None:
    assert practise(run, exercise)[0] == 0


def test_a_stressor_needs_consent_beside_the_check(run: Run) -> None:
    code, _, err = practise(run, "stress-recovery", "--accept-cautions")

    assert code == 40
    assert "--consent" in err
    assert "--accept-cautions" not in err
    assert practise(run, "stress-recovery", "--accept-cautions", "--consent")[0] == 0


def test_a_refusal_that_no_option_lifts_names_none(run: Run) -> None:
    answered(Caution.RHYTHM)
    code, _, err = practise(run, "stress-recovery")

    assert code == 40
    assert "heart's rhythm" in err
    assert "--" not in err


@pytest.mark.parametrize("exercise", ["stress-recovery", "stress-recovery-event", "resonance-assessment"])
def test_without_a_strap_nothing_demanding_begins_or_uses_up_the_day(run: Run, exercise: str) -> None:
    options = ("--plain", "--accept-cautions", "--consent")
    ran = run("practice", exercise, "--device", "none:?speed=max", *options)

    assert ran.code == 40
    assert "needs a strap" in ran.err
    assert run("sessions", "list").out.count(exercise) == 0


def test_without_a_strap_a_reading_says_beforehand_that_there_is_nothing_to_go_by(run: Run) -> None:
    ran = run("practice", "resting-reading", "--device", "none:?speed=max", "--plain")

    assert ran.code == 0
    assert ran.out.startswith("It goes by your heart, and without a strap there is nothing to go by.")
    assert "the pacer" not in ran.out
    assert "the breath is paced" not in ran.out


def test_without_its_holds_an_exercise_says_so_in_place_of_its_cautions(run: Run) -> None:
    held = load_exercise("box").cautions
    _, whole, _ = practise(run, "box", "--accept-cautions")
    _, unheld, _ = practise(run, "box", "--accept-cautions", "--no-holds")

    assert all(caution in whole for caution in held)
    assert NOTHING_HELD not in whole
    assert not any(caution in unheld for caution in held)
    assert NOTHING_HELD in unheld


def test_answers_that_are_kept_change_what_is_breathed_and_are_said(run: Run) -> None:
    answered(Caution.PREGNANCY)
    code, out, _ = practise(run, "box")

    assert code == 0
    assert "Breathed without holds" in out
    assert "hold, " not in out


def test_a_no_that_is_kept_is_not_outdone_by_a_pace(run: Run) -> None:
    answered(Caution.LUNG_OR_KIDNEY)
    code, _, err = practise(run, "longer-exhale", "--pace", "8")

    assert code == 40
    assert "clinician" in err


def test_the_variant_that_was_asked_for_is_in_the_log(run: Run) -> None:
    practise(run, "box", "--accept-cautions", "--no-holds", "--framed", "--pace", "5")
    lines = run("sessions", "show", "sim-1", "--events").out.splitlines()
    parts = [json.loads(line)["payload"]["title"] for line in lines if '"phase_change"' in line]
    header = open_store(Home.default(), Origin.SIMULATED).header("sim-1")

    assert parts == ["settle", "before", "box breathing", "after"]
    assert (header.pace_bpm, header.framed, header.holds) == (5.0, True, False)


def test_the_assessment_ends_with_its_answer(run: Run) -> None:
    ran = run(
        *("practice", "resonance-assessment", "--accept-cautions", "--plain"),
        *("--device", "sim:?resonance=5.5&seed=3&speed=max"),
    )

    last = ran.out.splitlines()[-1]
    assert last.startswith("best pace today: 5.")
    assert last.endswith(" breaths a minute")
    assert abs(float(last.split()[3]) - 5.5) <= 0.3


def test_the_pace_that_was_found_is_the_next_exercises_own(run: Run) -> None:
    device = "sim:?resonance=5.5&seed=3&speed=max"
    run("practice", "resonance-assessment", "--accept-cautions", "--plain", "--device", device)
    run("practice", "resonance", "--accept-cautions", "--plain", "--device", device)

    with open_store(Home.default(), Origin.SIMULATED) as store:
        (_, found), *_ = store.found("me", "resonance")
        assert store.header("sim-2").pace_bpm == found.measures[0].value


def test_a_known_half_life_lies_within_what_is_said_of_it(run: Run) -> None:
    device = "sim:?half_life=60&rise=14&seed=15&speed=max"
    run("practice", "stress-recovery", "--accept-cautions", "--consent", "--plain", "--device", device)

    with open_store(Home.default(), Origin.SIMULATED) as store:
        ((_, found),) = store.found("me", "recovery")
    assert float(found.detail["half_low_s"]) <= 60 <= float(found.detail["half_high_s"])
    assert float(found.detail["half_high_s"]) < 300


def test_the_simulated_stressor_is_answered_by_nobody_and_its_task_says_so(run: Run) -> None:
    practise(run, "stress-recovery", "--accept-cautions", "--consent")

    with open_store(Home.default(), Origin.SIMULATED) as store:
        tasks = {result.detail["task"]: result.detail for _, result in store.found("me", "task")}
    assert tasks["subtraction"]["answered"] == 0.0
    assert float(tasks["subtraction"]["lapsed"]) > 10

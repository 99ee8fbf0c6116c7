"""`exercises` lists the library, shows one whole, and checks a file of one's own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from biofeed import words
from biofeed.care import NOT_ASKED, allows
from biofeed.exercise import AS_WRITTEN
from biofeed.plugins import exercise_names, load_exercise
from tests.biofeed.cli.conftest import Run

OWN = """format = 1
title = "Evening breath"
summary = "Three minutes."
evidence = "Mine."

[[phases]]
kind = "breathe"
title = "evening"
seconds = 180
breaths_per_minute = 6.0
"""


@pytest.fixture
def own(own_home: Path) -> Path:
    folder = own_home / "exercises"
    folder.mkdir(parents=True)
    (folder / "evening.toml").write_text(OWN)
    return folder


@pytest.mark.parametrize("arguments", [(), ("list",)])
def test_alone_it_lists_every_exercise_with_its_label(run: Run, arguments: tuple[str, ...]) -> None:
    ran = run("exercises", *arguments)

    assert (ran.code, ran.err) == (0, "")
    for name in exercise_names():
        line = next(line for line in ran.out.splitlines() if line.startswith(f"{name} "))
        assert load_exercise(name).label in line


def test_whatever_waits_for_the_caution_check_has_it_among_its_needs(run: Run) -> None:
    lines = run("exercises", "list").out.splitlines()

    waiting = {line.split()[0] for line in lines if "caution check" in line}
    refused = {name for name in exercise_names() if allows(load_exercise(name), AS_WRITTEN, NOT_ASKED)}
    assert waiting == refused
    assert {"box", "coherent", "resonance-assessment"} <= refused


def test_the_list_as_json_says_what_each_is_and_needs(run: Run) -> None:
    said = json.loads(run("exercises", "list", "--json").out)
    found = {exercise["name"]: exercise for exercise in said["exercises"]}

    assert said["troubles"] == []
    assert set(found) == set(exercise_names())
    assert found["box"] == {
        "name": "box",
        "title": "Box breathing",
        "kind": "breathing",
        "label": "some study",
        "minutes": 5.0,
        "summary": load_exercise("box").summary,
        "holds": True,
        "needs": ["caution"],
    }
    assert found["reset"]["needs"] == []
    assert found["follow-your-heart"]["needs"] == ["strap"]
    assert found["stress-recovery"]["needs"] == ["strap", "caution", "consent"]
    assert found["resting-reading"]["needs"] == ["strap"]
    assert json.loads(run("exercises", "--json").out) == said


def test_json_asked_for_in_the_wrong_place_says_the_right_one(run: Run) -> None:
    ran = run("exercises", "--json", "show", "box")

    assert ran.code == 2
    assert "exercises show … --json" in ran.err


def test_a_file_of_ones_own_is_listed_and_shown(run: Run, own: Path) -> None:
    assert "evening " in run("exercises").out
    assert "Evening breath" in run("exercises", "show", "evening").out


def test_a_broken_file_of_ones_own_is_told_of_and_hides_no_other(run: Run, own: Path) -> None:
    (own / "broken.toml").write_text(OWN.replace("seconds = 180", "seconds = -1"))
    ran = run("exercises")

    assert ran.code == 0
    assert "evening " in ran.out
    assert "broken.toml" in ran.err
    assert "seconds" in ran.err
    said = json.loads(run("exercises", "list", "--json").out)
    assert [trouble["exit_code"] for trouble in said["troubles"]] == [40]


@pytest.mark.parametrize("name", exercise_names())
def test_show_prints_all_there_is_to_know(run: Run, name: str) -> None:
    exercise = load_exercise(name)
    ran = run("exercises", "show", name)
    text = " ".join(ran.out.split())

    assert (ran.code, ran.err) == (0, "")
    for expected in (exercise.title, exercise.summary, exercise.label, exercise.evidence, *exercise.cautions):
        assert expected in text
    for part in exercise.parts:
        assert part.title in text
        assert part.text in text
        assert all(line in text for _, line in part.cues)
    assert (words.EASY in text) == exercise.is_paced
    assert max(map(len, ran.out.splitlines())) <= 80


def test_show_gives_parts_with_their_times_and_paces(run: Run) -> None:
    lines = run("exercises", "show", "box").out.splitlines()
    at = next(n for n, line in enumerate(lines) if line.strip() == "Parts")

    assert lines[at + 1].split() == ["0:00", "5:00", "breathe", "box", "breathing"]
    text = " ".join(" ".join(lines[at + 2 :]).split())
    assert text == (
        "3.75 a minute (4 in, 4 hold, 4 out, 4 rest), from 6.0 within 1:15 "
        "without holds: 6.0 a minute (5 in, 5 out)"
    )


def test_show_as_json_gives_the_parts(run: Run) -> None:
    said = json.loads(run("exercises", "show", "four-seven-eight", "--json").out)["exercise"]

    assert [part["seconds"] for part in said["parts"]] == [114, 60, 114, 60, 114]
    assert [step["seconds"] for step in said["parts"][0]["breath"]["steps"]] == [4, 7, 8]
    assert said["parts"][0]["without_holds"]["breaths_per_minute"] == 6
    assert said["parts"][1]["breath"] is None
    assert said["cautions"]


def test_show_takes_a_path(run: Run, own: Path) -> None:
    assert "Evening breath" in run("exercises", "show", own / "evening.toml").out


def test_an_unknown_exercise_ends_with_40_and_the_names_there_are(run: Run) -> None:
    ran = run("exercises", "show", "boxx")

    assert ran.code == 40
    assert "box" in ran.err


def test_check_prints_ok_and_the_parts(run: Run, own: Path) -> None:
    ran = run("exercises", "check", own / "evening.toml")

    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines()[0] == f"{own / 'evening.toml'}: ok"
    assert "evening" in ran.out.splitlines()[1]
    said = json.loads(run("exercises", "check", own / "evening.toml", "--json").out)
    assert said["ok"] is True
    assert [part["title"] for part in said["parts"]] == ["evening"]


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("breaths_per_minute = 6.0", "breaths_per_minute = 1.5", [">= 2", "breaths_per_minute"]),
        ("breaths_per_minute = 6.0", "breaths_a_minute = 6.0", ["breaths_a_minute"]),
        (
            "breaths_per_minute = 6.0",
            "breaths_per_minute = 2.4\nratio = [4, 8, 8, 4]",
            ["phase 1", "hold", "0.1 to 7"],
        ),
        ("format = 1", "format = 2", ["<= 1", "format"]),
    ],
)
def test_check_names_the_file_the_key_and_what_is_allowed(
    run: Run, own: Path, before: str, after: str, said: list[str]
) -> None:
    path = own / "evening.toml"
    path.write_text(OWN.replace(before, after))
    ran = run("exercises", "check", path)

    assert (ran.code, ran.out) == (40, "")
    for expected in ("evening.toml", *said):
        assert expected in ran.err
    ran = run("exercises", "check", path, "--json")
    assert ran.code == 40
    assert json.loads(ran.out)["trouble"]["exit_code"] == 40

"""The schema and the page that describes it say the same, and a mistake is answered with what is allowed."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import msgspec
import pytest

from biofeed.errors import ExerciseError
from biofeed.exercise import parse
from biofeed.exercise.file import (
    File,
    FileBreath,
    FileCue,
    FilePhase,
    FileRamp,
    FileStep,
    Kind,
    Label,
    keys,
    read,
)
from biofeed.types import PhaseKind

PAGE = (Path(__file__).parents[3] / "docs/exercises.md").read_text()
HEAD = 'format = 1\ntitle = "T"\nsummary = "S"\nevidence = "E"\n'
PART = '[[phases]]\nkind = "rest"\nseconds = 60\n'


def section(title: str) -> str:
    """Give what stands under a heading of the page, up to the next."""
    found = re.search(rf"^#+ {title}\n(.*?)(?=^#+ |\Z)", PAGE, re.MULTILINE | re.DOTALL)
    assert found, title
    return found.group(1)


def described(title: str) -> set[str]:
    """Give the keys in the first column of the table under a heading."""
    rows = re.findall(r"^\| (`[^|]*)\|", section(title), re.MULTILINE)
    return {key for row in rows for key in re.findall(r"`\[?\[?([a-z_]+)\]?\]?`", row)}


@pytest.mark.parametrize(
    ("title", "table"),
    [
        ("The exercise", File),
        ("A part", FilePhase),
        ("A stretch of a breath", FileStep),
        ("A line of guidance", FileCue),
        ("A way in", FileRamp),
        ("Without holds", FileBreath),
    ],
)
def test_the_page_describes_every_key_and_no_other(title: str, table: type[msgspec.Struct]) -> None:
    assert described(title) == set(keys(table))


@pytest.mark.parametrize(("title", "choices"), [("The exercise", [*Label, *Kind]), ("A part", [*PhaseKind])])
def test_the_page_names_every_choice(title: str, choices: list[str]) -> None:
    assert [choice for choice in choices if f"`{choice}`" not in section(title)] == []


def test_every_example_of_the_page_can_be_read() -> None:
    examples = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)
    exercises = [example for example in examples if "[project" not in example]

    assert len(exercises) > 6
    for example in exercises:
        whole = example if example.startswith("format") else HEAD + example
        assert parse(whole, "example").schedule().duration_s > 0


def test_what_is_left_out_has_a_default() -> None:
    file = read(HEAD + PART, "mine")

    assert (file.label, file.kind, file.protocol, file.cautions) == ("plausible", "breathing", "", [])


@pytest.mark.parametrize("text", ["", "title = ", "format = 2\n" + HEAD[11:], HEAD, HEAD + "phases = []"])
def test_what_is_no_exercise_file_is_said_so(text: str) -> None:
    with pytest.raises(ExerciseError, match="mine"):
        read(text, "mine")


@pytest.mark.parametrize(
    ("text", "key", "allowed"),
    [
        (HEAD + 'label = "proven"\n' + PART, "label", "“tested programme”"),
        (HEAD + 'kind = "sport"\n' + PART, "kind", "“stress-recovery”"),
        (HEAD + 'protocol = "mine"\n' + PART, "protocol", "“resonance”"),
        (HEAD + PART.replace("rest", "sleep"), "phases[0].kind", "“recover”"),
        (HEAD + PART + 'pace = "fast"', "phases[0].pace", "“personal”"),
        (HEAD + "colour = 1\n" + PART, "colour", "cautions"),
        (HEAD + PART + "colour = 1", "colour", "without_holds"),
        (HEAD + PART + "cues = [{ text = 'a' }]", "seconds", "seconds, text"),
        (HEAD + PART + "cues = [{ text = 'a', seconds = 601 }]", "cues[0].seconds", "<= 600"),
        (
            HEAD + PART + "steps = [{ level = 1, seconds = 0.01 }, { level = 0, seconds = 4 }]",
            "steps[0]",
            ">= 0.1",
        ),
        (HEAD + PART + "ramp = { from = 20, seconds = 9 }", "phases[0].ramp.from", "<= 12"),
        (HEAD + PART + "without_holds = { breaths_per_minute = 1 }", "without_holds", ">= 2"),
        (HEAD + PART.replace("60", "0"), "phases[0].seconds", ">= 1"),
        (HEAD + PART.replace("60", "1801"), "phases[0].seconds", "<= 1800"),
        (HEAD + PART + "task = 'Sums!'", "phases[0].task", "a-z"),
    ],
)
def test_a_mistake_is_answered_with_file_key_and_what_is_allowed(text: str, key: str, allowed: str) -> None:
    tomllib.loads(text)
    with pytest.raises(ExerciseError) as caught:
        read(text, "mine")

    said = f"{caught.value.title} {caught.value.hint}"
    assert said.startswith("mine: ")
    assert key in said
    assert allowed in said

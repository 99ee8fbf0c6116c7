"""The table of what following exactly can reach is as long as the library."""

from __future__ import annotations

from pathlib import Path

from bench.follower import described, patterns
from biofeed.plugins import exercise_names, load_exercise

FORMULAS = Path(__file__).resolve().parents[2] / "docs" / "formulas.md"


def test_every_exercise_that_paces_a_breath_has_its_pattern() -> None:
    paced = {name for name in exercise_names() if load_exercise(name).is_paced}

    assert {name for names in patterns().values() for name in names} == paced


def test_every_pattern_of_the_library_stands_in_the_formulas() -> None:
    """Where this fails, `python -m bench.follower` prints the table anew."""
    page = FORMULAS.read_text("utf-8")
    lines = [f"| {described(pattern)} | {pattern.bpm:.2f} |" for pattern in patterns()]

    assert len(lines) > 10
    assert [line for line in lines if line not in page] == []

"""The person's own folder adds to the packs, and what cannot be read is told of and hides nothing."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from biofeed.errors import ExerciseError
from biofeed.library import Library, find_exercise, read_exercise
from biofeed.plugins import exercise_names

OWN = """format = 1
title = "Evening breath"
summary = "Three minutes."
evidence = "Mine."

[[phases]]
kind = "breathe"
seconds = 180
breaths_per_minute = 6.0
"""


@pytest.fixture
def own(tmp_path: Path) -> Path:
    folder = tmp_path / "exercises"
    folder.mkdir()
    (folder / "evening.toml").write_text(OWN)
    return folder


def test_a_file_of_ones_own_is_an_exercise_by_its_name(own: Path) -> None:
    exercise = find_exercise("evening", own)

    assert (exercise.name, exercise.title) == ("evening", "Evening breath")
    assert "evening" in Library(own).names()
    assert exercise.toml == OWN


def test_without_a_folder_there_are_the_packs(tmp_path: Path) -> None:
    library = Library(tmp_path / "none")

    assert library.names() == exercise_names()
    assert library.load("longer-exhale").title == "Longer exhale"


def test_a_file_with_the_name_of_a_packaged_exercise_is_the_one_that_is_meant(own: Path) -> None:
    (own / "longer-exhale.toml").write_text(OWN)

    assert find_exercise("longer-exhale", own).title == "Evening breath"
    assert Library(own).is_own("longer-exhale")
    assert not Library(own).is_own("box")
    assert Library(own).names().count("longer-exhale") == 1


def test_a_broken_file_is_told_of_by_its_path_and_hides_no_other(own: Path) -> None:
    broken = own / "broken.toml"
    broken.write_text(OWN.replace("6.0", "60.0"))
    exercises, troubles = Library(own).read_all()

    assert {"evening", "box"} <= {exercise.name for exercise in exercises}
    (trouble,) = troubles
    assert str(broken) in trouble.title
    assert "breaths_per_minute" in trouble.title
    assert "<= 12" in trouble.title


def test_a_path_is_a_file_wherever_it_lies(
    own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = tmp_path / "none"
    monkeypatch.chdir(own)

    assert find_exercise(str(own / "evening.toml"), elsewhere).name == "evening"
    assert find_exercise("evening.toml", elsewhere).name == "evening"
    assert find_exercise("./evening.toml", elsewhere).name == "evening"
    with pytest.raises(ExerciseError, match="no exercise called “evening”"):
        find_exercise("evening", elsewhere)


def test_an_unknown_name_names_what_there_is_own_ones_too(own: Path) -> None:
    with pytest.raises(ExerciseError, match="“evning”") as caught:
        find_exercise("evning", own)

    assert "evening" in caught.value.hint
    assert "longer-exhale" in caught.value.hint


@pytest.mark.parametrize(
    ("content", "said"),
    [(None, "no such file"), (b"\xff\xfe", "not text in UTF-8"), (b"title = ", "not TOML"), (b"", "format")],
)
def test_a_file_that_is_no_exercise_is_said_so_with_its_path(
    tmp_path: Path, content: bytes | None, said: str
) -> None:
    path = tmp_path / "mine.toml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ExerciseError) as caught:
        read_exercise(path)

    assert str(path) in caught.value.title
    assert said in caught.value.title
    assert caught.value.hint


def test_what_is_not_a_file_is_not_opened(tmp_path: Path) -> None:
    """Opening a pipe that nobody writes to would wait for ever."""
    pipe = tmp_path / "pipe.toml"
    os.mkfifo(pipe)
    for path in (tmp_path, pipe):
        with pytest.raises(ExerciseError, match="is not a file"):
            read_exercise(path)

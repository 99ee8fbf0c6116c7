"""A folder in a package is a pack, and a pack may come from anybody's package."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from biofeed.plugins import exercise_names, load_exercise
from biofeed_exercises.pack import FolderPack

EXERCISE = """format = 1
title = "Evening breath"
summary = "Three minutes."
evidence = "Ours."

[[phases]]
kind = "breathe"
seconds = 180
breaths_per_minute = 6.0
"""
NAME = "their_biofeed_pack"


@pytest.fixture
def their_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Install a package of somebody else's: a module, a folder of exercises, and its metadata."""
    site = tmp_path / "site-packages"
    library = site / NAME / "exercises"
    library.mkdir(parents=True)
    (library / "evening.toml").write_text(EXERCISE)
    (library / "notes.txt").write_text("not an exercise")
    (site / NAME / "__init__.py").write_text(
        f'from biofeed_exercises.pack import FolderPack\nPACK = FolderPack("{NAME}", "exercises")\n'
    )
    about = site / f"{NAME}-1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {NAME}\nVersion: 1.0\n")
    (about / "entry_points.txt").write_text(f"[biofeed.exercises]\ntheirs = {NAME}:PACK\n")
    monkeypatch.syspath_prepend(str(site))
    yield site
    sys.modules.pop(NAME, None)


def test_another_packages_pack_adds_to_the_library(their_package: Path) -> None:
    assert {"evening", "longer-exhale"} <= set(exercise_names())
    assert load_exercise("evening").title == "Evening breath"


def test_only_toml_files_are_exercises(their_package: Path) -> None:
    assert FolderPack(NAME, "exercises").names() == ["evening"]


def test_without_the_package_its_exercises_are_not_there() -> None:
    assert "evening" not in exercise_names()


def test_an_exercise_that_is_not_in_the_pack_is_a_key_error() -> None:
    with pytest.raises(KeyError, match="evening"):
        FolderPack("biofeed_exercises", "library").read("evening")

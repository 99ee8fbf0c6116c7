"""The small log, written once for all tests that only read it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from biofeed.store.home import Home
from tests.biofeed.tui.review.small import filled


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder of the small log. Nobody may write into it."""
    return filled(tmp_path_factory.mktemp("small")).path


@pytest.fixture
def home(written: Path, tmp_path: Path) -> Home:
    """Give a copy of the small log."""
    return Home(Path(shutil.copytree(written, tmp_path / "home")))

"""The example project in docs/ works as somebody else's would: in its own folder and its own process."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLE = Path(__file__).parents[1] / "docs" / "example_project"
DOCS = EXAMPLE.parent / "testing.md"


def run_pytest(folder: Path, *arguments: str) -> str:
    """Run the folder's tests as their author would, and give what pytest prints."""
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-p", "no:asyncio", "-W", "error"]
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [*command, f"--rootdir={folder}", *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Give a copy of the example, away from this repository."""
    return Path(shutil.copytree(EXAMPLE, tmp_path / "example", ignore=shutil.ignore_patterns("__pycache__")))


def test_the_example_project_passes_its_own_tests_beside_its_own_devices_folder(project: Path) -> None:
    assert (project / "devices" / "__init__.py").exists()
    said = run_pytest(project, "-v")

    tests = (project / "tests" / "test_heartlamp.py").read_text("utf-8").count("\ndef test_")
    assert said.count(" PASSED ") + said.count(" SKIPPED ") == tests
    assert said.count(" SKIPPED ") <= said.count("test_the_lamp_works_over_bluetooth")


def test_the_plug_in_loads_nothing_heavy_before_a_fixture_is_used(project: Path) -> None:
    (project / "tests" / "test_light.py").write_text(
        "import sys\n"
        "def test_nothing():\n"
        "    assert 'biofeed.testing' in sys.modules\n"
        "    heavy = {'numpy', 'scipy', 'msgspec', 'bleak', 'sqlalchemy', 'textual', 'biofeed_devices'}\n"
        "    assert not heavy & set(sys.modules)\n",
        "utf-8",
    )
    assert " 1 passed" in run_pytest(project, "tests/test_light.py")


def test_pytest_lists_the_fixtures_with_what_they_are_for(project: Path) -> None:
    said = run_pytest(project, "--fixtures")

    for name in ("simulated_strap", "replayed_strap", "faults", "fake_bluez"):
        assert f"\n{name} -- " in said or f"\n{name}\n" in said
        assert f"`{name}`" in DOCS.read_text("utf-8")


def test_the_tests_shown_in_the_docs_are_those_of_the_example() -> None:
    tests = (EXAMPLE / "tests" / "test_heartlamp.py").read_text("utf-8")
    shown = [block.partition("```")[0] for block in DOCS.read_text("utf-8").split("```python\n")[1:]]

    assert sum(block in tests for block in shown) >= 2

"""The house stands as docs/decisions.md draws it."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def loaded_by(code: str) -> set[str]:
    """Run code in a fresh process and give the top-level modules that it loaded."""
    script = f"{code}\nimport json, sys; print(json.dumps(sorted(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return {name.partition(".")[0] for name in json.loads(done.stdout.splitlines()[-1])}


HELP = """
import sys
from biofeed.cli import main
sys.argv = ["biofeed", "--help"]
try:
    main()
except SystemExit:
    pass
"""


@pytest.mark.parametrize(
    ("code", "kept_out"),
    [
        (HELP, {"numpy", "scipy", "textual", "bleak", "sqlalchemy", "neurokit2", "pandas"}),
        ("import biofeed.types", {"numpy", "msgspec", "click", "asyncio"}),
        ("from biofeed import hrv", {"scipy", "pandas", "neurokit2", "textual", "sqlalchemy"}),
        (
            "import biofeed.pipeline, biofeed.session",
            {"scipy", "pandas", "neurokit2", "textual", "sqlalchemy"},
        ),
        ("import biofeed.tui.app", {"scipy", "pandas", "neurokit2", "sqlalchemy", "bleak"}),
        ("import biofeed.plain", {"textual", "rich", "scipy", "bleak"}),
        ("import biofeed.store", {"sqlalchemy", "alembic"}),
        ("import biofeed_devices.heart_rate", {"numpy", "bleak", "scipy"}),
    ],
    ids=lambda value: value.strip().splitlines()[0][:40] if isinstance(value, str) else "",
)
def test_nothing_heavy_is_loaded_before_it_is_needed(code: str, kept_out: set[str]) -> None:
    assert not loaded_by(code) & kept_out


def test_a_live_session_never_loads_what_only_analysis_needs() -> None:
    """`scipy.signal` and pandas stay out of the live path, from the first beat to the summary."""
    code = """
import asyncio, sys
sys.argv = ["biofeed", "practice", "even-breath", "--device", "sim:?speed=max", "--minutes", "2", "--plain"]
from biofeed.cli import main
try:
    main()
except SystemExit as done:
    assert done.code == 0, done.code
assert "scipy.signal" not in sys.modules
"""
    assert not loaded_by(code) & {"pandas", "neurokit2", "textual", "bleak"}


def test_the_import_contracts_hold() -> None:
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("name", "exempt"), [("only the terminal app draws", "tui"), ("only the store speaks SQL", "store")]
)
def test_a_contract_that_lists_rooms_lists_every_room_but_one(name: str, exempt: str) -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    listed = next(contract["source_modules"] for contract in contracts if contract["name"] == name)
    rooms = {path.stem for path in (ROOT / "biofeed").iterdir() if path.suffix == ".py" or path.is_dir()}

    assert {room for room in rooms if not room.startswith("__")} - {exempt} == {
        module.removeprefix("biofeed.") for module in listed if module.startswith("biofeed.")
    }

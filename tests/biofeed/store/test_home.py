"""The data folder and the settings in it."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from biofeed.errors import StoreError
from biofeed.store.home import Home
from biofeed.types import Origin
from tests.privilege import read_only_folder, unprivileged


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "data" / "biofeed")


def test_the_folder_is_the_one_that_was_chosen(own_home: Path) -> None:
    assert Home.default().path == own_home


def test_without_a_choice_it_is_the_usual_place(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("BIOFEED_HOME")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))

    assert Home.default().path.name == "biofeed"
    assert tmp_path in Home.default().path.parents


@pytest.mark.parametrize("umask", [0o000, 0o077, 0o777])
def test_only_its_owner_may_look_into_it_whatever_the_umask(tmp_path: Path, umask: int) -> None:
    home = Home(tmp_path / "biofeed")
    before = os.umask(umask)
    try:
        home.ensure()
    finally:
        os.umask(before)

    assert stat.S_IMODE(home.path.stat().st_mode) == 0o700
    assert stat.S_IMODE(home.running.stat().st_mode) == 0o700


def test_the_demo_does_not_open_the_folder_around_it(home: Home) -> None:
    home.demo().ensure()

    for folder in (home.demo().path, home.path, home.path.parent):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_folder_that_somebody_made_keeps_its_permissions(tmp_path: Path) -> None:
    """Whoever points BIOFEED_HOME at a shared folder must not find it closed to the others."""
    tmp_path.chmod(0o755)
    Home(tmp_path).ensure()

    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o755


def test_to_name_a_home_makes_nothing(home: Home) -> None:
    home.demo()
    assert home.settings.get("last_device") is None
    assert home.database(Origin.STRAP).name == "sessions.db"
    assert not home.path.exists()


def test_what_was_not_lived_is_kept_apart(home: Home) -> None:
    assert home.database(Origin.IMPORTED) == home.database(Origin.STRAP)
    assert home.database(Origin.SIMULATED) == home.database(Origin.REPLAYED) == home.path / "simulated.db"
    assert home.demo().path == home.path / "demo"


def test_a_file_in_the_way_is_an_error_with_a_hint(tmp_path: Path) -> None:
    (tmp_path / "biofeed").write_text("")

    with pytest.raises(StoreError, match="cannot be made") as caught:
        Home(tmp_path / "biofeed").ensure()
    assert "BIOFEED_HOME" in caught.value.hint


@pytest.mark.parametrize("name", [".", "inside"])
def test_a_read_only_folder_is_an_error_with_a_hint(name: str) -> None:
    with read_only_folder() as folder, unprivileged(), pytest.raises(StoreError) as caught:
        Home(folder / name).ensure()
    assert "BIOFEED_HOME" in caught.value.hint


# --- settings ---------------------------------------------------------------------------------------


def test_settings_are_remembered(home: Home) -> None:
    home.settings["last_device"] = "sim:?seed=1"
    home.settings.set("colour", "grün")

    again = Home(home.path).settings
    assert dict(again) == {"last_device": "sim:?seed=1", "colour": "grün"}
    assert stat.S_IMODE(again.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(home.path.stat().st_mode) == 0o700


def test_settings_can_be_forgotten(home: Home) -> None:
    home.settings["last_device"] = "sim:"
    del home.settings["last_device"]

    assert "last_device" not in home.settings
    assert len(home.settings) == 0
    with pytest.raises(KeyError):
        home.settings["last_device"]


@pytest.mark.parametrize("damage", [b"", b"{", b"[1]", b"\xff\xfe", b"[" * 100_000, b'{"last_device": 7}'])
def test_damaged_settings_are_as_good_as_none(home: Home, damage: bytes) -> None:
    home.ensure()
    home.settings.path.write_bytes(damage)

    assert home.settings.get("last_device") is None
    home.settings["last_device"] = "sim:"
    assert home.settings["last_device"] == "sim:"


def test_settings_that_cannot_be_saved_are_an_error_with_a_hint() -> None:
    with read_only_folder() as folder, unprivileged(), pytest.raises(StoreError, match="settings") as caught:
        Home(folder).settings["last_device"] = "sim:"
    assert "BIOFEED_HOME" in caught.value.hint


def test_no_half_written_settings_stay_behind(home: Home) -> None:
    home.settings["last_device"] = "sim:"

    assert [entry.name for entry in home.path.iterdir()] == ["settings.json"]


def test_neither_the_store_nor_its_home_loads_a_database() -> None:
    program = (
        "import sys, biofeed.store, biofeed.store.home\n"
        "print(*{'sqlalchemy', 'alembic', 'sqlite3', 'numpy'} & set(sys.modules))"
    )
    said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert said.stdout.split() == []

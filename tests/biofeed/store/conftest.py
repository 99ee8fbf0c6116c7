"""What the tests of the session log share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from biofeed.recording import Header
from biofeed.store import open_store
from biofeed.store.home import Home
from biofeed.store.store import Store
from biofeed.types import Origin

HEADER = Header(
    Origin.STRAP,
    "Polar H10",
    "2026-03-01T18:30:00+01:00",
    device_url="ble:",
    exercise="longer-exhale",
    exercise_toml='title = "länger aus"\n',
    minutes=5.0,
    client="river-7",
    notes=("made up",),
)


@pytest.fixture
def header() -> Header:
    """Give a header with something in every field; its client is `river-7`."""
    return HEADER


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """Give a data folder with nothing in it."""
    return Home(tmp_path / "home")


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Give an empty log as a file, since to make its tables anew for each test takes its time."""
    home = Home(tmp_path_factory.mktemp("home"))
    with open_store(home, Origin.STRAP) as store:
        return store.path.read_bytes()


@pytest.fixture
def store(home: Home, empty_database: bytes) -> Iterator[Store]:
    """Give an empty log of a person's own sessions."""
    home.ensure()
    home.database(Origin.STRAP).write_bytes(empty_database)
    with open_store(home, Origin.STRAP) as store:
        yield store

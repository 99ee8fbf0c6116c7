"""What every test shares: a home of its own, and the way to the real recordings."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

from biofeed.store import open_store
from biofeed.store.home import Home
from biofeed.types import Origin

# How long an example takes is the machine's business: speed is measured by `make bench`.
settings.register_profile("biofeed", deadline=None)
settings.load_profile("biofeed")

REAL_DATA = Path(__file__).resolve().parents[2] / "shared" / "data"


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give every test an empty data folder, so that none can touch a person's own log."""
    home = tmp_path / "biofeed-home"
    monkeypatch.setenv("BIOFEED_HOME", str(home))
    return home


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Give an empty log as a file, since to make its tables anew for each test takes its time."""
    home = Home(tmp_path_factory.mktemp("home"))
    with open_store(home, Origin.STRAP) as store:
        return store.path.read_bytes()


@pytest.fixture
def real_data() -> Path:
    """Give the folder of real recordings, which is not part of the project."""
    if not REAL_DATA.is_dir():
        pytest.skip(f"the real recordings are not here ({REAL_DATA.name} beside the project)")
    return REAL_DATA

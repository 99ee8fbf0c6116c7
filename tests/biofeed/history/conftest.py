"""Two logs that are empty."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from biofeed.store import open_store
from biofeed.store.home import Home
from biofeed.store.store import Store
from biofeed.types import Origin


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Give an empty log of a person's own sessions."""
    with open_store(Home(tmp_path / "home"), Origin.STRAP) as store:
        yield store

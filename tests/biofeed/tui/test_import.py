"""The first frame is quick because it loads little."""

from __future__ import annotations

import subprocess
import sys

HOME = """
import asyncio, sys
from contextlib import AsyncExitStack
from biofeed.store.home import Home
from biofeed.tui.app import BiofeedApp

async def main():
    app = BiofeedApp(
        AsyncExitStack(), Home.default(), "me", device="sim:", exercise={exercise!r}
    )
    async with app.run_test() as pilot:
        await pilot.pause()
        print(*sys.modules)

asyncio.run(main())
"""


def loaded_by(code: str) -> set[str]:
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(ran.stdout.split())


def test_importing_the_app_loads_no_numbers_no_radio_and_no_database() -> None:
    loaded = loaded_by("import sys, biofeed.tui.app; print(*sys.modules)")

    assert not loaded & {"numpy", "scipy", "neurokit2", "sqlalchemy", "bleak"}


def test_home_is_there_without_them() -> None:
    loaded = loaded_by(HOME.format(exercise=None))

    assert "biofeed.tui.screens.home" in loaded
    assert not loaded & {"numpy", "scipy", "neurokit2", "sqlalchemy", "bleak"}

"""The picture of the live screen in the README, drawn by the app itself from a simulated session.

Run `python -m bench.picture` in the project's root; it writes docs/live.svg.
"""

from __future__ import annotations

import asyncio
import re
import tempfile
from contextlib import AsyncExitStack
from pathlib import Path

from biofeed.exercise import Variant
from biofeed.store.home import Home
from biofeed.tui.app import BiofeedApp
from biofeed.tui.screens.checkin import CheckInScreen
from biofeed.tui.screens.live import LiveScreen

TARGET = Path("docs/live.svg")
AFTER_S = 210.0
"""When the breath has settled at its pace and every number is there."""


async def draw() -> str:
    """Run a practice fast, stop the clock of the eye at `AFTER_S`, and give the screen as SVG."""
    with tempfile.TemporaryDirectory() as folder:
        async with AsyncExitStack() as stack:
            app = BiofeedApp(
                stack,
                Home(Path(folder)),
                "me",
                device="sim:?seed=4&speed=25",
                exercise="longer-exhale",
                variant=Variant(minutes=5),
                cautions_accepted=True,
            )
            async with app.run_test(size=(90, 26)) as pilot:
                while not isinstance(app.screen, CheckInScreen):
                    await pilot.pause(0.05)
                await pilot.press("enter")
                while not _has_settled(app):
                    await pilot.pause(0.05)
                await pilot.press("n")
                await pilot.pause(0.3)
                picture = app.export_screenshot(title="biofeed")
                app.exit(0)
    return picture


def without_requests(picture: str) -> str:
    """Take out what a viewer would fetch from elsewhere: fonts, and a comment with an address."""
    picture = re.sub(r"@font-face \{.*?\}", "", picture, flags=re.DOTALL)
    return re.sub(r"<!--.*?-->\s*", "", picture, flags=re.DOTALL)


def _has_settled(app: BiofeedApp) -> bool:
    screen = app.screen
    if not isinstance(screen, LiveScreen) or screen.practice is None:
        return False
    return screen.practice.session.clock.now() >= AFTER_S


if __name__ == "__main__":
    TARGET.write_text(without_requests(asyncio.run(draw())), "utf-8")

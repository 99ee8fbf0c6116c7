"""In a real browser: the page shows the app, keys reach it, nothing is fetched elsewhere, nobody gets in."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from biofeed.web.seat import Seat
from biofeed.web.server import serving
from biofeed.words import web as words
from tests.biofeed.web.chromium import browsing, chromium_or_skip

COMMAND = [sys.executable, "-m", "biofeed"]
HOME = "log of me"
HELP = "diagnose or treat"
BRIEF_S = 0.2

EVIL = """<!DOCTYPE html><title>waiting</title><script>
  const line = new WebSocket("{socket}");
  line.onopen = () => (document.title = "in");
  line.onerror = () => (document.title = "kept out");
</script><iframe src="{page}"></iframe>"""


@asynccontextmanager
async def _somebody_elses(html: str) -> AsyncIterator[str]:
    """Serve a page at another port of this computer, and give its address."""

    async def give(_: web.Request) -> web.Response:
        return web.Response(text=html, content_type="text/html")

    application = web.Application()
    application.router.add_get("/", give)
    async with TestServer(application) as server:
        yield str(server.make_url("/"))


@pytest.fixture(autouse=True)
def _needs_a_browser() -> None:
    chromium_or_skip()


async def test_the_app_in_a_browser(tmp_path: Path) -> None:
    async with serving(COMMAND, 0, Seat(BRIEF_S)) as door, browsing(tmp_path / "profile") as browser:
        page = door.rpartition("open?")[0]
        async with browser.tab(door) as tab:
            await tab.see(HOME)
            # No click came before: the keys belong to the app from the start.
            await tab.press("?")
            await tab.see(HELP)
            await tab.press("Escape")

            assert await tab.ask("location.href") == page
            assert await tab.ask("document.cookie") == ""
            assert await tab.ask("document.fonts.check('16px \"Roboto Mono\"')")

            # What is left beside whole cells has the ground of the app's theme.
            ground = "getComputedStyle(document.querySelector('.xterm-viewport')).backgroundColor"
            assert await tab.ask(ground) == "rgb(18, 24, 27)"

            async with browser.tab(page) as second:
                told = "document.querySelector('.closed p:not([hidden])')?.innerText"
                await second.until_asked(told, words.CLOSED[words.IN_USE])
            assert tab.complaints == second.complaints == []
            origin = page.removeprefix("http:").rpartition("/")[0]
            asked = {url.partition(":")[2] for url in tab.requests + second.requests if url != "data:,"}
            assert len(asked) > 5
            assert all(url.startswith(origin) for url in asked), asked


async def test_a_page_of_somebody_else_in_the_same_browser_is_kept_out(tmp_path: Path) -> None:
    """It even lies on this computer, so the cookie's strictness about sites does not help."""
    async with serving(COMMAND, 0, Seat(BRIEF_S)) as door, browsing(tmp_path / "profile") as browser:
        page = door.rpartition("open?")[0]
        socket = page.replace("http:", "ws:") + "line?width=80&height=24"
        async with browser.tab(door) as tab:
            await tab.see(HOME)
        async with (
            _somebody_elses(EVIL.format(socket=socket, page=page)) as elsewhere,
            browser.tab(elsewhere) as tab,
        ):
            await tab.until_asked("document.title", "kept out")
            assert any("frame-ancestors" in complaint for complaint in tab.complaints)

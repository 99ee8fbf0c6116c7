"""The app itself, drawing into pipes: whoever goes, the page or the server, the session is kept."""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest

from biofeed.store import all_sessions
from biofeed.store.home import Home
from biofeed.web.message import Size
from biofeed.web.packet import DATA, META, pack
from biofeed.web.program import REDRAW, Program
from biofeed.words import SIMULATED
from tests.biofeed.web.conftest import Visitor

PATIENCE_S = 30.0
RUN = """
import asyncio, sys
from biofeed.store.home import Home
from biofeed.exercise import AS_WRITTEN
from biofeed.tui.app import run
sys.exit(asyncio.run(
    run(Home.default(), "me", device="sim:?speed=20", exercise="longer-exhale", variant=AS_WRITTEN)
))
"""
SERVE = f"""
import asyncio, sys
from biofeed.web.server import serve
sys.exit(asyncio.run(
    serve([sys.executable, "-c", {RUN!r}], 0, lambda door: print(door, flush=True))
))
"""


class Watched:
    """A program, and what it has drawn."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.frames = program.frames()
        self.drawn = b""

    async def see(self, text: bytes) -> None:
        """Read until something has been drawn."""
        async with asyncio.timeout(PATIENCE_S):
            while text not in self.drawn:
                self.drawn += await anext(self.frames)

    async def end(self) -> int:
        """Read to the end, and give the exit code."""
        async with asyncio.timeout(PATIENCE_S):
            async for frame in self.frames:
                self.drawn += frame
            code, last_words = await self.program.ended()
        assert last_words == "", last_words
        return code


@asynccontextmanager
async def practising() -> AsyncIterator[Watched]:
    watched = Watched(await Program.start([sys.executable, "-c", RUN], Size(80, 24)))
    try:
        await watched.see(b"begin")
        await watched.program.tell(pack(DATA, b"\r"))
        await watched.see(b"breathe out")
        yield watched
    finally:
        watched.program.hang_up()
        await watched.end()


@asynccontextmanager
async def server_of_a_practice() -> AsyncIterator[asyncio.subprocess.Process]:
    """Run a server of its own, with a practice going on in a page."""
    server = await asyncio.create_subprocess_exec(
        sys.executable, "-c", SERVE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
    )
    assert server.stdout is not None
    door = (await server.stdout.readline()).decode().strip()
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as web:
        visitor = Visitor(web, door)
        await visitor.come_in()
        async with visitor.line() as line:
            await _practise(line)
            yield server
    await server.communicate()


async def _practise(line: aiohttp.ClientWebSocketResponse) -> None:
    drawn = b""
    async with asyncio.timeout(PATIENCE_S):
        while b"begin" not in drawn:
            drawn += await line.receive_bytes()
        await line.send_json(["stdin", "\r"])
        while b"breathe out" not in drawn:
            drawn += await line.receive_bytes()


def kept(home: Path) -> bool:
    (row,) = all_sessions(Home(home))
    return row.state == "finished" and row.beats > 0


async def test_a_page_may_change_its_size_miss_something_and_go_and_the_session_is_kept(
    own_home: Path,
) -> None:
    async with practising() as app:
        # A breath later all is drawn that was to be drawn, and only what has changed is drawn again.
        app.drawn = b""
        await app.see(b"breathe in")
        app.drawn = b""
        await app.program.tell(REDRAW)
        await app.see(SIMULATED.encode())
        await app.program.tell(pack(META, b'{"type": "resize", "width": 100, "height": 30}'))
        # The last of thirty lines: there was none before.
        await app.see(b"\x1b[30;")
        app.program.hang_up()
        assert await app.end() == 0

    assert kept(own_home)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no polite kill")
async def test_a_polite_kill_ends_the_session_and_keeps_it(own_home: Path) -> None:
    async with practising() as app:
        app.program.process.send_signal(signal.SIGTERM)
        await app.end()

    assert kept(own_home)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends Ctrl-C to a whole group")
async def test_ctrl_c_at_the_server_ends_the_session_and_keeps_it(own_home: Path) -> None:
    async with server_of_a_practice() as server:
        server.send_signal(signal.SIGINT)
        _, err = await server.communicate()

    assert (server.returncode, err) == (0, b"")
    assert kept(own_home)


async def test_a_server_that_is_killed_takes_the_app_along_and_the_session_is_kept(own_home: Path) -> None:
    """It can ask for nothing any more: the app notices by itself that both of its pipes are gone."""
    async with server_of_a_practice() as server:
        server.kill()
        async with asyncio.timeout(PATIENCE_S):
            while not kept(own_home):
                await asyncio.sleep(0.05)

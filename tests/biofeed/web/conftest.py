"""A site that shows a stand-in for the app, and a browser's side of it without a browser."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import aiohttp
import pytest
from yarl import URL

from biofeed.web.seat import Seat
from biofeed.web.server import serving

STANDIN = Path(__file__).with_name("standin.py")
BRIEF_S = 0.2
"""So long a second page waits here."""


@dataclass
class Visitor:
    """Somebody who talks to the site; with the cookie once the door has been opened."""

    web: aiohttp.ClientSession
    door: str
    left: Path = Path()
    """Where the stand-in says that it was hung up on."""

    @property
    def page(self) -> str:
        return self.door.rpartition("open?")[0]

    @property
    def host(self) -> str:
        return self.page.split("/")[2]

    @property
    def origin(self) -> str:
        return f"http://{self.host}"

    async def come_in(self) -> None:
        """Open the door, as the address that was printed does."""
        async with self.web.get(self.door) as answer:
            assert answer.status == 200

    async def status(self, url: str, **headers: str) -> int:
        """Ask for something, and give the status of the answer."""
        async with self.web.get(url, headers=headers) as answer:
            return answer.status

    def line(self, **headers: str) -> aiohttp.client._WSRequestContextManager:
        """Open a line to the app, from the page unless another origin is named."""
        headers = {"Origin": self.origin} | headers
        url = f"{self.page}line?width=90&height=30"
        return self.web.ws_connect(url, headers={k: v for k, v in headers.items() if v})

    async def raw(self, request: bytes) -> bytes:
        """Send bytes as they are, and give the answer's."""
        host, port = self.host.split(":")
        reader, writer = await asyncio.open_connection(host, int(port))
        writer.write(request)
        answer = await reader.read()
        writer.close()
        await writer.wait_closed()
        return answer

    @property
    def cookie(self) -> str:
        """What a browser would send along, as the header's value."""
        found = self.web.cookie_jar.filter_cookies(URL(self.page))
        return "; ".join(f"{name}={cookie.value}" for name, cookie in found.items())


@pytest.fixture
async def visitor(tmp_path: Path) -> AsyncIterator[Visitor]:
    """Give somebody who has the address that was printed, and has not used it."""
    left = tmp_path / "left"
    command = [sys.executable, str(STANDIN), str(left)]
    async with (
        serving(command, 0, Seat(BRIEF_S)) as door,
        aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as web,
    ):
        yield Visitor(web, door, left)


@contextmanager
def refused(status: int) -> Iterator[None]:
    """Expect that a line is not opened."""
    with pytest.raises(aiohttp.WSServerHandshakeError) as told:
        yield
    assert told.value.status == status

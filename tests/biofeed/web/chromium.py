"""A browser for tests: Debian's Chromium without a screen, told what to do through its DevTools protocol."""

from __future__ import annotations

import asyncio
import base64
import itertools
import os
import re
import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
import pytest

ENOUGH_S = 30.0
"""What has not come by then has been waited for in vain."""
_OPTIONS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--remote-debugging-port=0",
    "--window-size=1000,640",
)
_NAMED_KEYS = {"Enter": ("\r", 13), "Escape": ("\x1b", 27)}
_ESCAPES = re.compile(r"\x1b\[[0-9;?<>=$]*[ -/]*[@-~]|\x1b[@-_]")


def chromium_or_skip() -> str:
    """Give the browser's path; without it skip, and fail where all tests have to run."""
    found = shutil.which("chromium")
    if found is None:
        reason = "Chromium is not installed (apt install chromium)"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    return found


class Tab:
    """One tab: everything that it asked for, what was complained of, and what was drawn in its terminal."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.drawn = ""
        self._socket = socket
        self._answers: dict[int, asyncio.Future[dict[str, Any]]] = {}
        self._numbers = itertools.count(1)
        self._news = asyncio.Event()

    async def listen(self) -> None:
        """Take what the browser tells, until the tab is gone."""
        async for message in self._socket:
            told = message.json()
            if "id" in told:
                self._answers.pop(told["id"]).set_result(told)
            else:
                self._note(told["method"], told["params"])
            self._news.set()

    def _note(self, method: str, params: dict[str, Any]) -> None:
        match method:
            case "Network.requestWillBeSent":
                self.requests.append(params["request"]["url"])
            case "Network.webSocketCreated":
                self.requests.append(params["url"])
            case "Network.webSocketFrameReceived":
                frame = params["response"]
                if frame["opcode"] == 2:
                    shown = base64.b64decode(frame["payloadData"]).decode("utf-8", "replace")
                    self.drawn += _ESCAPES.sub("", shown)
            case "Log.entryAdded" if params["entry"]["level"] == "error":
                self.complaints.append(params["entry"]["text"])
            case "Runtime.exceptionThrown":
                self.complaints.append(str(params["exceptionDetails"]))

    async def do(self, method: str, **params: Any) -> dict[str, Any]:
        """Have the browser do something, and give what it answers."""
        number = next(self._numbers)
        answer = self._answers[number] = asyncio.get_running_loop().create_future()
        await self._socket.send_json({"id": number, "method": method, "params": params})
        told: dict[str, Any] = (await answer).get("result", {})
        return told

    async def see(self, text: str) -> None:
        """Wait until the app has drawn a text, and forget what came before it."""
        await self._until(lambda: text in self.drawn, text)
        self.drawn = self.drawn.partition(text)[2]

    async def ask(self, script: str) -> Any:
        """Give what a line of script in the page comes to."""
        told = await self.do("Runtime.evaluate", expression=script, awaitPromise=True)
        return told.get("result", {}).get("value")

    async def until_asked(self, script: str, wanted: object) -> None:
        """Wait until a line of script in the page comes to a value."""
        try:
            async with asyncio.timeout(ENOUGH_S):
                while (found := await self.ask(script)) != wanted:
                    await asyncio.sleep(0.05)
        except TimeoutError:
            pytest.fail(f"{script} is {found!r}, never {wanted!r}; {self.complaints}")

    async def press(self, key: str) -> None:
        """Press a key that writes a character, or Enter or Escape."""
        text, code = _NAMED_KEYS.get(key, (key, ord(key[0].upper()) if key.isalnum() else 0))
        what = {"key": key, "text": text, "windowsVirtualKeyCode": code}
        await self.do("Input.dispatchKeyEvent", type="keyDown", **what)
        await self.do("Input.dispatchKeyEvent", type="keyUp", **what)

    async def picture(self, path: Path) -> None:
        """Write what the tab shows as a PNG."""
        told = await self.do("Page.captureScreenshot", format="png")
        await asyncio.to_thread(path.write_bytes, base64.b64decode(told["data"]))

    async def _until(self, seen: Callable[[], bool], what: str) -> None:
        try:
            async with asyncio.timeout(ENOUGH_S):
                while not seen():
                    self._news.clear()
                    await self._news.wait()
        except TimeoutError:
            pytest.fail(f"never seen: {what}; {self.complaints}; {self.drawn[-2000:]}")


class Browser:
    """A running browser with a profile of its own."""

    def __init__(self, web: aiohttp.ClientSession, debugger: str) -> None:
        self._web = web
        self._debugger = debugger

    @asynccontextmanager
    async def tab(self, url: str, *, scheme: str = "dark") -> AsyncIterator[Tab]:
        """Open an address in a tab that is closed afterwards."""
        async with self._web.put(f"{self._debugger}/json/new?about:blank") as answer:
            target = await answer.json()
        async with self._web.ws_connect(target["webSocketDebuggerUrl"], max_msg_size=0) as socket:
            tab = Tab(socket)
            listening = asyncio.create_task(tab.listen())
            for domain in ("Network", "Log", "Runtime", "Page"):
                await tab.do(f"{domain}.enable")
            await tab.do(
                "Emulation.setEmulatedMedia",
                features=[{"name": "prefers-color-scheme", "value": scheme}],
            )
            # A tab gets keys only while it is looked at.
            await tab.do("Emulation.setFocusEmulationEnabled", enabled=True)
            await tab.do("Page.navigate", url=url)
            try:
                yield tab
            finally:
                async with self._web.get(f"{self._debugger}/json/close/{target['id']}"):
                    await listening


@asynccontextmanager
async def browsing(profile: Path) -> AsyncIterator[Browser]:
    """Run the browser while this is open."""
    process = await asyncio.create_subprocess_exec(
        chromium_or_skip(),
        *_OPTIONS,
        f"--user-data-dir={profile}",
        "about:blank",
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
    )
    assert process.stderr is not None
    try:
        port = await _debugging_port(process.stderr)
        async with aiohttp.ClientSession() as web:
            yield Browser(web, f"http://127.0.0.1:{port}")
    finally:
        process.terminate()
        await process.communicate()


async def _debugging_port(stderr: asyncio.StreamReader) -> str:
    async for line in stderr:
        if found := re.search(rb"DevTools listening on ws://[^:]+:(\d+)/", line):
            return found[1].decode()
    pytest.fail("Chromium ended before it could be spoken to")

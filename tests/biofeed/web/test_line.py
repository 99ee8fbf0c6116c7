"""The line between the page and the app: what is drawn, what is typed, and how each side goes."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

import aiohttp
import pytest
from aiohttp import WSMsgType

from biofeed.web import site
from biofeed.web.server import serving
from biofeed.words import web as words
from tests.biofeed.web.conftest import STANDIN, Visitor

ENOUGH_S = 20.0


async def drawn(line: aiohttp.ClientWebSocketResponse) -> str:
    message = await line.receive(ENOUGH_S)
    assert message.type is WSMsgType.BINARY, message
    return str(message.data.decode())


async def closed(line: aiohttp.ClientWebSocketResponse) -> int | None:
    async for _ in line:
        pass
    return line.close_code


async def test_the_app_begins_with_the_size_of_the_page(visitor: Visitor) -> None:
    await visitor.come_in()
    async with visitor.line() as line:
        assert await drawn(line) == "90 by 30"


async def test_what_is_done_in_the_page_reaches_the_app(visitor: Visitor) -> None:
    await visitor.come_in()
    async with visitor.line() as line:
        await drawn(line)
        await line.send_json(["stdin", "é"])
        assert await drawn(line) == "D é"
        await line.send_json(["resize", {"width": 100, "height": 40}])
        assert await drawn(line) == 'M {"type":"resize","width":100,"height":40}'
        await line.send_json(["ping", "123"])
        await line.send_json(["focus"])
        assert await drawn(line) == 'M {"type":"focus"}'


async def test_closing_the_page_hangs_up_on_the_app(visitor: Visitor) -> None:
    await visitor.come_in()
    async with visitor.line() as line:
        await drawn(line)
    async with asyncio.timeout(ENOUGH_S):
        # The place is free when the app behind the page has ended.
        async with visitor.line() as line:
            assert await drawn(line) == "90 by 30"

    assert visitor.left.read_text() == "left"


async def test_a_second_page_is_told_that_the_strap_is_in_use(visitor: Visitor) -> None:
    await visitor.come_in()
    async with visitor.line() as first:
        await drawn(first)
        async with visitor.line() as second:
            assert await closed(second) == words.IN_USE
        await first.send_json(["stdin", "still here"])
        assert await drawn(first) == "D still here"


async def test_an_app_that_ends_by_itself_says_so(visitor: Visitor) -> None:
    await visitor.come_in()
    async with visitor.line() as line:
        await line.send_json(["stdin", "q"])
        assert await closed(line) == words.ENDED
    assert not visitor.left.exists()


async def test_what_an_app_says_last_is_shown_in_the_page(visitor: Visitor) -> None:
    await visitor.come_in()
    async with visitor.line() as line:
        await drawn(line)
        await line.send_json(["stdin", "x"])
        assert await line.receive_json(timeout=ENOUGH_S) == ["last_words", "The log cannot be opened."]
        assert await closed(line) == words.BROKEN


async def test_the_page_and_its_files_are_given(visitor: Visitor) -> None:
    await visitor.come_in()
    async with visitor.web.get(visitor.page) as answer:
        page = await answer.text()
        assert answer.content_type == "text/html"
    assert f'data-session-websocket-url="ws://{visitor.host}' in page
    for name, kind in (
        ("page.css", "text/css"),
        ("page.js", "text/javascript"),
        ("terminal.css", "text/css"),
        ("terminal.js", "text/javascript"),
        ("upright.ttf", "font/ttf"),
        ("italic.ttf", "font/ttf"),
    ):
        async with visitor.web.get(visitor.page + name) as answer:
            assert (answer.status, answer.content_type) == (200, kind)
            assert await answer.read()


async def test_the_page_has_a_sentence_for_every_way_a_line_ends(visitor: Visitor) -> None:
    await visitor.come_in()
    async with visitor.web.get(visitor.page) as answer:
        page = await answer.text()

    for code in (words.ENDED, words.SERVER_ENDED, words.LOST, words.IN_USE, words.BROKEN):
        assert f'data-code="{code}"' in page


async def test_a_page_that_does_not_read_does_not_stop_the_app(visitor: Visitor) -> None:
    """The app draws 40 MB with nobody reading; whoever reads again gets a part, and the app is asked anew."""
    await visitor.come_in()
    async with visitor.line() as line:
        await drawn(line)
        async with asyncio.timeout(ENOUGH_S):
            await _sleep_through_a_flood(visitor, line)
        _reading(line).resume_reading()
        received = 0
        while (frame := await drawn(line)).startswith("~"):
            received += len(frame)

    assert frame == 'M {"type":"redraw"}'
    assert received < 20_000_000


async def test_a_page_that_does_not_read_does_not_stop_the_server_from_ending(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(site, "LEAVE_S", 0.05)
    left = tmp_path / "left"
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as web:
        async with serving([sys.executable, str(STANDIN), str(left)], 0) as door, asyncio.timeout(ENOUGH_S):
            visitor = Visitor(web, door, left)
            await visitor.come_in()
            line = await visitor.line()
            await drawn(line)
            await _sleep_through_a_flood(visitor, line)

        assert left.read_text() == "left"


async def _sleep_through_a_flood(visitor: Visitor, line: aiohttp.ClientWebSocketResponse) -> None:
    """Stop reading, as a browser does for a tab that sleeps, and have the app draw more than waits."""
    _reading(line).pause_reading()
    await line.send_json(["stdin", "flood"])
    while not visitor.left.exists():
        await asyncio.sleep(0.01)


def _reading(line: aiohttp.ClientWebSocketResponse) -> aiohttp.client_proto.ResponseHandler:
    # aiohttp has no public way for a client to stop reading.
    connection = line._response.connection
    assert connection is not None
    assert connection.protocol is not None
    return connection.protocol

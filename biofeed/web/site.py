"""The site: a door, a page, the page's files, and the line between the page and the app."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import suppress

from aiohttp import WSMsgType, web
from aiohttp.typedefs import Handler

from biofeed.web import front
from biofeed.web.address import Address
from biofeed.web.backlog import Backlog
from biofeed.web.guard import guard, headers, said
from biofeed.web.key import Key
from biofeed.web.message import MOST_BYTES, as_packet, size_of
from biofeed.web.program import REDRAW, Program
from biofeed.web.seat import Seat
from biofeed.words import web as words

LEAVE_S = 2.0
"""So long a page may take to hear that the server ends."""
_NOT_OURS = 1008
"""The code of a line that is closed because of what came over it."""


class Site:
    """Shows the app that `command` starts, to whoever has the key."""

    def __init__(self, address: Address, key: Key, command: Sequence[str], seat: Seat) -> None:
        self._address = address
        self._key = key
        self._command = command
        self._seat = seat
        self._headers = headers(address)
        self._lines: dict[web.WebSocketResponse, asyncio.Transport | None] = {}

    def application(self) -> web.Application:
        """Give the site as an application for aiohttp. Raises `UsageError` if a part is not installed."""
        application = web.Application(middlewares=[guard(self._address, self._key)])
        path = self._address.path
        routes = [
            web.get(path, self._page, allow_head=False),
            web.get(f"{path}open", self._door, allow_head=False),
            web.get(f"{path}line", self._line, allow_head=False),
            *(web.get(path + asset.name, _giving(asset), allow_head=False) for asset in front.assets()),
        ]
        application.add_routes(routes)
        application.on_response_prepare.append(self._add_headers)
        application.on_shutdown.append(self._close_lines)
        return application

    async def _add_headers(self, _: web.Request, response: web.StreamResponse) -> None:
        response.headers.update(self._headers)

    async def _close_lines(self, _: web.Application) -> None:
        for line, transport in list(self._lines.items()):
            try:
                async with asyncio.timeout(LEAVE_S):
                    await line.close(code=words.SERVER_ENDED)
            except TimeoutError:
                # A page that sleeps takes no leave; its app is hung up on all the same.
                if transport is not None:
                    transport.abort()

    async def _door(self, request: web.Request) -> web.Response:
        came_before = self._key.opens(request.cookies.get(self._address.cookie))
        cookie = self._key.exchange(request.query.get("token", ""))
        if cookie is None and not came_before:
            return said(401, words.NOT_OPENED)
        response = web.Response(text=front.door(), content_type="text/html")
        if cookie is not None:
            response.set_cookie(
                self._address.cookie, cookie, path=self._address.path, httponly=True, samesite="Strict"
            )
        return response

    async def _page(self, _: web.Request) -> web.Response:
        return web.Response(text=front.page(self._address), content_type="text/html")

    async def _line(self, request: web.Request) -> web.WebSocketResponse:
        # Without a heartbeat: a tab that sleeps does not answer, and is still there. Within one computer no
        # line breaks unnoticed.
        line = web.WebSocketResponse(max_msg_size=MOST_BYTES, compress=False)
        await line.prepare(request)
        self._lines[line] = request.transport
        try:
            async with self._seat.take() as is_ours:
                if is_ours:
                    size = size_of(request.query.get("width"), request.query.get("height"))
                    await _show(await Program.start(self._command, size), line)
                else:
                    await line.close(code=words.IN_USE)
        finally:
            del self._lines[line]
        return line


def _giving(asset: front.Asset) -> Handler:
    async def give(_: web.Request) -> web.FileResponse:
        return web.FileResponse(asset.path, headers={"Content-Type": asset.content_type})

    return give


async def _show(program: Program, line: web.WebSocketResponse) -> None:
    """Carry what is drawn one way and what is typed the other, until either side goes."""
    drawing = asyncio.create_task(_draw(program, line))
    try:
        await _listen(program, line)
    finally:
        program.hang_up()
        await drawing


async def _listen(program: Program, line: web.WebSocketResponse) -> None:
    async for message in line:
        if message.type is not WSMsgType.TEXT:
            await line.close(code=_NOT_OURS)
            return
        try:
            packet = as_packet(message.data)
        except ValueError:
            await line.close(code=_NOT_OURS)
            return
        await program.tell(packet)


async def _draw(program: Program, line: web.WebSocketResponse) -> None:
    backlog = Backlog()
    sending = asyncio.create_task(_send(backlog, program, line))
    async for frame in program.frames():
        backlog.put(frame)
    backlog.end()
    code, last_words = await program.ended()
    await sending
    with suppress(ConnectionError):
        if code and last_words:
            await line.send_json(["last_words", last_words])
    await line.close(code=words.BROKEN if code and last_words else words.ENDED)


async def _send(backlog: Backlog, program: Program, line: web.WebSocketResponse) -> None:
    while (frame := await backlog.take()) is not None:
        # Where nobody looks any more the app still draws, while it ends.
        with suppress(ConnectionError):
            await line.send_bytes(frame)
        if backlog.caught_up():
            await program.tell(REDRAW)

"""The server: listens on this computer's own address until told to end, and then lets everything end."""

from __future__ import annotations

import asyncio
import errno
import logging
import os
import socket
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager

from aiohttp import web

from biofeed.errors import UsageError
from biofeed.signals import stopping
from biofeed.web.address import LOOPBACK, Address
from biofeed.web.key import Key
from biofeed.web.program import PATIENCE_S
from biofeed.web.seat import Seat
from biofeed.web.site import Site
from biofeed.words import web as words


async def serve(command: Sequence[str], port: int, tell: Callable[[str], None]) -> int:
    """Show the app that `command` starts until a signal comes; give the exit code.

    `tell` gets the address that lets a browser in, once it can be opened. Raises `UsageError` if the port
    cannot be listened on, or if what the page needs is not installed.
    """
    over = asyncio.Event()
    with stopping(lambda _: over.set()) as stopped:
        async with serving(command, port) as door:
            tell(door)
            await over.wait()
    return stopped.exit_code


@asynccontextmanager
async def serving(command: Sequence[str], port: int, seat: Seat | None = None) -> AsyncIterator[str]:
    """Serve while this is open; give the address that lets a browser in. Raises as `serve` does."""
    with _listening(port) as listening:
        key = Key.cut()
        address = Address.draw(listening.getsockname()[1])
        site = Site(address, key, command, seat or Seat())
        # What a request holds is nobody's business: no access log, no report of one that could not be read.
        quiet = logging.getLogger(__name__)
        quiet.disabled = True
        runner = web.AppRunner(
            site.application(), access_log=None, logger=quiet, shutdown_timeout=3 * PATIENCE_S
        )
        await runner.setup()
        try:
            await web.SockSite(runner, listening).start()
            yield address.door(key.token)
        finally:
            await runner.cleanup()


def _listening(port: int) -> socket.socket:
    try:
        return socket.create_server((LOOPBACK, port))
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise UsageError(words.PORT_TAKEN.format(port=port), words.PORT_TAKEN_HINT) from error
        reason = os.strerror(error.errno or 0).lower()
        raise UsageError(
            words.PORT_REFUSED.format(port=port, reason=reason), words.PORT_TAKEN_HINT
        ) from error

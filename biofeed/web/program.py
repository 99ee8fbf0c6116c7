"""The app, in a process of its own, with pipes for a terminal.

It is ended by hanging up: its input is closed, as if somebody had closed the window of a terminal. The app
then ends its session, writes that down and goes (`biofeed.tui.page`). That also happens when this program is
killed and can no longer ask for anything.
"""

from __future__ import annotations

import asyncio
import os
import subprocess
from collections.abc import AsyncIterator, Sequence
from contextlib import suppress

from biofeed.web.message import Size
from biofeed.web.packet import DATA, META, pack, packets

DRIVER = "biofeed.tui.page:PageDriver"
"""Named to Textual in the environment, so that nothing but the drawing differs from the app in a terminal."""
REDRAW = pack(META, b'{"type":"redraw"}')
"""Asks for everything to be drawn anew; the driver above knows it."""
PATIENCE_S = 10.0
"""So long an app may take to end its session."""
_LAST_WORDS_BYTES = 4096


class Program:
    """One running app."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.process = process
        self._last_words = asyncio.create_task(_end_of(process.stderr))

    @classmethod
    async def start(cls, command: Sequence[str], size: Size) -> Program:
        """Start the app for a page of that size."""
        # In a group of its own: Ctrl-C in the server's terminal is for the server, who then hangs up.
        process = await asyncio.create_subprocess_exec(
            *command,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            env=_environment(size),
            start_new_session=True,
            creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
        )
        return cls(process)

    async def frames(self) -> AsyncIterator[bytes]:
        """Give what the app draws, until it ends."""
        if self.process.stdout is not None:
            async for kind, payload in packets(self.process.stdout):
                if kind == DATA:
                    yield payload

    async def tell(self, packet: bytes) -> None:
        """Pass on what was done in the page."""
        if self.process.stdin is not None:
            # An app that is about to end listens no longer.
            with suppress(ConnectionError, RuntimeError):
                self.process.stdin.write(packet)
                await self.process.stdin.drain()

    def hang_up(self) -> None:
        """Let the app know that nobody is there any more."""
        if self.process.stdin is not None:
            self.process.stdin.close()

    async def ended(self) -> tuple[int, str]:
        """Wait for the end of an app that is ending; give its exit code and what it had to say."""
        for end in (self.process.terminate, self.process.kill):
            with suppress(TimeoutError):
                await asyncio.wait_for(self.process.wait(), PATIENCE_S)
                break
            with suppress(ProcessLookupError):
                end()
        return await self.process.wait(), await self._last_words


def _environment(size: Size) -> dict[str, str]:
    return {
        **os.environ,
        "TEXTUAL_DRIVER": DRIVER,
        "TEXTUAL_COLOR_SYSTEM": "truecolor",
        "COLUMNS": str(size.width),
        "ROWS": str(size.height),
    }


async def _end_of(stream: asyncio.StreamReader | None) -> str:
    """Read a stream to its end, and keep the last of it."""
    kept = b""
    while stream is not None and (more := await stream.read(_LAST_WORDS_BYTES)):
        kept = (kept + more)[-_LAST_WORDS_BYTES:]
    return kept.decode("utf-8", "replace").strip()

"""The keyboard: lines as they are typed, for whoever wants them at that moment.

A terminal gives a line only when it is whole, and whoever waits for one can do nothing else; so the lines are
read in one thread for the whole program. It ends with the program, at the latest.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO


class Keyboard:
    """Reads a stream's lines from the first use on."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._lines: asyncio.Queue[str | None] = asyncio.Queue()
        self._hear: Callable[[str], None] | None = None
        self._reading = False

    async def line(self) -> str:
        """Wait for a line. Raises `EOFError` where nothing more will come."""
        self._read()
        line = await self._lines.get()
        if line is None:
            raise EOFError
        return line

    @contextmanager
    def hearing(self, hear: Callable[[str], None]) -> Iterator[None]:
        """While this is open, give each line to `hear` instead."""
        self._read()
        self._hear = hear
        try:
            yield
        finally:
            self._hear = None

    def _read(self) -> None:
        if self._reading:
            return
        self._reading = True
        loop = asyncio.get_running_loop()

        def read() -> None:
            for line in self._stream:
                loop.call_soon_threadsafe(self._take, line)
            loop.call_soon_threadsafe(self._take, None)

        threading.Thread(target=read, name="keyboard", daemon=True).start()

    def _take(self, line: str | None) -> None:
        if self._hear is not None and line is not None:
            self._hear(line)
        else:
            self._lines.put_nowait(line)

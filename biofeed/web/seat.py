"""The one place in front of the app: a strap can be held by one program only, so there is one at a time."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

PATIENCE_S = 3.0
"""A page that is loaded anew comes before the app behind the old one has ended; so long it waits."""


class Seat:
    """Taken by one page, free again when the app behind it has ended."""

    def __init__(self, patience_s: float = PATIENCE_S) -> None:
        self._taken = asyncio.Lock()
        self._patience_s = patience_s

    @asynccontextmanager
    async def take(self) -> AsyncIterator[bool]:
        """Wait a little for the place; give whether it is ours."""
        try:
            async with asyncio.timeout(self._patience_s):
                await self._taken.acquire()
        except TimeoutError:
            yield False
            return
        try:
            yield True
        finally:
            self._taken.release()

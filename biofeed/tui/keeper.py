"""The keeper: holds the running practice outside of the app.

What Textual runs for a screen is cancelled when the app ends, and a strap that is being let go of in
there is then left half closed. So a practice is opened and closed in tasks of its own, which the code
around the app waits for, whatever has become of the app.
"""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from biofeed.practice import Plan, Practice


class Keeper:
    """Opens one practice at a time, and lets go of it once."""

    def __init__(self) -> None:
        self._stack = AsyncExitStack()
        self._opening: asyncio.Task[Practice] | None = None
        self._closing: asyncio.Task[None] | None = None

    async def open(self, plan: Plan) -> Practice:
        """Begin a practice, after the one before has been let go of.

        Raises `BiofeedError` if log or device cannot be opened. Cancelled, it leaves nothing open once
        `release` has returned.
        """
        from biofeed.practice import start  # with numpy, which the first frame does without

        await self.release()
        self._opening = asyncio.create_task(self._stack.enter_async_context(start(plan)))
        return await asyncio.shield(self._opening)

    async def release(self) -> None:
        """Complete the log and let go of the strap. Harmless when there is nothing to let go of."""
        if self._closing is None:
            self._closing = asyncio.create_task(self._close())
            self._closing.add_done_callback(self._forget)
        # Shielded, so that a second call waits for the end of what a cancelled first one began.
        await asyncio.shield(self._closing)

    async def _close(self) -> None:
        opening, self._opening = self._opening, None
        if opening is not None:
            opening.cancel()
            await asyncio.gather(opening, return_exceptions=True)
        await self._stack.aclose()

    def _forget(self, _: asyncio.Task[None]) -> None:
        self._closing = None

"""The keeper: holds the running practice outside of the app.

What Textual runs for a screen is cancelled when the app ends, and a strap that is being let go of in
there is then left half closed. So a practice is opened and closed in tasks of its own, which the code
around the app waits for, whatever has become of the app.
"""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from contextlib import AsyncExitStack
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from biofeed.practice import Plan, Practice

T = TypeVar("T")


class Keeper:
    """Opens one practice at a time, and lets go of it once."""

    def __init__(self) -> None:
        self._stack = AsyncExitStack()
        self._opening: asyncio.Task[Practice] | None = None
        self._closing: asyncio.Task[None] | None = None
        self._letting_go: asyncio.Task[None] | None = None
        self._aside: asyncio.Task[Any] | None = None

    async def open(self, plan: Plan) -> Practice:
        """Begin a practice, after the one before has been let go of.

        Raises `BiofeedError` if log or device cannot be opened. Cancelled, it leaves nothing open once
        `release` has returned.
        """
        from biofeed.practice import start  # with numpy, which the first frame does without

        await self.release()
        self._opening = asyncio.create_task(self._stack.enter_async_context(start(plan)))
        return await asyncio.shield(self._opening)

    async def aside(self, work: Coroutine[Any, Any, T]) -> T:
        """Do something with a strap that is no practice, and see it to its end whoever stops waiting."""
        await self.release()
        self._aside = task = asyncio.create_task(work)
        return await asyncio.shield(task)

    async def let_go(self, practice: Practice) -> None:
        """Let go of the strap, and keep the log open for what the person says of it."""
        self._letting_go = asyncio.create_task(_strap_free(practice))
        await asyncio.shield(self._letting_go)

    async def release(self) -> None:
        """Complete the log and let go of the strap. Harmless when there is nothing to let go of."""
        if self._closing is None:
            self._closing = asyncio.create_task(self._close())
            self._closing.add_done_callback(self._forget)
        # Shielded, so that a second call waits for the end of what a cancelled first one began.
        await asyncio.shield(self._closing)

    async def _close(self) -> None:
        unfinished = [task for task in (self._opening, self._aside) if task is not None]
        self._opening = self._aside = None
        for task in unfinished:
            task.cancel()
        await asyncio.gather(*unfinished, return_exceptions=True)
        letting_go, self._letting_go = self._letting_go, None
        if letting_go is not None:
            await asyncio.gather(letting_go, return_exceptions=True)
        await self._stack.aclose()

    def _forget(self, _: asyncio.Task[None]) -> None:
        self._closing = None


async def _strap_free(practice: Practice) -> None:
    await practice.let_go()

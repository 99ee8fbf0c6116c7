"""A step: a screen that is one answer long, and the stage on which steps follow each other.

A practice is a row of screens (how is it, breathe, how was it, what came of it). Each takes the place of the
one before it, so that nothing of what lies underneath shows through in between.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Generic, TypeVar

from textual.app import App
from textual.screen import Screen

Outcome = TypeVar("Outcome")


class Step(Screen[None], Generic[Outcome]):
    """A screen that ends with an outcome; what comes next is not its business."""

    def __init__(self) -> None:
        super().__init__()
        self._outcomes: asyncio.Queue[Outcome] = asyncio.Queue()
        self._is_finished = False
        self.parting: Callable[[], None] | None = None
        """What keeps what was said so far, where the app ends before the step does."""

    def part(self) -> None:
        """Keep what was said so far, because the app ends now; a second time does nothing."""
        if self.parting is not None and self.is_mounted and not self._is_finished:
            self._is_finished = True
            self.parting()

    def finish(self, outcome: Outcome) -> None:
        """End with `outcome`; a second time does nothing."""
        if not self._is_finished:
            self._is_finished = True
            self._outcomes.put_nowait(outcome)

    async def outcome(self) -> Outcome:
        """Wait for the end."""
        return await self._outcomes.get()


class Stage:
    """Shows one step after the other in the same place on the app's stack of screens."""

    def __init__(self, app: App[int]) -> None:
        self._app = app
        self._shown: Screen[None] | None = None

    async def show(self, step: Step[Outcome]) -> Outcome:
        """Put a step in the place of the one before, and give what it ends with."""
        if self._shown is None:
            await self._app.push_screen(step)
        else:
            await self._uncover()
            await self._app.switch_screen(step)
        self._shown = step
        return await step.outcome()

    async def clear(self) -> None:
        """Give the place back to the screen that was there before."""
        if self._shown is not None:
            await self._uncover()
            self._shown = None
            await self._app.pop_screen()

    async def _uncover(self) -> None:
        """Take away what lies over the step: a page of help, the card."""
        while self._shown in self._app.screen_stack and self._app.screen is not self._shown:
            await self._app.pop_screen()

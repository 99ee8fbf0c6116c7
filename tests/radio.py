"""Bluetooth for tests: the project's own service on a bus of its own, or the reason why there is none."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Callable

import pytest

from biofeed.types import Cue, Event, Link, LinkState
from biofeed_devices.fake_bluez import missing_program
from biofeed_devices.strap import Strap

ENOUGH_S = 20.0
"""A test that waits longer than this for an event has waited in vain."""


def need_bus() -> None:
    """Skip where there can be no message bus; where all tests have to run, fail."""
    if sys.platform != "linux":
        pytest.skip("BlueZ and its bus exist on Linux only")
    if missing := missing_program():
        if os.environ.get("CI") == "true":
            pytest.fail(missing)
        pytest.skip(missing)


class Listening:
    """A device's stream, taken one event at a time."""

    def __init__(self, device: Strap) -> None:
        device.clock.reset()
        self.events: list[Event] = []
        self._stream: AsyncIterator[Event] = device.events(_NothingAsked())

    async def until(self, wanted: Callable[[Event], bool]) -> Event:
        """Take events until the one that is waited for, and give it."""
        async with asyncio.timeout(ENOUGH_S):
            while True:
                event = await anext(self._stream)
                self.events.append(event)
                if wanted(event):
                    return event

    async def link(self, state: LinkState, detail: str = "") -> Link:
        """Wait until the link is in a state, for a reason that contains `detail`."""

        def is_it(event: Event) -> bool:
            return isinstance(event, Link) and event.state is state and detail in event.detail

        event = await self.until(is_it)
        assert isinstance(event, Link)
        return event

    async def take(self, kind: type[Event], count: int = 1) -> list[Event]:
        """Wait for so many events of a kind, and give them."""
        return [await self.until(lambda event: isinstance(event, kind)) for _ in range(count)]

    def all(self, kind: type[Event]) -> list[Event]:
        """Give what has come of a kind."""
        return [event for event in self.events if isinstance(event, kind)]

    async def close(self) -> None:
        """Stop listening."""
        close = getattr(self._stream, "aclose", None)
        if close:
            await close()


class _NothingAsked:
    def cue(self, t_s: float) -> Cue | None:
        return None

    def effort(self, t_s: float) -> bool:
        return False

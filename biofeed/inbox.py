"""The inbox: what comes from the device and from the person, as one stream that can be looked into.

A session has to know what comes next before it takes it, because one of its own moments may come first.
Beats and gaps come with the packet they were decoded from, even if the beat clock dates them later than that.
"""

from __future__ import annotations

import asyncio
import math
from collections import deque
from collections.abc import AsyncIterator
from contextlib import suppress

from biofeed.clock import Clock
from biofeed.errors import DeviceError
from biofeed.types import Beat, Event, Gap, Link, LinkState, Packet


class Inbox:
    """Holds the next event of the device, and what the person has said meanwhile."""

    def __init__(self, device: AsyncIterator[Event], clock: Clock) -> None:
        self.device_over = False
        self._device = device
        self._clock = clock
        self._told: deque[Event] = deque()
        self._wake = asyncio.Event()
        self._held: Event | None = None
        self._held_s = math.inf
        """When the held event came."""
        self._packet_s = math.inf
        """When the latest packet came, if there are packets."""
        self._pull: asyncio.Task[Event] | None = None

    def tell(self, event: Event) -> None:
        """Put in what the person says or does."""
        self._told.append(event)
        self._wake.set()

    def peek(self) -> Event | None:
        """Give what comes next, if it is known already."""
        if self._told and (self._held is None or self._told[0].t_s <= self._held_s):
            return self._told[0]
        return self._held

    @property
    def next_s(self) -> float:
        """When what `peek` shows came; infinite if that is nothing."""
        event = self.peek()
        if event is None:
            return math.inf
        return self._held_s if event is self._held else event.t_s

    def pop(self) -> Event | None:
        """Take what `peek` shows."""
        event = self.peek()
        if event is not None and event is self._held:
            self._held = None
        elif event is not None:
            self._told.popleft()
        return event

    async def look(self) -> None:
        """Let in what the device has ready.

        A device on a virtual clock never makes one wait, so its next event is waited for. Others get one
        turn of the event loop: enough for beats that were decoded together with the last packet.
        """
        self._start()
        if self._pull is None:
            return
        if self._clock.realtime:
            await asyncio.sleep(0)
        else:
            await asyncio.wait({self._pull})
        self._settle()

    async def wait_until(self, t_s: float) -> None:
        """Wait for the device, the person, or `t_s`, whichever comes first."""
        alarm = asyncio.create_task(self._clock.sleep_until(t_s))
        woken = asyncio.create_task(self._wake.wait())
        others = {self._pull} if self._pull else set()
        try:
            await asyncio.wait({alarm, woken, *others}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            alarm.cancel()
            woken.cancel()
        self._wake.clear()
        self._settle()

    async def close(self) -> None:
        """Let go of the device's stream."""
        if self._pull is not None:
            self._pull.cancel()
            with suppress(asyncio.CancelledError, Exception):
                await self._pull
        close = getattr(self._device, "aclose", None)
        if close is not None:
            await close()

    def _start(self) -> None:
        if self._pull is None and self._held is None and not self.device_over:
            self._pull = asyncio.create_task(_next(self._device))

    def _settle(self) -> None:
        """Take over what the device has given; losing it for good is news like any other."""
        if self._pull is None or not self._pull.done():
            return
        pull, self._pull = self._pull, None
        try:
            self._hold(pull.result())
        except StopAsyncIteration:
            self.device_over = True
        except DeviceError as error:
            self.device_over = True
            self._hold(Link(self._clock.now(), LinkState.LOST, error.title))
        except Exception as error:
            # Whatever a device does wrong, the breath goes on and the log is kept.
            self.device_over = True
            said = f"the device broke down: {type(error).__name__}"
            self._hold(Link(self._clock.now(), LinkState.LOST, said))

    def _hold(self, event: Event) -> None:
        if isinstance(event, Packet):
            self._packet_s = event.t_s
        self._held = event
        self._held_s = min(event.t_s, self._packet_s) if isinstance(event, Beat | Gap) else event.t_s


async def _next(device: AsyncIterator[Event]) -> Event:
    return await anext(device)

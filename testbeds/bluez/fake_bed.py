"""The project's own Bluetooth service, on a bus of its own."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from biofeed.clock import RealClock
from biofeed_devices.ble.timing import Timing
from biofeed_devices.fake_bluez import FakeBlueZ, FakePolar, bluetooth
from testbeds.bluez.bed import Bed, described

_SPEED = 5.0
"""Waiting is cut short by so much, and still long enough for a busy machine."""
_TIMING = Timing(choose_s=0.2, search_s=0.2, connect_s=2.0, disconnect_s=1.0)
_PATIENCE_S = 0.3


class FakeBed(Bed):
    """A strap of memory."""

    def __init__(self, strap: FakePolar, service: FakeBlueZ) -> None:
        super().__init__(strap, RealClock(_SPEED), _TIMING, _PATIENCE_S)
        self._service = service

    async def send(self, data: bytes) -> None:
        """Send one packet of the heart rate to whoever is subscribed."""
        self.strap.send(data)

    async def drop(self) -> None:
        """Let the strap end the link."""
        self.strap.drop()

    async def walk_away(self) -> None:
        """End the link, if there is one, and be out of reach."""
        self.strap.in_reach = False
        self.strap.drop()

    async def come_back(self) -> None:
        """Be within reach again."""
        self.strap.in_reach = True

    async def power(self, on: bool) -> None:
        """Switch the adapter on or off."""
        self._service.power(on)

    async def kill_service(self) -> None:
        """Kill the Bluetooth service. Nothing can be done with the bed afterwards."""
        await self._service.die()


@asynccontextmanager
async def fake_bed() -> AsyncGenerator[Bed]:
    """Give the fake service with one strap."""
    strap = described()
    async with bluetooth(strap) as service:
        yield FakeBed(strap, service)

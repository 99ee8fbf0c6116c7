"""A strap within reach, and a driver that does not wait long."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import pytest

from biofeed.clock import Clock
from biofeed_devices.ble.discovery import Wanted
from biofeed_devices.ble.timing import Timing
from biofeed_devices.fake_bluez import FakeBlueZ, FakeStrap, bluetooth
from biofeed_devices.strap import Strap
from tests.radio import Listening, need_bus

SOON = Timing(
    choose_s=0.1,
    search_s=0.2,
    connect_s=0.5,
    subscribe_s=1.0,
    read_s=0.2,
    disconnect_s=0.5,
    silence_s=60.0,
    first_pauses_s=(0.01, 0.02),
    pauses_s=(0.02,),
    listen_s=0.5,
)
"""Everything is over soon, except for silence: a busy machine must not look like a lost link."""

Open = Callable[..., AbstractAsyncContextManager[tuple[Strap, Listening]]]


@pytest.fixture
async def service() -> AsyncIterator[FakeBlueZ]:
    """Give a Bluetooth service with one strap around it."""
    need_bus()
    async with bluetooth(FakeStrap()) as fake:
        yield fake


@pytest.fixture
def strap(service: FakeBlueZ) -> FakeStrap:
    """Give the one strap there is."""
    return service.straps[0]


@pytest.fixture
def opened() -> Open:
    """Give the way to connect to a strap, the usual one unless told otherwise, and listen to it."""

    @asynccontextmanager
    async def connect(
        wanted: Wanted | None = None, timing: Timing = SOON, clock: Clock | None = None
    ) -> AsyncIterator[tuple[Strap, Listening]]:
        async with Strap(wanted or Wanted("Fake Strap"), clock, timing) as device:
            listening = Listening(device)
            try:
                yield device, listening
            finally:
                await listening.close()

    return connect

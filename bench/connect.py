"""How long it takes from asking for a strap to its first packet, on the fake Bluetooth service.

bleak and the message bus are real, the radio is not: this is the program's own share of the waiting.
"""

from __future__ import annotations

import asyncio
import time
from contextlib import aclosing
from statistics import median
from typing import TYPE_CHECKING

from biofeed.plugins import open_device
from biofeed.types import Packet
from biofeed_devices.fake_bluez import FakeStrap, bluetooth
from biofeed_devices.heart_rate import build

if TYPE_CHECKING:
    from collections.abc import Iterator

RUNS = 20
ADDRESS = "C0:FF:EE:00:00:01"
FRAME = build(60, rr_ticks=(1024,))


async def first_packet_s() -> tuple[float, float]:
    """Give how long the service took to start, and then the way from `ble:ADDRESS` to a first packet."""
    begin = time.perf_counter()
    async with bluetooth(FakeStrap(ADDRESS)) as fake:
        ready = time.perf_counter()
        strap = fake.straps[0]

        async def send() -> None:
            await strap.listening.wait()
            strap.send(FRAME)

        async with open_device(f"ble:{ADDRESS}") as device, aclosing(device.events()) as events:  # type: ignore[type-var]
            sending = asyncio.create_task(send())
            async for event in events:
                if isinstance(event, Packet):
                    break
            came = time.perf_counter()
            await sending
    return ready - begin, came - ready


def table() -> Iterator[str]:
    """Run it and give the lines of a table in Markdown."""
    asyncio.run(first_packet_s())
    runs = [asyncio.run(first_packet_s()) for _ in range(RUNS)]
    yield "| what | median | longest |"
    yield "|---|---|---|"
    names = ("bus and fake service start", "`ble:ADDRESS` to its first packet")
    for name, took in zip(names, zip(*runs, strict=True), strict=True):
        yield f"| {name} | {median(took) * 1e3:.0f} ms | {max(took) * 1e3:.0f} ms |"

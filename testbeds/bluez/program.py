"""A program that uses Bluetooth through bleak, unmodified, and says what it sees in words without times."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeAlias

from bleak import BleakClient
from bleak.args.bluez import BlueZNotifyArgs
from bleak.backends.device import BLEDevice
from bleak.exc import BleakDBusError, BleakGATTProtocolError

from biofeed_devices.fake_bluez.profile import BATTERY_LEVEL, MEASUREMENT
from testbeds.bluez.bed import Bed

Say: TypeAlias = Callable[[str], None]

SHARED: BlueZNotifyArgs = {"use_start_notify": True}
EXCLUSIVE: BlueZNotifyArgs = {"use_start_notify": False}

DONE = "done"
ENOUGH_S = 20.0
"""Whoever waits longer than this waits in vain."""

SHORT = 40
"""A packet of more bytes is told by its length."""
_MARK = b"\x00mark"


class Heard:
    """What was delivered. A mark sent behind the packets tells when all of them have come."""

    def __init__(self) -> None:
        self._packets: list[str] = []
        self._mark = _MARK
        self._marks = 0
        self._marked = asyncio.Event()

    def __call__(self, _: object, data: bytearray) -> None:
        """Take a packet from bleak."""
        if data == self._mark:
            self._marked.set()
        elif not data.startswith(_MARK):
            self._packets.append(data.hex() if 0 < len(data) <= SHORT else f"({len(data)} bytes)")

    async def after(self, bed: Bed, *packets: bytes) -> str:
        """Send packets and give those that come."""
        self._packets.clear()
        self._marked.clear()
        self._marks += 1
        self._mark = _MARK + bytes([self._marks])
        for packet in (*packets, self._mark):
            await bed.send(packet)
        async with asyncio.timeout(ENOUGH_S):
            await self._marked.wait()
        return self.so_far()

    def so_far(self) -> str:
        """Give what has come since packets were last sent."""
        return " ".join(self._packets) or "nothing"

    def forget(self) -> None:
        """Begin anew."""
        self._packets.clear()


class Program:
    """A program with one client. Each has a place of its own on the bus: two of them are two programs."""

    def __init__(self, device: BLEDevice) -> None:
        self.heard = Heard()
        self.client = BleakClient(device, disconnected_callback=self._lose, timeout=ENOUGH_S)
        self._is_exclusive = False
        self._losses = 0
        self._lost = asyncio.Event()

    async def connect(self) -> str:
        """Connect, or share the link that another program has made; say how that went."""
        return await outcome(self.client.connect())

    async def listen(self, how: BlueZNotifyArgs = SHARED) -> str:
        """Subscribe to the heart rate; say how that went."""
        said = await outcome(self.client.start_notify(MEASUREMENT, self.heard, bluez=how))
        self._is_exclusive = how is EXCLUSIVE and said == DONE
        return said

    async def read(self, uuid: str) -> str:
        """Read a value; give it, or say what came instead."""
        try:
            return bytes(await self.client.read_gatt_char(uuid)).hex()
        except Exception as error:
            return name_of(error)

    async def hear(self, bed: Bed, *packets: bytes) -> str:
        """Let the strap send packets, and give those that come."""
        await self.settle()
        return await self.heard.after(bed, *packets)

    async def settle(self) -> None:
        """Wait until the service has done what it was told, and everything that was sent is here.

        A strap answers in order. The first answer may be overtaken by the news that another program has left.
        """
        for _ in range(2):
            await self.read(BATTERY_LEVEL)

    async def lose(self) -> str:
        """Wait until the link is gone; say what the program knows of it."""
        async with asyncio.timeout(ENOUGH_S):
            await self._lost.wait()
        return f"told {self._losses} time, connected: {self.client.is_connected}"

    async def leave(self) -> str:
        """Disconnect; say how that went."""
        if self._is_exclusive and self.client.is_connected:
            # bluetoothd may crash over such a subscription when its program goes without ending it first.
            await self.client.stop_notify(MEASUREMENT)
        return await outcome(self.client.disconnect())

    def _lose(self, _: BleakClient) -> None:
        self._losses += 1
        self._lost.set()


async def outcome(attempt: Awaitable[object]) -> str:
    """Say how an attempt ends."""
    try:
        await attempt
    except Exception as error:
        return name_of(error)
    return DONE


def name_of(error: Exception) -> str:
    """Name an error by its kind, and by what BlueZ or the strap call it."""
    match error:
        case BleakDBusError():
            reason = error.dbus_error
        case BleakGATTProtocolError():
            reason = error.code.name
        case _:
            reason = ""
    return f"{type(error).__name__} {reason}".strip()

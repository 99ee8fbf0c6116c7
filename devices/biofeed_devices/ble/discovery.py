"""Which straps are within reach, and which of them is meant.

A strap is heard when it advertises. One that this computer is connected to does not advertise any more: a
program that was killed leaves such a link behind. So both are looked at, what advertises and what is held.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from biofeed.plugins import Found
from biofeed.types import Origin
from biofeed_devices.ble.bluez import services_of
from biofeed_devices.ble.patience import within
from biofeed_devices.ble.timing import Timing
from biofeed_devices.ble.trouble import explained

if TYPE_CHECKING:
    from bleak.backends.device import BLEDevice
    from bleak.backends.scanner import AdvertisementData

HEART_RATE_SERVICE = "0000180d-0000-1000-8000-00805f9b34fb"
BATTERY_SERVICE = "0000180f-0000-1000-8000-00805f9b34fb"

_ANSWER_S = 5.0
"""How long the system may take to begin a search, to end it, or to list what it holds."""
_UNKNOWN_DBM = -127
"""What stands for a signal strength that is not known."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """A strap within reach."""

    device: BLEDevice
    """bleak's own handle; good for a few seconds."""
    name: str
    address: str
    """On macOS a number that this computer made up for the strap."""
    signal_dbm: int | None = None
    """`None` for a strap that this computer holds already."""
    battery_percent: int | None = None
    """Only where the strap advertises it."""
    held: bool = False
    services: tuple[str, ...] = ()
    """What it advertises; all that it offers, where this computer has asked it once."""
    makers: tuple[int, ...] = ()

    @property
    def info(self) -> Found:
        """Give the strap as the rest of the program knows devices."""
        return Found(
            f"ble:{self.address}",
            self.name,
            Origin.STRAP,
            address=self.address,
            signal_dbm=self.signal_dbm,
            battery_percent=self.battery_percent,
            services=self.services,
            makers=self.makers,
        )


@dataclass(frozen=True, slots=True)
class Wanted:
    """The strap that is meant: by address or the beginning of its name, or any, then best the last one."""

    which: str = ""
    last_address: str = ""

    def matches(self, sighting: Sighting) -> bool:
        """Tell whether this strap would do."""
        which = self.which.casefold()
        return sighting.address.casefold() == which or sighting.name.casefold().startswith(which)

    def is_sure(self, sighting: Sighting) -> bool:
        """Tell whether no other strap would do better."""
        if self.which:
            return self.matches(sighting)
        return sighting.address.casefold() == self.last_address.casefold()

    def choose(self, sightings: Iterable[Sighting]) -> Sighting | None:
        """Give the one that is meant, else the strongest that would do."""
        fitting = [sighting for sighting in sightings if self.matches(sighting)]
        return max(fitting, key=lambda one: (self.is_sure(one), _strength(one)), default=None)


async def find(wanted: Wanted, timing: Timing, *, held_first: bool) -> Sighting | None:
    """Look for the strap that is meant; `None` if it is not within reach.

    `held_first` takes one that this computer holds without a search. After a dropout that is no help: what
    the system still calls connected may be the very link that was lost.

    Raises `DeviceError` where Bluetooth cannot be used.
    """
    held = await list_held()
    chosen = wanted.choose(held)
    if held_first and chosen and (wanted.is_sure(chosen) or not wanted.last_address):
        return chosen
    seen = await search(timing.choose_s, wanted.is_sure)
    return wanted.choose(seen) or chosen or wanted.choose(await search(timing.search_s, wanted.matches))


async def look(seconds: float) -> list[Sighting]:
    """Give all straps within reach, those that are held first, then by strength.

    Raises `DeviceError` where Bluetooth cannot be used.
    """
    found = {sighting.address: sighting for sighting in await search(seconds, lambda _: False)}
    found |= {sighting.address: sighting for sighting in await list_held()}
    return sorted(found.values(), key=lambda one: (not one.held, -_strength(one), one.name))


async def search(seconds: float, stop_at: Callable[[Sighting], bool]) -> list[Sighting]:
    """Listen to what advertises a heart rate, for `seconds` or until `stop_at` is content."""
    sightings: dict[str, Sighting] = {}
    content = asyncio.Event()

    def see(device: BLEDevice, advertisement: AdvertisementData) -> None:
        sighting = sightings[device.address] = _sighting(device, advertisement)
        if stop_at(sighting):
            content.set()

    with explained():
        await within(seconds + 2 * _ANSWER_S, _listen(see, content, seconds))
    return list(sightings.values())


async def list_held() -> list[Sighting]:
    """Give the straps that this computer is connected to already, whoever connected them."""
    from bleak import BleakAdapter

    with explained():
        try:
            adapter = await within(_ANSWER_S, BleakAdapter.get())
            devices = await within(_ANSWER_S, adapter.get_connected_devices([HEART_RATE_SERVICE]))
        except NotImplementedError:
            return []
    return [
        Sighting(
            device, device.name or device.address, device.address, held=True, services=services_of(device)
        )
        for device in devices
    ]


async def _listen(
    see: Callable[[BLEDevice, AdvertisementData], None], content: asyncio.Event, seconds: float
) -> None:
    from bleak import BleakScanner

    async with BleakScanner(see, [HEART_RATE_SERVICE]):
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await content.wait()


def _sighting(device: BLEDevice, advertisement: AdvertisementData) -> Sighting:
    battery = advertisement.service_data.get(BATTERY_SERVICE, b"")
    return Sighting(
        device,
        advertisement.local_name or device.name or device.address,
        device.address,
        signal_dbm=None if advertisement.rssi == _UNKNOWN_DBM else advertisement.rssi,
        battery_percent=battery[0] if len(battery) == 1 and battery[0] <= 100 else None,
        services=tuple(advertisement.service_uuids),
        makers=tuple(advertisement.manufacturer_data),
    )


def _strength(sighting: Sighting) -> int:
    """Rank by signal; what is held has none, and is certainly near."""
    if sighting.held:
        return 0
    return _UNKNOWN_DBM if sighting.signal_dbm is None else sighting.signal_dbm

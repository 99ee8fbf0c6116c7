"""What a strap offers: services by their number, each with its characteristics."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

MEASUREMENT = "00002a37-0000-1000-8000-00805f9b34fb"
BATTERY_LEVEL = "00002a19-0000-1000-8000-00805f9b34fb"
HEART_RATE_SERVICE = "0000180d-0000-1000-8000-00805f9b34fb"
BATTERY_SERVICE = "0000180f-0000-1000-8000-00805f9b34fb"


@dataclass(slots=True)
class Characteristic:
    """One value of a strap; a test may change it at any time."""

    uuid: str
    flags: tuple[str, ...]
    value: bytes = b""
    can_be_exclusive: bool = True
    """Whether the service offers to hand its packets to one program alone."""

    @property
    def notifies(self) -> bool:
        """Whether one can subscribe to it."""
        return bool({"notify", "indicate"} & set(self.flags))


Profile: TypeAlias = dict[str, list[Characteristic]]


def uuid16(number: int) -> str:
    """Write a number that the Bluetooth SIG assigned in its long form."""
    return f"{number:08x}-0000-1000-8000-00805f9b34fb"


GENERIC_ACCESS_SERVICE = uuid16(0x1800)
"""Every strap has it. The service names it, and keeps what is in it for itself."""
GENERIC_ATTRIBUTE_SERVICE = uuid16(0x1801)


def stack_profile() -> Profile:
    """Give what a strap's Bluetooth stack offers for its own use, whatever the strap measures."""
    return {
        GENERIC_ATTRIBUTE_SERVICE: [
            Characteristic(uuid16(0x2A05), ("indicate",)),
            Characteristic(uuid16(0x2B29), ("read", "write"), bytes(1)),
            Characteristic(uuid16(0x2B2A), ("read",), bytes(16)),
        ]
    }


def heart_rate_profile(battery_percent: int | None = 87, location: int | None = 1) -> Profile:
    """Give what a common chest strap offers; without battery and location if these are `None`."""
    heart = [Characteristic(MEASUREMENT, ("notify",))]
    if location is not None:
        heart.append(Characteristic(uuid16(0x2A38), ("read",), bytes([location])))
    profile = {HEART_RATE_SERVICE: heart}
    if battery_percent is not None:
        level = Characteristic(BATTERY_LEVEL, ("read", "notify"), bytes([battery_percent]))
        profile[BATTERY_SERVICE] = [level]
    profile[uuid16(0x180A)] = [
        Characteristic(uuid16(0x2A29), ("read",), b"Fake Straps Ltd"),
        Characteristic(uuid16(0x2A24), ("read",), b"F1"),
    ]
    return profile

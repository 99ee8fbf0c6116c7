"""What a strap says about itself: battery, where it is worn, who made it.

Read where it is offered, in a moment, and never a reason not to go on. The serial number is not asked for:
nobody needs it to breathe.
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bleak import BleakClient

LOW_BATTERY_PERCENT = 20

_BATTERY_LEVEL = "00002a19-0000-1000-8000-00805f9b34fb"
_BODY_LOCATION = "00002a38-0000-1000-8000-00805f9b34fb"
_MANUFACTURER = "00002a29-0000-1000-8000-00805f9b34fb"
_MODEL = "00002a24-0000-1000-8000-00805f9b34fb"
_LOCATIONS = ("", "chest", "wrist", "finger", "hand", "ear lobe", "foot")
"""By number, as the Heart Rate Service has them; 0 is “other”."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class About:
    """What was told; empty or `None` where it was not."""

    battery_percent: int | None = None
    location: str = ""
    maker: str = ""
    model: str = ""

    def __str__(self) -> str:
        battery = "" if self.battery_percent is None else f"battery {self.battery_percent} %"
        worn = f"worn on the {self.location}" if self.location else ""
        made = f"{self.maker} {self.model}".strip()
        return ", ".join(part for part in (made, worn, battery) if part)


async def read_about(client: BleakClient, seconds: float) -> About:
    """Ask for all of it at once; what has not come after `seconds` is left out."""
    battery, location, maker, model = await asyncio.gather(
        *(_read(client, uuid, seconds) for uuid in (_BATTERY_LEVEL, _BODY_LOCATION, _MANUFACTURER, _MODEL))
    )
    return About(
        battery_percent=_percent(battery),
        location=_LOCATIONS[location[0]] if location and location[0] < len(_LOCATIONS) else "",
        maker=_text(maker),
        model=_text(model),
    )


async def read_battery(client: BleakClient, seconds: float) -> int | None:
    """Ask for the battery's level in percent; `None`, where it has not come after `seconds`."""
    return _percent(await _read(client, _BATTERY_LEVEL, seconds))


async def _read(client: BleakClient, uuid: str, seconds: float) -> bytes:
    try:
        async with asyncio.timeout(seconds):
            return bytes(await client.read_gatt_char(uuid))
    except Exception as error:
        _log.debug("reading %s: %r", uuid, error)
        return b""


def _percent(data: bytes) -> int | None:
    return data[0] if data and data[0] <= 100 else None


def _text(data: bytes) -> str:
    text = data.decode("utf-8", "replace").replace("\0", "")
    return "".join(sign for sign in text if sign.isprintable()).strip()[:40]

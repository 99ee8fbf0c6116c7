"""Questions that only Linux can answer: is a subscription exclusive, who listens already, what is offered.

They are answered from properties that BlueZ shows. Elsewhere the answer is no, or nothing.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from biofeed_devices.ble.patience import within

if TYPE_CHECKING:
    from bleak.backends.characteristic import BleakGATTCharacteristic
    from bleak.backends.device import BLEDevice

_ANSWER_S = 5.0


def offers_exclusive(characteristic: BleakGATTCharacteristic) -> bool:
    """Tell whether BlueZ can give this characteristic's notifications to one program alone."""
    return sys.platform == "linux" and "NotifyAcquired" in _properties(characteristic)


async def is_listened_to(device: BLEDevice, characteristic_uuid: str) -> bool:
    """Tell whether a program on this computer is subscribed to a device that is connected already.

    Asked without connecting, because whoever connects can let go only by ending the link for everybody.
    """
    if sys.platform != "linux":
        return False
    from bleak.backends.bluezdbus.manager import get_global_bluez_manager

    manager = await get_global_bluez_manager()
    # This only reads what BlueZ has told about the device; nothing goes over the air.
    path = device.details["path"]
    services = await within(_ANSWER_S, manager.get_services(path, use_cached=False, requested_services=None))
    characteristic = services.get_characteristic(characteristic_uuid)
    if characteristic is None:
        return False
    properties = _properties(characteristic)
    return bool(properties.get("Notifying") or properties.get("NotifyAcquired"))


def services_of(device: BLEDevice) -> tuple[str, ...]:
    """Name the services of a device that this computer is connected to; none where that is not known."""
    if sys.platform != "linux":
        return ()
    return tuple(device.details["props"].get("UUIDs", ()))


def _properties(characteristic: BleakGATTCharacteristic) -> dict[str, Any]:
    """Give what BlueZ shows of a characteristic; bleak keeps it beside the object's path."""
    _, properties = characteristic.obj
    return dict(properties)

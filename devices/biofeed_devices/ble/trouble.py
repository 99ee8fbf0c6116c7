"""What Bluetooth says when it refuses, in plain words: one table of titles and hints.

=============================================  ====================  =======================================
what comes from below                          error                 when
=============================================  ====================  =======================================
not available: none, no central role           `BluetoothOff`        no adapter, or one of an older kind
not available: powered off; `NotReady`         `BluetoothOff`        the adapter is switched off
not available: denied; `AccessDenied`          `PermissionDenied`    the system keeps this user out
`ServiceUnknown`, `NameHasNoOwner`, `Spawn.*`  `BluetoothOff`        the Bluetooth service is not running
no socket; bus gone                            `BluetoothOff`        a container, or D-Bus ended
`NotPermitted`, `InProgress` on subscribing    `StrapInUse`          another program listens to the strap
object or characteristic missing               `DeviceLost`          the strap went away while connecting
timeout, any other refusal                     `DeviceLost`          out of reach, dry, or held by a phone
=============================================  ====================  =======================================

`StrapInUse` depends on what was asked for and is raised by the connection. Everything that is no word of
Bluetooth's at all becomes a plain `DeviceError` that says what it was.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from biofeed.errors import BluetoothOff, DeviceError, DeviceLost, NotFound, PermissionDenied, StrapInUse

if TYPE_CHECKING:
    from bleak.exc import BleakBluetoothNotAvailableReason

BUSY = frozenset({"org.bluez.Error.InProgress", "org.bluez.Error.NotPermitted"})
"""What BlueZ says to whoever subscribes to a strap that another program listens to."""

_NO_SERVICE = (
    "org.freedesktop.DBus.Error.ServiceUnknown",
    "org.freedesktop.DBus.Error.NameHasNoOwner",
    "org.freedesktop.DBus.Error.Spawn.",
    "org.freedesktop.DBus.Error.NoReply",
    "org.freedesktop.systemd1.",
)
_ADDRESS = re.compile(r"(?:[0-9A-F]{2}[:_-]){5}[0-9A-F]{2}", re.IGNORECASE)
"""Titles enter the log, and a strap's address stays out of it."""
_WITHOUT = "Without it, --device none: paces the breath and --device sim: shows how it looks."


@contextmanager
def explained() -> Iterator[None]:
    """Turn whatever Bluetooth raises inside into a `DeviceError` with a title and a hint."""
    try:
        yield
    except DeviceError:
        raise
    except Exception as error:
        raise explain(error) from error


def explain(error: Exception) -> DeviceError:
    """Give the error for a person that stands for one of Bluetooth's."""
    from bleak import exc

    match error:
        case exc.BleakBluetoothNotAvailableError():
            return _not_available(error.reason)
        case exc.BleakDBusError():
            return _refused(error.dbus_error, error.dbus_error_details or "")
        case exc.BleakDeviceNotFoundError() | exc.BleakCharacteristicNotFoundError():
            return DeviceLost(
                "The strap was within reach and is gone again.", "Move it closer, and see that it is worn."
            )
        case PermissionError():
            return _denied()
        case FileNotFoundError() | ConnectionError() | EOFError():
            return BluetoothOff(
                "This system has no message bus (D-Bus), and so no Bluetooth.",
                f"In a container or a virtual machine, run biofeed on the computer itself. {_WITHOUT}",
            )
        case TimeoutError():
            return DeviceLost("The strap did not answer in time.", _NEARER)
        case exc.BleakError():
            return DeviceLost("The link to the strap broke off while it was being made.", _NEARER)
    said = _ADDRESS.sub("…", str(error))
    return DeviceError(
        f"Bluetooth said something unexpected ({type(error).__name__}: {said}).",
        "Try again. If it stays, this is worth a report.",
    )


_NEARER = (
    "Wear it with the electrodes damp, within a few metres, and see that no phone or watch is connected "
    "to it."
)


def nothing_found(wanted: str) -> NotFound:
    """Give the error for a search that ended without the strap that was meant."""
    what = (
        f"No strap called “{wanted}” is within reach." if wanted else "No heart-rate strap is within reach."
    )
    return NotFound(
        what,
        "A strap answers only while it is worn, with the electrodes damp, and not while a phone or watch is "
        "connected to it. biofeed scan lists those that answer.",
    )


def in_use(name: str) -> StrapInUse:
    """Give the error for a strap that another program on this computer listens to."""
    return StrapInUse(
        f"Another program on this computer is listening to {name}.",
        "Close it (another biofeed, a sports app, a web page with Bluetooth) and try again.",
    )


def no_heart_rate(name: str) -> NotFound:
    """Give the error for a device without the Heart Rate service."""
    return NotFound(
        f"{name} does not send a heart rate in the standard way.", "Choose a strap that biofeed scan lists."
    )


def _not_available(reason: BleakBluetoothNotAvailableReason) -> DeviceError:
    match reason.name:
        case "NO_BLUETOOTH":
            return BluetoothOff(
                "This computer has no Bluetooth adapter.",
                f"Plug one in, or switch it on in the computer's firmware. {_WITHOUT}",
            )
        case "NO_BLE_CENTRAL_ROLE":
            return BluetoothOff(
                "This computer's Bluetooth adapter is of an older kind, which straps do not speak.",
                f"Any adapter for Bluetooth 4.0 or later will do. {_WITHOUT}",
            )
        case "POWERED_OFF":
            return _switched_off()
        case "DENIED_BY_USER" | "DENIED_BY_SYSTEM" | "DENIED_BY_UNKNOWN":
            return _denied()
    return BluetoothOff(
        "Bluetooth is not ready.", "Wait a moment, or switch it off and on again in the system's settings."
    )


def _refused(name: str, details: str) -> DeviceError:
    if name.startswith(_NO_SERVICE):
        return BluetoothOff(
            "The Bluetooth service of this computer is not running.",
            f"Start it: sudo systemctl start bluetooth (its package is called bluez). {_WITHOUT}",
        )
    if name == "org.freedesktop.DBus.Error.AccessDenied":
        return _denied()
    if name == "org.bluez.Error.NotReady":
        return _switched_off()
    said = _ADDRESS.sub("…", details) or name.rpartition(".")[2]
    return DeviceLost(f"The strap could not be connected ({said}).", _NEARER)


def _switched_off() -> BluetoothOff:
    return BluetoothOff(
        "Bluetooth is switched off.",
        "Switch it on in the system's settings; on Linux also with: bluetoothctl power on",
    )


def _denied() -> PermissionDenied:
    return PermissionDenied(
        "This user may not use Bluetooth.",
        "Linux: sudo usermod -aG bluetooth $USER, then log in again. "
        "macOS: allow the terminal under System Settings, Privacy & Security, Bluetooth.",
    )

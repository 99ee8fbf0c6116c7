"""Whatever Bluetooth says becomes an error with a title and a hint that a person can act on."""

from __future__ import annotations

import re

import pytest
from bleak import exc
from bleak.exc import BleakBluetoothNotAvailableReason as Reason

from biofeed.errors import BluetoothOff, DeviceError, DeviceLost, NotFound, PermissionDenied, StrapInUse
from biofeed_devices.ble.trouble import explain, explained, in_use, no_heart_rate, nothing_found
from tests.biofeed.test_words import BANNED

DBUS = "org.freedesktop.DBus.Error."
TABLE = [
    (exc.BleakBluetoothNotAvailableError("", Reason.NO_BLUETOOTH), BluetoothOff, "no Bluetooth adapter"),
    (exc.BleakBluetoothNotAvailableError("", Reason.NO_BLE_CENTRAL_ROLE), BluetoothOff, "older kind"),
    (exc.BleakBluetoothNotAvailableError("", Reason.POWERED_OFF), BluetoothOff, "switched off"),
    (exc.BleakBluetoothNotAvailableError("", Reason.DENIED_BY_USER), PermissionDenied, "may not use"),
    (exc.BleakBluetoothNotAvailableError("", Reason.DENIED_BY_SYSTEM), PermissionDenied, "may not use"),
    (exc.BleakBluetoothNotAvailableError("", Reason.DENIED_BY_UNKNOWN), PermissionDenied, "may not use"),
    (exc.BleakBluetoothNotAvailableError("", Reason.UNKNOWN), BluetoothOff, "not ready"),
    (exc.BleakDBusError(f"{DBUS}ServiceUnknown", ["gone"]), BluetoothOff, "not running"),
    (exc.BleakDBusError(f"{DBUS}NameHasNoOwner", []), BluetoothOff, "not running"),
    (exc.BleakDBusError(f"{DBUS}Spawn.ChildExited", []), BluetoothOff, "not running"),
    (exc.BleakDBusError(f"{DBUS}NoReply", []), BluetoothOff, "not running"),
    (exc.BleakDBusError("org.freedesktop.systemd1.UnitMasked", []), BluetoothOff, "not running"),
    (exc.BleakDBusError(f"{DBUS}AccessDenied", ["no"]), PermissionDenied, "may not use"),
    (exc.BleakDBusError("org.bluez.Error.NotReady", []), BluetoothOff, "switched off"),
    (
        exc.BleakDBusError("org.bluez.Error.Failed", ["abort"]),
        DeviceLost,
        r"could not be connected \(abort\)",
    ),
    (exc.BleakDBusError("org.bluez.Error.Failed", []), DeviceLost, r"\(Failed\)"),
    (exc.BleakDeviceNotFoundError("AA:BB", "gone"), DeviceLost, "gone again"),
    (exc.BleakCharacteristicNotFoundError("2a37"), DeviceLost, "gone again"),
    (exc.BleakError("device 'dev_C0_FF_EE_00_00_01' not found"), DeviceLost, "broke off"),
    (TimeoutError(), DeviceLost, "in time"),
    (FileNotFoundError(2, "no such file"), BluetoothOff, "message bus"),
    (ConnectionRefusedError(), BluetoothOff, "message bus"),
    (EOFError(), BluetoothOff, "message bus"),
    (PermissionError(13, "denied"), PermissionDenied, "may not use"),
    (KeyError("Roles"), DeviceError, "unexpected"),
]


@pytest.mark.parametrize(("raised", "kind", "title"), TABLE, ids=lambda value: str(value)[:40])
def test_each_has_its_error(raised: Exception, kind: type[DeviceError], title: str) -> None:
    error = explain(raised)

    assert type(error) is kind
    assert re.search(title, error.title)
    assert error.hint


MADE = [explain(raised) for raised, _, _ in TABLE] + [
    nothing_found(""),
    nothing_found("Polar H10"),
    in_use("Polar H10"),
    no_heart_rate("A lamp"),
]


@pytest.mark.parametrize("error", MADE, ids=lambda error: error.title[:40])
def test_none_of_them_judges(error: DeviceError) -> None:
    assert not BANNED.search(error.title.replace("Failed", ""))
    assert not BANNED.search(error.hint)


@pytest.mark.parametrize(
    "raised",
    [
        exc.BleakDBusError("org.bluez.Error.Failed", ["C0:FF:EE:00:00:01 is away"]),
        exc.BleakError("device 'dev_C0_FF_EE_00_00_01' not found"),
        ValueError("dev_C0_FF_EE_00_00_01"),
    ],
)
def test_an_address_never_enters_a_title(raised: Exception) -> None:
    assert not re.search("EE.00", explain(raised).title)


def test_the_cause_is_kept_and_our_own_errors_pass() -> None:
    cause = TimeoutError()
    with pytest.raises(DeviceLost) as told, explained():
        raise cause
    assert told.value.__cause__ is cause

    with pytest.raises(StrapInUse), explained():
        raise in_use("it")
    with pytest.raises(NotFound), explained():
        raise nothing_found("")

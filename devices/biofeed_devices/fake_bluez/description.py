"""A strap in the words of the bus: the properties of its device, services and characteristics."""

from __future__ import annotations

from dbus_fast import Variant

from biofeed_devices.fake_bluez.profile import Characteristic, uuid16
from biofeed_devices.fake_bluez.strap import FakeStrap
from biofeed_devices.fake_bluez.tree import Properties


def describe_device(strap: FakeStrap, adapter: str) -> Properties:
    """Describe a strap that was just heard for the first time."""
    service_data = {uuid: Variant("ay", data) for uuid, data in strap.advertised().items()}
    maker_data = {number: Variant("ay", data) for number, data in strap.advertised_maker.items()}
    return {
        "Address": Variant("s", strap.address),
        "AddressType": Variant("s", "random"),
        "Name": Variant("s", strap.name),
        "Alias": Variant("s", strap.name),
        "Adapter": Variant("o", adapter),
        "Paired": Variant("b", False),
        "Connected": Variant("b", False),
        "ServicesResolved": Variant("b", False),
        "RSSI": Variant("n", strap.signal_dbm),
        "UUIDs": Variant("as", strap.advertised_services()),
        "ServiceData": Variant("a{sv}", service_data),
        "ManufacturerData": Variant("a{qv}", maker_data),
    }


def describe_service(uuid: str, device: str) -> Properties:
    """Describe a service of the device at that path."""
    return {
        "UUID": Variant("s", uuid),
        "Device": Variant("o", device),
        "Primary": Variant("b", True),
        "Includes": Variant("ao", []),
    }


def describe_characteristic(characteristic: Characteristic, service: str, mtu: int) -> Properties:
    """Describe a characteristic of the service at that path, nobody subscribed to it."""
    described = {
        "UUID": Variant("s", characteristic.uuid),
        "Service": Variant("o", service),
        "Value": Variant("ay", b""),
        "Flags": Variant("as", list(characteristic.flags)),
        "MTU": Variant("q", mtu),
    }
    if characteristic.notifies:
        described["Notifying"] = Variant("b", False)
        if characteristic.can_be_exclusive:
            described["NotifyAcquired"] = Variant("b", False)
    return described


def describe_switch(characteristic: str) -> Properties:
    """Describe the descriptor that switches notifications on; the service keeps it for itself."""
    return {
        "UUID": Variant("s", uuid16(0x2902)),
        "Characteristic": Variant("o", characteristic),
        "Value": Variant("ay", b""),
    }

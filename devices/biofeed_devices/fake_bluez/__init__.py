"""A Bluetooth service for tests: bleak, unmodified, talks to it as it would to BlueZ. No radio, no root.

::

    async with bluetooth(FakeStrap()) as fake:      # on a D-Bus of its own; this process uses that one
        strap = fake.straps[0]
        ...                                         # connect with bleak, or open_device("ble:")
        strap.send(bytes.fromhex("103c0004"))
        strap.drop()

Only what a heart-rate strap needs is there, and it behaves as bluetoothd 5.66 was seen to: a device's
characteristics stay on the bus after a dropout, a subscription lasts until its program leaves the bus, and
every subscription repeats each packet for all who listen.

::

    private_bus.py  a dbus-daemon that belongs to one test
    outbox.py       what is sent leaves in order, and never too fast
    tree.py         the objects on the bus, and the signals when they change
    profile.py      what a strap offers: services and characteristics
    strap.py        the strap, as a test handles it: send, drop, hang, refuse, vanish
    polar.py        a strap that streams ECG and acceleration as well, when it is asked to
    description.py  the properties of its objects
    pipe.py         the socket behind an exclusive subscription
    remote.py       that strap as the service shows it on the bus
    service.py      the service itself: org.bluez, its adapter, and how it goes wrong

It needs the program dbus-daemon (Debian and Ubuntu: `apt-get install dbus-daemon`) and Linux.
"""

from __future__ import annotations

from biofeed_devices.fake_bluez.polar import FakePolar
from biofeed_devices.fake_bluez.private_bus import PrivateBus, missing_program
from biofeed_devices.fake_bluez.profile import Characteristic, heart_rate_profile
from biofeed_devices.fake_bluez.remote import Refusal
from biofeed_devices.fake_bluez.service import FakeBlueZ, bluetooth
from biofeed_devices.fake_bluez.strap import HANG, FakeStrap

__all__ = [
    "HANG",
    "Characteristic",
    "FakeBlueZ",
    "FakePolar",
    "FakeStrap",
    "PrivateBus",
    "Refusal",
    "bluetooth",
    "heart_rate_profile",
    "missing_program",
]

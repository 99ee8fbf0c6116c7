"""A strap as the service shows it on the bus: one device object, and below it services and characteristics.

Seen on bluetoothd 5.66 and done in the same way here:

- `Connected` and `ServicesResolved` go false in one signal, and the objects below stay.
- A subscription (`StartNotify`) belongs to a program, not to a link: it lasts until the program leaves the
  bus. Each makes a signal of its own for every packet, and every listener sees all of them.
- `AcquireNotify` hands out one end of a socket instead, and then nobody else may subscribe.
- What does not fit into a packet of the air is cut off without a word.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import Any

from dbus_fast import Message, Variant

from biofeed_devices.fake_bluez.description import (
    describe_characteristic,
    describe_device,
    describe_service,
    describe_switch,
)
from biofeed_devices.fake_bluez.pipe import Pipe
from biofeed_devices.fake_bluez.profile import (
    BATTERY_LEVEL,
    GENERIC_ACCESS_SERVICE,
    MEASUREMENT,
    Characteristic,
)
from biofeed_devices.fake_bluez.strap import HANG, FakeStrap
from biofeed_devices.fake_bluez.tree import Tree

DEVICE = "org.bluez.Device1"
BATTERY = "org.bluez.Battery1"
SERVICE = "org.bluez.GattService1"
CHARACTERISTIC = "org.bluez.GattCharacteristic1"
DESCRIPTOR = "org.bluez.GattDescriptor1"

_SOMEBODY_ELSE = ":another program"
_FIRST_HANDLE = 0x000A
_ENVELOPE_BYTES = 3
"""What a packet of the air needs for itself."""


class Refusal(Exception):
    """What the service answers instead of doing it."""

    def __init__(self, name: str, text: str = "") -> None:
        super().__init__(name, text)
        self.name = name
        self.text = text


class Answer:
    """What the service answers when it did it."""

    def __init__(self, signature: str = "", *body: Any, descriptors: tuple[int, ...] = ()) -> None:
        self.signature = signature
        self.body = list(body)
        self.descriptors = list(descriptors)


class RemoteDevice:
    """One strap on one adapter."""

    def __init__(self, strap: FakeStrap, adapter: str, tree: Tree) -> None:
        self.strap = strap
        self.path = f"{adapter}/dev_{strap.address.replace(':', '_')}"
        self.is_connected = False
        self._adapter = adapter
        self._tree = tree
        self._paths: dict[str, str] = {}
        """Where each characteristic is, by its number."""
        self._subscribers: dict[str, set[str]] = {}
        self._pipes: dict[str, Pipe] = {}
        self._attempt: asyncio.Future[None] | None = None
        strap.seen_as = self
        if strap.is_held:
            self._hold()

    # --- what the strap does ------------------------------------------------------------------------

    def advertise(self) -> None:
        """Show the strap, or that it was heard again."""
        if self.path in self._tree:
            self._tree.change(self.path, DEVICE, {"RSSI": Variant("n", self.strap.signal_dbm)})
        else:
            self._tree.add(self.path, DEVICE, describe_device(self.strap, self._adapter))

    def deliver(self, uuid: str, data: bytes) -> int:
        """Hand a packet to all who listen; give how often it was handed on."""
        path, data = self._paths.get(uuid, ""), data[: self.strap.mtu - _ENVELOPE_BYTES]
        if not self.is_connected:
            return 0
        if path in self._pipes:
            self._pipes[path].send(data)
            return 1
        subscribers = self._subscribers.get(path, set())
        for _ in subscribers:
            self._tree.change(path, CHARACTERISTIC, {"Value": Variant("ay", data)})
        return len(subscribers)

    def lose_link(self) -> None:
        """Tell that the link is gone."""
        if not self.is_connected:
            return
        self.is_connected = self.strap.is_held = False
        self._close_pipes()
        down = {"ServicesResolved": Variant("b", False), "Connected": Variant("b", False)}
        self._tree.change(self.path, DEVICE, down)
        self._tree.remove(self.path, BATTERY)

    def forget(self) -> None:
        """Take the device off the bus, as the service does with strangers after half a minute."""
        self.lose_link()
        for path in self._tree.under(self.path):
            self._tree.remove(path)
        self._tree.remove(self.path)
        self._paths.clear()
        self._subscribers.clear()

    def close(self) -> None:
        """End with the service, without a word to anybody."""
        self.is_connected = False
        self._close_pipes()

    # --- what programs ask for ----------------------------------------------------------------------

    async def call(self, message: Message) -> Answer:
        """Do what a program asks of the device or of something below it. Raises `Refusal`."""
        match message.member:
            case "Connect":
                await self._connect()
                return Answer()
            case "Disconnect":
                self._disconnect()
                return Answer()
        characteristic = self._characteristic_at(message.path or "")
        if not self.is_connected:
            raise Refusal("org.bluez.Error.Failed", "Not connected")
        if characteristic.uuid in self.strap.refusals:
            raise self.strap.refusals[characteristic.uuid]
        if characteristic.uuid in self.strap.unanswered:
            await asyncio.get_running_loop().create_future()
        return self._use(characteristic, message)

    def _use(self, characteristic: Characteristic, message: Message) -> Answer:
        """Do what a program asks of a characteristic that answers."""
        path, sender = self._paths[characteristic.uuid], message.sender or ""
        match message.member:
            case "ReadValue":
                return self._read(characteristic)
            case "WriteValue":
                return self._write(characteristic, bytes(message.body[0]))
            case "StartNotify":
                return self._subscribe(path, sender)
            case "StopNotify":
                return self._unsubscribe(path, sender)
            case "AcquireNotify":
                return self._acquire(path, sender)
        raise Refusal("org.freedesktop.DBus.Error.UnknownMethod", message.member or "")

    def sender_gone(self, sender: str) -> None:
        """Learn that a program has left the bus; its subscriptions end with it."""
        for path, subscribers in self._subscribers.items():
            if sender in subscribers:
                self._unsubscribe(path, sender)
        self._close_pipes(sender)

    async def _connect(self) -> None:
        misfortune = self.strap.when_connected.pop(0) if self.strap.when_connected else None
        if isinstance(misfortune, Refusal):
            raise misfortune
        if misfortune == HANG or not self.strap.in_reach:
            self._attempt = asyncio.get_running_loop().create_future()
            await self._attempt
        self.is_connected = True
        self._tree.change(self.path, DEVICE, {"Connected": Variant("b", True)})
        if misfortune == "drop":
            self.lose_link()
            return
        self._resolve()

    def _disconnect(self) -> None:
        if self._attempt and not self._attempt.done():
            self._attempt.set_exception(Refusal("org.bluez.Error.Failed", "Operation was cancelled"))
        elif not self.is_connected:
            raise Refusal("org.bluez.Error.NotConnected", "Not Connected")
        self.strap.left_listening += sum(pipe.is_open for pipe in self._pipes.values())
        self.lose_link()

    def _resolve(self) -> None:
        """Show what the strap offers, and say that this is all."""
        if not self._paths:
            self._show_profile()
        changed = {
            "UUIDs": Variant("as", [GENERIC_ACCESS_SERVICE, *self.strap.stack, *self.strap.profile]),
            "ServicesResolved": Variant("b", True),
        }
        self._tree.change(self.path, DEVICE, changed)
        with suppress(KeyError):
            level = self.strap.characteristic(BATTERY_LEVEL).value[0]
            self._tree.add(self.path, BATTERY, {"Percentage": Variant("y", level)})
        heart = self._paths.get(MEASUREMENT, "")
        if heart and self.strap.listened_to_by_another:
            self._subscribe(heart, _SOMEBODY_ELSE)
        elif _SOMEBODY_ELSE in self._subscribers.get(heart, ()):
            self._unsubscribe(heart, _SOMEBODY_ELSE)

    def _read(self, characteristic: Characteristic) -> Answer:
        if "read" not in characteristic.flags:
            raise Refusal("org.bluez.Error.NotPermitted", "Read not permitted")
        return Answer("ay", characteristic.value)

    def _write(self, characteristic: Characteristic, data: bytes) -> Answer:
        if "write" not in characteristic.flags:
            raise Refusal("org.bluez.Error.NotPermitted", "Write not permitted")
        characteristic.value = data
        self.strap.take(characteristic.uuid, data)
        return Answer()

    def _hold(self) -> None:
        """Be connected from the beginning."""
        self._tree.add(self.path, DEVICE, describe_device(self.strap, self._adapter))
        self.is_connected = True
        self._tree.change(self.path, DEVICE, {"Connected": Variant("b", True)})
        self._resolve()

    # --- subscriptions ------------------------------------------------------------------------------

    def _subscribe(self, path: str, sender: str) -> Answer:
        if path in self._pipes:
            raise Refusal("org.bluez.Error.NotPermitted", "Notify acquired")
        self._subscribers.setdefault(path, set()).add(sender)
        self._note_listeners()
        self._tree.change(path, CHARACTERISTIC, {"Notifying": Variant("b", True)})
        return Answer()

    def _unsubscribe(self, path: str, sender: str) -> Answer:
        subscribers = self._subscribers.get(path, set())
        if sender not in subscribers:
            raise Refusal("org.bluez.Error.Failed", "No notify session started")
        subscribers.discard(sender)
        self._note_listeners()
        self._tree.change(path, CHARACTERISTIC, {"Notifying": Variant("b", bool(subscribers))})
        return Answer()

    def _acquire(self, path: str, sender: str) -> Answer:
        if "NotifyAcquired" not in self._tree.get(path, CHARACTERISTIC):
            raise Refusal("org.bluez.Error.NotSupported", "Operation is not supported")
        if path in self._pipes:
            raise Refusal("org.bluez.Error.NotPermitted", "Notify acquired")
        if self._subscribers.get(path):
            raise Refusal("org.bluez.Error.InProgress", "In Progress")
        pipe = self._pipes[path] = Pipe(sender)
        self._note_listeners()
        self._tree.change(path, CHARACTERISTIC, {"NotifyAcquired": Variant("b", True)})
        return Answer("hq", 0, self.strap.mtu, descriptors=(pipe.hand_out(),))

    def _close_pipes(self, owner: str = "") -> None:
        """End the exclusive subscriptions of one program, or of all."""
        for path, pipe in list(self._pipes.items()):
            if owner in ("", pipe.owner):
                pipe.close()
                del self._pipes[path]
                self._tree.change(path, CHARACTERISTIC, {"NotifyAcquired": Variant("b", False)})
        self._note_listeners()

    def _note_listeners(self) -> None:
        heart = self._paths.get(MEASUREMENT, "")
        programs = self._subscribers.get(heart, set()) - {_SOMEBODY_ELSE}
        if self.is_connected and (heart in self._pipes or programs):
            self.strap.listening.set()
        else:
            self.strap.listening.clear()

    # --- objects ------------------------------------------------------------------------------------

    def _show_profile(self) -> None:
        handle = _FIRST_HANDLE
        for service_uuid, characteristics in (self.strap.stack | self.strap.profile).items():
            service = f"{self.path}/service{handle:04x}"
            self._tree.add(service, SERVICE, describe_service(service_uuid, self.path))
            handle += 1
            for characteristic in characteristics:
                path = f"{service}/char{handle:04x}"
                self._paths[characteristic.uuid] = path
                self._tree.add(
                    path, CHARACTERISTIC, describe_characteristic(characteristic, service, self.strap.mtu)
                )
                handle += 2
                if characteristic.notifies:
                    self._tree.add(f"{path}/desc{handle:04x}", DESCRIPTOR, describe_switch(path))
                    handle += 1

    def _characteristic_at(self, path: str) -> Characteristic:
        for uuid, other in self._paths.items():
            if other == path:
                return self.strap.characteristic(uuid)
        raise Refusal("org.freedesktop.DBus.Error.UnknownObject", path)

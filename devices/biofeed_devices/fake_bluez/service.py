"""The service itself: the name org.bluez on the bus, one adapter, and the ways in which both go wrong."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Coroutine
from contextlib import asynccontextmanager, suppress
from types import TracebackType
from typing import Any, Self

from dbus_fast import BusType, Message, MessageType, NameFlag, Variant
from dbus_fast.aio import MessageBus

from biofeed_devices.fake_bluez.outbox import Outbox
from biofeed_devices.fake_bluez.private_bus import PrivateBus
from biofeed_devices.fake_bluez.remote import Answer, Refusal, RemoteDevice
from biofeed_devices.fake_bluez.strap import FakeStrap
from biofeed_devices.fake_bluez.tree import OBJECT_MANAGER, PROPERTIES, Properties, Tree

NAME = "org.bluez"
ADAPTER = "org.bluez.Adapter1"
_ADAPTER_PATH = "/org/bluez/hci0"
_ADVERTISING_S = 0.01
"""Straps repeat themselves, a little faster here than in the air."""


class FakeBlueZ:
    """A Bluetooth service with straps around it, for as long as its `async with` block lasts.

    It can be switched off (`power`), lose its adapter (`unplug`, `plug_in`), be killed (`die`), stop in its
    tracks (`is_frozen`) and refuse single requests (`refusals`, by method, one each).
    """

    def __init__(self, *straps: FakeStrap, powered: bool = True, has_adapter: bool = True) -> None:
        self.straps = straps
        self.is_frozen = False
        self.refusals: dict[str, Refusal] = {}
        self.calls: list[str] = []
        """The methods that were called, in order."""
        self._powered = powered
        self._has_adapter = has_adapter
        self._searching: set[str] = set()
        self._remotes: dict[str, RemoteDevice] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> Self:
        self._bus = await MessageBus(bus_type=BusType.SYSTEM, negotiate_unix_fd=True).connect()
        self._outbox = Outbox(self._bus)
        self._tree = Tree(self._outbox.put)
        self._bus.add_message_handler(self._hear)
        self._start(self._outbox.run())
        await self._bus.call(_listen_to_names())
        if self._has_adapter:
            self.plug_in()
        await self._bus.request_name(NAME, NameFlag.DO_NOT_QUEUE)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.die()

    # --- what a test does ---------------------------------------------------------------------------

    async def die(self) -> None:
        """Be gone, as after `kill -9`: no signal tells that straps or adapter went with it."""
        tasks, self._tasks = self._tasks, set()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self._bus.disconnect()
        with suppress(Exception):
            await self._bus.wait_for_disconnect()  # type: ignore[no-untyped-call]  # has no annotations
        for remote in self._remotes.values():
            remote.close()
        self._remotes.clear()

    def power(self, on: bool) -> None:
        """Switch the adapter on or off; off ends every link."""
        self._powered = on
        if not on:
            self._searching.clear()
            for strap in self.straps:
                strap.drop()
        self._tree.change(_ADAPTER_PATH, ADAPTER, {"Powered": Variant("b", on)})

    def unplug(self) -> None:
        """Take the adapter away, and every device with it."""
        self._searching.clear()
        for remote in self._remotes.values():
            remote.forget()
        self._remotes.clear()
        self._tree.remove(_ADAPTER_PATH)

    def plug_in(self) -> None:
        """Put an adapter in, and with it the straps that are held already."""
        self._tree.add(_ADAPTER_PATH, ADAPTER, self._describe())
        for strap in self.straps:
            if strap.is_held:
                self._remotes[strap.address] = RemoteDevice(strap, _ADAPTER_PATH, self._tree)

    # --- what programs ask for ----------------------------------------------------------------------

    def _hear(self, message: Message) -> bool:
        if message.message_type is MessageType.SIGNAL and message.member == "NameOwnerChanged":
            name, _, owner = message.body
            if not owner:
                self._sender_gone(name)
            return False
        if message.message_type is not MessageType.METHOD_CALL:
            return False
        if not self.is_frozen:
            self._start(self._answer(message))
        return True

    async def _answer(self, message: Message) -> None:
        try:
            answer = await self._call(message)
        except Refusal as refusal:
            self._outbox.put(Message.new_error(message, refusal.name, refusal.text))
            return
        reply = Message.new_method_return(message, answer.signature, answer.body, answer.descriptors)
        self._outbox.put(reply)

    async def _call(self, message: Message) -> Answer:
        path, member = message.path or "", message.member or ""
        self.calls.append(member)
        if member in self.refusals:
            raise self.refusals.pop(member)
        if message.interface == OBJECT_MANAGER:
            return Answer("a{oa{sa{sv}}}", self._tree.list_all())
        if path not in self._tree:
            raise Refusal("org.freedesktop.DBus.Error.UnknownObject", f'Method "{member}" doesn\'t exist\n')
        if message.interface == PROPERTIES and member == "GetAll":
            return Answer("a{sv}", self._tree.get(path, message.body[0]))
        if message.interface == ADAPTER:
            return self._call_adapter(member, message.sender or "")
        if not self._powered:
            raise Refusal("org.bluez.Error.NotReady", "Resource Not Ready")
        return await self._remote_at(path).call(message)

    def _call_adapter(self, member: str, sender: str) -> Answer:
        if member == "SetDiscoveryFilter":
            return Answer()
        if not self._powered:
            raise Refusal("org.bluez.Error.NotReady", "Resource Not Ready")
        if member == "StartDiscovery":
            if not self._searching:
                self._start(self._advertise())
            self._searching.add(sender)
        elif sender in self._searching:
            self._searching.discard(sender)
        else:
            raise Refusal("org.bluez.Error.Failed", "No discovery started")
        return Answer()

    async def _advertise(self) -> None:
        """Let the straps be heard for as long as anybody searches."""
        await asyncio.sleep(_ADVERTISING_S)
        while self._searching:
            for strap in self.straps:
                if strap.advertises:
                    self._remote(strap).advertise()
            await asyncio.sleep(_ADVERTISING_S)

    def _remote(self, strap: FakeStrap) -> RemoteDevice:
        if strap.address not in self._remotes:
            self._remotes[strap.address] = RemoteDevice(strap, _ADAPTER_PATH, self._tree)
        return self._remotes[strap.address]

    def _remote_at(self, path: str) -> RemoteDevice:
        for remote in self._remotes.values():
            if path == remote.path or path.startswith(f"{remote.path}/"):
                return remote
        raise Refusal("org.freedesktop.DBus.Error.UnknownObject", path)

    def _sender_gone(self, sender: str) -> None:
        self._searching.discard(sender)
        for remote in self._remotes.values():
            remote.sender_gone(sender)

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _describe(self) -> Properties:
        return {
            "Address": Variant("s", "00:11:22:33:44:55"),
            "Name": Variant("s", "fake"),
            "Alias": Variant("s", "fake"),
            "Powered": Variant("b", self._powered),
            "Discovering": Variant("b", False),
            "Roles": Variant("as", ["central", "peripheral"]),
            "UUIDs": Variant("as", []),
        }


@asynccontextmanager
async def bluetooth(*straps: FakeStrap) -> AsyncGenerator[FakeBlueZ]:
    """Give a service with these straps on a bus of its own, which this process takes for the system's."""
    with PrivateBus():
        async with FakeBlueZ(*straps) as service:
            yield service


def _listen_to_names() -> Message:
    return Message(
        destination="org.freedesktop.DBus",
        path="/org/freedesktop/DBus",
        interface="org.freedesktop.DBus",
        member="AddMatch",
        signature="s",
        body=["type='signal',sender='org.freedesktop.DBus',member='NameOwnerChanged'"],
    )

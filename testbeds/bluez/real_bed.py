"""The real bluetoothd and the real kernel, inside the virtual machine: only the radio is a program.

Bumble plays two Bluetooth controllers that hear each other without a radio. One is the computer's: the kernel
drives it through /dev/vhci. On the other sits the strap, which speaks ATT and GATT as a strap does::

    bleak -- D-Bus -- bluetoothd -- kernel -- /dev/vhci -- controller ~~~ controller -- strap

Four things keep Bumble and the kernel from understanding each other, and each is dealt with where it says so.
"""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import AsyncGenerator, Coroutine
from contextlib import asynccontextmanager

from bumble.att import ATT_Error, ErrorCode
from bumble.controller import Controller
from bumble.core import UUID, AdvertisingData, PhysicalTransport
from bumble.device import Connection, Device, DeviceConfiguration
from bumble.gatt import Characteristic, CharacteristicValue, Service
from bumble.hci import Address, LeFeatureMask
from bumble.link import LocalLink
from bumble.transport import open_transport
from dbus_fast import BusType, Message, Variant
from dbus_fast.aio import MessageBus

from biofeed.clock import RealClock
from biofeed_devices.ble.timing import Timing
from biofeed_devices.fake_bluez import Characteristic as Described
from biofeed_devices.fake_bluez import FakePolar
from biofeed_devices.fake_bluez.profile import MEASUREMENT, uuid16
from testbeds.bluez.bed import Bed, described

_PID = "BLUETOOTHD_PID"
"""Where vm.sh says which process bluetoothd is."""
_ADVERTISING_MS = 30
_TIMING = Timing(search_s=3.0)
_PATIENCE_S = 2.0
_ENOUGH_S = 10.0


class Air(LocalLink):
    """What both controllers hear.

    Bumble marks data with the sender's random address. The kernel connects from its public one, and takes
    data from any other for a stranger's: the address that the link was made with has to stand there.
    """

    def send_acl_data(
        self,
        sender_controller: Controller,
        destination_address: Address,
        transport: PhysicalTransport,
        data: bytes,
    ) -> None:
        """Carry one piece of data to the other end of a link."""
        link = sender_controller.le_connections.get(destination_address)
        receiver = self.find_le_controller(destination_address)
        if link and receiver:
            loop = asyncio.get_running_loop()
            loop.call_soon(receiver.on_link_acl_data, link.self_address, transport, data)


class RealBed(Bed):
    """A strap that Bumble plays, and the adapter that bluetoothd has."""

    def __init__(self, strap: FakePolar, controller: Controller, bus: MessageBus) -> None:
        super().__init__(strap, RealClock(), _TIMING, _PATIENCE_S)
        strap.seen_as = self
        self._bus = bus
        self._link: Connection | None = None
        self._in_reach = False
        self._one_at_a_time = asyncio.Lock()
        self._in_turn = asyncio.Lock()
        self._tasks: set[asyncio.Task[None]] = set()
        self._offered: dict[str, Characteristic[bytes]] = {}
        self._device = Device.from_config_with_hci(
            DeviceConfiguration(
                name=strap.name,
                address=Address(strap.address),
                advertising_interval_min=_ADVERTISING_MS,
                advertising_interval_max=_ADVERTISING_MS,
            ),
            controller,
            controller,
        )
        self._device.gatt_server.max_mtu = strap.mtu
        self._device.advertising_data = _advertisement(strap)
        self._device.on("connection", self._linked)
        for uuid, characteristics in strap.profile.items():
            offered = {one.uuid: _offer(strap, one) for one in characteristics}
            self._offered |= offered
            self._device.add_service(Service(_number(uuid), list(offered.values())))

    async def switch_strap_on(self) -> None:
        """Let the strap start up, and advertise whenever it has no link."""
        await self._device.power_on()
        await self.come_back()

    async def send(self, data: bytes) -> None:
        """Send one packet of the heart rate to whoever is subscribed."""
        await self._device.notify_subscribers(self._offered[MEASUREMENT], data)

    async def drop(self) -> None:
        """Let the strap end the link."""
        if self._link:
            await self._link.disconnect()

    async def walk_away(self) -> None:
        """End the link, if there is one, and be out of reach."""
        self._in_reach = False
        await self.drop()
        await self._advertise_or_not()

    async def come_back(self) -> None:
        """Be within reach again."""
        self._in_reach = True
        await self._advertise_or_not()

    async def power(self, on: bool) -> None:
        """Switch the adapter on or off, as soon as there is one."""
        async with asyncio.timeout(_ENOUGH_S):
            while (await self._bus.call(_switch(on))).error_name:
                await asyncio.sleep(0.05)

    async def kill_service(self) -> None:
        """Kill the Bluetooth service. Nothing can be done with the bed afterwards."""
        os.kill(int(os.environ[_PID]), signal.SIGKILL)

    # --- what the strap does of its own accord ------------------------------------------------------

    @property
    def is_connected(self) -> bool:
        """Whether there is a link."""
        return self._link is not None

    def deliver(self, uuid: str, data: bytes) -> int:
        """Send a value to whoever is subscribed, behind what was to be sent before."""
        self._start(self._tell(self._offered[uuid], data))
        return 1

    def lose_link(self) -> None:
        """End the link."""
        self._start(self.drop())

    async def _tell(self, offered: Characteristic[bytes], data: bytes) -> None:
        async with self._in_turn:
            if offered.properties & Characteristic.Properties.INDICATE:
                await self._device.indicate_subscribers(offered, data)
            else:
                await self._device.notify_subscribers(offered, data)

    # --- the link -----------------------------------------------------------------------------------

    def _linked(self, link: Connection) -> None:
        self._link = link
        link.on("disconnection", lambda _: self._unlinked())

    def _unlinked(self) -> None:
        self._link = None
        self._start(self._advertise_or_not())

    def _start(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _advertise_or_not(self) -> None:
        """Advertise when there is no link. Bumble would do so by itself, but out of reach as well."""
        async with self._one_at_a_time:
            if self._in_reach and not self._link:
                await self._device.start_advertising()
            else:
                await self._device.stop_advertising()


@asynccontextmanager
async def real_bed() -> AsyncGenerator[Bed]:
    """Give the real service with one strap."""
    if _PID not in os.environ:
        raise SystemExit("The real bluetoothd is in the virtual machine: testbeds/bluez/vm.sh 300 COMMAND")
    bus = await MessageBus(bus_type=BusType.SYSTEM).connect()
    async with await open_transport("vhci") as kernel:
        air = Air()  # type: ignore[no-untyped-call]  # has no annotations
        # Without a public address bluetoothd makes one up, which takes ciphers that not every kernel has.
        adapter = Controller(
            "adapter",
            host_source=kernel.source,
            host_sink=kernel.sink,
            link=air,
            public_address="00:AA:01:00:00:01",
        )
        # With either of these the kernel waits for events that Bumble's controller does not send.
        adapter.le_features &= ~(LeFeatureMask.LL_PRIVACY | LeFeatureMask.LE_EXTENDED_ADVERTISING)
        far_end = Controller("strap", link=air)
        # The adapter, being of the older kind now, hears only advertisements of the older kind.
        far_end.le_features &= ~LeFeatureMask.LE_EXTENDED_ADVERTISING
        bed = RealBed(described(), far_end, bus)
        await bed.power(on=True)
        await bed.switch_strap_on()
        try:
            yield bed
        finally:
            bus.disconnect()


def _offer(strap: FakePolar, characteristic: Described) -> Characteristic[bytes]:
    """Make a characteristic whose value is always that of the description, and which does as it does."""
    properties = Characteristic.Properties(0)
    for flag in characteristic.flags:
        properties |= Characteristic.Properties[flag.upper().replace("-", "_")]

    def read(_: Connection) -> bytes:
        # Bumble lets everything be read; a strap does not.
        if "read" not in characteristic.flags:
            raise ATT_Error(ErrorCode.READ_NOT_PERMITTED)
        return characteristic.value

    def write(_: Connection, data: bytes) -> None:
        strap.take(characteristic.uuid, data)

    value = CharacteristicValue(read=read, write=write)
    permissions = Characteristic.READABLE
    if "write" in characteristic.flags:
        permissions |= Characteristic.WRITEABLE
    return Characteristic(_number(characteristic.uuid), properties, permissions, value)


def _number(uuid: str) -> UUID:
    """Give the short form of a number that the Bluetooth SIG assigned, as straps do."""
    short = uuid[4:8]
    return UUID(short) if uuid == uuid16(int(short, 16)) else UUID(uuid)


def _advertisement(strap: FakePolar) -> bytes:
    """Write what the strap advertises, its name and maker included.

    Names usually come in a second packet, the scan response. Bumble repeats the first one there.
    """
    services = b"".join(_number(uuid).to_pdu_bytes() for uuid in strap.advertised_services())
    maker = b"".join(number.to_bytes(2, "little") + data for number, data in strap.advertised_maker.items())
    return bytes(
        AdvertisingData(
            [
                (AdvertisingData.FLAGS, bytes([0x06])),
                (AdvertisingData.COMPLETE_LIST_OF_16_BIT_SERVICE_CLASS_UUIDS, services),
                (AdvertisingData.COMPLETE_LOCAL_NAME, strap.name.encode()),
                (AdvertisingData.MANUFACTURER_SPECIFIC_DATA, maker),
            ]
        )
    )


def _switch(on: bool) -> Message:
    return Message(
        destination="org.bluez",
        path="/org/bluez/hci0",
        interface="org.freedesktop.DBus.Properties",
        member="Set",
        signature="ssv",
        body=["org.bluez.Adapter1", "Powered", Variant("b", on)],
    )

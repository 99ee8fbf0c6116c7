"""The fake service behaves as the real one was seen to; bleak, unmodified, is the witness."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator

import pytest
from bleak import BleakClient, BleakScanner
from bleak.args.bluez import BlueZNotifyArgs
from bleak.backends.device import BLEDevice
from bleak.exc import BleakDBusError, BleakError, BleakGATTProtocolError

from biofeed_devices.fake_bluez import FakeBlueZ, FakePolar, FakeStrap, PrivateBus, Refusal, bluetooth
from biofeed_devices.fake_bluez.polar import CONTROL
from biofeed_devices.fake_bluez.private_bus import VARIABLE
from biofeed_devices.fake_bluez.profile import BATTERY_LEVEL, MEASUREMENT
from tests.radio import ENOUGH_S, need_bus

SHARED: BlueZNotifyArgs = {"use_start_notify": True}
EXCLUSIVE: BlueZNotifyArgs = {"use_start_notify": False}


class Heard(asyncio.Queue[bytes]):
    """What a program was sent."""

    def __call__(self, _: object, data: bytearray) -> None:
        self.put_nowait(bytes(data))

    async def next(self) -> bytes:
        async with asyncio.timeout(ENOUGH_S):
            return await self.get()


@pytest.fixture
async def service() -> AsyncIterator[FakeBlueZ]:
    need_bus()
    async with bluetooth(FakeStrap()) as fake:
        yield fake


@pytest.fixture
def strap(service: FakeBlueZ) -> FakeStrap:
    return service.straps[0]


async def found() -> BLEDevice:
    device = await BleakScanner.find_device_by_name("Fake Strap 1", timeout=ENOUGH_S)
    assert device
    return device


async def test_bytes_of_any_length_arrive_in_order(strap: FakeStrap) -> None:
    heard, sent = Heard(), [b"", b"\x00", *(bytes([n]) * n for n in range(1, 200))]
    async with BleakClient(await found()) as client:
        await client.start_notify(MEASUREMENT, heard)
        for data in sent:
            strap.send(data)

        assert [await heard.next() for _ in sent] == sent


@pytest.mark.parametrize("listening", [SHARED, EXCLUSIVE], ids=["shared", "exclusive"])
async def test_two_thousand_packets_at_once_all_arrive(strap: FakeStrap, listening: BlueZNotifyArgs) -> None:
    heard = Heard()
    async with BleakClient(await found()) as client:
        await client.start_notify(MEASUREMENT, heard, bluez=listening)
        for number in range(2000):
            strap.send(number.to_bytes(2, "big"))

        assert [int.from_bytes(await heard.next(), "big") for _ in range(2000)] == list(range(2000))


async def test_values_are_read_as_they_are_now(strap: FakeStrap) -> None:
    async with BleakClient(await found()) as client:
        strap.characteristic(BATTERY_LEVEL).value = b"\x05"
        assert await client.read_gatt_char(BATTERY_LEVEL) == b"\x05"
        strap.refusals[BATTERY_LEVEL] = Refusal("org.bluez.Error.NotPermitted", "Read not permitted")
        with pytest.raises(BleakGATTProtocolError):
            await client.read_gatt_char(BATTERY_LEVEL)


async def test_what_only_notifies_cannot_be_read(strap: FakeStrap) -> None:
    async with BleakClient(await found()) as client:
        with pytest.raises(BleakGATTProtocolError, match="Not Permitted"):
            await client.read_gatt_char(MEASUREMENT)


@pytest.mark.parametrize("ends_it_first", [True, False])
async def test_an_exclusive_subscription_left_open_is_counted(strap: FakeStrap, ends_it_first: bool) -> None:
    """The real service may crash over one."""
    async with BleakClient(await found()) as client:
        await client.start_notify(MEASUREMENT, Heard(), bluez=EXCLUSIVE)
        if ends_it_first:
            await client.stop_notify(MEASUREMENT)

    assert strap.left_listening == (not ends_it_first)


async def test_a_program_that_forgets_its_old_client_hears_everything_twice(strap: FakeStrap) -> None:
    heard, gone = Heard(), asyncio.Event()
    old = BleakClient(await found(), disconnected_callback=lambda _: gone.set())
    await old.connect()
    await old.start_notify(MEASUREMENT, heard)
    strap.drop()
    await gone.wait()
    async with BleakClient(await found()) as client:
        await client.start_notify(MEASUREMENT, heard)
        assert strap.send(b"\x01") == 2
        await old.disconnect()


async def test_an_exclusive_subscription_keeps_others_out(strap: FakeStrap) -> None:
    heard = Heard()
    device = await found()
    async with BleakClient(device) as client, BleakClient(device) as other:
        await client.start_notify(MEASUREMENT, heard, bluez=EXCLUSIVE)
        with pytest.raises(BleakDBusError, match="NotPermitted"):
            await other.start_notify(MEASUREMENT, heard)
        strap.send(b"\x01")
        assert await heard.next() == b"\x01"


async def test_a_killed_service_is_called_connected_still(service: FakeBlueZ) -> None:
    """Hence silence has to count as a lost link."""
    client = BleakClient(await found())
    await client.connect()
    await service.die()

    assert client.is_connected
    with pytest.raises((BleakError, TimeoutError)):
        await client.read_gatt_char(BATTERY_LEVEL)
    with pytest.raises((BleakError, TimeoutError)):
        await client.disconnect()


async def test_a_method_can_be_refused_once(service: FakeBlueZ) -> None:
    service.refusals["StartDiscovery"] = Refusal("org.bluez.Error.InProgress")
    with pytest.raises(BleakDBusError):
        await found()

    assert await found()


def test_the_bus_is_the_systems_own_only_inside() -> None:
    need_bus()
    before = os.environ.get(VARIABLE)
    with PrivateBus() as bus:
        assert os.environ[VARIABLE] == bus.address

    assert os.environ.get(VARIABLE) == before


async def test_a_packet_is_cut_to_what_the_air_takes(strap: FakeStrap) -> None:
    heard, strap.mtu = Heard(), 23
    async with BleakClient(await found()) as client:
        await client.start_notify(MEASUREMENT, heard)
        strap.send(bytes(range(26)))

        assert await heard.next() == bytes(range(20))


async def test_only_what_can_be_written_is_written(strap: FakeStrap) -> None:
    async with BleakClient(await found()) as client:
        with pytest.raises(BleakGATTProtocolError):
            await client.write_gatt_char(BATTERY_LEVEL, b"\x01", response=True)


async def test_a_polar_strap_answers_what_is_written_to_its_control_point() -> None:
    need_bus()
    polar, heard = FakePolar(name="Fake Strap 1"), Heard()
    async with bluetooth(polar), BleakClient(await found()) as client:
        await client.start_notify(CONTROL, heard)
        for command in ("0100", "0103", "0300", "0200", "0200"):
            await client.write_gatt_char(CONTROL, bytes.fromhex(command), response=True)

        assert [(await heard.next()).hex() for _ in range(5)] == [
            "f0010000000001820001010e00",
            "f001030300",
            "f003000600",
            "f002000000",
            "f002000600",
        ]

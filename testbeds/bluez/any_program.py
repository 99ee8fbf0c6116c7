"""What any program sees of a strap: services, packets, drops, and what two programs do to each other."""

from __future__ import annotations

from bleak import BleakAdapter, BleakClient, BleakScanner
from bleak.backends.device import BLEDevice

from biofeed_devices.fake_bluez.profile import BATTERY_LEVEL, HEART_RATE_SERVICE, MEASUREMENT
from testbeds.bluez.bed import Bed
from testbeds.bluez.program import ENOUGH_S, EXCLUSIVE, Program, Say, outcome

_ONE = bytes.fromhex("103c0004")
_LONG = bytes(range(40))
_TOO_LONG = bytes(300)


async def find(seconds: float) -> BLEDevice | None:
    """Search for the first strap that answers."""
    return await BleakScanner.find_device_by_filter(
        lambda _, advertisement: HEART_RATE_SERVICE in advertisement.service_uuids, timeout=seconds
    )


async def observe_program(bed: Bed, device: BLEDevice, say: Say) -> None:
    """Go through everything once, and say what is seen."""
    await _one_program(bed, device, say)
    await _a_drop(bed, device, say)
    await _two_that_share(bed, device, say)
    await _one_that_does_not_share(bed, device, say)
    await _a_strap_that_is_held(bed, device, say)
    await _a_strap_out_of_reach(bed, device, say)


async def _one_program(bed: Bed, device: BLEDevice, say: Say) -> None:
    program = Program(device)
    say(f"connect: {await program.connect()}")
    _list_services(program.client, say)
    say(f"subscribe: {await program.listen()}")
    say(f"packets: {await program.hear(bed, _ONE, _ONE, b'', bytes(1), _LONG, _TOO_LONG)}")
    say(f"subscribe again: {await program.listen()}")
    say(f"one packet: {await program.hear(bed, _ONE)}")
    say(f"battery: {await program.read(BATTERY_LEVEL)}")
    bed.set_battery(20)
    say(f"battery, later: {await program.read(BATTERY_LEVEL)}")
    say(f"read what only notifies: {await program.read(MEASUREMENT)}")
    say(f"unsubscribe: {await outcome(program.client.stop_notify(MEASUREMENT))}")
    program.heard.forget()
    await bed.send(_ONE)
    await program.settle()
    say(f"one packet: {program.heard.so_far()}")
    say(f"disconnect: {await program.leave()}, {await program.lose()}")
    say(f"disconnect again: {await program.leave()}")


def _list_services(client: BleakClient, say: Say) -> None:
    for service in sorted(client.services, key=lambda one: one.uuid):
        say(f"service: {service.uuid}")
        for one in sorted(service.characteristics, key=lambda one: one.uuid):
            switches = [descriptor.uuid[4:8] for descriptor in one.descriptors]
            say(f"  {one.uuid} {' '.join(sorted(one.properties))} {' '.join(switches)}".rstrip())
    measurement = client.services.get_characteristic(MEASUREMENT)
    say(f"room in a packet: {measurement.max_write_without_response_size if measurement else 0}")


async def _a_drop(bed: Bed, device: BLEDevice, say: Say) -> None:
    old, new = Program(device), Program(device)
    await old.connect()
    await old.listen()
    await bed.drop()
    say(f"the strap drops the link: {await old.lose()}")
    say(f"read while down: {await old.read(BATTERY_LEVEL)}")
    say(f"connect again, the old client not disconnected: {await new.connect()}")
    await new.listen()
    say(f"one packet: {await new.hear(bed, _ONE)}")
    say(f"disconnect the old client: {await old.leave()}")
    say(f"one packet: {await new.hear(bed, _ONE)}")
    await new.leave()


async def _two_that_share(bed: Bed, device: BLEDevice, say: Say) -> None:
    first, second = Program(device), Program(device)
    await first.connect()
    await first.listen()
    say(f"a second program connects: {await second.connect()}")
    say(f"and subscribes: {await second.listen()}")
    say(f"one packet: {await first.hear(bed, _ONE)}")
    third = Program(device)
    await third.connect()
    say(f"a third one subscribes exclusively: {await third.listen(EXCLUSIVE)}")
    say(f"the second one disconnects: {await second.leave()}, the first is {await first.lose()}")
    await first.leave()
    await third.leave()


async def _one_that_does_not_share(bed: Bed, device: BLEDevice, say: Say) -> None:
    first, second = Program(device), Program(device)
    await first.connect()
    say(f"subscribe exclusively: {await first.listen(EXCLUSIVE)}")
    say(f"packets: {await first.hear(bed, _ONE, _ONE, b'', bytes(1), _LONG, _TOO_LONG)}")
    await second.connect()
    say(f"a second program subscribes: {await second.listen()}")
    say(f"and exclusively: {await second.listen(EXCLUSIVE)}")
    say(f"one packet: {await first.hear(bed, _ONE)}")
    await bed.drop()
    say(f"the strap drops the link: {await first.lose()}")
    await first.leave()
    await second.leave()
    again = Program(device)
    await again.connect()
    say(f"subscribe exclusively: {await again.listen(EXCLUSIVE)}")
    say(f"one packet: {await again.hear(bed, _ONE)}")
    await again.leave()


async def _a_strap_that_is_held(bed: Bed, device: BLEDevice, say: Say) -> None:
    program = Program(device)
    await program.connect()
    found = await find(bed.patience_s)
    say(f"search while connected: {found.name if found else 'nothing'}")
    held = await (await BleakAdapter.get()).get_connected_devices([HEART_RATE_SERVICE])
    say(f"held by this computer: {' '.join(str(one.name) for one in held)}")
    for one in held:
        say(f"of which it knows: {' '.join(sorted(one.details['props']['UUIDs']))}")
    await program.leave()
    held = await (await BleakAdapter.get()).get_connected_devices([HEART_RATE_SERVICE])
    say(f"held after disconnecting: {len(held)}")


async def _a_strap_out_of_reach(bed: Bed, device: BLEDevice, say: Say) -> None:
    await bed.walk_away()
    found = await find(bed.patience_s)
    say(f"search while it is out of reach: {found.name if found else 'nothing'}")
    client = BleakClient(device, timeout=bed.patience_s)
    say(f"connect: {await outcome(client.connect())}")
    await bed.come_back()
    say(f"search when it is back: {'found' if await find(ENOUGH_S) else 'nothing'}")

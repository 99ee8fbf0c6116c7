"""What becomes of it in the project's own driver: which events a session gets, whatever befalls the strap."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Callable

from bleak.backends.device import BLEDevice

from biofeed.errors import BiofeedError
from biofeed.types import Beat, DeviceInfo, Event, Gap, Link, LinkState, Packet, Samples
from biofeed_devices.ble.discovery import Wanted, look
from biofeed_devices.heart_rate import build
from biofeed_devices.strap import Strap
from testbeds.bluez.bed import Bed
from testbeds.bluez.program import ENOUGH_S, EXCLUSIVE, SHARED, SHORT, Program, Say

_TRIED = re.compile(r"attempt \d+, after \d+ s")


class Session:
    """Whoever listens to the strap, and says what comes."""

    def __init__(self, bed: Bed, device: Strap, say: Say) -> None:
        device.clock.reset()
        self._bed = bed
        self._say = say
        self._stream: AsyncIterator[Event] = device.events()
        self._latest = ""
        self._packets = 0

    async def send(self, *, rr_ticks: tuple[int, ...] = (), times: int = 1) -> None:
        """Send a packet like no other, and listen until it is there so many times."""
        self._packets += 1
        data = build(60 + self._packets, rr_ticks=rr_ticks)
        for _ in range(times):
            await self._bed.send(data)
        for _ in range(times):
            await self.until(lambda one: isinstance(one, Packet) and one.data == data)
        for _ in rr_ticks:
            await self.until(lambda one: isinstance(one, Beat))

    async def link(self, state: LinkState, detail: str = "") -> None:
        """Listen until the link is in a state, for a reason that contains `detail`."""
        await self.until(lambda one: isinstance(one, Link) and one.state is state and detail in one.detail)

    async def until(self, wanted: Callable[[Event], bool]) -> None:
        """Listen until the event that is waited for."""
        async with asyncio.timeout(2 * ENOUGH_S):
            while True:
                event = await anext(self._stream)
                self._report(event)
                if wanted(event):
                    return

    def _report(self, event: Event) -> None:
        said = describe(event)
        # How often the strap is looked for in vain depends on how long that takes.
        if said != self._latest or not isinstance(event, Link):
            self._say(f"  {said}")
        self._latest = said


def describe(event: Event) -> str:
    """Say what an event is, without times."""
    match event:
        case Packet():
            return f"packet {event.data.hex() if len(event.data) <= SHORT else f'({len(event.data)} bytes)'}"
        case Beat():
            return f"beat after {event.rr_ms:.0f} ms"
        case Samples():
            return f"samples {event.kind}"
        case Gap():
            return f"gap: {event.reason}"
        case Link():
            return f"{event.state}: {_TRIED.sub('attempt …', event.detail)}".removesuffix(": ")
    return type(event).__name__


async def observe_driver(bed: Bed, device: BLEDevice, say: Say) -> None:
    """Go through everything once, and say what comes."""
    bed.set_battery(15)
    say(f"scan: {', '.join(info.name for info in await _scan(bed))}")
    await _somebody_elses_strap(bed, device, say)
    await _a_strap_that_is_held(bed, device, say)
    async with _strap(bed) as driver:
        session = Session(bed, driver, say)
        await _packets_and_other_programs(session, device, say)
        await _dropouts(bed, session, say)
        say("the strap falls silent")
        await session.link(LinkState.LOST, "no packet")
        await session.link(LinkState.CONNECTED)
        await session.send()
        say("the adapter is switched off, and on again")
        await bed.power(on=False)
        await session.link(LinkState.RECONNECTING, "off")
        await bed.power(on=True)
        await session.link(LinkState.CONNECTED)
        await session.send()
        say("the Bluetooth service is killed")
        await bed.kill_service()
        await session.link(LinkState.RECONNECTING, "not running")


def _strap(bed: Bed) -> Strap:
    return Strap(Wanted(bed.strap.name), bed.clock, bed.timing)


async def _scan(bed: Bed) -> list[DeviceInfo]:
    return [sighting.info for sighting in await look(bed.patience_s)]


async def _opening(bed: Bed) -> str:
    """Open the driver and close it again; say how that went."""
    try:
        async with _strap(bed) as driver:
            return f"done, {driver.about}"
    except BiofeedError as error:
        return f"{type(error).__name__}: {error.title}"


async def _somebody_elses_strap(bed: Bed, device: BLEDevice, say: Say) -> None:
    for how, name in ((SHARED, "like others"), (EXCLUSIVE, "exclusively")):
        other = Program(device)
        await other.connect()
        await other.listen(how)
        say(f"open while another program listens {name}: {await _opening(bed)}")
        say(f"the other one's packet: {await other.hear(bed, build(60))}")
        await other.leave()


async def _a_strap_that_is_held(bed: Bed, device: BLEDevice, say: Say) -> None:
    """Take over from a program that is connected without listening, as a killed one leaves a strap behind."""
    other = Program(device)
    await other.connect()
    say(f"scan while the strap is held: {', '.join(info.name for info in await _scan(bed))}")
    say(f"open it: {await _opening(bed)}")
    say(f"close it again, the other program is {await other.lose()}")
    await other.leave()


async def _packets_and_other_programs(session: Session, device: BLEDevice, say: Say) -> None:
    await session.link(LinkState.CONNECTED)
    await session.link(LinkState.BATTERY)
    say("packets, and one twice")
    await session.send(rr_ticks=(512,))
    await session.send(rr_ticks=(522, 532))
    await session.send(times=2)
    other = Program(device)
    await other.connect()
    say(f"another program subscribes: {await other.listen()}")
    await session.send()
    say(f"and leaves: {await other.leave()}")
    await session.link(LinkState.LOST)
    await session.link(LinkState.CONNECTED)
    await session.send()


async def _dropouts(bed: Bed, session: Session, say: Say) -> None:
    say("the strap drops the link, twice")
    for _ in range(2):
        await bed.drop()
        await session.link(LinkState.LOST)
        await session.link(LinkState.CONNECTED)
        await session.send()
    say("the strap is out of reach, and comes back")
    await bed.walk_away()
    await session.link(LinkState.RECONNECTING, "attempt")
    # The pauses grow; two of them are more than any interval between beats.
    await session.link(LinkState.RECONNECTING, "attempt")
    await bed.come_back()
    await session.link(LinkState.CONNECTED)
    await session.send(rr_ticks=(542,))

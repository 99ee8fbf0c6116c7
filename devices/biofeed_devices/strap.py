"""`ble:` is any strap with Bluetooth's Heart Rate service, through the computer's own radio.

`ble:` takes the strap that was used last, else the strongest within reach; `ble:ADDRESS` and `ble:NAME`
take that one, where the beginning of a name is enough.

A dropout is news, not the end: the strap is looked for with growing pauses for as long as somebody listens,
and the same stream goes on. What ends it is only what no waiting heals: a system that keeps this user out.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from types import TracebackType
from typing import ClassVar, Self

from biofeed.clock import Clock, clock_for
from biofeed.errors import BluetoothOff, DeviceError, NotFound, PermissionDenied, StrapInUse
from biofeed.plugins import FREE, Check, DeviceURL, Guide
from biofeed.store.home import Home
from biofeed.types import DeviceInfo, Event, Link, LinkState, Origin, Packet
from biofeed_devices.ble.about import LOW_BATTERY_PERCENT, About
from biofeed_devices.ble.checkup import examine
from biofeed_devices.ble.connection import Connection
from biofeed_devices.ble.discovery import Sighting, Wanted, find, look
from biofeed_devices.ble.outage import Outage
from biofeed_devices.ble.remark import Remarks
from biofeed_devices.ble.timing import Timing
from biofeed_devices.ble.trouble import nothing_found
from biofeed_devices.decoder import Decoder
from biofeed_devices.heart_rate import SOURCE

_NO_USE_TRYING = (BluetoothOff, NotFound, PermissionDenied, StrapInUse)
"""What a second attempt a moment later would not change: the person has to do something first."""


class Strap:
    """A strap on the radio. Enter to connect, then listen to `events`.

    A driver for one maker's straps is a subclass that says by `_link_to` what else a link does.
    """

    scheme: ClassVar[str] = "ble"

    def __init__(self, wanted: Wanted, clock: Clock | None = None, timing: Timing | None = None) -> None:
        self.info = DeviceInfo(self._url(wanted.which), wanted.which or "heart-rate strap", Origin.STRAP)
        self.clock = clock or clock_for("1")
        self.about = About()
        self._timing = timing or Timing()
        self._wanted = wanted
        self._connection: Connection | None = None
        self._lost: Connection | None = None
        """The connection that broke off and still has to be let go of, before there may be another."""
        self._outage = Outage(0.0)
        self._is_battery_said = False

    @classmethod
    def from_url(cls, url: DeviceURL) -> Self:
        """Read `ble:`, `ble:ADDRESS` or `ble:NAME`; there are no options."""
        url.take()
        return cls(Wanted(url.path.strip(), address_used_last("ble", "polar")))

    @classmethod
    async def scan(cls, seconds: float) -> Sequence[DeviceInfo]:
        """Give the straps that answer, and those that this computer holds already.

        Raises `DeviceError` where Bluetooth cannot be used.
        """
        return [sighting.info for sighting in await look(seconds)]

    @classmethod
    async def diagnose(cls) -> Sequence[Check]:
        """Check adapter, permission and service, who answers, and whether intervals come."""
        return await examine(Timing())

    async def __aenter__(self) -> Self:
        """Find the strap and connect to it.

        Raises `NotFound`, `StrapInUse`, `BluetoothOff` or `PermissionDenied` at once, and `DeviceLost` if
        several attempts in a row come to nothing.
        """
        try:
            self._connection = await self._connect_patiently()
            self.about = await self._connection.read_about()
        except BaseException:
            await self._let_go()
            raise
        sighting = self._connection.sighting
        self.info = replace(
            sighting.info, url=self._url(sighting.address), battery_percent=self.about.battery_percent
        )
        self._wanted = Wanted(sighting.address)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let go of the strap, within seconds even if the Bluetooth service hangs."""
        await self._let_go()

    async def events(self, guide: Guide = FREE) -> AsyncIterator[Event]:
        """Give packets and what they mean, and what becomes of the link, for as long as one listens.

        Raises `PermissionDenied` if the system shuts this user out on the way.
        """
        decoder, remarks = Decoder(), Remarks()
        arrivals = self._begin()
        while True:
            for arrival in arrivals:
                yield arrival
                if isinstance(arrival, Link):
                    decoder.link(arrival)
                    continue
                for event in decoder.feed(arrival):
                    yield event
                if arrival.source == SOURCE and (remark := remarks.feed(arrival)):
                    yield Link(arrival.t_s, LinkState.CONNECTED, remark)
            arrivals = await self._next()

    # --- the link -----------------------------------------------------------------------------------

    def _begin(self) -> Sequence[Packet | Link]:
        """Say how things stand when the session's clock begins."""
        if self._connection is None:
            return ()
        self._connection.start_over()
        t_s = self._connection.since_s
        links = [Link(t_s, LinkState.CONNECTED, str(self.about))]
        percent = self.about.battery_percent
        self._is_battery_said = percent is not None and percent <= LOW_BATTERY_PERCENT
        if self._is_battery_said:
            links.append(Link(t_s, LinkState.BATTERY, f"{percent} %"))
        return links

    async def _next(self) -> Sequence[Packet | Link]:
        """Wait for what arrives, or try to get the link back; give what came of it."""
        if self._connection is None:
            return [await self._reconnect()]
        arrival = await self._connection.next_arrival()
        if isinstance(arrival, Link) and arrival.state is LinkState.BATTERY:
            self._is_battery_said = True
        if isinstance(arrival, Packet) or arrival.state is not LinkState.LOST:
            return [arrival]
        self._lost, self._connection = self._connection, None
        self._outage = Outage(arrival.t_s, next_s=arrival.t_s)
        return [arrival, Link(arrival.t_s, LinkState.RECONNECTING, "looking for the strap")]

    async def _reconnect(self) -> Link:
        await self._let_go()
        await self.clock.sleep_until(self._outage.next_s)
        self._outage = self._outage.tried(self.clock.now(), self._timing.pauses_s)
        try:
            self._connection = await self._connect(held_first=False)
        except PermissionDenied:
            raise
        except DeviceError as error:
            t_s = self.clock.now()
            return Link(t_s, LinkState.RECONNECTING, f"{self._outage.in_words(t_s)}: {error.title}")
        if not self._is_battery_said:
            self._connection.watch_battery()
        t_s = self._connection.since_s
        return Link(t_s, LinkState.CONNECTED, self._outage.in_words(t_s))

    async def _connect_patiently(self) -> Connection:
        for pause_s in self._timing.first_pauses_s:
            try:
                return await self._connect(held_first=True)
            except _NO_USE_TRYING:
                raise
            except DeviceError:
                await self.clock.sleep_until(self.clock.now() + pause_s)
        return await self._connect(held_first=True)

    async def _connect(self, *, held_first: bool) -> Connection:
        sighting = await find(self._wanted, self._timing, held_first=held_first)
        if sighting is None:
            raise nothing_found(self.info.name if self._wanted.which else "")
        connection = self._link_to(sighting)
        await connection.open()
        return connection

    def _link_to(self, sighting: Sighting) -> Connection:
        """Prepare a link to a strap, without opening it."""
        return Connection(sighting, self.clock, self._timing)

    def _url(self, which: str) -> str:
        """Write the address under which this strap is opened again."""
        return f"{self.scheme}:{which}"

    async def _let_go(self) -> None:
        connections, self._connection, self._lost = (self._lost, self._connection), None, None
        for connection in connections:
            if connection is not None:
                await connection.close()


def address_used_last(*schemes: str) -> str:
    """Give the address of the strap that was used last, if it was opened by one of these; else nothing."""
    last = Home.default().settings.get("last_device", "")
    if last.partition(":")[0] not in schemes:
        return ""
    return DeviceURL.parse(last).path

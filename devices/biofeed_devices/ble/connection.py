"""One link to one strap, from connecting to letting go. A dropout ends it; the next link is a new one.

What this room knows about Bluetooth, all of it measured:

- A client that is not disconnected, even after its link is gone, keeps its subscription alive: after
  reconnecting every packet comes twice. So every connection is closed, whatever became of it.
- Two programs that listen to the same strap double each other's packets. On Linux a subscription can be
  exclusive (`AcquireNotify`), and then the second program is refused. Elsewhere, and where a strap or
  BlueZ does not offer it, equal bytes within 50 ms are taken for one packet.
- Ending a link ends it for every program on the computer. A strap that somebody listens to is therefore
  not even connected to.
- A program that leaves the bus with its exclusive subscription still open may bring bluetoothd down, for all
  who use it (seen on 5.66; https://github.com/bluez/bluez/issues/1781). So the subscription goes first.
- The system may call a link connected that is dead: after the Bluetooth service was killed, nobody says
  so. Only packets prove that there is a link.
"""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from typing import TYPE_CHECKING

from biofeed.clock import Clock
from biofeed.types import Link, LinkState, Packet
from biofeed_devices.ble.about import LOW_BATTERY_PERCENT, About, read_about, read_battery
from biofeed_devices.ble.bluez import is_listened_to, offers_exclusive
from biofeed_devices.ble.discovery import HEART_RATE_SERVICE, Sighting
from biofeed_devices.ble.patience import within
from biofeed_devices.ble.timing import Timing
from biofeed_devices.ble.trouble import BUSY, explained, in_use, no_heart_rate
from biofeed_devices.heart_rate import SOURCE

if TYPE_CHECKING:
    from bleak import BleakClient
    from bleak.backends.characteristic import BleakGATTCharacteristic
    from bleak.backends.service import BleakGATTServiceCollection

HEART_RATE_MEASUREMENT = "00002a37-0000-1000-8000-00805f9b34fb"
BROKE_OFF = "the link broke off"

_log = logging.getLogger(__name__)


class Connection:
    """A link to the strap that was seen; `open` it, take what arrives, `close` it."""

    def __init__(self, sighting: Sighting, clock: Clock, timing: Timing) -> None:
        self.sighting = sighting
        self.since_s = 0.0
        """When packets could come for the first time."""
        self.is_exclusive = False
        """Whether no other program can be listening as well."""
        self.repeats_dropped = 0
        self._clock = clock
        self._timing = timing
        self._client: BleakClient | None = None
        self._arrivals: deque[Packet | Link] = deque()
        self._news = asyncio.Event()
        self._gone = asyncio.Event()
        """Set when the link has broken off."""
        self._heard_s = 0.0
        self._latest: Packet | None = None
        self._battery_watch: asyncio.Task[None] | None = None

    async def open(self) -> None:
        """Connect and subscribe. Raises `DeviceError`, and has then let go of everything."""
        try:
            with explained():
                await self._connect()
        except BaseException:
            await self.close()
            raise

    async def read_about(self) -> About:
        """Give what the strap says about itself; nothing, where it is not connected."""
        return await read_about(self._client, self._timing.read_s) if self._client else About()

    def watch_battery(self) -> None:
        """Let a low battery arrive as news, whenever the strap tells; packets do not wait for that."""
        self._battery_watch = asyncio.create_task(self._look_at_battery())

    def start_over(self) -> None:
        """Drop what arrived until now: the session's clock begins here. A link that broke stays broken."""
        self.since_s = self._heard_s = self._clock.now()
        lost = [
            Link(self._heard_s, item.state, item.detail) for item in self._arrivals if isinstance(item, Link)
        ]
        self._arrivals = deque(lost)

    async def next_arrival(self) -> Packet | Link:
        """Give the next packet, or the link's loss if none came for too long."""
        if not self._arrivals:
            await self._wait_for_news(self._heard_s + self._timing.silence_s)
        if not self._arrivals:
            silence = f"no packet for {self._timing.silence_s:g} s"
            return Link(self._clock.now(), LinkState.LOST, silence)
        arrival = self._arrivals.popleft()
        self._heard_s = arrival.t_s
        return arrival

    async def close(self) -> None:
        """Let go of the strap: soon, and without a word about what is in the way."""
        if self._battery_watch:
            self._battery_watch.cancel()
        client, self._client = self._client, None
        if client is None:
            return
        try:
            await within(self._timing.disconnect_s, self._leave(client))
        except Exception as error:
            _log.debug("disconnecting: %r", error)

    async def _leave(self, client: BleakClient) -> None:
        if self.is_exclusive and client.is_connected:
            try:
                await client.stop_notify(HEART_RATE_MEASUREMENT)
            except Exception as error:
                _log.debug("unsubscribing: %r", error)
        await client.disconnect()

    # --- connecting ---------------------------------------------------------------------------------

    async def _connect(self) -> None:
        from bleak import BleakClient

        if self.sighting.held and await is_listened_to(self.sighting.device, HEART_RATE_MEASUREMENT):
            raise in_use(self.sighting.name)
        timing = self._timing
        self._client = client = BleakClient(
            self.sighting.device,
            disconnected_callback=self._break_off,
            timeout=timing.connect_s,
            # Windows keeps the services of a link that a killed program left behind, and then hangs.
            winrt={"use_cached_services": False},
        )
        await within(timing.connect_s + timing.disconnect_s, client.connect())
        measurement = _measurement(client.services)
        if measurement is None:
            raise no_heart_rate(self.sighting.name)
        await within(timing.subscribe_s, self._subscribe(client, measurement))

    async def _subscribe(self, client: BleakClient, measurement: BleakGATTCharacteristic) -> None:
        """Ask for packets, exclusively where that is offered."""
        from bleak.exc import BleakDBusError, BleakGATTProtocolError

        self.is_exclusive = offers_exclusive(measurement)
        self.since_s = self._heard_s = self._clock.now()
        try:
            try:
                await client.start_notify(
                    measurement, self._hear, bluez={"use_start_notify": not self.is_exclusive}
                )
            except BleakGATTProtocolError:
                if not self.is_exclusive:
                    raise
                self.is_exclusive = False
                await client.start_notify(measurement, self._hear, bluez={"use_start_notify": True})
        except BleakDBusError as error:
            if error.dbus_error in BUSY:
                raise in_use(self.sighting.name) from error
            raise

    # --- what arrives -------------------------------------------------------------------------------

    def _hear(self, _: BleakGATTCharacteristic, data: bytearray) -> None:
        packet = Packet(self._clock.now(), SOURCE, bytes(data))
        if not self.is_exclusive and self._is_repeat(packet):
            self.repeats_dropped += 1
            return
        self._latest = packet
        self._take(packet)

    def _is_repeat(self, packet: Packet) -> bool:
        latest = self._latest
        if latest is None or latest.data != packet.data:
            return False
        return packet.t_s - latest.t_s < self._timing.repeat_s

    def _break_off(self, _: BleakClient) -> None:
        self._gone.set()
        self._take(Link(self._clock.now(), LinkState.LOST, BROKE_OFF))

    async def _look_at_battery(self) -> None:
        percent = await read_battery(self._client, self._timing.read_s) if self._client else None
        if percent is not None and percent <= LOW_BATTERY_PERCENT:
            self._take(Link(self._clock.now(), LinkState.BATTERY, f"{percent} %"))

    def _take(self, arrival: Packet | Link) -> None:
        self._arrivals.append(arrival)
        self._news.set()

    async def _wait_for_news(self, until_s: float) -> None:
        self._news.clear()
        news = asyncio.ensure_future(self._news.wait())
        alarm = asyncio.ensure_future(self._clock.sleep_until(until_s))
        try:
            await asyncio.wait({news, alarm}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            news.cancel()
            alarm.cancel()


def _measurement(services: BleakGATTServiceCollection) -> BleakGATTCharacteristic | None:
    service = services.get_service(HEART_RATE_SERVICE)
    return service.get_characteristic(HEART_RATE_MEASUREMENT) if service else None

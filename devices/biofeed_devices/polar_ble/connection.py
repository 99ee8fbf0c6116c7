"""A link to a strap on which there are streams as well: begun behind it, and ended before it."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from contextlib import suppress

from biofeed.clock import Clock
from biofeed.types import Link, LinkState, Packet
from biofeed_devices.ble.connection import Connection
from biofeed_devices.ble.discovery import Sighting
from biofeed_devices.ble.patience import unless, within
from biofeed_devices.ble.timing import Timing
from biofeed_devices.pmd import CONTROL_SOURCE
from biofeed_devices.pmd.control import Measurement
from biofeed_devices.polar_ble.streams import Streams

_log = logging.getLogger(__name__)


class PolarConnection(Connection):
    """A link that also carries the streams that are `wanted`.

    `said` holds the remarks that were made already, on this link or one before; each is made once.
    """

    def __init__(
        self,
        sighting: Sighting,
        clock: Clock,
        timing: Timing,
        wanted: Iterable[Measurement],
        said: set[str],
    ) -> None:
        super().__init__(sighting, clock, timing)
        self._wanted = tuple(wanted)
        self._said = said
        self._streams: Streams | None = None
        self._answers: list[bytes] = []

    def start_over(self) -> None:
        """Drop what arrived until now, but not what the strap answered: frames cannot be read without it."""
        super().start_over()
        answers = [Packet(self.since_s, CONTROL_SOURCE, data) for data in self._answers]
        self._arrivals.extendleft(reversed(answers))

    async def close(self) -> None:
        """End the streams and let go of the strap: soon, and without a word about what is in the way."""
        streams, self._streams = self._streams, None
        if streams is not None and self._client is not None and self._client.is_connected:
            try:
                await within(self._timing.disconnect_s, streams.stop())
            except Exception as error:
                _log.debug("ending streams: %r", error)
        await super().close()

    async def _connect(self) -> None:
        await super()._connect()
        if self._client is not None and self._wanted:
            self._streams = Streams(self._client, self._hear_stream, self._remark, self._timing.subscribe_s)
            # A link that breaks meanwhile is news that has arrived already; nobody answers over it any more.
            with suppress(ConnectionError):
                await unless(self._gone, self._streams.start(self._wanted))

    def _hear_stream(self, source: str, data: bytes) -> None:
        if source == CONTROL_SOURCE:
            self._answers.append(data)
        self._take(Packet(self._clock.now(), source, data))

    def _remark(self, text: str) -> None:
        if text not in self._said:
            self._said.add(text)
            self._take(Link(self._clock.now(), LinkState.CONNECTED, text))

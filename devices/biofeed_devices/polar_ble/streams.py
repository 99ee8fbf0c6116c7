"""Asking a strap for its streams over one link, and ending them again.

What this room knows about the service:

- Both characteristics are subscribed to before anything is written, or the first answer is missed.
- A stream goes on behind a dropout or a killed program, and then the strap refuses to start it: it is
  stopped and started anew.
- A strap that is left streaming stays awake until its battery is empty. So streams are ended before the
  link is, and then the exclusive subscription, for the reason that `ble.connection` gives.

Whatever is in the way of a stream is no reason to lose the heartbeats: it becomes a remark.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Final

from biofeed.errors import BadPacket, DeviceError
from biofeed_devices.ble.bluez import offers_exclusive
from biofeed_devices.ble.patience import within
from biofeed_devices.pmd import CONTROL_SOURCE, DATA_SOURCE, control, settings
from biofeed_devices.pmd.control import Answer, Assembly, Measurement, Operation, Status, Stopped

if TYPE_CHECKING:
    from bleak import BleakClient
    from bleak.backends.characteristic import BleakGATTCharacteristic

SERVICE: Final = "fb005c80-02e7-f387-1cad-8acd2d8df0c8"
CONTROL: Final = "fb005c81-02e7-f387-1cad-8acd2d8df0c8"
DATA: Final = "fb005c82-02e7-f387-1cad-8acd2d8df0c8"

NO_SERVICE = "it has none of Polar's streams; its heartbeats are measured as with any strap"
NOT_STARTED = "its streams could not be started; its heartbeats are measured all the same"

_log = logging.getLogger(__name__)


class Streams:
    """The streams of one strap over one link."""

    def __init__(
        self,
        client: BleakClient,
        hear: Callable[[str, bytes], None],
        remark: Callable[[str], None],
        answer_s: float,
    ) -> None:
        self.repeats_dropped = 0
        self._client = client
        self._hear = hear
        """Takes what arrives, with its source."""
        self._remark = remark
        self._answer_s = answer_s
        self._running: list[Measurement] = []
        self._is_exclusive = False
        self._assembly = Assembly()
        self._answers: asyncio.Queue[Answer] = asyncio.Queue()
        self._latest = b""

    async def start(self, wanted: Iterable[Measurement]) -> None:
        """Start all that are wanted, as far as the strap has them; what is in the way is remarked on."""
        if self._client.services.get_service(SERVICE) is None:
            self._remark(NO_SERVICE)
            return
        try:
            await within(self._answer_s, self._subscribe())
            for measurement in wanted:
                await self._start(measurement)
        except Exception as error:
            _log.debug("starting streams: %r", error)
            if self._client.is_connected:
                self._remark(NOT_STARTED)

    async def stop(self) -> None:
        """End those that run, and stop listening."""
        try:
            while self._running:
                await self._write(control.stop(self._running.pop()))
        finally:
            if self._is_exclusive:
                await self._client.stop_notify(DATA)

    # --- asking -------------------------------------------------------------------------------------

    async def _subscribe(self) -> None:
        await self._client.start_notify(CONTROL, self._hear_control)
        data = self._client.services.get_characteristic(DATA)
        self._is_exclusive = data is not None and offers_exclusive(data)
        await self._client.start_notify(
            DATA, self._hear_data, bluez={"use_start_notify": not self._is_exclusive}
        )

    async def _start(self, measurement: Measurement) -> None:
        try:
            offered = await self._ask(Operation.GET_SETTINGS, measurement, control.ask_settings(measurement))
            _accepted(measurement, offered)
            command = control.start(measurement, settings.choose(settings.parse(offered.parameters)))
            # From here on the strap may stream, even if its answer never comes.
            self._running.append(measurement)
            _accepted(measurement, await self._begin(measurement, command))
        except DeviceError as refused:
            self._forget(measurement)
            self._remark(f"{refused.title} {refused.hint}")

    async def _begin(self, measurement: Measurement, command: bytes) -> Answer:
        answer = await self._ask(Operation.START, measurement, command)
        if answer.status is Status.ALREADY_IN_STATE:
            await self._ask(Operation.STOP, measurement, control.stop(measurement))
            answer = await self._ask(Operation.START, measurement, command)
        return answer

    async def _ask(self, operation: Operation, measurement: Measurement, command: bytes) -> Answer:
        """Write a command and wait for its whole answer. Raises `TimeoutError` if none comes."""
        return await within(self._answer_s, self._converse(operation, measurement, command))

    async def _converse(self, operation: Operation, measurement: Measurement, command: bytes) -> Answer:
        await self._write(command)
        while True:
            answer = await self._answers.get()
            if (answer.operation, answer.measurement) == (operation, measurement):
                return answer

    async def _write(self, command: bytes) -> None:
        await self._client.write_gatt_char(CONTROL, command, response=True)

    # --- what arrives -------------------------------------------------------------------------------

    def _hear_control(self, _: BleakGATTCharacteristic, data: bytearray) -> None:
        self._hear(CONTROL_SOURCE, bytes(data))
        try:
            said = control.parse(bytes(data))
        except BadPacket as error:
            _log.debug("%s", error)
            return
        if isinstance(said, Stopped):
            self._end(said.measurements)
        elif answer := self._assembly.add(said):
            self._answers.put_nowait(answer)

    def _end(self, measurements: Iterable[Measurement]) -> None:
        for measurement in measurements:
            if self._forget(measurement):
                self._remark(f"it has ended its stream of {measurement}")

    def _forget(self, measurement: Measurement) -> bool:
        """Take a stream for ended; tell whether it was running."""
        was_running = measurement in self._running
        if was_running:
            self._running.remove(measurement)
        return was_running

    def _hear_data(self, _: BleakGATTCharacteristic, data: bytearray) -> None:
        frame = bytes(data)
        # A frame carries its time, so that no two are equal but by being delivered twice.
        if frame == self._latest:
            self.repeats_dropped += 1
            return
        self._latest = frame
        self._hear(DATA_SOURCE, frame)


def _accepted(measurement: Measurement, answer: Answer) -> None:
    """Raise `DeviceError` if the answer is a refusal."""
    if answer.status is not Status.OK:
        raise control.refusal(measurement, answer.status)

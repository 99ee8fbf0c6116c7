"""`replay:FILE` plays a recording: what happened then happens again, at any speed.

Only the inputs are played, and the packets among them go through the decoders that every strap uses. What
follows from them is worked out anew, so a replay shows what this version of the program makes of that day.
An import from elsewhere has beats and no packets; there, the beats are what is played. Samples are inputs,
unless they came out of packets that are on file as well: those are worked out anew like beats.

With the option `faults=FILE` (docs/faults.md) things go wrong that did not go wrong on that day.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Self

from biofeed.clock import Clock
from biofeed.errors import UsageError
from biofeed.formats import read_recording
from biofeed.plugins import FREE, Check, DeviceURL, Guide
from biofeed.types import DeviceInfo, Event, Link, LinkState, Origin, Packet, Samples, Stop
from biofeed_devices.decoder import Decoder, HeartRateDecoder
from biofeed_devices.fault_file import NO_FAULTS, FaultPlan, read_faults
from biofeed_devices.faults import befall
from biofeed_devices.option import read_speed
from biofeed_devices.pmd import DATA_SOURCE
from biofeed_devices.pmd.decoder import ALL_KINDS


class Replay:
    """A strap that gives what is in a file."""

    def __init__(self, path: Path, clock: Clock, faults: FaultPlan = NO_FAULTS) -> None:
        self.info = DeviceInfo(f"replay:{path}", path.name, Origin.REPLAYED)
        """Until the file has been read, its own name stands for the device's."""
        self.clock = clock
        self._path = path
        self._faults = faults
        self._inputs: Sequence[Event] = ()

    @classmethod
    def from_url(cls, url: DeviceURL) -> Self:
        """Read `replay:FILE` and its options `speed` and `faults`; the recording is read on connecting."""
        url.take("speed", "faults")
        if not url.path:
            raise UsageError("replay: has no file to play.", "Name it behind the colon: replay:FILE")
        return cls(Path(url.path), read_speed(url), read_faults(url))

    @classmethod
    async def scan(cls, seconds: float) -> Sequence[DeviceInfo]:
        """Find nothing: where a recording is, only its owner knows."""
        return []

    @classmethod
    async def diagnose(cls) -> Sequence[Check]:
        """Confirm that nothing is needed but the file."""
        return [Check("Playing a recording needs nothing but its file", ok=True)]

    async def __aenter__(self) -> Self:
        """Read the file.

        Raises `RecordingError` if it cannot be read or is no recording, `UsageError` if faults are asked for
        and it has no packets for them to befall.
        """
        recording = await asyncio.to_thread(read_recording, self._path)
        self._inputs = recording.inputs()
        if self._faults.faults and not any(isinstance(event, Packet) for event in self._inputs):
            raise UsageError(
                f"“{self._path.name}” has no packets, and faults are what befalls packets.",
                "Choose a recording that biofeed made, or leave the option faults out.",
            )
        self.info = replace(self.info, name=recording.header.device or self._path.name)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let go of what was read."""
        self._inputs = ()

    async def events(self, guide: Guide = FREE) -> AsyncIterator[Event]:
        """Give every input at its time, and behind each packet what it means now. Ends with the file."""
        decoder = Decoder()
        last: Event | None = None
        for event in befall(self._faults, _told_once(self._inputs)):
            await self.clock.sleep_until(event.t_s)
            yield event
            last = event
            if isinstance(event, Link):
                decoder.link(event)
            elif isinstance(event, Packet):
                for item in decoder.feed(event):
                    yield item
        if last is not None and not isinstance(last, Stop):
            # The recording was cut short: no packet will come that closes what is open.
            for item in decoder.finish(last.t_s):
                yield item


def _told_once(inputs: Sequence[Event]) -> Iterator[Event]:
    """Leave out what packets tell by themselves: it is on file as well, and happens once."""
    decoder = HeartRateDecoder()
    told: set[tuple[float, LinkState]] = set()
    has_frames = any(isinstance(event, Packet) and event.source == DATA_SOURCE for event in inputs)
    for event in inputs:
        if isinstance(event, Samples) and has_frames and event.kind in ALL_KINDS:
            continue
        if isinstance(event, Link):
            if (event.t_s, event.state) in told:
                continue
            decoder.link(event)
        elif isinstance(event, Packet):
            told = {(item.t_s, item.state) for item in decoder.feed(event) if isinstance(item, Link)}
        yield event

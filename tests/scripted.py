"""A device that says what a test wrote down, on a virtual clock."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from types import TracebackType
from typing import Self

from biofeed.clock import Clock, VirtualClock
from biofeed.plugins import Check, DeviceURL, Guide
from biofeed.types import Beat, Cue, DeviceInfo, Event, Link, LinkState, Origin, Packet

INFO = DeviceInfo("scripted:", "scripted strap", Origin.SIMULATED)


class ScriptedDevice:
    """Gives `script`, an event at its time; an exception in it is raised there."""

    def __init__(self, script: Sequence[Event | Exception], clock: Clock | None = None) -> None:
        self.info = INFO
        self.clock: Clock = clock or VirtualClock()
        self.script = script
        self.closed = 0
        self.asked: list[Cue | None] = []

    @classmethod
    def from_url(cls, url: DeviceURL) -> Self:
        return cls(())

    @classmethod
    async def scan(cls, seconds: float) -> Sequence[DeviceInfo]:
        return [INFO]

    @classmethod
    async def diagnose(cls) -> Sequence[Check]:
        return []

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.closed += 1

    async def events(self, guide: Guide) -> AsyncIterator[Event]:
        try:
            for event in self.script:
                if isinstance(event, Exception):
                    raise event
                if isinstance(event, Packet | Link):
                    await self.clock.sleep_until(event.t_s)
                self.asked.append(guide.cue(event.t_s))
                yield event
        finally:
            self.closed += 1


def steady_heart(seconds: float, rr_ms: float = 1000.0, *, first_seq: int = 0) -> list[Event]:
    """Write down a heart that beats evenly: one packet and one beat a second, after the link."""
    events: list[Event] = [Link(0.0, LinkState.CONNECTED)]
    for number in range(int(seconds * 1000 / rr_ms)):
        t_s = (number + 1) * rr_ms / 1000
        events += [Packet(t_s + 0.125, "2a37", b"\x10<\x00\x04"), Beat(first_seq + number, t_s, rr_ms)]
    return events


class MemoryLog:
    """A log that keeps its batches; `broken` makes it refuse."""

    def __init__(self) -> None:
        self.batches: list[list[Event]] = []
        self.finished: tuple[float, str, int] | None = None
        self.broken: Exception | None = None

    @property
    def events(self) -> list[Event]:
        return [event for batch in self.batches for event in batch]

    def append(self, events: Sequence[Event]) -> None:
        if self.broken:
            raise self.broken
        self.batches.append(list(events))

    def finish(self, t_s: float, reason: str, results: Sequence[object]) -> None:
        if self.broken:
            raise self.broken
        self.finished = (t_s, reason, len(results))

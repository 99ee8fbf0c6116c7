"""`none:` is no strap at all: the pacer alone, for whoever wants to breathe without being measured."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from types import TracebackType
from typing import Self

from biofeed.clock import Clock
from biofeed.errors import UsageError
from biofeed.plugins import FREE, Check, DeviceURL, Guide
from biofeed.types import DeviceInfo, Event, Origin
from biofeed_devices.option import read_speed

# A practice without a strap is the person's own practice all the same, hence the origin.
_INFO = DeviceInfo("none:", "no strap, pacing only", Origin.STRAP, has_beats=False)


class NoStrap:
    """A device that brings a clock and nothing else."""

    def __init__(self, clock: Clock) -> None:
        self.info = _INFO
        self.clock = clock

    @classmethod
    def from_url(cls, url: DeviceURL) -> Self:
        """Read `none:`; the one option is `speed`, for trying out an exercise quickly."""
        url.take("speed")
        if url.path:
            raise UsageError(
                f"none: has no address such as “{url.path}”.", "Write none: and nothing behind it."
            )
        return cls(read_speed(url))

    @classmethod
    async def scan(cls, seconds: float) -> Sequence[DeviceInfo]:
        """Give the one there is."""
        return [_INFO]

    @classmethod
    async def diagnose(cls) -> Sequence[Check]:
        """Confirm that nothing is needed."""
        return [Check("Pacing without a strap needs nothing from this computer", ok=True)]

    async def __aenter__(self) -> Self:
        """Connect to nothing."""
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let go of nothing."""

    async def events(self, guide: Guide = FREE) -> AsyncIterator[Event]:
        """Give nothing, for as long as one listens; at once, where no time passes by itself."""
        nothing: tuple[Event, ...] = ()
        for event in nothing:
            yield event
        if self.clock.realtime:
            await asyncio.get_running_loop().create_future()

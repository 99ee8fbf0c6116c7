"""The live check: whether the strap is heard, before anything depends on it."""

from __future__ import annotations

from contextlib import aclosing
from dataclasses import dataclass

from biofeed.plugins import DeviceURL, device_class
from biofeed.types import Beat, Flag
from biofeed.words import welcome as words

CHECK_S = 10.0
CLEAR_SHARE = 0.6
"""The first beats may come seconds late, so not all of the time can be covered."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What was heard of a strap."""

    seconds: float
    beats: int
    """How many beats counted."""
    covered_s: float
    """For how long they did."""

    @property
    def is_clear(self) -> bool:
        """Whether there is enough to go by."""
        return self.covered_s >= CLEAR_SHARE * self.seconds

    def in_words(self) -> str:
        """Say it plainly, with what helps where something does."""
        if not self.beats:
            return words.NO_BEATS
        return words.heard(60 * self.beats / self.covered_s) if self.is_clear else words.FEW_BEATS


async def listen(url: str, seconds: float = CHECK_S) -> Heard:
    """Listen to a device for so many seconds, and let go of it. Nothing is logged.

    Raises `DeviceError` if it cannot be opened, `UsageError` for an address that is none.
    """
    from biofeed.session import Session, free_schedule

    parsed = DeviceURL.parse(url)
    device = device_class(parsed.scheme).from_url(parsed)
    async with device:
        session = Session(device, free_schedule(seconds / 60))
        try:
            async with aclosing(session.events()) as events:
                beats = [event async for event in events if isinstance(event, Beat)]
        finally:
            session.close()
    intervals_s = [beat.rr_ms / 1000 for beat in beats if beat.flag is Flag.NORMAL]
    return Heard(seconds, len(intervals_s), sum(intervals_s))

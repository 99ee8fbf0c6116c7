"""What a device must offer, and how it is named: `sim:?person=older&seed=7`."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import TracebackType
from typing import Protocol, Self, runtime_checkable
from urllib.parse import parse_qsl

from biofeed.clock import Clock
from biofeed.errors import UsageError
from biofeed.types import Cue, DeviceInfo, Event


class Guide(Protocol):
    """What the person is asked to do, as far as a device may know it."""

    def cue(self, t_s: float) -> Cue | None:
        """Give the cue in force at `t_s`, now or in the near future; `None` is breathing as one likes."""

    def effort(self, t_s: float) -> bool:
        """Say whether a stressor asks for an effort at `t_s`."""


class FreeGuide:
    """A guide that asks for nothing."""

    def cue(self, t_s: float) -> Cue | None:
        """Let the person breathe as they like."""

    def effort(self, t_s: float) -> bool:
        """Ask for no effort."""
        return False


FREE = FreeGuide()
"""Who listens to a device without pacing anybody needs no other guide."""


@dataclass(frozen=True, slots=True)
class DeviceURL:
    """An address such as `sim:?person=older&seed=7`, taken apart."""

    scheme: str
    path: str = ""
    options: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `scheme:path?option=value&…`; the options follow the last `?`.

        Raises `UsageError` if there is no scheme or an option has no value.
        """
        match = re.fullmatch(r"([a-z][a-z0-9+-]*):(.*)", text.strip(), re.DOTALL)
        if not match:
            raise UsageError(
                f"“{text}” is not the address of a device.",
                "An address begins with a kind and a colon: sim:  replay:FILE  none:",
            )
        scheme, rest = match.groups()
        # Without an "=" after it, a question mark is part of a file's name.
        path, mark, query = rest.rpartition("?")
        if not mark or (query and "=" not in query):
            return cls(scheme, rest, {})
        try:
            options = dict(parse_qsl(query, strict_parsing=bool(query), keep_blank_values=True))
        except ValueError:
            raise UsageError(
                f"“{query}” is not a list of options.", "Write them as name=value, joined by “&”."
            ) from None
        return cls(scheme, path, options)

    def take(self, *allowed: str) -> Mapping[str, str]:
        """Give the options, after checking that each is one of `allowed`.

        Raises `UsageError` naming the unknown option and the ones there are.
        """
        for name in self.options:
            if name not in allowed:
                known = ", ".join(allowed) or "none"
                raise UsageError(f"{self.scheme}: has no option “{name}”.", f"Its options are: {known}.")
        return self.options


@dataclass(frozen=True, slots=True)
class Check:
    """One line of `diagnose`: what was looked at, whether it is in order, and what to do if not."""

    title: str
    ok: bool
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Found(DeviceInfo):
    """A device that a search has found, with what it says of itself to everybody."""

    services: tuple[str, ...] = ()
    """What it offers, as Bluetooth's numbers in their long form; seldom all of it before it is connected."""
    makers: tuple[int, ...] = ()
    """Who made it, as the Bluetooth SIG's company numbers."""


@runtime_checkable
class Specialist(Protocol):
    """A kind of device that measures more of some devices than the kind which finds them."""

    @classmethod
    def knows_more_of(cls, info: DeviceInfo) -> bool:
        """Tell whether this looks like one of them; a `Found` has more to go by than its name."""


@runtime_checkable
class Device(Protocol):
    """Where beats come from.

    An async context manager: to enter is to connect, to leave is to let go of the strap, whatever
    happened in between. Losing the strap for good raises `DeviceLost` from `events`.
    """

    info: DeviceInfo
    clock: Clock

    @classmethod
    def from_url(cls, url: DeviceURL) -> Device:
        """Make the device that `url` names, without touching any hardware.

        Raises `UsageError` for an option it does not have or a value out of range.
        """

    @classmethod
    async def scan(cls, seconds: float) -> Sequence[DeviceInfo]:
        """Look for devices of this kind for at most `seconds`; nothing found is an empty list."""

    @classmethod
    async def diagnose(cls) -> Sequence[Check]:
        """Check what this kind of device needs from the computer."""

    async def __aenter__(self) -> Self:
        """Connect."""

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let go, and be quiet about it."""

    def events(self, guide: Guide = FREE) -> AsyncIterator[Event]:
        """Give what happens, in the order of `t_s`: a `Packet`, then the beats and gaps decoded from it.

        `guide` tells what the person is asked meanwhile; without one, nothing.
        """

"""A test bed as the contract sees it: one strap, and what can be done to it and to the service around it.

Every bed shows the strap that a `FakePolar` describes, with its name, services and values, and it answers as
that one does. What differs between two beds is then the Bluetooth service alone.
"""

from __future__ import annotations

from abc import ABC, abstractmethod

from biofeed.clock import Clock
from biofeed_devices.ble.timing import Timing
from biofeed_devices.fake_bluez import FakePolar
from biofeed_devices.fake_bluez.profile import BATTERY_LEVEL


def described() -> FakePolar:
    """Describe the strap: an ordinary one, with Polar's streams beside its heart rate."""
    return FakePolar("C0:FF:EE:00:00:01", "Fake Strap 1")


class Bed(ABC):
    """A strap within reach of a Bluetooth service that programs on this computer can use."""

    def __init__(self, strap: FakePolar, clock: Clock, timing: Timing, patience_s: float) -> None:
        self.strap = strap
        self.clock = clock
        """For the driver's silence and pauses; the seconds on it are the same everywhere."""
        self.timing = timing
        """How long the driver searches here."""
        self.patience_s = patience_s
        """After so long a search has been in vain, and so has an attempt to connect."""

    def set_battery(self, percent: int) -> None:
        """Let the battery be at this much the next time it is read."""
        self.strap.characteristic(BATTERY_LEVEL).value = bytes([percent])

    @abstractmethod
    async def send(self, data: bytes) -> None:
        """Send one packet of the heart rate to whoever is subscribed."""

    @abstractmethod
    async def drop(self) -> None:
        """Let the strap end the link."""

    @abstractmethod
    async def walk_away(self) -> None:
        """End the link, if there is one, and be out of reach."""

    @abstractmethod
    async def come_back(self) -> None:
        """Be within reach again."""

    @abstractmethod
    async def power(self, on: bool) -> None:
        """Switch the adapter on or off."""

    @abstractmethod
    async def kill_service(self) -> None:
        """Kill the Bluetooth service. Nothing can be done with the bed afterwards."""

"""The strap, as a test handles it. What it cannot do by itself, the service does around it.

======================  ===============================================================================
it can                  by
======================  ===============================================================================
send                    `send(bytes)`, of any length and sense
send twice              `send(bytes, times=2)`, or `listened_to_by_another = True` with shared listening
drop the link           `drop()`: the service tells at once
lie                     `vanish()`: the link is dead, and the service goes on calling it connected
be out of reach         `in_reach = False`; `True` lets it advertise again
refuse a connection     `when_connected += [Refusal("org.bluez.Error.Failed", "…")]`
hang while connecting   `when_connected += [HANG]`
drop while connecting   `when_connected += ["drop"]`
refuse to be read       `refusals[uuid] = Refusal(…)`, reading and subscribing alike
leave a question open   `unanswered.add(uuid)`
be held already         `is_held = True`: a program that was killed left the link open
be somebody else's      `listened_to_by_another = True`
======================  ===============================================================================
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final, Literal, Protocol, TypeAlias

from biofeed_devices.fake_bluez.profile import (
    BATTERY_SERVICE,
    HEART_RATE_SERVICE,
    MEASUREMENT,
    Characteristic,
    Profile,
    heart_rate_profile,
    stack_profile,
)

if TYPE_CHECKING:
    from biofeed_devices.fake_bluez.remote import Refusal

HANG: Final = "hang"
"""An attempt to connect that is answered only by giving it up."""

Misfortune: TypeAlias = "Refusal | Literal['hang', 'drop']"


class Shown(Protocol):
    """A strap as a Bluetooth service has it."""

    @property
    def is_connected(self) -> bool:
        """Whether there is a link."""

    def deliver(self, uuid: str, data: bytes) -> int:
        """Hand a packet to all who listen; give how often it was handed on."""

    def lose_link(self) -> None:
        """End the link."""


class FakeStrap:
    """A heart-rate strap made of memory."""

    def __init__(
        self,
        address: str = "C0:FF:EE:00:00:01",
        name: str = "Fake Strap 1",
        *,
        profile: Profile | None = None,
        signal_dbm: int = -60,
    ) -> None:
        self.address = address
        self.name = name
        self.profile = profile or heart_rate_profile()
        self.stack = stack_profile()
        self.signal_dbm = signal_dbm
        self.advertised_battery: int | None = None
        self.advertised_maker: dict[int, bytes] = {}
        """What it advertises under its maker's company number."""
        self.in_reach = True
        self.is_held = False
        self.listened_to_by_another = False
        self.when_connected: list[Misfortune] = []
        """What befalls the next attempts to connect, one each."""
        self.refusals: dict[str, Refusal] = {}
        self.unanswered: set[str] = set()
        self.listening = asyncio.Event()
        """Set while a program is subscribed to the heart rate, so that tests need not guess when."""
        self.left_listening = 0
        """How often a program disconnected without ending its exclusive subscription first. Over that the
        real service may crash."""
        self.mtu = 247
        self.seen_as: Shown | None = None
        """How the service shows it at present."""

    @property
    def is_connected(self) -> bool:
        """Whether there is a link."""
        return self.seen_as is not None and self.seen_as.is_connected

    @property
    def advertises(self) -> bool:
        """Whether it can be found; a strap with a link is quiet."""
        return self.in_reach and not self.is_connected and not self.is_held

    def characteristic(self, uuid: str) -> Characteristic:
        """Give one of its values. Raises `KeyError` if it has none of that number."""
        for characteristics in (*self.profile.values(), *self.stack.values()):
            for characteristic in characteristics:
                if characteristic.uuid == uuid:
                    return characteristic
        raise KeyError(uuid)

    def send(self, data: bytes, *, times: int = 1, uuid: str = MEASUREMENT) -> int:
        """Send one packet, or the same several times over; give how many copies were delivered."""
        if self.seen_as is None or not self.in_reach:
            return 0
        return sum(self.seen_as.deliver(uuid, data) for _ in range(times))

    def take(self, uuid: str, data: bytes) -> None:
        """Take what a program has written; this strap only keeps it as the value."""

    def drop(self) -> None:
        """Lose the link; the service notices at once."""
        if self.seen_as:
            self.seen_as.lose_link()

    def vanish(self) -> None:
        """Lose the link without anybody noticing: it stays connected on paper, and nothing comes."""
        self.in_reach = False

    def advertised(self) -> dict[str, bytes]:
        """Give the service data of its advertisement."""
        battery = self.advertised_battery
        return {} if battery is None else {BATTERY_SERVICE: bytes([battery])}

    def advertised_services(self) -> list[str]:
        """Give the services that its advertisement names."""
        return [uuid for uuid in self.profile if uuid == HEART_RATE_SERVICE]

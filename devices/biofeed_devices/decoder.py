"""From packets to what they mean, for every device that has packets.

The strap on the radio, the simulated one and a replay differ in where their packets come from, and in
nothing behind that: all of them use the same decoders, so that a replay finds what the strap found.
"""

from __future__ import annotations

from biofeed.beats import BeatClock
from biofeed.errors import BadPacket
from biofeed.types import Beat, Gap, Link, LinkState, Packet, Samples
from biofeed_devices.heart_rate import SOURCE, HeartRateFrame, parse
from biofeed_devices.pmd.decoder import PmdDecoder


class Decoder:
    """A decoder for each source of packets, and all of them hear of the link."""

    def __init__(self) -> None:
        self._heart = HeartRateDecoder()
        self._pmd = PmdDecoder()

    def feed(self, packet: Packet) -> list[Link | Beat | Gap | Samples]:
        """Give what a packet means, in the order in which it is told."""
        return [*self._heart.feed(packet), *self._pmd.feed(packet)]

    def link(self, event: Link) -> None:
        """Take note of what the connection does."""
        self._heart.link(event)
        self._pmd.link(event)

    def finish(self, t_s: float) -> list[Beat | Gap]:
        """Give what is still open when no packet will come any more."""
        return self._heart.finish(t_s)


class HeartRateDecoder:
    """Turns packets into beats and gaps, and tells when the strap loses the skin or finds it again."""

    def __init__(self) -> None:
        self.bad_packets = 0
        """Packets too short for what their flags promise; they are left out."""
        self.ignored_bytes = 0
        """Bytes at the end of packets that belong to no field."""
        self._beats = BeatClock()
        self._touches = True

    def feed(self, packet: Packet) -> list[Link | Beat | Gap]:
        """Give what a packet means; nothing, if its bytes are not whole or not a heart-rate measurement."""
        if packet.source != SOURCE:
            return []
        try:
            frame = parse(packet.data)
        except BadPacket:
            self.bad_packets += 1
            return []
        self.ignored_bytes += frame.ignored_bytes
        return [*self._contact(packet.t_s, frame), *self._beats.feed(packet.t_s, frame.rr_ticks)]

    def link(self, event: Link) -> None:
        """Take note of what the connection does: behind a drop, beats are missing."""
        if event.state in (LinkState.LOST, LinkState.CONNECTED):
            # Whoever connects again takes contact for granted until a packet denies it.
            self._touches = True
        if event.state is LinkState.LOST:
            self._beats.link_lost()

    def finish(self, t_s: float) -> list[Beat | Gap]:
        """Give what is still open when no packet will come any more."""
        return self._beats.finish(t_s)

    def _contact(self, t_s: float, frame: HeartRateFrame) -> list[Link]:
        if frame.contact is None or frame.contact is self._touches:
            return []
        self._touches = frame.contact
        return [Link(t_s, LinkState.CONNECTED if frame.contact else LinkState.NO_CONTACT)]

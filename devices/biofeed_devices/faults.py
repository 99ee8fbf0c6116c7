"""Misfortune: what goes wrong between a strap and whoever listens, to the moment.

It stands where the radio is, between what was sent and what arrives, and knows no beats: packets and news
of the link go in, what is left of them comes out. So everything behind it, from the decoder to the log, meets
these faults as it would meet real ones. Time is that of the events, and chance is seeded.

On the way a packet is spoilt first, then lost or doubled, then held up. A lost link takes with it what was
held up. What lasts for some time befalls whatever is sent; what befalls a number of packets, those of the
heart rate alone, however many others a strap sends beside them.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import cycle
from random import Random
from typing import TypeAlias

from biofeed.errors import BadPacket
from biofeed.types import Event, Link, LinkState, Packet
from biofeed_devices.fault_file import Fault, FaultPlan, Kind
from biofeed_devices.heart_rate import SOURCE, build, parse

Arrival: TypeAlias = Packet | Link

SEARCHING_S = 1.0
"""After a link is lost, so long until the search for it begins."""

_SILENCING = frozenset({Kind.NO_CONTACT, Kind.ZERO, Kind.NO_RR, Kind.FREEZE})
"""While one of these lasts, no interval is sent."""
_REWRITING = _SILENCING | {Kind.WILD_RR, Kind.TRUNCATE}
_NO_TIMES = (0, 0xFFFF)
"""Intervals that no heart has."""
_LONGEST_GARBAGE = 20
"""What fits into one notification of the smallest kind."""


class Misfortune:
    """Lets the faults of a plan befall one stream of packets and link news, told in the order of time."""

    def __init__(self, plan: FaultPlan) -> None:
        self._faults = plan.faults
        self._searches = _searches(plan.faults)
        self.moments = sorted(_turns(plan.faults) | self._searches)
        """When something happens though nothing is sent: the times at which `advance` has news."""
        self._ahead = deque(self.moments)
        self._left = [fault.count or 0 for fault in plan.faults]
        self._spoiler = _Spoiler(Random(plan.seed))
        self._held: list[Packet] = []
        self._is_linked = False
        """Whether the strap's own link is there, whatever befalls it here."""
        self._is_dropped = False

    def advance(self, t_s: float) -> list[Arrival]:
        """Give what happens up to `t_s` while nothing is sent: the link goes and comes, a stall ends."""
        arrivals: list[Arrival] = []
        while self._ahead and self._ahead[0] <= t_s:
            arrivals += self._reach(self._ahead.popleft())
        return arrivals

    def feed(self, sent: Arrival) -> list[Arrival]:
        """Give what arrives up to and because of what was sent: nothing, one thing, or more."""
        before = self.advance(sent.t_s)
        return before + (self._pass_link(sent) if isinstance(sent, Link) else self._pass_packet(sent))

    def _reach(self, t_s: float) -> list[Arrival]:
        """Let one of the moments come."""
        lasting = self._lasting(t_s)
        was_dropped, self._is_dropped = self._is_dropped, Kind.DROP in lasting
        arrivals: list[Arrival] = []
        if self._is_dropped and not was_dropped:
            self._held.clear()
            arrivals = [Link(t_s, LinkState.LOST)]
        elif self._is_dropped and t_s in self._searches:
            arrivals = [Link(t_s, LinkState.RECONNECTING)]
        elif was_dropped and not self._is_dropped:
            arrivals = [Link(t_s, LinkState.CONNECTED)]
        if not self._is_linked:
            arrivals = []
        if Kind.STALL not in lasting:
            arrivals += [replace(packet, t_s=t_s) for packet in self._held]
            self._held.clear()
        return arrivals

    def _pass_link(self, link: Link) -> list[Arrival]:
        if link.state in (LinkState.LOST, LinkState.CONNECTED):
            self._is_linked = link.state is LinkState.CONNECTED
        if link.state is LinkState.LOST:
            self._held.clear()
        return [] if self._is_dropped else [link]

    def _pass_packet(self, packet: Packet) -> list[Arrival]:
        self._is_linked = True
        kinds = self._lasting(packet.t_s)
        if packet.source == SOURCE:
            kinds |= self._befalling(packet.t_s)
            packet = replace(packet, data=self._spoiler.spoil(packet.data, kinds))
        if self._is_dropped or Kind.LOSE in kinds:
            return []
        copies = [packet, packet] if Kind.DOUBLE in kinds else [packet]
        if Kind.STALL in kinds:
            self._held += copies
            return []
        return list(copies)

    def _lasting(self, t_s: float) -> set[Kind]:
        """Give the kinds that last for some time, and last at `t_s`."""
        return {fault.kind for fault in self._faults if fault.at_s <= t_s < fault.end_s}

    def _befalling(self, t_s: float) -> set[Kind]:
        """Give the kinds that befall the heart-rate packet sent at `t_s`, and count it."""
        kinds = set()
        for number, fault in enumerate(self._faults):
            if fault.at_s <= t_s and self._left[number]:
                self._left[number] -= 1
                kinds.add(fault.kind)
        return kinds


class _Spoiler:
    """Changes what packets say."""

    def __init__(self, garbage: Random) -> None:
        self._garbage = garbage
        self._wild = cycle(_NO_TIMES)
        self._latest: bytes | None = None
        """The latest packet before the strap froze."""

    def spoil(self, data: bytes, kinds: set[Kind]) -> bytes:
        """Give what becomes of a packet's bytes; without a fault that touches them, the very same."""
        if Kind.FREEZE not in kinds or self._latest is None:
            self._latest = data
        if Kind.GARBAGE in kinds:
            return self._draw()
        return self._rewrite(self._latest, kinds) if kinds & _REWRITING else data

    def _rewrite(self, data: bytes, kinds: set[Kind]) -> bytes:
        try:
            frame = parse(data)
        except BadPacket:
            return data
        rr_ticks = () if kinds & _SILENCING else frame.rr_ticks
        if Kind.WILD_RR in kinds:
            rr_ticks = tuple(next(self._wild) for _ in rr_ticks)
        spoilt = build(
            0 if kinds & {Kind.ZERO, Kind.NO_CONTACT} else frame.hr_bpm,
            contact=False if Kind.NO_CONTACT in kinds else frame.contact,
            energy_kj=frame.energy_kj,
            rr_ticks=rr_ticks,
        )
        return spoilt[:-1] if Kind.TRUNCATE in kinds else spoilt

    def _draw(self) -> bytes:
        """Draw bytes that hold no intervals: noise that reads as intervals would be beats, to anybody."""
        while True:
            data = self._garbage.randbytes(self._garbage.randint(0, _LONGEST_GARBAGE))
            try:
                if not parse(data).rr_ticks:
                    return data
            except BadPacket:
                return data


def befall(plan: FaultPlan, events: Iterable[Event]) -> Iterator[Event]:
    """Give a stream of inputs as it comes out of a plan of faults; what the person does comes through."""
    misfortune = Misfortune(plan)
    for event in events:
        if isinstance(event, Packet | Link):
            yield from misfortune.feed(event)
        else:
            yield from misfortune.advance(event.t_s)
            yield event


def _turns(faults: Iterable[Fault]) -> set[float]:
    """Give when a link is lost or back, and when a stall begins or ends."""
    news = [fault for fault in faults if fault.kind in (Kind.DROP, Kind.STALL)]
    return {t_s for fault in news for t_s in (fault.at_s, fault.end_s)}


def _searches(faults: Iterable[Fault]) -> set[float]:
    """Give when the search for a lost link begins, where that is before it is back."""
    drops = [fault for fault in faults if fault.kind is Kind.DROP]
    return {fault.at_s + SEARCHING_S for fault in drops if fault.at_s + SEARCHING_S < fault.end_s}

"""Each fault does what it says, to the packet; and whatever goes wrong, the beats stay true.

The truth is the same simulated life without faults. Which of its packets get through is worked out here from
the fault's own words, packet by packet.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import aclosing
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from biofeed.breath import Part, Pattern, Step
from biofeed.clock import VirtualClock
from biofeed.errors import BadPacket
from biofeed.pacer import Schedule
from biofeed.session import Session
from biofeed.types import (
    TICKS_PER_S,
    Beat,
    Event,
    Flag,
    Gap,
    Link,
    LinkState,
    Marker,
    Packet,
    PhaseKind,
    Reflag,
)
from biofeed_devices.decoder import HeartRateDecoder
from biofeed_devices.fault_file import COUNTED, NO_FAULTS, Fault, FaultPlan, Kind
from biofeed_devices.faults import Misfortune, befall
from biofeed_devices.heart_rate import build, parse
from biofeed_devices.simulated import SimulatedStrap, Simulation
from biofeed_devices.simulation.person import PEOPLE
from biofeed_devices.simulation.strap import FITS
from tests.biofeed_devices.guides import listen
from tests.scripted import MemoryLog

UP, DOWN, SEARCHING = LinkState.CONNECTED, LinkState.LOST, LinkState.RECONNECTING


def plan(*faults: Fault, seed: int = 1) -> FaultPlan:
    return FaultPlan(faults, seed)


def sent(seconds: int, contact: bool | None = True) -> list[Event]:
    """Give a link and a packet a second, each with a heart rate and an interval of its own."""
    packets = [
        Packet(float(t_s), "2a37", build(60 + t_s % 9, contact=contact, rr_ticks=[1000 + t_s]))
        for t_s in range(1, seconds + 1)
    ]
    return [Link(0.0, UP), *packets]


def arrivals(*faults: Fault, seconds: int = 10, contact: bool | None = True) -> list[Event]:
    return list(befall(plan(*faults), sent(seconds, contact)))


def stamps(events: Sequence[Event]) -> list[float]:
    return [event.t_s for event in events if isinstance(event, Packet)]


def links(events: Sequence[Event]) -> list[tuple[float, LinkState]]:
    return [(event.t_s, event.state) for event in events if isinstance(event, Link)]


class TestOnTheWay:
    """What becomes of whole packets, and of the link."""

    def test_without_faults_everything_arrives_as_it_was_sent(self) -> None:
        assert list(befall(NO_FAULTS, sent(10))) == sent(10)

    def test_a_dropped_link_is_told_to_the_moment_and_nothing_arrives_meanwhile(self) -> None:
        events = arrivals(Fault(2.5, Kind.DROP, for_s=4))
        assert links(events) == [(0, UP), (2.5, DOWN), (3.5, SEARCHING), (6.5, UP)]
        assert stamps(events) == [1, 2, 7, 8, 9, 10]

    def test_a_drop_too_short_to_search_is_told_all_the_same(self) -> None:
        events = arrivals(Fault(2.5, Kind.DROP, for_s=0.75))
        assert links(events) == [(0, UP), (2.5, DOWN), (3.25, UP)]
        assert stamps(events) == [1, 2, 4, 5, 6, 7, 8, 9, 10]

    def test_drops_that_overlap_are_one(self) -> None:
        events = arrivals(Fault(2.5, Kind.DROP, for_s=2), Fault(3, Kind.DROP, for_s=3))
        assert [link for link in links(events) if link[1] is not SEARCHING] == [(0, UP), (2.5, DOWN), (6, UP)]
        assert stamps(events) == [1, 2, 6, 7, 8, 9, 10]

    def test_a_link_that_is_down_already_is_not_lost_again(self) -> None:
        own = [Link(0.0, UP), Link(2.0, DOWN), Link(3.0, SEARCHING), Link(8.0, UP)]
        events = list(befall(plan(Fault(2.5, Kind.DROP, for_s=3)), own))
        assert links(events) == [(0, UP), (2, DOWN), (8, UP)]

    def test_a_link_that_went_during_a_drop_is_not_back_with_its_end(self) -> None:
        own = [Link(0.0, UP), Link(3.0, DOWN), Link(8.0, UP)]
        events = list(befall(plan(Fault(2.5, Kind.DROP, for_s=3)), own))
        assert links(events) == [(0, UP), (2.5, DOWN), (8, UP)]

    def test_a_recording_without_link_news_has_a_link_once_a_packet_came(self) -> None:
        events = list(befall(plan(Fault(2.5, Kind.DROP, for_s=3)), sent(10)[1:]))
        assert links(events) == [(2.5, DOWN), (3.5, SEARCHING), (5.5, UP)]

    def test_after_a_stall_everything_comes_in_one_burst_and_in_order(self) -> None:
        events = arrivals(Fault(2.5, Kind.STALL, for_s=4))
        assert stamps(events) == [1, 2, 6.5, 6.5, 6.5, 6.5, 7, 8, 9, 10]
        assert [event.data for event in events if isinstance(event, Packet)] == [
            event.data for event in sent(10) if isinstance(event, Packet)
        ]

    def test_what_is_held_up_is_gone_when_the_link_is_lost(self) -> None:
        events = arrivals(Fault(2.5, Kind.STALL, for_s=4), Fault(4.5, Kind.DROP, for_s=1))
        assert stamps(events) == [1, 2, 6.5, 7, 8, 9, 10]

    def test_doubled_packets_come_twice(self) -> None:
        assert stamps(arrivals(Fault(2.5, Kind.DOUBLE, for_s=2))) == [1, 2, 3, 3, 4, 4, 5, 6, 7, 8, 9, 10]

    def test_lost_packets_are_missing_one_by_one(self) -> None:
        events = arrivals(Fault(2.5, Kind.LOSE, count=2), Fault(7, Kind.LOSE, count=1))
        assert stamps(events) == [1, 2, 5, 6, 8, 9, 10]
        assert links(events) == [(0, UP)]

    def test_what_the_person_does_comes_through_at_its_place(self) -> None:
        drop = Fault(1.5, Kind.DROP, for_s=2)
        events = list(befall(plan(drop), [Link(0.0, UP), Marker(2.0), Marker(4.0)]))
        assert events == [
            Link(0.0, UP),
            Link(1.5, DOWN),
            Marker(2.0),
            Link(2.5, SEARCHING),
            Link(3.5, UP),
            Marker(4.0),
        ]

    @pytest.mark.parametrize("kind", sorted(COUNTED))
    def test_what_befalls_a_number_of_packets_counts_those_of_the_heart_rate_alone(self, kind: Kind) -> None:
        """A strap by Polar sends many others between them; each of those comes as it was sent."""
        fault = plan(Fault(2.5, kind, count=2))
        among_others: list[Event] = []
        for event in sent(6):
            among_others += [
                event,
                Packet(event.t_s, "pmd", b"\x00\x01"),
                Packet(event.t_s, "pmd-control", b""),
            ]
        arrived = list(befall(fault, among_others))

        others = [event for event in arrived if isinstance(event, Packet) and event.source != "2a37"]
        assert len(others) == 2 * len(sent(6))
        assert [event for event in arrived if event not in others] == list(befall(fault, sent(6)))

    def test_what_lasts_befalls_every_kind_of_packet(self) -> None:
        pmd: list[Event] = [Packet(1.0, "pmd", b"\x00\x01"), Packet(2.0, "pmd", b"\x00\x02")]
        assert stamps(list(befall(plan(Fault(1.5, Kind.DROP, for_s=1)), pmd))) == [1.0]
        assert stamps(list(befall(plan(Fault(1.5, Kind.DOUBLE, for_s=1)), pmd))) == [1.0, 2.0, 2.0]

    def test_the_moments_are_those_at_which_something_happens_by_itself(self) -> None:
        misfortune = Misfortune(plan(Fault(2, Kind.DROP, for_s=4), Fault(9, Kind.STALL, for_s=1.5)))
        assert misfortune.moments == [2, 3, 6, 9, 10.5]
        assert misfortune.feed(Link(0.0, UP)) == [Link(0.0, UP)]
        assert [misfortune.advance(t_s) for t_s in (1.9, 2.0, 2.0)] == [[], [Link(2.0, DOWN)], []]


class TestBytes:
    """What becomes of what a packet says."""

    @staticmethod
    def spoilt(fault: Fault, contact: bool | None = True) -> list[bytes]:
        """Give packets 3 to 5, which the fault befalls; the others are checked to be untouched."""
        events, clean = arrivals(fault, contact=contact), sent(10, contact)
        assert [*events[:3], *events[6:]] == [*clean[:3], *clean[6:]]
        return [event.data for event in events[3:6] if isinstance(event, Packet)]

    def test_without_contact_the_bit_says_so_and_there_are_no_intervals(self) -> None:
        for contact in (True, None):
            frames = [parse(data) for data in self.spoilt(Fault(2.5, Kind.NO_CONTACT, for_s=3), contact)]
            assert [(frame.hr_bpm, frame.contact, frame.rr_ticks) for frame in frames] == [(0, False, ())] * 3

    @pytest.mark.parametrize("contact", [True, None])
    def test_no_beat_found_is_a_heart_rate_of_zero_with_the_skin_felt(self, contact: bool | None) -> None:
        frames = [parse(data) for data in self.spoilt(Fault(2.5, Kind.ZERO, for_s=3), contact)]
        assert [(frame.hr_bpm, frame.contact, frame.rr_ticks) for frame in frames] == [(0, contact, ())] * 3

    def test_without_intervals_the_heart_rate_goes_on(self) -> None:
        frames = [parse(data) for data in self.spoilt(Fault(2.5, Kind.NO_RR, for_s=3))]
        assert [(frame.hr_bpm, frame.contact, frame.rr_ticks) for frame in frames] == [
            (hr_bpm, True, ()) for hr_bpm in (63, 64, 65)
        ]

    def test_a_frozen_strap_repeats_its_last_heart_rate(self) -> None:
        frames = [parse(data) for data in self.spoilt(Fault(2.5, Kind.FREEZE, for_s=3))]
        assert [(frame.hr_bpm, frame.contact, frame.rr_ticks) for frame in frames] == [(62, True, ())] * 3

    def test_a_strap_that_is_frozen_from_the_start_repeats_its_first_heart_rate(self) -> None:
        events = arrivals(Fault(0, Kind.FREEZE, for_s=3))
        frames = [parse(event.data) for event in events[1:3] if isinstance(event, Packet)]
        assert [frame.hr_bpm for frame in frames] == [61, 61]

    def test_truncated_packets_lack_their_last_byte(self) -> None:
        clean = [event.data for event in sent(10) if isinstance(event, Packet)]
        assert self.spoilt(Fault(2.5, Kind.TRUNCATE, count=3)) == [data[:-1] for data in clean[2:5]]

    def test_wild_intervals_are_what_no_heart_has(self) -> None:
        frames = [parse(data) for data in self.spoilt(Fault(2.5, Kind.WILD_RR, count=3))]
        assert [frame.rr_ticks for frame in frames] == [(0,), (65535,), (0,)]

    def test_a_packet_that_was_broken_already_is_left_alone(self) -> None:
        broken = [Packet(1.0, "2a37", b"\x01\x48")]
        assert list(befall(plan(Fault(0, Kind.NO_RR, for_s=3)), broken)) == broken

    def test_garbage_is_drawn_from_the_seed_and_holds_no_intervals(self) -> None:
        def garbage(seed: int) -> list[Event]:
            return list(befall(plan(Fault(0, Kind.GARBAGE, count=300), seed=seed), sent(300)[1:]))

        assert garbage(1) == garbage(1) != garbage(2)
        sizes = {len(event.data) for event in garbage(1) if isinstance(event, Packet)}
        assert sizes == set(range(21))
        beats = [item for item in decoded(garbage(1)) if isinstance(item, Beat)]
        assert not beats


def decoded(events: Sequence[Event]) -> list[Event]:
    decoder = HeartRateDecoder()
    return [item for event in events if isinstance(event, Packet) for item in decoder.feed(event)]


# --- end to end: the beats of a life with faults are those of the same life without ------------------

AT_S, FOR_S, COUNT, UNTIL_S = 60.25, 9.5, 6, 180.0

Fate = Callable[[Packet, int], tuple[int, ...]]
"""Which intervals of a packet get through, told from the packet and its number since the fault began."""


def all_of_it(packet: Packet, number: int) -> tuple[int, ...]:
    return parse(packet.data).rr_ticks


def nothing_in_time(packet: Packet, number: int) -> tuple[int, ...]:
    return () if packet.t_s < AT_S + FOR_S else all_of_it(packet, number)


def nothing_in_number(packet: Packet, number: int) -> tuple[int, ...]:
    return () if number < COUNT else all_of_it(packet, number)


def all_but_the_last(packet: Packet, number: int) -> tuple[int, ...]:
    return all_of_it(packet, number)[: -1 if number < COUNT else None]


FATES: dict[Kind, Fate] = {
    Kind.DROP: nothing_in_time,
    Kind.STALL: all_of_it,
    Kind.DOUBLE: all_of_it,
    Kind.NO_CONTACT: nothing_in_time,
    Kind.ZERO: nothing_in_time,
    Kind.NO_RR: nothing_in_time,
    Kind.FREEZE: nothing_in_time,
    Kind.LOSE: nothing_in_number,
    Kind.TRUNCATE: all_but_the_last,
    Kind.GARBAGE: nothing_in_number,
    Kind.WILD_RR: nothing_in_number,
}


def fault(kind: Kind, at_s: float = AT_S) -> Fault:
    if kind in COUNTED:
        return Fault(at_s, kind, count=COUNT)
    return Fault(at_s, kind, for_s=FOR_S)


async def life(person: str, seed: int, faults: FaultPlan) -> list[Event]:
    simulation = Simulation(PEOPLE[person], seed, faults=faults)
    return await listen(SimulatedStrap(simulation, VirtualClock()), UNTIL_S)


def intervals_ms(events: Sequence[Event]) -> list[float]:
    return [event.rr_ms for event in events if isinstance(event, Beat) and event.flag is Flag.NORMAL]


def assert_tiles(events: Sequence[Event]) -> None:
    """From the first beat on, each beat or gap begins where the one before ended, to 1/64 of its interval.

    Intervals that are no time stand at the time of the beat before.
    """
    items = [event for event in events if isinstance(event, Beat | Gap)]
    for before, item in pairwise(items):
        end_s = before.t_s + (before.duration_s if isinstance(before, Gap) else 0.0)
        if isinstance(item, Gap) or (item.flag is Flag.OUT_OF_RANGE and item.t_s == end_s):
            assert item.t_s == end_s
        else:
            assert item.t_s > end_s
            assert abs(item.t_s - item.rr_ms / 1000 - end_s) <= item.rr_ms / 1000 / 64


@pytest.mark.parametrize("person", ["average", "anxious"])
@pytest.mark.parametrize("kind", Kind)
async def test_no_beat_is_invented_none_counted_twice_and_every_loss_is_a_gap(
    kind: Kind, person: str
) -> None:
    clean = await life(person, 3, NO_FAULTS)
    events = await life(person, 3, plan(fault(kind)))

    packets = [event for event in clean if isinstance(event, Packet)]
    before = sum(packet.t_s < AT_S for packet in packets)
    ticks = [
        all_of_it(packet, 0) if number < before else FATES[kind](packet, number - before)
        for number, packet in enumerate(packets)
    ]
    through_ms = [interval * 1000 / TICKS_PER_S for intervals in ticks for interval in intervals]
    lost_s = (sum(intervals_ms(clean)) - sum(through_ms)) / 1000
    gaps = [event for event in events if isinstance(event, Gap)]

    assert intervals_ms(events) == through_ms
    assert sum(gap.duration_s for gap in gaps) == pytest.approx(lost_s, abs=max(intervals_ms(clean)) / 1000)
    assert bool(gaps) is (FATES[kind] is not all_of_it)
    assert all(AT_S - 2.5 < gap.t_s < AT_S + FOR_S + 15 for gap in gaps)
    assert_tiles(events)


async def test_what_happens_by_itself_happens_on_time() -> None:
    """A lost link is told at its moment, and not with the next packet."""
    both = plan(Fault(5.5, Kind.DROP, for_s=3.25), Fault(12.2, Kind.STALL, for_s=2.5))
    strap = SimulatedStrap(Simulation(PEOPLE["average"], faults=both), VirtualClock())
    async with aclosing(strap.events()) as stream:  # type: ignore[type-var]
        async for event in stream:
            if isinstance(event, Packet | Link):
                assert strap.clock.now() == event.t_s
            if event.t_s > 20:
                break


async def test_two_lives_with_the_same_faults_are_the_same() -> None:
    faults = plan(*(fault(kind, 10.0 + 15 * number) for number, kind in enumerate(Kind)))
    assert await life("older", 5, faults) == await life("older", 5, faults)


BREATHING = Schedule.of(
    (Part(PhaseKind.BREATHE, "breathing", 90.0, Pattern((Step(1.0, 4.0), Step(0.0, 6.0)))),)
)

moments = st.floats(0, 85).map(lambda t_s: round(t_s, 3))
faults = st.one_of(
    st.builds(
        Fault,
        at_s=moments,
        kind=st.sampled_from([kind for kind in Kind if kind not in COUNTED]),
        for_s=st.floats(0.125, 40).map(lambda seconds: round(seconds, 3)),
    ),
    st.builds(
        Fault,
        at_s=moments,
        kind=st.sampled_from(sorted(COUNTED)),
        count=st.integers(1, 30),
    ),
)


@settings(max_examples=40, deadline=None)
@given(
    faults=st.lists(faults, max_size=12),
    seed=st.integers(0, 50),
    person=st.sampled_from(sorted(PEOPLE)),
    fit=st.sampled_from(sorted(FITS)),
    drops=st.booleans(),
)
@example(faults=[], seed=1, person="average", fit="clean", drops=False)
async def test_whatever_goes_wrong_a_session_goes_on_and_its_log_is_complete(
    faults: list[Fault], seed: int, person: str, fit: str, drops: bool
) -> None:
    simulation = Simulation(PEOPLE[person], seed, FITS[fit], drops=drops, faults=plan(*faults))
    log = MemoryLog()
    session = Session(SimulatedStrap(simulation, VirtualClock()), BREATHING, logs=[log])
    async with aclosing(session.events()) as stream:
        events = [event async for event in stream]

    assert log.events == events
    assert log.finished is not None
    assert log.finished[:2] == (90.0, "done")
    stamps_s = [event.t_s for event in events if not isinstance(event, Beat | Gap | Reflag)]
    assert stamps_s == sorted(stamps_s)
    beats = [event for event in events if isinstance(event, Beat)]
    arrived = [intervals_in(event.data) for event in events if isinstance(event, Packet)]
    assert len(beats) <= sum(arrived)
    assert [beat.seq for beat in beats] == list(range(len(beats)))
    assert_tiles(events)


def intervals_in(data: bytes) -> int:
    try:
        return len(parse(data).rr_ticks)
    except BadPacket:
        return 0

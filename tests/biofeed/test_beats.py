"""The beat clock against its channel: a true heart, a strap, and a radio that delays, doubles and loses."""

from __future__ import annotations

import math
import pickle
import random
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, pairwise
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from biofeed.beats import BeatClock
from biofeed.types import TICKS_PER_S, Beat, Flag, Gap

SETTLED_S = 60.0
"""By then the first packets' own delay no longer shows."""


# --- the truth: a heart, a strap, a radio -----------------------------------------------------------


@dataclass(frozen=True)
class Heart:
    """A pulse that swings with ten-second breaths, with some noise; and the strap's own manners."""

    seed: int
    bpm: float
    swing: float
    noise_s: float
    drift_ppm: float
    period_s: float
    jitter_s: float

    def beat(self, until_s: float) -> list[float]:
        """Give the true times of the beats."""
        rng = random.Random(self.seed)
        times = [rng.random()]
        while times[-1] < until_s:
            rr_s = 60 / self.bpm * (1 + self.swing * math.sin(math.tau * 0.1 * times[-1]))
            times.append(times[-1] + min(2.0, max(0.3, rr_s + rng.gauss(0, self.noise_s))))
        return times


@dataclass(frozen=True)
class Sent:
    """A packet as the strap sent it: beats `first` to `last`, exclusive."""

    t_s: float
    first: int
    last: int
    ticks: tuple[int, ...]


def measure(heart: Heart, beats_s: Sequence[float]) -> list[Sent]:
    """Let a strap with a crystal of its own measure the beats and send them about once a second."""
    rng = random.Random(heart.seed + 1)
    ticks = [round(t * TICKS_PER_S * (1 + heart.drift_ppm * 1e-6)) for t in beats_s]
    begin_s = beats_s[0] + rng.random()
    packets, first = [], 1
    for k in range(int((beats_s[-1] - begin_s) / heart.period_s)):
        t_s = begin_s + k * heart.period_s + rng.uniform(-heart.jitter_s, heart.jitter_s)
        last = max(first, bisect_right(beats_s, t_s))
        packets.append(Sent(t_s, first, last, tuple(ticks[i] - ticks[i - 1] for i in range(first, last))))
        first = last
    return packets


@dataclass(frozen=True)
class Radio:
    """First in, first out. Stalls are pairs of (from, to); packets are named by their number."""

    stalls: Sequence[tuple[float, float]] = ()
    lost: Iterable[int] = ()
    doubled: Iterable[int] = ()

    def carry(self, sent: Sequence[Sent], seed: int) -> list[tuple[float, Sent]]:
        """Give what arrives and when, repeats included."""
        rng, lost, doubled = random.Random(seed + 2), set(self.lost), set(self.doubled)
        arrived: list[tuple[float, Sent]] = []
        free_s = 0.0
        for k, packet in enumerate(sent):
            if k in lost:
                continue
            t_s = packet.t_s + rng.uniform(0.005, 0.03)
            t_s = next((end for begin, end in self.stalls if begin <= t_s < end), t_s)
            for _ in range(1 + (k in doubled)):
                free_s = max(t_s, free_s + 0.001)
                arrived.append((free_s, packet))
                t_s += rng.uniform(0.001, 0.04)
        return arrived


@dataclass
class Heard:
    """What the clock made of it; each item with the arrival that brought it."""

    clock: BeatClock = field(default_factory=BeatClock)
    items: list[tuple[float, Beat | Gap]] = field(default_factory=list)

    def feed(self, arrival_s: float, ticks: Sequence[int]) -> None:
        self.items += [(arrival_s, item) for item in self.clock.feed(arrival_s, ticks)]

    def finish(self, t_s: float) -> None:
        self.items += [(t_s, item) for item in self.clock.finish(t_s)]

    @property
    def beats(self) -> list[Beat]:
        return [item for _, item in self.items if isinstance(item, Beat)]

    @property
    def gaps(self) -> list[tuple[float, Gap]]:
        return [(t_s, item) for t_s, item in self.items if isinstance(item, Gap)]

    @property
    def ticks(self) -> list[float]:
        return [beat.rr_ms * TICKS_PER_S / 1000 for beat in self.beats]


def hear(arrived: Sequence[tuple[float, Sent]]) -> Heard:
    heard = Heard()
    for t_s, packet in arrived:
        heard.feed(t_s, packet.ticks)
    heard.finish(arrived[-1][0])
    return heard


def true_ticks(arrived: Sequence[tuple[float, Sent]]) -> list[float]:
    """Give the intervals that got through, each packet once."""
    packets = {id(packet): packet for _, packet in arrived}
    return [ticks for packet in packets.values() for ticks in packet.ticks]


def errors_s(heard: Heard, arrived: Sequence[tuple[float, Sent]], beats_s: Sequence[float]) -> list[float]:
    """Give how much too late each beat was given, with the true times of those that got through."""
    packets = {id(packet): packet for _, packet in arrived}
    truth = [beats_s[i] for packet in packets.values() for i in range(packet.first, packet.last)]
    return [beat.t_s - t_s for beat, t_s in zip(heard.beats, truth, strict=True) if t_s > SETTLED_S]


def assert_tiles(items: Sequence[tuple[float, Beat | Gap]]) -> None:
    """From the first beat on, each item begins where the one before ended, to 1/64 of its interval."""
    for (_, before), (_, item) in pairwise(items):
        end_s = before.t_s + (before.duration_s if isinstance(before, Gap) else 0)
        if isinstance(item, Gap) or item.flag is Flag.OUT_OF_RANGE:
            assert item.t_s == end_s
        else:
            assert abs(item.t_s - item.rr_ms / 1000 - end_s) <= item.rr_ms / 1000 / 64
            assert item.t_s > end_s
    for _, item in items:
        assert (item.t_s * TICKS_PER_S).is_integer()
        if isinstance(item, Gap):
            assert (item.duration_s * TICKS_PER_S).is_integer()
            assert item.duration_s >= 0.299


hearts = st.builds(
    Heart,
    seed=st.integers(0, 2**16),
    bpm=st.one_of(st.floats(35, 170), st.floats(56, 64)),
    swing=st.sampled_from([0.0, 0.02, 0.1, 0.2]),
    noise_s=st.sampled_from([0.0, 0.005, 0.03]),
    drift_ppm=st.floats(-100, 100),
    period_s=st.floats(0.97, 1.03),
    jitter_s=st.sampled_from([0.0, 0.03]),
)


@st.composite
def stalls(draw: st.DrawFn, until_s: float) -> list[tuple[float, float]]:
    """Draw delays of up to 9 s, each after 12 s or more in which packets flowed."""
    drawn, t_s = [], draw(st.floats(13, 60))
    while t_s < until_s:
        length_s = draw(st.floats(0.1, 9))
        drawn.append((t_s, t_s + length_s))
        t_s += length_s + draw(st.floats(12, 60))
    return drawn


# --- the rules --------------------------------------------------------------------------------------


@settings(max_examples=80, deadline=None)
@given(heart=hearts, stalled=stalls(170))
@example(heart=Heart(127, 41.0, 0.0, 0.0, 0, 0.99, 0.03), stalled=[(116.2, 124.9)])
@example(heart=Heart(78, 61.8, 0.0, 0.005, 0, 0.97, 0.03), stalled=[(118.7, 124.9)])
def test_delays_alone_give_no_gap_and_cost_no_beat(heart: Heart, stalled: list[tuple[float, float]]) -> None:
    beats_s = heart.beat(180)
    arrived = Radio(stalls=stalled).carry(measure(heart, beats_s), heart.seed)
    heard = hear(arrived)
    assert heard.ticks == true_ticks(arrived)
    assert [beat.seq for beat in heard.beats] == list(range(heard.clock.beats))
    assert not heard.gaps
    assert_tiles(heard.items)
    assert all(
        -0.01 < error < 60 / heart.bpm * (1 + heart.swing) for error in errors_s(heard, arrived, beats_s)
    )


@settings(max_examples=60, deadline=None)
@given(heart=hearts, stalled=stalls(170), share=st.sampled_from([0.05, 0.3, 1.0]))
def test_repeats_are_dropped_and_nothing_else(
    heart: Heart, stalled: list[tuple[float, float]], share: float
) -> None:
    """In a queue that is emptying a lone repeat cannot be told; where every packet is doubled it can."""
    rng = random.Random(heart.seed + 3)
    sent = measure(heart, heart.beat(180))
    doubled = [k for k in range(len(sent)) if rng.random() < share]
    arrived = Radio(stalls=stalled if share == 1 else (), doubled=doubled).carry(sent, heart.seed)
    heard = hear(arrived)
    assert heard.ticks == true_ticks(arrived)
    assert heard.clock.repeats_dropped == len(arrived) - len(sent)
    assert not heard.gaps


@settings(max_examples=80, deadline=None)
@given(heart=hearts, at=st.integers(70, 90), packets=st.integers(8, 60))
@example(heart=Heart(165, 66.0, 0.1, 0.0, 0, 1.0, 0.0), at=70, packets=30)
def test_long_loss_is_found_soon_near_its_place_and_in_its_length(
    heart: Heart, at: int, packets: int
) -> None:
    beats_s = heart.beat(220)
    sent = measure(heart, beats_s)
    arrived = Radio(lost=range(at, at + packets)).carry(sent, heart.seed)
    heard = hear(arrived)
    longest_s = 60 / heart.bpm * (1 + heart.swing) + 4 * heart.noise_s
    lost_s = beats_s[sent[at + packets - 1].last - 1] - beats_s[sent[at].first - 1]
    back_s = next(t_s for t_s, packet in arrived if t_s > sent[at + packets - 1].t_s and packet.ticks)
    assert heard.gaps
    for found_s, gap in heard.gaps:
        assert found_s - back_s < 15
        assert gap.reason == "packets lost"
    assert -0.1 < heard.gaps[0][1].t_s - beats_s[sent[at].first - 1] < 15
    assert abs(sum(gap.duration_s for _, gap in heard.gaps) - lost_s) < longest_s
    assert heard.ticks == true_ticks(arrived)
    assert_tiles(heard.items)


@settings(max_examples=60, deadline=None)
@given(
    heart=hearts.filter(lambda heart: not 54 < heart.bpm < 66),
    at=st.integers(70, 90),
)
def test_single_lost_packet_is_found_if_pulse_and_packets_do_not_keep_step(heart: Heart, at: int) -> None:
    beats_s = heart.beat(180)
    sent = measure(heart, beats_s)
    arrived = Radio(lost=[at]).carry(sent, heart.seed)
    heard = hear(arrived)
    longest_s = 60 / heart.bpm * (1 + heart.swing) + 4 * heart.noise_s
    lost_s = beats_s[sent[at].last - 1] - beats_s[sent[at].first - 1]
    if lost_s:
        assert len(heard.gaps) == 1
        assert abs(heard.gaps[0][1].duration_s - lost_s) < longest_s
        assert heard.gaps[0][0] - sent[at].t_s < 17
    assert heard.ticks == true_ticks(arrived)
    assert_tiles(heard.items)


@settings(max_examples=60, deadline=None)
@given(heart=hearts, at=st.integers(70, 90), packets=st.integers(2, 120))
def test_after_a_lost_link_the_gap_comes_first_and_fits(heart: Heart, at: int, packets: int) -> None:
    beats_s = heart.beat(240)
    sent = measure(heart, beats_s)
    heard = Heard()
    for t_s, packet in Radio(lost=range(at, at + packets)).carry(sent, heart.seed):
        if sent[at + packets].t_s <= t_s < sent[at + packets].t_s + 0.5:
            heard.clock.link_lost()
        heard.feed(t_s, packet.ticks)
    longest_s = 60 / heart.bpm * (1 + heart.swing) + 4 * heart.noise_s
    lost_s = beats_s[sent[at + packets - 1].last - 1] - beats_s[sent[at].first - 1]
    if lost_s > longest_s + 0.3:
        ((found_s, gap),) = heard.gaps
        assert gap.reason == "link lost"
        assert abs(gap.duration_s - lost_s) < longest_s + 0.1
        assert found_s < sent[at + packets].t_s + 1.1 + longest_s
        assert abs(gap.t_s - beats_s[sent[at].first - 1]) < longest_s + 0.1
    assert_tiles(heard.items)


def test_equal_neighbours_of_a_real_heart_are_all_kept(real_data: Path) -> None:
    """A rest of a quarter of an hour has many; doubled by a second listener, each still counts once."""
    lines = (real_data / "polar_hrm" / "rest_rri.txt").read_text().split()
    beats_s = [0.5, *accumulate((float(line) / 1000 for line in lines), initial=0.5)][1:]
    sent = measure(Heart(5, 60, 0, 0, 0, 1.0, 0.02), beats_s)
    assert sum(a.ticks == b.ticks != () for a, b in pairwise(sent)) >= 5
    for doubled in (0, len(sent)):
        heard = hear(Radio(stalls=[(100, 104), (300, 307)], doubled=range(doubled)).carry(sent, 5))
        assert heard.ticks == [ticks for packet in sent for ticks in packet.ticks]
        assert not heard.gaps


@pytest.mark.parametrize("drift_ppm", [-100, 0, 100])
def test_drift_stays_bounded_for_hours(drift_ppm: float) -> None:
    """In four hours 100 ppm are 1.4 s; the beats stay within an interval of the truth all the while."""
    heart = Heart(7, 66, 0.08, 0.02, drift_ppm, 1.0, 0.02)
    beats_s = heart.beat(4 * 3600)
    arrived = Radio().carry(measure(heart, beats_s), 7)
    heard = hear(arrived)
    assert not heard.gaps
    errors = errors_s(heard, arrived, beats_s)
    assert min(errors) > -0.01
    assert max(errors) < 0.2


def test_memory_does_not_grow_with_time() -> None:
    heart = Heart(3, 59.5, 0.0, 0.01, 50, 1.0, 0.02)
    clock, sizes = BeatClock(), []
    for t_s, packet in Radio(lost=range(50, 3000, 97)).carry(measure(heart, heart.beat(3600)), 3):
        clock.feed(t_s, packet.ticks)
        sizes.append(len(pickle.dumps(clock)))
    assert max(sizes[1800:]) <= max(sizes[:1800]) + 64


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.floats(0, 40),
            st.lists(st.one_of(st.integers(0, 0xFFFF), st.integers(300, 1500)), max_size=9),
            st.booleans(),
        ),
        max_size=60,
    )
)
def test_whatever_comes_the_time_line_holds(packets: list[tuple[float, list[int], bool]]) -> None:
    """No beat invented, none later than its packet by more than 10 s and the shortest gap, no seam."""
    heard, t_s, fed = Heard(), 0.0, []
    for wait_s, ticks, link_lost in packets:
        t_s += wait_s
        if link_lost:
            heard.clock.link_lost()
        dropped = heard.clock.repeats_dropped
        heard.feed(t_s, ticks)
        fed += ticks if heard.clock.repeats_dropped == dropped else []
    heard.finish(t_s)
    assert heard.ticks == fed
    assert_tiles(heard.items)
    assert all(beat.t_s <= arrival_s + 10.3 for arrival_s, beat in heard.items if isinstance(beat, Beat))
    assert (heard.clock.beats, heard.clock.gaps) == (len(heard.beats), len(heard.gaps))


# --- examples ---------------------------------------------------------------------------------------


def listen(*packets: tuple[float, list[int]], finish_s: float | None = None) -> list[Beat | Gap]:
    heard = Heard()
    for t_s, ticks in packets:
        heard.feed(t_s, ticks)
    if finish_s is not None:
        heard.finish(finish_s)
    return [item for _, item in heard.items]


def steady(begin: int, end: int) -> list[tuple[float, list[int]]]:
    """Give packets a second apart, each with the 1 s interval that has just ended."""
    return [(float(t_s), [1024]) for t_s in range(begin, end)]


def silent(begin: int, end: int) -> list[tuple[float, list[int]]]:
    """Give packets a second apart that have no intervals."""
    return [(float(t_s), []) for t_s in range(begin, end)]


def test_steady_strap_gives_each_beat_at_its_arrival() -> None:
    assert listen(*steady(1, 4), finish_s=4.0) == [Beat(0, 1, 1000), Beat(1, 2, 1000), Beat(2, 3, 1000)]


def test_beats_of_one_packet_are_dated_back_from_the_last() -> None:
    assert listen((5.0, [512, 1024])) == [Beat(0, 4, 500), Beat(1, 5, 1000)]


def test_nothing_is_said_before_the_first_beat() -> None:
    assert listen(*silent(1, 60), finish_s=60.0) == []


def test_burst_after_a_stall_of_four_seconds_gives_no_gap() -> None:
    late = [(14.97 + k / 100, [1024]) for k in range(4)]
    items = listen(*steady(1, 12), *late, *steady(16, 40))
    assert items == [Beat(k, k + 1, 1000) for k in range(39)]


def test_twelve_seconds_without_a_link_are_a_gap_of_twelve_seconds() -> None:
    heard = Heard()
    for t_s, ticks in steady(1, 31):
        heard.feed(t_s, ticks)
    heard.clock.link_lost()
    for t_s, ticks in steady(43, 46):
        heard.feed(t_s, ticks)
    assert [item for _, item in heard.items[30:32]] == [Gap(30, 12, "link lost"), Beat(30, 43, 1000)]


def test_fifteen_seconds_without_packets_are_a_gap_after_the_first_beat() -> None:
    items = listen(*steady(1, 31), *steady(46, 60))
    assert items[30:33] == [Beat(30, 31, 1000), Gap(31, 15, "packets lost"), Beat(31, 47, 1000)]


def test_five_seconds_without_packets_are_a_gap_once_no_delay_explains_them() -> None:
    (gap,) = [item for item in listen(*steady(1, 31), *steady(36, 70)) if isinstance(item, Gap)]
    assert gap == Gap(42, 5, "packets lost")


def test_packets_without_beats_are_gaps_of_ten_seconds_and_then_what_is_left() -> None:
    items = listen(*steady(1, 31), *silent(31, 60), *steady(60, 62))
    assert items[30:33] == [Gap(30, 10, "no beats sent"), Gap(40, 19, "no beats sent"), Beat(30, 60, 1000)]


def test_tail_without_beats_is_a_gap_if_it_is_longer_than_an_interval() -> None:
    assert listen(*steady(1, 4), *silent(4, 12), finish_s=12.0)[3:] == [Gap(3, 9, "no beats sent")]
    assert listen(*steady(1, 4), finish_s=5.0)[3:] == []


def test_doubled_packets_count_once() -> None:
    doubled = [(t_s + late, ticks) for t_s, ticks in steady(1, 20) for late in (0.0, 0.01)]
    assert listen(*doubled) == listen(*steady(1, 20))


def test_equal_neighbours_in_a_burst_are_kept() -> None:
    """Two packets were due, and there was time for the beats of both."""
    items = listen((1.0, [900]), (2.0, [950]), (4.0, [1000]), (4.01, [1000]))
    assert [item.rr_ms for item in items if isinstance(item, Beat)] == [
        ticks * 1000 / TICKS_PER_S for ticks in (900, 950, 1000, 1000)
    ]


@pytest.mark.parametrize("ticks", [0, 0xFFFF, 30_000])
def test_interval_that_cannot_be_time_is_handed_on_and_moves_nothing(ticks: int) -> None:
    items = listen(*steady(1, 6), (6.0, [ticks, 1024]), *steady(7, 9))
    odd = Beat(5, 5, ticks * 1000 / TICKS_PER_S, Flag.OUT_OF_RANGE)
    assert items[5:] == [odd, Beat(6, 6, 1000), Beat(7, 7, 1000), Beat(8, 8, 1000)]


def test_chain_that_began_late_leans_to_the_truth_by_a_64th() -> None:
    """The first packet waits 4 s, the rest none: no gap, no jump, and right again in about four minutes."""
    late = [(5.0 + k / 100, [ticks]) for k, ticks in enumerate((1020, 1028, 1022, 1026, 1024))]
    items = listen(*late, *steady(6, 300))
    assert not any(isinstance(item, Gap) for item in items)
    lateness_s = [item.t_s - (k + 1) for k, item in enumerate(items)]
    assert lateness_s[0] == pytest.approx(4, abs=0.01)
    assert all(0 <= before - after <= 1 / 64 + 0.005 for before, after in pairwise(lateness_s[5:]))
    assert lateness_s[250] < 0.2
    assert lateness_s[-1] == 0


def test_second_lost_inside_the_strap_is_taken_up_in_two_minutes() -> None:
    """No packet is missing, and less than an interval's age is: no loss for certain, so the chain leans."""
    items = listen(*steady(1, 31), (31.0, []), *steady(32, 180))
    assert not any(isinstance(item, Gap) for item in items)
    assert items[60].t_s == 61
    assert items[-1].t_s == 179


def test_packet_lost_while_the_last_beat_is_always_half_a_second_old_is_found() -> None:
    """Getting used to the age of the beats does not get used to a loss."""
    heard = Heard()
    for t_s, ticks in [*steady(1, 11), (11.0, [512]), *steady(12, 65), *steady(66, 90)]:
        heard.feed(t_s, ticks)
    ((found_s, gap),) = heard.gaps
    assert found_s < 66 + 15
    assert gap.duration_s == 1.5

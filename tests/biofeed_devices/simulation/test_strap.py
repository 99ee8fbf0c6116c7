"""The strap loses no time in rounding, sends about once a second, and goes wrong only as its fit says."""

from __future__ import annotations

import itertools
from typing import TypeAlias

import numpy as np
import pytest

from biofeed_devices.heart_rate import HeartRateFrame, parse
from biofeed_devices.simulation.strap import FITS, Fit, Strap

RR_S = 0.857

Packets: TypeAlias = list[tuple[float, HeartRateFrame]]


def wear(fit: Fit, seconds: float, *, rr_s: float = RR_S, seed: int = 1) -> Packets:
    """Let a heart beat evenly under a strap, and give its packets."""
    strap = Strap(fit, np.random.default_rng(seed))
    beats_s = iter(np.arange(rr_s, seconds + 10, rr_s).tolist())
    beat_s, t_s = next(beats_s), strap.next_packet_s(0.0)
    packets = []
    while t_s < seconds:
        while beat_s <= t_s:
            strap.feel(beat_s)
            beat_s = next(beats_s)
        packets.append((t_s, parse(strap.packet(t_s))))
        t_s = strap.next_packet_s(t_s)
    return packets


def intervals(packets: Packets) -> np.ndarray:
    return np.array([ticks for _, frame in packets for ticks in frame.rr_ticks])


def spacings_s(packets: Packets) -> np.ndarray:
    return np.diff([t_s for t_s, _ in packets])


@pytest.fixture(scope="module")
def clean() -> Packets:
    """Give an hour under a strap that sits well."""
    return wear(FITS["clean"], 3600)


@pytest.fixture(scope="module")
def loose() -> Packets:
    """Give four hours under one that does not."""
    return wear(FITS["loose"], 4 * 3600)


class TestClean:
    def test_packets_come_once_a_second_give_or_take_three_hundredths(self, clean: Packets) -> None:
        assert spacings_s(clean).min() >= 0.97
        assert spacings_s(clean).max() <= 1.03
        assert spacings_s(clean).mean() == pytest.approx(1.0, abs=0.002)

    def test_the_sum_of_the_intervals_is_the_time_between_the_beats(self, clean: Packets) -> None:
        """To a few milliseconds after an hour: no interval is rounded by itself."""
        rr_ticks = intervals(clean)
        assert rr_ticks.sum() / 1024 == pytest.approx(rr_ticks.size * RR_S, abs=0.01)

    def test_every_beat_is_reported_but_the_first(self, clean: Packets) -> None:
        last_s = clean[-1][0]
        assert intervals(clean).size == int(last_s / RR_S) - 1

    def test_beats_are_found_to_a_millisecond(self, clean: Packets) -> None:
        jitter_ms = np.std(intervals(clean)) * 1000 / 1024
        assert jitter_ms == pytest.approx(np.sqrt(2 * (1 + 0.98**2 / 12)), rel=0.05)

    def test_the_heart_rate_is_that_of_the_last_beats(self, clean: Packets) -> None:
        assert {frame.hr_bpm for t_s, frame in clean if t_s > 3} == {70}

    def test_it_is_zero_until_there_is_an_interval(self, clean: Packets) -> None:
        assert clean[0][1] == HeartRateFrame(0, True, None, ())

    def test_a_slow_heart_leaves_packets_without_intervals(self) -> None:
        packets = wear(FITS["clean"], 60, rr_s=1.6)
        assert {len(frame.rr_ticks) for t_s, frame in packets if t_s > 5} == {0, 1}


class TestNormal:
    def test_a_beat_in_a_thousand_is_missed_and_half_as_many_are_made_up(self) -> None:
        rr_ticks = intervals(wear(FITS["normal"], 8 * 3600))
        assert np.mean(rr_ticks > 1.5 * RR_S * 1024) == pytest.approx(0.001, rel=0.4)
        assert np.mean(rr_ticks < 0.5 * RR_S * 1024) == pytest.approx(0.0005, rel=0.6)

    def test_a_late_packet_brings_the_intervals_that_waited(self) -> None:
        packets = wear(FITS["normal"], 3600)
        late = [frame for (before_s, _), (t_s, frame) in itertools.pairwise(packets) if t_s - before_s > 2.5]
        assert late
        assert all(3 <= len(frame.rr_ticks) <= 4 for frame in late)
        assert spacings_s(packets).max() < 4.04

    def test_nothing_is_lost_by_a_late_packet(self) -> None:
        packets = wear(Fit(holds_packets=True), 3600)
        total_s = intervals(packets).sum() / 1024
        assert packets[-1][0] - total_s < 4 + 2 * RR_S


class TestLoose:
    def test_a_beat_in_a_hundred_is_missed_and_as_many_are_made_up(self, loose: Packets) -> None:
        rr_ticks = intervals(loose)
        assert np.mean(rr_ticks > 1.5 * RR_S * 1024) == pytest.approx(0.01, rel=0.3)
        halves = (rr_ticks > 0.25 * RR_S * 1024) & (rr_ticks < 0.75 * RR_S * 1024)
        assert np.mean(halves) / 2 == pytest.approx(0.01, rel=0.3)

    def test_it_happens_in_bursts(self, loose: Packets) -> None:
        odd = np.abs(intervals(loose) / 1024 - RR_S) > 0.1
        after_odd = odd[1:][odd[:-1]].mean()
        assert after_odd > 5 * odd.mean()

    def test_without_skin_there_is_no_interval_and_the_packet_says_so(self, loose: Packets) -> None:
        off = [frame for _, frame in loose if not frame.contact]
        assert off
        assert all(frame.rr_ticks == () for frame in off)

    def test_back_on_the_skin_the_heart_rate_is_zero_until_beats_are_found(self, loose: Packets) -> None:
        returns = [
            frame
            for (_, before), (_, frame) in itertools.pairwise(loose)
            if frame.contact and not before.contact
        ]
        assert returns
        assert set(returns) == {HeartRateFrame(0, True, None, ())}


def test_a_strap_keeps_nothing_for_whoever_was_away() -> None:
    strap = Strap(FITS["clean"], np.random.default_rng(1))
    for beat_s in (1.0, 2.0, 3.0):
        strap.feel(beat_s)
    strap.forget()
    assert parse(strap.packet(3.5)).rr_ticks == ()


def test_the_same_seed_gives_the_same_packets() -> None:
    assert wear(FITS["loose"], 600) == wear(FITS["loose"], 600) != wear(FITS["loose"], 600, seed=2)

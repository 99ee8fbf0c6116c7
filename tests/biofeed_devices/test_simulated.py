"""The simulated strap gives real packets, the same for the same address, and refuses what makes no sense."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from contextlib import aclosing

import numpy as np
import pytest

from biofeed import hrv
from biofeed.clock import RealClock
from biofeed.errors import UsageError
from biofeed.plugins import DeviceURL, Guide
from biofeed.types import Beat, Event, Gap, Link, LinkState, Origin, Packet
from biofeed_devices.decoder import HeartRateDecoder
from biofeed_devices.heart_rate import parse
from biofeed_devices.simulated import SimulatedStrap
from tests.biofeed_devices.guides import FREE, listen, paced


def device(text: str) -> SimulatedStrap:
    return SimulatedStrap.from_url(DeviceURL.parse(text))


async def hear(options: str, until_s: float, guide: Guide = FREE) -> list[Event]:
    return await listen(device(f"sim:?speed=max&{options}"), until_s, guide)


def packets(events: list[Event]) -> list[Packet]:
    return [event for event in events if isinstance(event, Packet)]


def rr_ms(events: list[Event], *, after_s: float = 0) -> np.ndarray:
    return np.array([event.rr_ms for event in events if isinstance(event, Beat) and event.t_s > after_s])


def states(events: list[Event]) -> list[LinkState]:
    return [event.state for event in events if isinstance(event, Link)]


class TestStream:
    async def test_the_link_comes_first_then_packets_with_what_they_mean(self) -> None:
        events = await hear("seed=1", 60)
        assert events[0] == Link(0.0, LinkState.CONNECTED)
        decoder = HeartRateDecoder()
        expected: list[Event] = []
        for packet in packets(events):
            expected += [packet, *decoder.feed(packet)]
        assert events[1 : len(expected) + 1] == expected[: len(events) - 1]

    async def test_packets_come_about_once_a_second_stamped_to_the_microsecond(self) -> None:
        stamps = [packet.t_s for packet in packets(await hear("seed=1", 600))]
        spacings = np.diff([0.0, *stamps])
        assert spacings.min() >= 0.97 - 1e-6
        assert spacings.max() <= 1.03 + 1e-6
        assert all(stamp == round(stamp, 6) for stamp in stamps)

    async def test_the_intervals_add_up_to_the_time_that_passed(self) -> None:
        events = await hear("seed=1", 900)
        beats = [event for event in events if isinstance(event, Beat)]
        assert not any(isinstance(event, Gap) for event in events)
        assert beats[-1].t_s - beats[0].t_s == pytest.approx(rr_ms(events)[1:].sum() / 1000, abs=1)

    @pytest.mark.parametrize(
        "options",
        [
            "seed=1",
            "artefacts=loose&dropouts=some",
            "artefacts=ectopic&person=older",
            "stress=20-60&resonance=none",
        ],
    )
    async def test_the_same_address_gives_the_same_events(self, options: str) -> None:
        guide = paced(6)
        assert await hear(options, 300, guide) == await hear(options, 300, guide)

    async def test_another_seed_is_another_life(self) -> None:
        assert packets(await hear("seed=1", 60)) != packets(await hear("seed=2", 60))

    async def test_one_device_can_be_listened_to_again_from_the_start(self) -> None:
        strap = device("sim:?speed=max")
        assert await listen(strap, 60) == await listen(strap, 60)

    async def test_in_real_time_it_gives_the_same_bytes(self) -> None:
        fast = await hear("seed=3", 30)
        slow = await listen(device("sim:?seed=3&speed=200"), 30)
        count = min(len(packets(fast)), len(packets(slow)))
        assert count > 25
        assert [packet.data for packet in packets(fast)][:count] == [packet.data for packet in packets(slow)][
            :count
        ]

    async def test_a_packet_that_is_late_is_stamped_when_it_comes(self) -> None:
        """As after a stall: the clock is five seconds ahead, and the packets of that time come at once."""
        strap = device("sim:?seed=3")
        strap.clock = AheadClock(speed=1000)
        events = await listen(strap, 30)
        stamps = [packet.t_s for packet in packets(events)]
        assert stamps[0] >= 5
        assert stamps == sorted(stamps)


class AheadClock(RealClock):
    """A fast clock that is five seconds ahead."""

    def now(self) -> float:
        return super().now() + 5


class TestPerson:
    @pytest.mark.parametrize(
        ("kind", "hr_bpm"), [("young", 63), ("average", 68), ("older", 67), ("anxious", 84)]
    )
    async def test_each_has_their_own_pulse(self, kind: str, hr_bpm: float) -> None:
        assert hrv.mean_hr(rr_ms(await hear(f"person={kind}", 300))) == pytest.approx(hr_bpm, abs=3)

    async def test_following_the_pacer_is_several_times_as_regular_as_ignoring_it(self) -> None:
        guide = paced(6)
        following, ignoring, alone = [
            float(np.median(hrv.rolling_coherence(rr_ms(await hear(options, 660, guide), after_s=60)).ratio))
            for options, guide in (("seed=1", guide), ("seed=1&follow=no", guide), ("seed=1", FREE))
        ]
        assert following > 3 * ignoring
        assert ignoring == alone

    async def test_stress_comes_and_goes(self) -> None:
        stressed, calm = await hear("stress=120-300", 300), await hear("seed=1", 300)
        rise = hrv.mean_hr(rr_ms(stressed, after_s=180)) - hrv.mean_hr(rr_ms(calm, after_s=180))
        assert rise == pytest.approx(8, abs=3)
        assert [packet for packet in packets(stressed) if packet.t_s < 115] == [
            packet for packet in packets(calm) if packet.t_s < 115
        ]

    async def test_a_clear_resonance_shows_in_the_swing(self) -> None:
        at_peak, beside = [
            np.std(rr_ms(await hear("resonance=5.5", 480, paced(pace_bpm)), after_s=120))
            for pace_bpm in (5.5, 7.5)
        ]
        assert at_peak > 1.3 * beside


class TestLink:
    async def test_dropouts_are_told_and_leave_gaps(self) -> None:
        events = await hear("dropouts=some", 900)
        drops = [event for event in events if isinstance(event, Link)]
        assert states(events)[:4] == [
            LinkState.CONNECTED,
            LinkState.LOST,
            LinkState.RECONNECTING,
            LinkState.CONNECTED,
        ]
        lost = [event.t_s for event in drops if event.state is LinkState.LOST]
        back = [event.t_s for event in drops if event.state is LinkState.CONNECTED][1:]
        lengths = [end_s - start_s for start_s, end_s in zip(lost, back, strict=False)]
        assert all(5 - 1e-5 <= length <= 20 + 1e-5 for length in lengths)
        stamps = [packet.t_s for packet in packets(events)]
        assert not any(start < t_s < end for start, end in zip(lost, back, strict=False) for t_s in stamps)
        assert sum(isinstance(event, Gap) for event in events) == len(back)

    async def test_by_default_the_link_holds(self) -> None:
        assert states(await hear("seed=1", 900)) == [LinkState.CONNECTED]

    async def test_a_loose_strap_loses_the_skin_and_finds_it(self) -> None:
        seen = states(await hear("artefacts=loose", 1800))
        assert seen[:3] == [LinkState.CONNECTED, LinkState.NO_CONTACT, LinkState.CONNECTED]

    async def test_extra_and_missed_beats_differ_from_the_same_life_without_them(self) -> None:
        clean, loose = await hear("artefacts=clean", 900), await hear("artefacts=loose", 900)
        assert hrv.rmssd(rr_ms(loose)) > 1.5 * hrv.rmssd(rr_ms(clean))

    async def test_every_packet_is_a_whole_heart_rate_measurement(self) -> None:
        for packet in packets(await hear("artefacts=loose&dropouts=some", 600)):
            assert packet.source == "2a37"
            assert parse(packet.data).ignored_bytes == 0


class TestAddress:
    def test_it_says_who_it_is(self) -> None:
        info = device("sim:?person=older&seed=7").info
        assert info.url == "sim:?person=older&seed=7"
        assert info.name == "simulated strap (older person)"
        assert info.origin is Origin.SIMULATED

    @pytest.mark.parametrize(
        "text",
        [
            "sim:?person=tall",
            "sim:?seed=-1",
            "sim:?seed=²",
            "sim:?seed=",
            "sim:?resonance=3.9",
            "sim:?resonance=8.1",
            "sim:?resonance=nan",
            "sim:?resonance=sharp",
            "sim:?artefacts=many",
            "sim:?dropouts=yes",
            "sim:?follow=maybe",
            "sim:?stress=120",
            "sim:?stress=300-120",
            "sim:?stress=0-inf",
            "sim:?stress=a-b",
            "sim:?speed=0",
            "sim:?speed=nan",
        ],
    )
    def test_a_value_that_makes_no_sense_is_named_with_what_would(self, text: str) -> None:
        name, _, value = text.removeprefix("sim:?").partition("=")
        with pytest.raises(UsageError) as refused:
            device(text)
        assert f"{name}={value}" in refused.value.title
        assert refused.value.hint.startswith(f"{name} can be: ")

    def test_an_unknown_option_is_named_with_those_there_are(self) -> None:
        with pytest.raises(UsageError) as refused:
            device("sim:?age=40")
        assert "person" in refused.value.hint

    def test_a_person_is_an_option_and_not_an_address(self) -> None:
        with pytest.raises(UsageError) as refused:
            device("sim:older")
        assert "sim:?person=older" in refused.value.hint

    async def test_every_person_found_by_a_scan_can_be_opened(self) -> None:
        found = await SimulatedStrap.scan(0)
        assert [device(info.url).info for info in found] == list(found)
        assert len(found) == 4


async def test_whoever_stops_listening_leaves_nothing_running() -> None:
    before = asyncio.all_tasks()
    async with device("sim:") as strap, aclosing(strap.events(FREE)) as events:
        await anext(events)
    assert asyncio.all_tasks() == before


def test_it_needs_no_scipy() -> None:
    """Two thirds of a cold start would be spent on importing it."""
    code = "import sys, biofeed_devices.simulated; print('scipy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"

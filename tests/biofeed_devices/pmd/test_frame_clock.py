"""When samples were taken: never after they arrived, at the strap's own rate, and without a jump."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biofeed_devices.pmd.frame_clock import FrameClock, Span

SINCE_2019_NS = 599_616_000_000_000_000
COUNT = 73


def stamps(rate_hz: float, frames: int, begin_ns: int = SINCE_2019_NS) -> list[int]:
    """Give the stamps of frames of a strap whose true rate is this."""
    return [begin_ns + round(number * COUNT / rate_hz * 1e9) for number in range(frames)]


def test_the_first_frame_is_dated_back_from_its_arrival_by_the_nominal_rate() -> None:
    span = FrameClock(130).feed(10.0, SINCE_2019_NS, COUNT)

    assert span == Span(pytest.approx(10.0 - 72 / 130), 130)


def test_the_rate_is_what_the_stamps_say() -> None:
    clock = FrameClock(130)
    spans = [
        clock.feed(1 + number * COUNT / 130.16, stamp, COUNT)
        for number, stamp in enumerate(stamps(130.16, 5))
    ]

    assert [span.rate_hz for span in spans[1:] if span] == pytest.approx([130.16] * 4)


@given(st.lists(st.floats(0, 3), min_size=2, max_size=60), st.floats(126, 134))
def test_no_sample_is_dated_after_its_arrival(delays_s: list[float], rate_hz: float) -> None:
    clock, arrived_s = FrameClock(130), 0.0
    for number, (stamp, delay_s) in enumerate(zip(stamps(rate_hz, len(delays_s)), delays_s, strict=True)):
        arrived_s = max(arrived_s, number * COUNT / rate_hz + delay_s)
        span = clock.feed(arrived_s, stamp, COUNT)
        assert span
        assert span.first_s + (COUNT - 1) / span.rate_hz <= arrived_s + 1e-9


def test_frames_that_are_held_up_keep_their_times() -> None:
    clock = FrameClock(130)
    truth = [number * COUNT / 130 for number in range(40)]
    late = [10.0 if 5 <= taken <= 10 else taken for taken in truth]
    spans = [clock.feed(when, stamp, COUNT) for when, stamp in zip(late, stamps(130, 40), strict=True)]

    ends = [span.first_s + (COUNT - 1) / span.rate_hz for span in spans if span]
    assert ends == pytest.approx(truth, abs=0.001)


@pytest.mark.parametrize("error", [-50e-6, 50e-6])
def test_an_hour_of_a_quartz_that_is_off_stays_within_ten_milliseconds(error: float) -> None:
    """And two frames in a row part or overlap by less than five."""
    clock, chance, frames = FrameClock(130), random.Random(1), int(3600 * 130 / COUNT)
    ends, truth = [], []
    for number, stamp in enumerate(stamps(130, frames)):
        taken_s = 1 + number * COUNT / 130 * (1 + error)
        span = clock.feed(taken_s + 0.01 + chance.expovariate(100), stamp, COUNT)
        assert span
        ends.append(span.first_s + (COUNT - 1) / span.rate_hz)
        truth.append(taken_s + 0.01)

    assert max(abs(end - true) for end, true in zip(ends, truth, strict=True)) < 0.03
    settled = [abs(end - true) for end, true in zip(ends[60:], truth[60:], strict=True)]
    assert max(settled) < 0.01
    steps = [later - sooner for sooner, later in pairwise(ends[60:])]
    assert max(abs(step - COUNT / 130) for step in steps) < 0.005


def test_a_frame_that_comes_twice_counts_once() -> None:
    clock = FrameClock(130)
    first, second = stamps(130, 2)

    assert [bool(clock.feed(1.0, stamp, COUNT)) for stamp in (first, first, second, second)] == [
        True,
        False,
        True,
        False,
    ]


def test_behind_a_lost_frame_the_rate_is_the_latest_known() -> None:
    clock = FrameClock(130)
    first, second, _, fourth = stamps(130.1, 4)
    for arrived_s, stamp in ((1.0, first), (1.5611, second)):
        clock.feed(arrived_s, stamp, COUNT)
    span = clock.feed(2.6833, fourth, COUNT)

    assert span
    assert span.rate_hz == pytest.approx(130.1)
    assert span.first_s == pytest.approx(1.0 + 3 * COUNT / 130.1 - 72 / 130.1, abs=1e-3)


@pytest.mark.parametrize("jump_ns", [-(10**18), -1, 10**18])
def test_a_strap_whose_clock_is_set_is_dated_by_arrival_again(jump_ns: int) -> None:
    clock = FrameClock(130)
    clock.feed(1.0, SINCE_2019_NS + 10**18, COUNT)
    span = clock.feed(1.5, SINCE_2019_NS + 10**18 + jump_ns, COUNT)

    assert span == Span(pytest.approx(1.5 - 72 / 130), 130)


def test_after_a_reset_nothing_is_known_of_before() -> None:
    clock = FrameClock(130)
    first, second = stamps(131, 2)
    clock.feed(1.0, first, COUNT)
    clock.feed(1.5, second, COUNT)
    clock.reset()

    assert clock.feed(99.0, second, COUNT) == Span(pytest.approx(99.0 - 72 / 130), 130)

"""A clock gives seconds since the session's start, by the wall or by events."""

from __future__ import annotations

import asyncio

import pytest

from biofeed.clock import RealClock, VirtualClock, clock_for


async def test_a_virtual_clock_moves_only_when_told_and_never_back() -> None:
    clock = VirtualClock()
    await clock.sleep_until(12.5)
    await clock.sleep_until(3.0)

    assert clock.now() == 12.5
    clock.reset()
    assert clock.now() == 0.0


async def test_a_real_clock_never_wakes_before_its_time() -> None:
    clock = RealClock(speed=100)
    await clock.sleep_until(1.0)

    assert clock.now() >= 1.0


async def test_a_moment_in_the_past_is_not_waited_for() -> None:
    clock = RealClock()
    async with asyncio.timeout(5):
        await clock.sleep_until(-10.0)


@pytest.mark.parametrize(("speed", "realtime"), [("max", False), ("1", True), ("50", True), ("0.5", True)])
def test_a_speed_is_a_factor_or_max(speed: str, realtime: bool) -> None:
    assert clock_for(speed).realtime is realtime


@pytest.mark.parametrize("speed", ["", "fast", "0", "-1", "inf", "nan", "1e9"])
def test_any_other_speed_is_refused(speed: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  # float() gives some of the messages
        clock_for(speed)

"""Every device that comes with biofeed keeps the promises of the protocol."""

from __future__ import annotations

import asyncio
from contextlib import aclosing
from pathlib import Path

import pytest

from biofeed.plugins import Device, open_device
from biofeed.recording import Header, Writer
from biofeed.types import DeviceInfo, Marker, Origin
from tests.biofeed_devices.guides import FREE, listen


@pytest.fixture(params=["sim", "replay", "none"])
def device(request: pytest.FixtureRequest, tmp_path: Path) -> Device:
    """Give one device of each kind, on a virtual clock."""
    path = tmp_path / "a.jsonl"
    with Writer(path, Header(Origin.STRAP, "a strap", "2026-01-02T03:04:05+01:00")) as writer:
        writer.write([Marker(1.0), Marker(2.0)])
    address = f"replay:{path}" if request.param == "replay" else f"{request.param}:"
    return open_device(f"{address}?speed=max")


def test_it_is_a_device(device: Device) -> None:
    assert isinstance(device, Device)
    assert isinstance(device.info, DeviceInfo)
    assert not device.clock.realtime


async def test_it_can_be_entered_again_and_gives_the_same(device: Device) -> None:
    assert await listen(device, 30) == await listen(device, 30)


async def test_events_come_in_the_order_of_time_but_for_beats_that_are_dated_back(device: Device) -> None:
    stamps = [event.t_s for event in await listen(device, 30) if type(event).__name__ not in {"Beat", "Gap"}]
    assert stamps == sorted(stamps)


async def test_to_stop_listening_early_leaves_nothing_running(device: Device) -> None:
    before = asyncio.all_tasks()
    async with device, aclosing(device.events(FREE)) as events:
        async for _ in events:
            break
    assert asyncio.all_tasks() == before


async def test_what_a_scan_finds_can_be_opened(device: Device) -> None:
    for info in await type(device).scan(0.0):
        assert open_device(info.url).info == info


async def test_what_it_needs_is_in_order(device: Device) -> None:
    checks = await type(device).diagnose()
    assert checks
    assert all(check.ok and check.title for check in checks)

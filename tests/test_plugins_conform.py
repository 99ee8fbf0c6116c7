"""Every installed device and exercise pack keeps the promises of `biofeed.plugins`, ours like anybody's."""

from __future__ import annotations

import inspect
from collections.abc import Sequence
from contextlib import aclosing

import pytest

from biofeed.beats import MAX_DELAY
from biofeed.errors import DeviceError, UsageError
from biofeed.exercise import parse
from biofeed.plugins import (
    FREE,
    Device,
    DeviceURL,
    Plugin,
    device_class,
    exercise_packs,
    installed,
    open_device,
)
from biofeed.types import TICKS_PER_S, Beat, DeviceInfo, Event, Gap, Packet

LATEST_S = MAX_DELAY / TICKS_PER_S
"""No beat is later after its packet than a packet can have been on its way (see `biofeed.beats`)."""

DEVICES = [plugin for plugin in installed() if plugin.kind == "device"]


def example(plugin: Plugin) -> Device:
    """Make the device in the fastest way it offers."""
    try:
        return open_device(f"{plugin.name}:?speed=max")
    except UsageError as refused:
        pytest.skip(f"{plugin.name}: has no fastest way ({refused.title})")


async def scanned(plugin: Plugin) -> Sequence[DeviceInfo]:
    """Scan; finding something in the way is as much of an answer, if it says what to do about it."""
    try:
        return await device_class(plugin.name).scan(0.1)
    except DeviceError as error:
        if not (error.title and error.hint):
            raise
        return []


@pytest.mark.parametrize("plugin", DEVICES, ids=lambda plugin: plugin.name)
class TestDevice:
    def test_it_has_what_the_protocol_asks_for(self, plugin: Plugin) -> None:
        cls = device_class(plugin.name)

        for name in ("from_url", "scan", "diagnose", "events", "__aenter__", "__aexit__"):
            assert callable(getattr(cls, name))
            assert inspect.getdoc(getattr(cls, name)), f"{name} says what it does"
        assert inspect.getdoc(cls)

    def test_an_option_it_does_not_have_is_refused_by_name(self, plugin: Plugin) -> None:
        with pytest.raises(UsageError, match="colour"):
            device_class(plugin.name).from_url(DeviceURL(plugin.name, "x", {"colour": "blue"}))

    async def test_scanning_gives_addresses_that_can_be_opened_or_says_what_is_in_the_way(
        self, plugin: Plugin
    ) -> None:
        for info in await scanned(plugin):
            assert isinstance(info, DeviceInfo)
            assert open_device(info.url).info.name

    async def test_diagnosing_gives_a_hint_for_everything_that_is_not_in_order(self, plugin: Plugin) -> None:
        for check in await device_class(plugin.name).diagnose():
            assert check.title
            assert check.ok or check.hint

    async def test_it_says_what_it_is_before_it_is_opened(self, plugin: Plugin) -> None:
        device = example(plugin)

        assert device.info.name
        assert device.info.url.startswith(f"{plugin.name}:")

    async def test_packets_come_in_order_and_before_their_beats(self, plugin: Plugin) -> None:
        device = example(plugin)
        events: list[Event] = []
        async with device, aclosing(device.events()) as stream:  # type: ignore[type-var]
            async for event in stream:
                events.append(event)
                if len(events) >= 100:
                    break

        arrivals = [event.t_s for event in events if not isinstance(event, Beat | Gap)]
        assert arrivals == sorted(arrivals)
        packet_s = 0.0
        for event in events:
            packet_s = event.t_s if isinstance(event, Packet) else packet_s
            if isinstance(event, Beat):
                assert event.t_s <= packet_s + LATEST_S

    def test_it_can_be_listened_to_without_a_guide(self, plugin: Plugin) -> None:
        guide = inspect.signature(device_class(plugin.name).events).parameters["guide"]
        assert guide.default is FREE

    async def test_it_can_be_opened_again_after_it_was_closed(self, plugin: Plugin) -> None:
        device = example(plugin)
        for _ in range(2):
            async with device as opened:
                assert opened is device


def test_every_exercise_of_every_pack_can_be_read() -> None:
    for pack in exercise_packs():
        assert pack.names()
        for name in pack.names():
            assert parse(pack.read(name), name).schedule().duration_s > 0
        with pytest.raises(KeyError):
            pack.read("no such exercise")


def test_listing_plugins_imports_none_of_them() -> None:
    listed = {(plugin.kind, plugin.name) for plugin in installed() if plugin.distribution == "biofeed"}

    devices = {("device", "ble"), ("device", "sim"), ("device", "replay"), ("device", "none")}
    assert devices | {("exercise pack", "biofeed")} <= listed

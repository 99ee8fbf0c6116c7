"""The doctor's questions to Bluetooth: each answer that is not in order says what to do."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest

from biofeed.plugins import Check
from biofeed_devices.ble.checkup import examine
from biofeed_devices.fake_bluez import FakeBlueZ, FakeStrap, PrivateBus, bluetooth
from biofeed_devices.heart_rate import build
from tests.biofeed_devices.ble.conftest import SOON
from tests.radio import ENOUGH_S, need_bus


async def examined(strap: FakeStrap, packet: bytes) -> Sequence[Check]:
    """Examine while the strap sends a packet to whoever listens."""
    checkup = asyncio.create_task(examine(SOON, scan_s=0.2))
    async with asyncio.timeout(ENOUGH_S):
        await strap.listening.wait()
        if packet:
            strap.send(packet)
        return await checkup


@pytest.mark.parametrize(
    ("packet", "ok", "title"),
    [
        (build(60, rr_ticks=[1000]), True, "sends the intervals between beats"),
        (build(61), False, "a heart rate of 61 without the intervals"),
        (build(0), False, "has found no heartbeat yet"),
        (build(60, contact=False), False, "has found no heartbeat yet"),
        (b"", False, "sends nothing"),
        (b"\x10", False, "sends nothing"),
    ],
)
async def test_it_listens_to_the_strap_for_a_moment(
    strap: FakeStrap, packet: bytes, ok: bool, title: str
) -> None:
    *before, last = await examined(strap, packet)

    assert [check.ok for check in before] == [True, True]
    assert strap.name in before[1].title
    assert last.ok is ok
    assert title in last.title
    assert ok or last.hint
    assert not strap.is_connected


async def test_nobody_there_is_the_last_line(service: FakeBlueZ) -> None:
    service.straps[0].in_reach = False

    first, last = await examine(SOON, scan_s=0.1)

    assert first.ok
    assert not last.ok
    assert "damp" in last.hint


async def test_what_is_missing_is_the_only_line() -> None:
    need_bus()
    with PrivateBus():
        (only,) = await examine(SOON, scan_s=0.1)

    assert not only.ok
    assert "systemctl start bluetooth" in only.hint


async def test_a_strap_that_somebody_listens_to_is_named_and_left_alone() -> None:
    need_bus()
    theirs = FakeStrap()
    theirs.is_held = theirs.listened_to_by_another = True
    async with bluetooth(theirs):
        *_, last = await examine(SOON, scan_s=0.1)

        assert "Another program" in last.title
        assert theirs.is_connected

"""The fake BlueZ still does what a real bluetoothd was seen to do. `make bluez` asks the real one again."""

from __future__ import annotations

from pathlib import Path

from testbeds.bluez.contract import observe
from tests.radio import need_bus

EXPECTED = Path(__file__).parents[3] / "testbeds" / "bluez" / "expected.txt"


async def test_the_fake_service_does_as_the_real_one_did() -> None:
    need_bus()
    seen: list[str] = []

    await observe("fake", seen.append)

    assert seen == EXPECTED.read_text("utf-8").splitlines()

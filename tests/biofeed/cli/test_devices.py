"""`scan` and `doctor`, with straps on the fake service, and on a machine without any Bluetooth."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import AsyncIterator

import pytest

from biofeed_devices.fake_bluez import FakeBlueZ, FakePolar, FakeStrap, bluetooth
from biofeed_devices.heart_rate import build
from tests.biofeed.cli.conftest import Ran, Run
from tests.radio import ENOUGH_S, need_bus


@pytest.fixture
def no_bus(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take Bluetooth away, whatever this machine has."""
    if sys.platform != "linux":
        pytest.skip("only on Linux can Bluetooth be taken away for a test")
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=/nonexistent/bus")


@pytest.fixture
async def service() -> AsyncIterator[FakeBlueZ]:
    need_bus()
    async with bluetooth(FakeStrap()) as fake:
        yield fake


async def biofeed(*arguments: str) -> Ran:
    """Run a command in a process of its own, which finds the fake service."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "biofeed", *arguments, stdout=-1, stderr=-1, stdin=-3
    )
    async with asyncio.timeout(ENOUGH_S):
        out, err = await process.communicate()
    return Ran(process.returncode or 0, out.decode(), err.decode())


class TestScan:
    async def test_it_lists_straps_with_the_address_to_use(self, service: FakeBlueZ) -> None:
        ran = await biofeed("scan", "--seconds", "0.3")

        assert ran.code == 0
        assert ran.err == ""
        assert ran.out.splitlines()[1].split("  ")[:2] == ["Fake Strap 1", "ble:C0:FF:EE:00:00:01"]
        assert "--device ble:C0:FF:EE:00:00:01" in ran.out

    async def test_as_json(self, service: FakeBlueZ) -> None:
        ran = await biofeed("scan", "--seconds", "0.3", "--json")

        (strap,) = json.loads(ran.out)["straps"]
        assert strap == {
            "device": "ble:C0:FF:EE:00:00:01",
            "name": "Fake Strap 1",
            "address": "C0:FF:EE:00:00:01",
            "signal_dbm": -60,
            "battery_percent": None,
            "more": [],
        }

    async def test_it_names_the_driver_that_measures_more_of_a_strap(self) -> None:
        need_bus()
        async with bluetooth(FakeStrap(), FakePolar()):
            shown, told = await asyncio.gather(
                biofeed("scan", "--seconds", "0.3"), biofeed("scan", "--seconds", "0.3", "--json")
            )

        head, *rows = shown.out.splitlines()
        more = {row.split("  ")[0]: row[head.index("more with") :] for row in rows[:2]}
        assert more == {"Fake Strap 1": "", "Polar H10 Fake": "polar:"}
        straps = json.loads(told.out)["straps"]
        assert {one["name"]: one["more"] for one in straps} == {
            "Fake Strap 1": [],
            "Polar H10 Fake": ["polar"],
        }

    async def test_nobody_there_says_what_to_do(self, service: FakeBlueZ) -> None:
        service.straps[0].in_reach = False

        ran = await biofeed("scan", "--seconds", "0.1")

        assert (ran.code, ran.out) == (13, "")
        assert "damp" in ran.err

    def test_without_bluetooth_it_says_what_to_do(self, no_bus: None, run: Run) -> None:
        ran = run("scan", "--seconds", "0.1")

        assert (ran.code, ran.out) == (11, "")
        assert "no Bluetooth" in ran.err
        assert "--device none:" in ran.err

    def test_without_bluetooth_as_json(self, no_bus: None, run: Run) -> None:
        ran = run("scan", "--seconds", "0.1", "--json")

        said = json.loads(ran.out)
        assert (ran.code, said["straps"]) == (11, [])
        assert said["troubles"][0]["exit_code"] == 11


class TestDoctor:
    async def test_all_in_order_ends_with_zero(self, service: FakeBlueZ) -> None:
        strap = service.straps[0]
        examination = asyncio.create_task(biofeed("doctor"))
        async with asyncio.timeout(ENOUGH_S):
            await strap.listening.wait()
            strap.send(build(60, rr_ticks=[1000]))
            ran = await examination

        assert ran.code == 0, ran.out + ran.err
        assert "✓ Fake Strap 1 sends the intervals between beats" in ran.out

    def test_without_bluetooth_each_open_line_has_a_hint(self, no_bus: None, run: Run) -> None:
        ran = run("doctor")

        assert ran.code == 1
        lines = ran.out.splitlines()
        (at,) = [number for number, line in enumerate(lines) if line.startswith("  ○")]
        assert "--device sim:" in lines[at + 1]

    def test_as_json(self, no_bus: None, run: Run) -> None:
        checks = json.loads(run("doctor", "--json").out)["checks"]

        assert {check["device"] for check in checks} >= {"ble:", "sim:", "none:", "replay:"}
        assert all(check["ok"] or check["hint"] for check in checks)


async def test_practising_remembers_which_strap_it_was(service: FakeBlueZ) -> None:
    from biofeed.plugins import load_exercise
    from biofeed.practice import Plan, start
    from biofeed.store.home import Home

    home = Home.default()
    async with start(Plan(home, "ble:fake", load_exercise("longer-exhale"))) as practice:
        assert practice.info.name == "Fake Strap 1"

    assert home.settings["last_device"] == "ble:C0:FF:EE:00:00:01"

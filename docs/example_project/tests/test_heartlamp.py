"""How this project tests itself: with a recording, with a bad day, and with a strap that has no radio."""

from __future__ import annotations

import asyncio

import pytest
from devices.lamp import Lamp
from heartlamp import shine

import biofeed


def test_the_lamp_blinks_with_every_beat_of_a_recording(replayed_strap) -> None:
    lamp = Lamp()
    asyncio.run(shine(replayed_strap("rest.jsonl"), lamp, seconds=60))

    assert len(lamp.blinks_s) == 65
    assert lamp.dark_since_s is None


def test_the_lamp_is_dark_while_the_strap_is_out_of_reach(simulated_strap, faults) -> None:
    lamp = Lamp()
    bad_day = faults({"at": 30, "kind": "drop", "for": 12})
    asyncio.run(shine(simulated_strap(seed=7, faults=bad_day), lamp, seconds=60))

    assert not [t_s for t_s in lamp.blinks_s if 31 < t_s < 41]
    assert lamp.dark_s == pytest.approx(12, abs=2)


def test_a_packet_that_comes_twice_is_one_blink(replayed_strap, faults) -> None:
    calm, doubled = Lamp(), Lamp()
    asyncio.run(shine(replayed_strap("rest.jsonl"), calm, seconds=60))
    bad_day = faults({"at": 10, "kind": "double", "for": 30})
    asyncio.run(shine(replayed_strap("rest.jsonl", faults=bad_day), doubled, seconds=60))

    assert doubled.blinks_s == calm.blinks_s


def test_the_lamp_works_over_bluetooth(fake_bluez) -> None:
    lamp, strap = Lamp(), fake_bluez.FakeStrap()

    async def wear_it_until_the_lamp_blinks() -> None:
        async with fake_bluez.bluetooth(strap), asyncio.timeout(30):
            shining = asyncio.create_task(
                shine(biofeed.open_device(f"ble:{strap.address}"), lamp, seconds=60)
            )
            while not lamp.blinks_s:
                strap.send(bytes.fromhex("103c0004"))  # 60 a minute, one interval of 1024/1024 s
                await asyncio.sleep(0.02)
            shining.cancel()
            await asyncio.wait([shining])

    asyncio.run(wear_it_until_the_lamp_blinks())

    assert lamp.dark_since_s is None

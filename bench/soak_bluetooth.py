"""Ten real minutes with bleak on the fake Bluetooth service, and something goes wrong every minute.

Run `python -m bench.soak_bluetooth` in the project's root. The driver, bleak and the message bus are the real
ones; only the service behind the bus is the project's own. What is looked at is the same as in `bench.soak`.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sys
import tempfile
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING

from bench.soak import Outcome, report, soak_device
from biofeed.plugins import open_device
from biofeed_devices.fake_bluez import HANG, FakeBlueZ, FakeStrap, Refusal, bluetooth
from biofeed_devices.heart_rate import build

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

ADDRESS = "C0:FF:EE:00:00:01"


async def drop(strap: FakeStrap) -> None:
    """Lose the link for twelve seconds."""
    strap.in_reach = False
    strap.drop()
    await asyncio.sleep(12)
    strap.in_reach = True


async def vanish(strap: FakeStrap) -> None:
    """Fall silent for eight seconds, with the link up on paper."""
    strap.vanish()
    await asyncio.sleep(8)
    strap.in_reach = True


async def refuse(strap: FakeStrap) -> None:
    """Lose the link, and refuse the first two attempts to connect."""
    strap.when_connected += [Refusal("org.bluez.Error.Failed", "le-connection-abort-by-local"), "drop"]
    strap.drop()


async def hang(strap: FakeStrap) -> None:
    """Lose the link, and leave the next attempt without an answer."""
    strap.when_connected.append(HANG)
    strap.drop()


async def babble(strap: FakeStrap) -> None:
    """Send what no strap would."""
    for _ in range(5):
        strap.send(random.randbytes(random.randrange(6)))


MISFORTUNES: tuple[Callable[[FakeStrap], Awaitable[None]], ...] = (drop, vanish, refuse, babble, hang)
"""What goes wrong, one a minute, again and again."""


async def wear(strap: FakeStrap) -> None:
    """Send a heart of about sixty beats a minute, a packet a second, for ever."""
    heart = random.Random(1)
    while True:
        strap.send(build(60, rr_ticks=(heart.randrange(940, 1110),)))
        await asyncio.sleep(1)


async def suffer(strap: FakeStrap) -> None:
    """Let something go wrong every minute, for ever."""
    for misfortune in cycle(MISFORTUNES):
        await asyncio.sleep(60)
        await misfortune(strap)


async def soak(folder: Path, minutes: float) -> Outcome:
    """Run one session of so many real minutes on a log in `folder`, and read the log back."""
    fake: FakeBlueZ
    async with bluetooth(FakeStrap(ADDRESS)) as fake, asyncio.TaskGroup() as tasks:
        strap = fake.straps[0]
        lives = [tasks.create_task(wear(strap)), tasks.create_task(suffer(strap))]
        try:
            return await soak_device(folder, open_device(f"ble:{ADDRESS}"), minutes)
        finally:
            for life in lives:
                life.cancel()


def main() -> int:
    """Soak, and give the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--minutes", type=float, default=10.0, help="of real time, default 10; at least 3")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="biofeed-soak-") as folder:
        outcome = asyncio.run(soak(Path(folder), max(arguments.minutes, 3.0)))
    print(report(outcome, "ble: on the fake Bluetooth service, in real time"))
    return 0 if outcome.is_flat and outcome.is_complete else 1


if __name__ == "__main__":
    sys.exit(main())

"""One scenario on either bed: `python -m testbeds.bluez.contract fake`, or `real` inside vm.sh's machine.

Each observation is a line without times and addresses, so that the two outputs can be compared word by word.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager

from testbeds.bluez.any_program import find, observe_program
from testbeds.bluez.bed import Bed
from testbeds.bluez.driver import observe_driver
from testbeds.bluez.fake_bed import fake_bed
from testbeds.bluez.polar import observe_polar
from testbeds.bluez.program import ENOUGH_S, Say


def choose(name: str) -> Callable[[], AbstractAsyncContextManager[Bed]]:
    """Give the bed of that name. Only the real one needs Bumble, and only it asks for it."""
    if name == "fake":
        return fake_bed
    if name == "real":
        from testbeds.bluez.real_bed import real_bed

        return real_bed
    raise SystemExit(f"There is a fake bed and a real one, and none called {name!r}.")


async def observe(name: str, say: Say) -> None:
    """Go through all parts on the bed of that name."""
    async with choose(name)() as bed:
        device = await find(ENOUGH_S)
        say(f"found: {device.name if device else 'nothing'}")
        if device:
            say("# any program")
            await observe_program(bed, device, say)
            say("# the driver for straps by Polar")
            await observe_polar(bed, say)
            say("# the driver")
            await observe_driver(bed, device, say)


if __name__ == "__main__":
    asyncio.run(observe("".join(sys.argv[1:]), lambda line: print(line, flush=True)))

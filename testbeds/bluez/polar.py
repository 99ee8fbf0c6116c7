"""What the driver for Polar's straps makes of the service: how it asks for streams, and what comes of it."""

from __future__ import annotations

from biofeed.types import LinkState, Samples
from biofeed_devices.ble.discovery import Wanted
from biofeed_devices.pmd.control import Measurement
from biofeed_devices.polar import Polar
from biofeed_devices.strap import Strap
from testbeds.bluez.bed import Bed
from testbeds.bluez.driver import Session
from testbeds.bluez.program import Say

_STREAMS = (Measurement.ECG, Measurement.ACCELERATION)
_SAMPLES = 36
_STEP_NS = 720_000_000


async def observe_polar(bed: Bed, say: Say) -> None:
    """Open both streams, lose the link, and let go."""
    bed.set_battery(57)
    for info in await Strap.scan(bed.patience_s):
        say(f"scan: {info.name}, more with polar: {Polar.knows_more_of(info)}")
    async with Polar(Wanted(bed.strap.name), _STREAMS, bed.clock, bed.timing) as driver:
        session = Session(bed, driver, say)
        await session.link(LinkState.CONNECTED)
        _say_asked(bed, say)
        await _hear_streams(bed, session, 1)
        say("the strap drops the link, and goes on streaming")
        await bed.drop()
        await session.link(LinkState.LOST)
        await session.link(LinkState.CONNECTED)
        await _hear_streams(bed, session, 2)
        _say_asked(bed, say)
    _say_asked(bed, say)
    say(f"it streams still: {sorted(bed.strap.streaming) or 'nothing'}")


async def _hear_streams(bed: Bed, session: Session, number: int) -> None:
    """Let the strap send a frame of each stream and a heart rate, and listen until all are there."""
    stamp = (number * _STEP_NS).to_bytes(8, "little")
    bed.strap.stream(bytes([2]) + stamp + bytes([1]) + bytes(6 * _SAMPLES))
    await session.until(lambda one: isinstance(one, Samples) and one.kind == "acc_z_mg")
    bed.strap.stream(bytes([0]) + stamp + bytes([0]) + bytes(3 * 73))
    await session.until(lambda one: isinstance(one, Samples) and one.kind == "ecg_uv")
    await session.send()


def _say_asked(bed: Bed, say: Say) -> None:
    """Say what was written to the control point since this was last asked."""
    commands, bed.strap.commands = bed.strap.commands, []
    say(f"asked: {' '.join(command.hex() for command in commands)}")

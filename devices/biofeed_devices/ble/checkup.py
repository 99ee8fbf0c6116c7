"""Whether everything is in order: Bluetooth itself, who answers, and whether beats come."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import suppress

from biofeed.clock import clock_for
from biofeed.errors import BadPacket, DeviceError
from biofeed.plugins import Check
from biofeed.types import Packet
from biofeed_devices.ble.connection import Connection
from biofeed_devices.ble.discovery import Sighting, look
from biofeed_devices.ble.timing import Timing
from biofeed_devices.ble.trouble import nothing_found
from biofeed_devices.heart_rate import HeartRateFrame, parse


async def examine(timing: Timing, scan_s: float = 5.0) -> Sequence[Check]:
    """Look at one thing after another; what is not in order ends it, because the rest depends on it."""
    try:
        sightings = await look(scan_s)
    except DeviceError as error:
        return [_trouble(error)]
    checks = [Check("Bluetooth is there, switched on, and open to this user", ok=True)]
    if not sightings:
        return [*checks, _trouble(nothing_found(""))]
    checks += [Check(_answer(sighting), ok=True) for sighting in sightings]
    return [*checks, await _listen(sightings[0], timing)]


def _answer(sighting: Sighting) -> str:
    if sighting.held:
        return f"{sighting.name} is connected to this computer (ble:{sighting.address})"
    signal = "" if sighting.signal_dbm is None else f", {sighting.signal_dbm} dBm"
    return f"{sighting.name} answers (ble:{sighting.address}{signal})"


def _trouble(error: DeviceError) -> Check:
    return Check(error.title, ok=False, hint=error.hint)


async def _listen(sighting: Sighting, timing: Timing) -> Check:
    """Connect for a moment and say what comes."""
    connection = Connection(sighting, clock_for("1"), timing)
    try:
        await connection.open()
        frame = await _wait_for_intervals(connection, timing.listen_s)
    except DeviceError as error:
        return _trouble(error)
    finally:
        await connection.close()
    if frame and frame.rr_ticks:
        return Check(f"{sighting.name} sends the intervals between beats", ok=True)
    return _without_intervals(sighting.name, frame)


async def _wait_for_intervals(connection: Connection, seconds: float) -> HeartRateFrame | None:
    """Give the first frame with intervals, else the latest there was in that time."""
    latest: HeartRateFrame | None = None
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            while isinstance(arrival := await connection.next_arrival(), Packet):
                with suppress(BadPacket):
                    latest = parse(arrival.data)
                if latest and latest.rr_ticks:
                    break
    return latest


def _without_intervals(name: str, latest: HeartRateFrame | None) -> Check:
    if latest is None:
        return Check(
            f"{name} is connected and sends nothing",
            ok=False,
            hint="Take it off for a minute and put it on again; some straps have to fall asleep first.",
        )
    if not latest.hr_bpm or latest.contact is False:
        return Check(
            f"{name} has found no heartbeat yet",
            ok=False,
            hint="Moisten the electrodes, tighten the strap a little, and sit still for a moment.",
        )
    return Check(
        f"{name} sends a heart rate of {latest.hr_bpm} without the intervals between beats",
        ok=False,
        hint="Heart-rate variability needs the intervals: most chest straps send them, many armbands do not.",
    )

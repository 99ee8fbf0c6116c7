"""Sessions lived to their end by simulated people, as what a `Course` is made of."""

from __future__ import annotations

import asyncio
from contextlib import aclosing

from biofeed.findings import Course
from biofeed.pacer import Schedule
from biofeed.plugins import DeviceURL, load_exercise
from biofeed.session import Session
from biofeed.witness import Witness
from biofeed_devices.simulated import SimulatedStrap


def practised(url: str, exercise: str) -> Course:
    """Let the person of a `sim:` address do an exercise of the library, at full speed."""
    return lived(url, load_exercise(exercise).schedule())


def lived(url: str, schedule: Schedule) -> Course:
    """Let the person of a `sim:` address live through a schedule, at full speed."""
    strap = SimulatedStrap.from_url(DeviceURL.parse(url))
    return asyncio.run(_lived(Session(strap, schedule)))


async def _lived(session: Session) -> Course:
    witness = Witness()
    async with aclosing(session.events()) as events:
        async for event in events:
            witness.see(event)
    assert session.ended is not None
    return witness.course(session.schedule, session.ended.t_s, has_beats=True)

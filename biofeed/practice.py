"""A practice: everything a session needs, opened in the right order and let go of whatever happens.

Both front ends start one in the same way. What can be wrong is found out before the strap is touched:
first the log, then the device. The strap is opened outside of any user interface, so that it is closed
even when the interface breaks.
"""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

from biofeed import __version__
from biofeed.exercise import Exercise
from biofeed.plugins import DeviceURL, device_class
from biofeed.recording import Header
from biofeed.session import Session
from biofeed.store import open_store
from biofeed.store.home import Home
from biofeed.types import DeviceInfo

DEFAULT_CLIENT = "me"
"""The code name of the one person who uses this computer, until told otherwise."""
SOFTWARE = f"biofeed {__version__}"


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be practised, by whom, with which device."""

    home: Home
    device: str
    """The device's address."""
    exercise: Exercise
    minutes: float | None = None
    client: str = DEFAULT_CLIENT


@dataclass(frozen=True, slots=True)
class Practice:
    """A practice that is going on."""

    id: str
    """The session's number in the log, as `biofeed sessions show` takes it."""
    plan: Plan
    info: DeviceInfo
    session: Session


@asynccontextmanager
async def start(plan: Plan) -> AsyncGenerator[Practice]:
    """Open log and device and give the practice, ready to run; close both in the end.

    Raises `StoreError` or `DeviceError` before anything has begun.
    """
    schedule = plan.exercise.schedule(plan.minutes)
    url = DeviceURL.parse(plan.device)
    device = device_class(url.scheme).from_url(url)
    async with AsyncExitStack() as stack:
        store = stack.enter_context(await asyncio.to_thread(open_store, plan.home, device.info.origin))
        await asyncio.to_thread(_warm_up)
        await stack.enter_async_context(device)
        # By now the device knows which one it is: “the strongest strap” has an address of its own.
        plan.home.settings["last_device"] = device.info.url
        header = header_for(device.info, plan.exercise, plan.minutes, plan.client)
        log = stack.enter_context(store.begin(header, plan.client))
        session = Session(device, schedule, logs=[log])
        stack.callback(session.close)
        yield Practice(log.id, plan, device.info, session)


def header_for(info: DeviceInfo, exercise: Exercise | None, minutes: float | None, client: str) -> Header:
    """Describe a session that begins now."""
    return Header(
        origin=info.origin,
        device=info.name,
        started=dt.datetime.now().astimezone().isoformat(timespec="seconds"),
        software=SOFTWARE,
        exercise=exercise.name if exercise else "",
        exercise_toml=exercise.toml if exercise else "",
        minutes=minutes,
        client=client,
    )


def _warm_up() -> None:
    """Load what the numbers need while the person is still putting the strap on, not at the first beat."""
    from biofeed import hrv

    hrv.warm_up()

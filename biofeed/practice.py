"""A practice: everything a session needs, opened in the right order and let go of whatever happens.

Both front ends start one in the same way. What can be wrong is found out before the strap is touched:
first the log, then the device. The strap is opened outside of any user interface, so that it is closed
even when the interface breaks.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import secrets
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from biofeed import __version__
from biofeed.asking import tasks_of
from biofeed.care import NOT_ASKED, Care, Moment, adjusted, allows, from_text, without_strap
from biofeed.errors import ExerciseError
from biofeed.exercise import AS_WRITTEN, Exercise, Variant
from biofeed.findings import BEST_PACE, RESONANCE
from biofeed.plugins import DeviceURL, device_class
from biofeed.recording import Header
from biofeed.session import Session
from biofeed.store import open_store
from biofeed.store.home import Home
from biofeed.store.row import DEFAULT_CLIENT
from biofeed.types import TASK, DeviceInfo, Note, Origin, PhaseKind, Rating

if TYPE_CHECKING:
    from biofeed.store.store import Store

SOFTWARE = f"biofeed {__version__}"
CAUTIONS = "cautions"
"""The name under which a client's answers to the caution check are kept."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be practised, by whom, with which device."""

    home: Home
    device: str
    """The device's address."""
    exercise: Exercise
    variant: Variant = AS_WRITTEN
    client: str = DEFAULT_CLIENT
    opening: tuple[Rating | Note, ...] = ()
    """What the person said before it began."""


@dataclass(frozen=True, slots=True)
class Practice:
    """A practice that is going on."""

    id: str
    """The session's number in the log, as `biofeed sessions show` takes it."""
    plan: Plan
    info: DeviceInfo
    session: Session
    let_go: Callable[[], Awaitable[None]]
    """Lets go of the strap while the log stays open, for what the person says afterwards."""


def permitted(plan: Plan, care: Care, moment: Moment) -> tuple[Plan, tuple[str, ...]]:
    """Give the plan as the limits of care let it be done, and what was changed in it, in sentences.

    Raises `ExerciseError` if it is not to be done now.
    """
    variant, said = adjusted(plan.variant, plan.exercise, care)
    refusal = allows(plan.exercise, variant, care, moment)
    if refusal is not None:
        raise ExerciseError(refusal.title, refusal.hint)
    return replace(plan, variant=variant), (*said, *without_strap(plan.exercise, moment))


def what_is_known(home: Home, client: str) -> tuple[Care, dt.date | None]:
    """Give what a client answered to the caution check, and the day of their last session with a stressor.

    Simulated sessions stress nobody, so only the person's own log is asked.
    """
    if not home.database(Origin.STRAP).exists():
        return NOT_ASKED, None
    with open_store(home, Origin.STRAP) as store:
        answers = store.profile(client).get(CAUTIONS, "")
        days = [
            row.started.date()
            for row, task in store.found(client, TASK)
            if task.detail.get("part") == PhaseKind.STRESSOR
        ]
    return from_text(answers), max(days, default=None)


@asynccontextmanager
async def start(plan: Plan) -> AsyncGenerator[Practice]:
    """Open log and device and give the practice, ready to run; close both in the end.

    Raises `StoreError` or `DeviceError` before anything has begun.
    """
    url = DeviceURL.parse(plan.device)
    device = device_class(url.scheme).from_url(url)
    async with AsyncExitStack() as stack:
        store = stack.enter_context(await asyncio.to_thread(open_store, plan.home, device.info.origin))
        plan = replace(plan, variant=_at_own_pace(plan, store))
        schedule = plan.exercise.schedule(plan.variant)
        await asyncio.to_thread(_warm_up)
        strap = await stack.enter_async_context(AsyncExitStack())
        await strap.enter_async_context(device)
        # By now the device knows which one it is: “the strongest strap” has an address of its own.
        plan.home.remember_device(device.info)
        header = header_for(device.info, plan.exercise, plan.variant, plan.client)
        log = stack.enter_context(store.begin(header, plan.client))
        session = Session(
            device,
            schedule,
            logs=[log],
            opening=plan.opening,
            protocol=plan.exercise.protocol,
            tasks=tasks_of(plan.exercise, header.seed),
        )
        stack.callback(session.close)
        yield Practice(log.id, plan, device.info, session, strap.aclose)


def header_for(
    info: DeviceInfo, exercise: Exercise | None, variant: Variant = AS_WRITTEN, client: str = ""
) -> Header:
    """Describe a session that begins now."""
    return Header(
        origin=info.origin,
        device=info.name,
        started=dt.datetime.now().astimezone().isoformat(timespec="seconds"),
        software=SOFTWARE,
        exercise=exercise.name if exercise else "",
        exercise_toml=exercise.toml if exercise else "",
        minutes=variant.minutes,
        pace_bpm=variant.pace_bpm,
        framed=variant.framed,
        holds=variant.holds,
        # A simulated session is the same each time; a person is asked something new.
        seed=0 if info.origin is Origin.SIMULATED else secrets.randbelow(2**31),
        client=client,
    )


def _at_own_pace(plan: Plan, store: Store) -> Variant:
    """Let an exercise at one's own pace have the best one found so far, unless another is asked for."""
    if not plan.exercise.is_personal or plan.variant.pace_bpm is not None:
        return plan.variant
    for _, result in store.found(plan.client, RESONANCE):
        best = next((measure.value for measure in result.measures if measure.name == BEST_PACE), None)
        if best is not None:
            return replace(plan.variant, pace_bpm=best)
    return plan.variant


def _warm_up() -> None:
    """Load what the numbers need while the person is still putting the strap on, not at the first beat."""
    from biofeed import hrv

    hrv.warm_up()

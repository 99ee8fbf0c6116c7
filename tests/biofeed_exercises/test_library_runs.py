"""Every exercise of the library, run from start to end with a simulated strap at full speed."""

from __future__ import annotations

from contextlib import aclosing

import pytest

from biofeed.plugins import exercise_names, load_exercise, open_device
from biofeed.session import Session
from biofeed.types import Beat, Cue, Event, PhaseChange, Stop


async def run(name: str) -> tuple[Session, list[Event]]:
    exercise = load_exercise(name)
    async with open_device("sim:?speed=max&seed=5") as device:
        session = Session(device, exercise.schedule())
        async with aclosing(session.events()) as events:
            return session, [event async for event in events]


@pytest.mark.parametrize("name", exercise_names())
async def test_every_cue_comes_at_its_time_to_the_millisecond(name: str) -> None:
    schedule = load_exercise(name).schedule()
    session, events = await run(name)

    cues = [event for event in events if isinstance(event, Cue)]
    assert [cue.t_s for cue in cues] == [cue.t_s for cue in schedule.cues]
    assert [event for event in events if isinstance(event, PhaseChange)] == list(schedule.parts)
    assert session.ended == Stop(schedule.duration_s, "done")
    assert any(isinstance(event, Beat) for event in events)

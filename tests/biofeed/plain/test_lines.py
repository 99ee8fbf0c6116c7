"""The plain front end says everything in whole lines, without escape codes."""

from __future__ import annotations

from biofeed import plain, words
from biofeed.breath import Part, Pattern, Step
from biofeed.errors import StoreError
from biofeed.pacer import Schedule
from biofeed.session import Session
from biofeed.types import Gap, Link, LinkState, Marker, Pause, PhaseKind
from tests.scripted import MemoryLog, ScriptedDevice, steady_heart

BREATHING = Schedule.of(
    (Part(PhaseKind.BREATHE, "even breath", 90, Pattern((Step(1.0, 5.0), Step(0.0, 5.0)))),)
)


async def lines(session: Session) -> list[str]:
    said: list[str] = []
    await plain.follow(session, said.append)
    return said


async def test_cues_and_numbers_come_as_lines_with_their_time() -> None:
    said = await lines(Session(ScriptedDevice(steady_heart(120)), BREATHING))

    assert said[:3] == [" 0:00  even breath, 1:30", " 0:00  breathe in, 5.0 s", " 0:00  strap, clear"]
    assert " 0:05  breathe out, 5.0 s" in said
    assert any("heart 60 bpm" in line for line in said)
    assert not any("\x1b" in line or "\n" in line for line in said)


async def test_what_happens_to_the_strap_and_what_the_person_does_is_said() -> None:
    script = [
        *steady_heart(20),
        Link(20.5, LinkState.LOST),
        Link(32.0, LinkState.CONNECTED),
        Gap(20.0, 12.0, "link lost"),
        Link(33.0, LinkState.BATTERY, "15 %"),
        Marker(34.0, "thought of work"),
        Pause(35.0, paused=True),
        Pause(36.0, paused=False),
    ]
    said = await lines(Session(ScriptedDevice(script), BREATHING))

    assert " 0:20  strap out of reach, looking again" in said
    assert " 0:20  no beats for 12.0 s (link lost)" in said
    assert " 0:33  strap battery: 15 %" in said
    assert " 0:34  marked: thought of work" in said
    assert {" 0:35  paused", " 0:36  going on"} <= set(said)


async def test_a_log_that_cannot_be_written_is_said_once() -> None:
    log = MemoryLog()
    log.broken = StoreError("There is no room left.", "Free some space.")
    said = await lines(Session(ScriptedDevice(steady_heart(120)), BREATHING, logs=[log]))

    assert said.count(words.NOT_SAVED) == 1

"""The plain front end says everything in whole lines, without escape codes."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from biofeed import plain, words
from biofeed.breath import Part, Pattern, Step
from biofeed.errors import StoreError
from biofeed.pacer import Schedule
from biofeed.session import Session
from biofeed.types import Event, Gap, Link, LinkState, Marker, Pause, PhaseKind
from tests.scripted import MemoryLog, ScriptedDevice, steady_heart

FULL = StoreError("There is no room left.", "Free some space.")
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


async def test_a_strap_that_gives_no_beats_is_told_of_instead_of_a_time() -> None:
    said = await lines(
        Session(
            ScriptedDevice([Link(0.1, LinkState.CONNECTED), Link(89.0, LinkState.BATTERY, "15 %")]), BREATHING
        )
    )

    promised = [line.split()[0] for line in said if "back in" in line]
    assert promised == ["0:05", "0:10", "0:15", "0:20", "0:25"]
    assert f" 0:30  {words.NO_BEATS_COME}" in said


async def test_a_log_that_cannot_be_written_is_said_once() -> None:
    log = MemoryLog()
    log.broken = StoreError("There is no room left.", "Free some space.")
    said = await lines(Session(ScriptedDevice(steady_heart(120)), BREATHING, logs=[log]))

    assert said.count(words.NOT_SAVED) == 1


class Filling(MemoryLog):
    """A log whose disk is full after `room` batches; with `no_end` it has room for everything but the end."""

    def __init__(self, room: int, *, no_end: bool = False) -> None:
        super().__init__()
        self._room, self._no_end = room, no_end

    def append(self, events: Sequence[Event]) -> None:
        if len(self.batches) >= self._room:
            raise FULL
        super().append(events)

    def finish(self, t_s: float, reason: str, results: Sequence[object]) -> None:
        if self._no_end:
            raise FULL
        super().finish(t_s, reason, results)


@pytest.mark.parametrize(
    ("log", "missing"),
    [
        (Filling(3), "What happened from 0:15 on could not be written to disk."),
        (Filling(1000, no_end=True), "How this session ended could not be written to disk."),
    ],
)
async def test_what_is_not_on_disk_when_all_is_over_is_said_with_what_to_do(
    log: Filling, missing: str
) -> None:
    session = Session(ScriptedDevice(steady_heart(120)), BREATHING, logs=[log])
    await lines(session)
    session.close()

    with pytest.raises(StoreError) as error:
        plain.check_kept(session)
    assert error.value.title == f"{missing} There is no room left."
    assert error.value.hint.startswith("Free some space.")


async def test_a_session_that_is_on_disk_is_no_matter_for_words() -> None:
    session = Session(ScriptedDevice(steady_heart(120)), BREATHING, logs=[MemoryLog()])
    await lines(session)
    session.close()

    plain.check_kept(session)

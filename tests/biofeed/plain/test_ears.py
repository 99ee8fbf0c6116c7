"""A letter and enter does what a key does in the app."""

from __future__ import annotations

from contextlib import aclosing

import pytest

from biofeed import words
from biofeed.breath import Part, Pattern, Step
from biofeed.pacer import Schedule
from biofeed.plain.ears import Ears
from biofeed.session import Session
from biofeed.task import Question, TaskScore
from biofeed.types import Answer, Event, Marker, PaceChange, Pause, PhaseKind, Repeat, Skip, Stop
from tests.scripted import MemoryLog, ScriptedDevice

BREATH = Pattern((Step(1.0, 4.0), Step(0.0, 6.0)))


class Echo:
    name = "echo"

    def begin(self, t_s: float, until_s: float) -> Question:
        return Question(t_s, "say a number", None)

    def answer(self, t_s: float, text: str) -> Question | None:
        return Question(t_s, "and another", None)

    def lapse(self, t_s: float) -> Question | None:
        return None

    def score(self) -> TaskScore:
        return TaskScore(1, 1, 0, None, None)


async def typed(*lines: str, task: str = "") -> tuple[list[Event], list[str]]:
    """Type lines at the first cue of a minute; give what was logged and what was said."""
    log, said = MemoryLog(), []
    kind = PhaseKind.STRESSOR if task else PhaseKind.BREATHE
    part = Part(kind, "part", 60.0, None if task else BREATH, task=task)
    session = Session(ScriptedDevice([]), Schedule.of((part,)), logs=[log], tasks={"echo": Echo})
    ears = Ears(session, said.append)
    begun = False
    async with aclosing(session.events()) as events:
        async for event in events:
            ears.see(event)
            if not begun and type(event).__name__ == ("Prompt" if task else "Cue"):
                begun = True
                for line in lines:
                    ears.hear(line)
    session.close()
    return log.events, said


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("m\n", Marker),
        ("s\n", Skip),
        ("r\n", Repeat),
        ("+\n", PaceChange),
        ("-\n", PaceChange),
        ("q\n", Stop),
    ],
)
async def test_each_letter_is_an_act(line: str, kind: type[Event]) -> None:
    events, said = await typed(line)

    assert any(isinstance(event, kind) for event in events)
    assert said == []


async def test_p_pauses_and_goes_on() -> None:
    log, lines = MemoryLog(), iter(["p", "p"])
    session = Session(
        ScriptedDevice([]), Schedule.of((Part(PhaseKind.BREATHE, "b", 60.0, BREATH),)), logs=[log]
    )
    ears = Ears(session, print)
    async with aclosing(session.events()) as events:
        async for event in events:
            if type(event).__name__ in {"Cue", "Pause"} and (line := next(lines, None)):
                ears.hear(line)
    session.close()

    assert [event.paused for event in log.events if isinstance(event, Pause)] == [True, False]


async def test_plus_is_faster_by_half_a_breath_a_minute() -> None:
    events, _ = await typed("+")

    assert PaceChange(0.0, 6.5) in events


async def test_while_a_question_is_open_what_is_typed_is_its_answer() -> None:
    events, _ = await typed("m", "17", task="echo")

    assert [event.text for event in events if isinstance(event, Answer)] == ["m", "17"]
    assert not any(isinstance(event, Marker) for event in events)


async def test_a_colon_makes_it_a_command_even_then() -> None:
    events, _ = await typed(":m", ":q", task="echo")

    assert any(isinstance(event, Marker) for event in events)
    assert any(isinstance(event, Stop) and event.reason == "stopped" for event in events)


async def test_what_is_not_understood_names_the_keys_and_an_empty_line_is_nothing() -> None:
    _, said = await typed("what", "", "?")

    assert said == [words.TYPED_KEYS, words.TYPED_KEYS]

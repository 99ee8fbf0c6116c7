"""A task's questions on the session's clock."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biofeed.asking import Asking, tasks_of
from biofeed.errors import PluginError
from biofeed.library import Library
from biofeed.store.home import Home
from biofeed.task import Question, TaskScore
from biofeed.types import Answer, PhaseChange, PhaseKind, Prompt

PART = PhaseChange(10.0, PhaseKind.STRESSOR, "sums", 60.0, "sums")


class Sums:
    """Asks with five seconds for each answer, and remembers when it was spoken to."""

    name = "sums"

    def __init__(self) -> None:
        self.heard: list[tuple[str, float]] = []

    def begin(self, t_s: float, until_s: float) -> Question:
        self.heard.append(("begin", t_s))
        return Question(t_s, "1 + 1 =", t_s + 5)

    def answer(self, t_s: float, text: str) -> Question | None:
        self.heard.append((text, t_s))
        return Question(t_s, "2 + 2 =", t_s + 5, "yes") if text.isdigit() else None

    def lapse(self, t_s: float) -> Question | None:
        self.heard.append(("lapse", t_s))
        return Question(t_s, "3 + 3 =", t_s + 5)

    def score(self) -> TaskScore:
        return TaskScore(3, 1, 1, 1, None)


@pytest.fixture
def sums() -> Sums:
    return Sums()


@pytest.fixture
def asking(sums: Sums) -> Asking:
    return Asking({"sums": lambda: sums})


def test_a_part_without_a_task_asks_nothing(asking: Asking) -> None:
    assert asking.begin(PhaseChange(0.0, PhaseKind.BREATHE, "breathing", 60.0)) is None
    assert asking.due_s == math.inf
    assert asking.end(60.0) is None


def test_questions_are_numbered_over_the_whole_session(asking: Asking) -> None:
    assert asking.begin(PART) == Prompt(10.0, 0, "1 + 1 =", 15.0)
    assert asking.answer(Answer(12.0, 0, "2")) == Prompt(12.0, 1, "2 + 2 =", 17.0, "yes")
    asking.end(70.0)
    assert asking.begin(PART) == Prompt(10.0, 2, "1 + 1 =", 15.0)


def test_an_answer_to_an_earlier_question_changes_nothing(asking: Asking, sums: Sums) -> None:
    asking.begin(PART)
    asking.answer(Answer(12.0, 0, "2"))

    assert asking.answer(Answer(12.5, 0, "2")) is None
    assert sums.heard == [("begin", 10.0), ("2", 12.0)]


def test_a_question_is_due_when_its_time_is_up(asking: Asking) -> None:
    asking.begin(PART)

    assert asking.due_s == 15.0
    assert asking.lapse(15.0) == Prompt(15.0, 1, "3 + 3 =", 20.0)


def test_a_pause_is_no_time_for_the_task(asking: Asking, sums: Sums) -> None:
    """The open question is put once more, with the time that was left of it."""
    asking.begin(PART)
    asking.pause(12.0)
    assert asking.due_s == math.inf
    assert asking.answer(Answer(13.0, 0, "2")) is None

    assert asking.resume(112.0) == Prompt(110.0, 1, "1 + 1 =", 115.0)
    assert asking.due_s == 115.0
    asking.answer(Answer(113.0, 1, "2"))
    assert sums.heard[-1] == ("2", 13.0)


@given(st.floats(10.0, 15.0), st.floats(0.0, 1e5))
def test_after_any_pause_what_is_due_can_lapse(paused_s: float, for_s: float) -> None:
    """To add a pause and take it off again may end a hair before the moment that the task knows."""
    sums = Sums()
    asking = Asking({"sums": lambda: sums})
    asking.begin(PART)
    asking.pause(paused_s)
    asking.resume(paused_s + for_s)
    asking.lapse(asking.due_s)

    assert sums.heard[-1][1] >= 15.0


def test_the_end_says_how_it_went_and_leaves_out_what_has_no_meaning(asking: Asking) -> None:
    asking.begin(PART)
    result = asking.end(70.0)

    assert result is not None
    assert (result.t_s, result.kind) == (70.0, "task")
    counts = {"asked": 3.0, "answered": 1.0, "lapsed": 1.0, "correct": 1.0}
    assert result.detail == {"task": "sums", "part": "stressor", **counts}
    assert asking.due_s == math.inf


def test_every_task_that_the_library_names_can_be_made() -> None:
    exercises, _ = Library(Home.default().exercises).read_all()
    named = {name for exercise in exercises for name in exercise.tasks}

    assert {"subtraction", "counting"} <= named
    for exercise in exercises:
        for make in tasks_of(exercise, 7).values():
            assert make().begin(0.0, 300.0).text


def test_the_same_seed_asks_the_same() -> None:
    exercise = Library(Home.default().exercises).load("stress-recovery")
    first = [tasks_of(exercise, seed)["subtraction"]().begin(0.0, 300.0) for seed in (1, 1, 2)]

    assert first[0] == first[1] != first[2]


def test_a_task_that_is_not_installed_is_named() -> None:
    from dataclasses import replace

    exercise = Library(Home.default().exercises).load("stress-recovery")
    part = replace(exercise.parts[-1], task="juggling")

    with pytest.raises(PluginError, match="juggling"):
        tasks_of(replace(exercise, parts=(part,)), 1)

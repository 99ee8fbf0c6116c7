"""A real event is marked moment by moment, in its order."""

from __future__ import annotations

import random

import pytest

from biofeed.task import Question, TaskScore
from biofeed_exercises.stressors.event import RealEvent


def begun() -> RealEvent:
    task = RealEvent(random.Random(0))
    task.begin(0.0, 300.0)
    return task


def test_a_run_goes_as_written_down_by_hand() -> None:
    task = RealEvent(random.Random(0))

    assert task.begin(0.0, 300.0) == Question(
        0.0, "b before · s start · e end · o okay again", None, "", ("b", "s", "e", "o")
    )
    assert task.answer(60.0, "b") == Question(
        60.0, "s start · e end · o okay again", None, "before marked", ("b", "s", "e", "o")
    )
    assert task.answer(90.0, "S") == Question(
        90.0, "e end · o okay again", None, "start marked", ("s", "e", "o")
    )
    assert task.answer(95.0, "s") == Question(
        95.0, "e end · o okay again", None, "start moved to now", ("s", "e", "o")
    )
    assert task.answer(300.0, "e") == Question(300.0, "o okay again", None, "end marked", ("e", "o"))
    assert task.answer(480.0, "o") == Question(
        480.0, "okay again is marked; o moves that mark to now", None, "okay again marked", ("o",)
    )
    assert task.marks == {"b": 60.0, "s": 95.0, "e": 300.0, "o": 480.0}
    assert task.score() == TaskScore(asked=6, answered=5, lapsed=0, correct=None, level=None)


def test_moments_may_be_left_out() -> None:
    task = begun()

    assert task.answer(10.0, "s") is not None
    assert task.answer(20.0, "o") is not None
    assert task.marks == {"s": 10.0, "o": 20.0}


@pytest.mark.parametrize("text", ["b", "x", "", "se", "okay"])
def test_a_key_that_is_not_on_offer_changes_nothing(text: str) -> None:
    task = begun()
    task.answer(10.0, "s")

    assert task.answer(11.0, text) is None
    assert task.marks == {"s": 10.0}


def test_an_event_has_all_the_time_it_takes() -> None:
    task = begun()

    assert task.lapse(1e6) is None


def test_before_it_begins_nothing_is_marked() -> None:
    task = RealEvent(random.Random(0))

    assert task.answer(1.0, "s") is None
    assert task.marks == {}

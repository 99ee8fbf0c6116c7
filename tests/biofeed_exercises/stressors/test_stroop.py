"""The Stroop task asks for the ink, which is never the word."""

from __future__ import annotations

import random

import pytest

from biofeed.task import Question, TaskScore
from biofeed_exercises.stressors.stroop import COLOURS, Stroop


def begun(seed: int = 3) -> tuple[Stroop, Question]:
    task = Stroop(random.Random(seed))
    return task, task.begin(0.0, 300.0)


def test_word_and_ink_differ_and_no_question_looks_like_the_one_before() -> None:
    task, question = begun()
    seen = set()
    for _ in range(500):
        seen.add((question.text, question.colour))
        assert question.answer_by_s is not None
        following = task.lapse(question.answer_by_s)
        assert following is not None
        assert (following.text, following.colour) != (question.text, question.colour)
        question = following

    assert seen == {(word, ink) for word in COLOURS for ink in COLOURS if word != ink}


def test_a_run_goes_as_written_down_by_hand() -> None:
    """Limits are 4 s · 0.98^level: level 50 → 1.457, 57 → 1.265, 44 → 1.644, 31 → 2.138."""
    task, first = begun()
    assert (first.answer_by_s, first.keys) == (1.457, ("r", "g", "b", "y"))

    second = task.answer(1.0, first.colour[0])
    assert second is not None
    assert (second.said, second.answer_by_s) == ("yes", pytest.approx(2.265))

    third = task.answer(2.0, second.text[0])
    assert third is not None
    assert (third.said, third.answer_by_s) == (
        f"not this time: it was {second.colour}",
        pytest.approx(3.644),
    )

    fourth = task.lapse(3.7)
    assert fourth is not None
    assert (fourth.said, fourth.answer_by_s) == (
        f"the time has passed: it was {third.colour}",
        pytest.approx(5.838),
    )
    assert task.score() == TaskScore(asked=4, answered=2, lapsed=1, correct=1, level=31)


@pytest.mark.parametrize("write", [str, str.upper, lambda ink: ink[0], lambda ink: f" {ink[0].upper()} "])
def test_the_ink_may_be_a_key_or_a_name(write: object) -> None:
    assert callable(write)
    task, question = begun()

    task.answer(1.0, write(question.colour))

    assert task.score().correct == 1


@pytest.mark.parametrize("text", ["", "x", "rg", "purple", "1"])
def test_any_other_key_changes_nothing(text: str) -> None:
    task, _ = begun()

    assert task.answer(1.0, text) is None
    assert task.score().answered == 0


def test_a_key_on_its_way_to_the_word_before_is_not_taken_for_this_one() -> None:
    task, question = begun()

    assert task.answer(0.149, question.colour[0]) is None
    assert task.answer(0.15, question.colour[0]) is not None

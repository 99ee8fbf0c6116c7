"""Counting is slow, even, and asks for one number at the end."""

from __future__ import annotations

import math
import random
from itertools import pairwise

import pytest

from biofeed.task import Question, TaskScore
from biofeed_exercises.stressors.counting import STAR, Counting


def shapes(task: Counting, t_s: float = 0.0, *, length_s: float = 300.0) -> tuple[list[Question], Question]:
    """Let the stream run; give its shapes, and the question that asks for the total."""
    seen = []
    question = task.begin(t_s, t_s + length_s)
    while question.answer_by_s is not None:
        following = task.lapse(question.answer_by_s)
        assert following is not None
        question = following
        seen.append(question)
    return seen[:-1], question


def test_each_shape_stays_five_seconds_and_the_total_is_asked_for_15_before_the_end() -> None:
    seen, last = shapes(Counting(random.Random(1)), t_s=100.0)

    assert [question.t_s for question in seen] == [105.0 + 5 * place for place in range(56)]
    assert [question.answer_by_s for question in seen] == [110.0 + 5 * place for place in range(56)]
    assert last == Question(385.0, "how many stars were there?", None)


def test_a_length_that_is_no_multiple_of_a_shape_is_kept() -> None:
    seen, last = shapes(Counting(random.Random(1)), length_s=27.0)

    assert [question.answer_by_s for question in seen] == [10.0, 12.0]
    assert last.t_s == 12.0


def test_every_change_can_be_seen_and_stars_are_rare() -> None:
    """Of this chain of two states 1/6 are stars; its share has the variance π(1 − π)(1 + λ)/(1 − λ)/n.

    Here π = 1/6 and λ = −1/5. Four standard deviations are allowed.
    """
    seen, _ = shapes(Counting(random.Random(5)), length_s=100_015.0)
    texts = [question.text for question in seen]
    deviation = math.sqrt(1 / 6 * 5 / 6 * 0.8 / 1.2 / len(texts))

    assert all(one != other for one, other in pairwise(texts))
    assert set(texts) == {STAR, "○ circle", "□ square", "△ triangle", "◇ diamond"}
    assert texts.count(STAR) / len(texts) == pytest.approx(1 / 6, abs=4 * deviation)


@pytest.mark.parametrize(
    ("off", "said", "correct"), [(0, "yes, 6 stars", 1), (1, "6 stars, you counted 7", 0)]
)
def test_the_total_is_compared_with_what_was_shown(off: int, said: str, correct: int) -> None:
    task = Counting(random.Random(2))
    seen, _ = shapes(task)
    stars = sum(question.text == STAR for question in seen)
    assert stars == 6

    closing = task.answer(290.0, f" {stars + off} ")

    assert closing == Question(290.0, "that was the counting; sit quietly", None, said)
    assert task.score() == TaskScore(asked=1, answered=1, lapsed=0, correct=correct, level=None)
    assert task.answer(291.0, "3") is None


def test_enter_asks_for_the_total_at_once() -> None:
    task = Counting(random.Random(2))
    task.begin(0.0, 300.0)
    task.lapse(5.0)

    assert task.answer(7.0, "") == Question(7.0, "how many stars were there?", None)
    assert task.lapse(10.0) is None


def test_a_number_typed_while_shapes_are_coming_changes_nothing() -> None:
    task = Counting(random.Random(2))
    task.begin(0.0, 300.0)

    assert task.answer(7.0, "3") is None
    assert task.score() == TaskScore(asked=0, answered=0, lapsed=0, correct=0, level=None)


@pytest.mark.parametrize("text", ["", "many", "-1", "²", "1234567"])
def test_what_is_no_number_leaves_the_question_open(text: str) -> None:
    task = Counting(random.Random(2))
    shapes(task)

    assert task.answer(290.0, text) is None
    assert task.answer(291.0, "0") is not None


def test_a_shape_does_not_change_before_its_time() -> None:
    task = Counting(random.Random(2))
    task.begin(0.0, 300.0)

    assert task.lapse(4.9) is None


def test_before_it_begins_nothing_is_taken() -> None:
    task = Counting(random.Random(2))

    assert task.answer(1.0, "3") is None
    assert task.lapse(1.0) is None

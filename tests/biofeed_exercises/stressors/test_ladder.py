"""The ladder holds about two answers of three correct, whoever answers."""

from __future__ import annotations

import random
from itertools import product

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from biofeed.task import Question, TaskScore
from biofeed_exercises.stressors.ladder import Ladder
from biofeed_exercises.stressors.paced import PacedTask
from biofeed_exercises.stressors.stroop import Stroop
from biofeed_exercises.stressors.subtraction import SerialSubtraction


@pytest.mark.parametrize(
    ("level", "correct", "after"),
    [(50, True, 57), (50, False, 37), (96, True, 100), (100, True, 100), (5, False, 0), (0, False, 0)],
)
def test_seven_up_and_thirteen_down_between_the_ends(level: int, correct: bool, after: int) -> None:
    assert Ladder(level).after(correct=correct).level == after


@pytest.mark.parametrize(("asked_for", "level"), [(-20, 0), (33, 33), (250, 100)])
def test_a_level_beyond_an_end_is_that_end(asked_for: int, level: int) -> None:
    assert Ladder.at(asked_for).level == level


@pytest.mark.parametrize(("level", "limit_s"), [(0, 15.0), (1, 14.7), (2, 14.406), (50, 5.463), (100, 1.989)])
def test_each_level_has_two_percent_less_time(level: int, limit_s: float) -> None:
    assert Ladder(level).limit_s(15.0) == limit_s


@given(st.lists(st.booleans(), min_size=1, max_size=60))
def test_the_share_correct_follows_from_how_far_the_level_moved(answers: list[bool]) -> None:
    """Away from the ends: share = 13/20 + moved / (20 n), an identity and no tendency."""
    ladder = Ladder(50)
    for correct in answers:
        assume(13 <= ladder.level <= 93)
        ladder = ladder.after(correct=correct)

    share = sum(answers) / len(answers)
    assert share == pytest.approx(13 / 20 + (ladder.level - 50) / (20 * len(answers)))


def correct_answer(question: Question) -> str:
    """Read the answer off the question, as a person would."""
    if question.colour:
        return question.colour[0]
    number, _, subtrahend, _ = question.text.split()
    return str(int(number) - int(subtrahend))


def other_answer(question: Question) -> str:
    if question.colour:
        return next(key for key in question.keys if key != question.colour[0])
    return str(int(correct_answer(question)) + 1)


def run(
    task: PacedTask, person: random.Random, threshold_s: float, slope: float, questions: int
) -> TaskScore:
    """Let a simulated person answer, whose chance of a correct answer in time depends on the time there is.

    It is a logistic function of the logarithm of the limit, one half at `threshold_s`. What is not correct
    is another answer or none at all, with equal chance.
    """
    question = task.begin(0.0, 300.0)
    for _ in range(questions):
        assert question.answer_by_s is not None
        limit_s = question.answer_by_s - question.t_s
        half_s = question.t_s + limit_s / 2
        following: Question | None
        if person.random() < 1 / (1 + (threshold_s / limit_s) ** slope):
            following = task.answer(half_s, correct_answer(question))
        elif person.random() < 0.5:
            following = task.answer(half_s, other_answer(question))
        else:
            following = task.lapse(question.answer_by_s)
        assert following is not None
        question = following
    return task.score()


def people(shares_of_longest: tuple[float, ...], slopes: tuple[float, ...]) -> list[tuple[object, ...]]:
    """Give simulated people for both tasks; their thresholds are shares of the longest limit."""
    return list(product((SerialSubtraction, Stroop), shares_of_longest, slopes))


@pytest.mark.parametrize(("task", "threshold", "slope"), people((0.27, 0.31, 0.35), (8.0, 12.0)))
def test_in_the_long_run_two_of_three_are_correct_for_quick_and_slow_people(
    task: type[Stroop] | type[SerialSubtraction], threshold: float, slope: float
) -> None:
    """Over 2000 questions the level can move by at most 50, which is 50 / (20 · 2000) of the share.

    These people's levels are far enough from the ends of the ladder never to meet one.
    """
    for seed in range(8):
        person = random.Random(1000 + seed)
        score = run(task(random.Random(seed)), person, threshold * task.longest_s, slope, 2000)

        assert score.share_correct == pytest.approx(0.65, abs=50 / (20 * 2000))


@pytest.mark.parametrize(("task", "threshold", "slope"), people((0.22, 0.3, 0.42), (4.0, 8.0)))
def test_within_one_session_it_is_between_60_and_70_percent(
    task: type[Stroop] | type[SerialSubtraction], threshold: float, slope: float
) -> None:
    """Five minutes are about sixty questions, and from fifty on the identity leaves no more than 5 %."""
    for seed in range(20):
        person = random.Random(2000 + seed)
        score = run(task(random.Random(seed)), person, threshold * task.longest_s, slope, 60)

        assert score.share_correct is not None
        assert 0.60 <= score.share_correct <= 0.70


def test_for_somebody_who_is_always_quick_enough_it_ends_at_the_top() -> None:
    score = run(Stroop(random.Random(1)), random.Random(1), 1e-9, 8.0, 100)

    assert (score.share_correct, score.level) == (1.0, 100)


def test_for_somebody_who_never_is_it_ends_at_the_bottom() -> None:
    score = run(Stroop(random.Random(1)), random.Random(1), 1e9, 8.0, 100)

    assert (score.share_correct, score.level) == (0.0, 0)

"""What holds for every task, whatever the person does."""

from __future__ import annotations

import random
from importlib.metadata import entry_points

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biofeed.task import Question, Task, TaskFactory
from biofeed_exercises.stressors.counting import Counting
from biofeed_exercises.stressors.event import RealEvent
from biofeed_exercises.stressors.stroop import Stroop
from biofeed_exercises.stressors.subtraction import SerialSubtraction

TASKS: dict[str, TaskFactory] = {
    "subtraction": SerialSubtraction,
    "stroop": Stroop,
    "event": RealEvent,
    "counting": Counting,
}
Move = tuple[float, str | None]
"""After how long, and what is typed; `None` is a lapse."""

TYPED = st.sampled_from(
    ["", " ", "r", "g", "B", "y", "s", "e", "o", "0", "7", "1009", "985", "x", "²", "red"]
)
MOVES = st.lists(st.tuples(st.floats(0, 20), st.none() | TYPED), max_size=40)
every_task = pytest.mark.parametrize("name", sorted(TASKS))


def play(task: Task, moves: list[Move]) -> list[tuple[float, Question | None]]:
    """Make the moves one after the other; give what came back, each with its time."""
    t_s = 10.0
    came: list[tuple[float, Question | None]] = [(t_s, task.begin(t_s, 300.0))]
    for seconds, typed in moves:
        t_s += seconds
        came.append((t_s, task.lapse(t_s) if typed is None else task.answer(t_s, typed)))
    return came


@pytest.mark.parametrize(("name", "factory"), sorted(TASKS.items()))
def test_each_is_found_through_its_entry_point(name: str, factory: TaskFactory) -> None:
    found = {entry.name: entry.load() for entry in entry_points(group="biofeed.tasks")}

    assert found[name] is factory


@every_task
def test_each_is_a_task_that_knows_its_name(name: str) -> None:
    task = TASKS[name](random.Random(1), level=50)

    assert isinstance(task, Task)
    assert task.name == name


@every_task
@given(moves=MOVES, seed=st.integers(0, 2**32), level=st.integers(-10, 200))
def test_every_question_is_asked_now_and_leaves_time(
    name: str, moves: list[Move], seed: int, level: int
) -> None:
    for t_s, question in play(TASKS[name](random.Random(seed), level), moves):
        if question is not None:
            assert question.t_s == t_s
            assert question.text
            assert question.answer_by_s is None or question.answer_by_s > t_s


@every_task
@given(moves=MOVES, seed=st.integers(0, 2**32))
def test_a_question_follows_whenever_the_time_has_passed(name: str, moves: list[Move], seed: int) -> None:
    task = TASKS[name](random.Random(seed))
    last = [question for _, question in play(task, moves) if question is not None][-1]

    if last.answer_by_s is not None:
        assert task.lapse(last.answer_by_s) is not None


@every_task
@given(moves=MOVES, seed=st.integers(0, 2**32))
def test_the_numbers_of_the_score_add_up(name: str, moves: list[Move], seed: int) -> None:
    """Every question is answered, lapsed, or the one that is open."""
    task = TASKS[name](random.Random(seed))
    play(task, moves)

    score = task.score()
    over = score.answered + score.lapsed
    assert over <= score.asked <= over + 1
    assert score.correct is None or 0 <= score.correct <= score.answered
    assert score.level is None or 0 <= score.level <= 100
    assert score.share_correct is None or 0 <= score.share_correct <= 1


@every_task
@given(moves=MOVES, seed=st.integers(0, 2**32))
def test_the_same_seed_and_answers_give_the_same_questions(name: str, moves: list[Move], seed: int) -> None:
    once, again = (TASKS[name](random.Random(seed)) for _ in range(2))

    assert play(once, moves) == play(again, moves)
    assert once.score() == again.score()

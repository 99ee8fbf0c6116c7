"""Serial subtraction, checked against tables made by hand."""

from __future__ import annotations

import random

import pytest

from biofeed.task import Question, TaskScore
from biofeed_exercises.stressors.subtraction import SerialSubtraction


def classic(level: int = 50) -> SerialSubtraction:
    return SerialSubtraction(random.Random(0), level, start=1022)


def test_a_run_goes_as_written_down_by_hand() -> None:
    """Limits are 15 s · 0.98^level: level 50 → 5.463, 57 → 4.742, 64 → 4.117, 51 → 5.353, 38 → 6.961."""
    task = classic()

    assert task.begin(0.0, 300.0) == Question(0.0, "1022 − 13 =", 5.463)
    assert task.answer(3.0, "1009") == Question(3.0, "1009 − 13 =", pytest.approx(7.742), "yes")
    assert task.answer(6.0, " 996 ") == Question(6.0, "996 − 13 =", pytest.approx(10.117), "yes")
    assert task.lapse(10.2) == Question(
        10.2, "996 − 13 =", pytest.approx(15.553), "the time has passed, the same once more"
    )
    assert task.answer(12.0, "984") == Question(
        12.0, "1022 − 13 =", pytest.approx(18.961), "not this time: 1022, once more"
    )
    assert task.score() == TaskScore(asked=5, answered=3, lapsed=1, correct=2, level=38)
    assert task.score().share_correct == 0.5


@pytest.mark.parametrize(
    ("level", "text"),
    [(0, "1022 − 7 ="), (24, "1022 − 7 ="), (25, "1022 − 13 ="), (74, "1022 − 13 ="), (75, "1022 − 17 =")],
)
def test_the_level_decides_what_is_taken_away(level: int, text: str) -> None:
    assert classic(level).begin(0.0, 300.0).text == text


def test_what_is_taken_away_changes_at_a_start_and_nowhere_else() -> None:
    """From level 68 a correct answer leads to 75, where 17 would be taken away; 13 stays until a restart."""
    task = classic(68)
    task.begin(0.0, 300.0)

    up = task.answer(1.0, "1009")
    assert up is not None
    assert (up.text, task.score().level) == ("1009 − 13 =", 75)
    for t_s, text in ((2.0, "996"), (3.0, "983")):  # levels 82 and 89
        task.answer(t_s, text)
    again = task.answer(4.0, "1")
    assert again is not None
    assert (again.text, task.score().level) == ("1022 − 17 =", 76)


@pytest.mark.parametrize("text", ["", "   ", "what", "10o9", "-5", "1009.0", "²", "١٠٠٩", "1234567890"])
def test_what_is_no_number_changes_nothing(text: str) -> None:
    task = classic()
    task.begin(0.0, 300.0)

    assert task.answer(1.0, text) is None
    assert task.score() == TaskScore(asked=1, answered=0, lapsed=0, correct=0, level=50)


def test_an_answer_at_the_limit_counts() -> None:
    task = classic()
    question = task.begin(0.0, 300.0)
    assert question.answer_by_s is not None

    task.answer(question.answer_by_s, "1009")

    assert task.score().correct == 1


def test_an_answer_after_the_limit_is_not_judged() -> None:
    """Whether the session or the person noticed first makes no difference."""
    asked_first, lapsed_first = classic(), classic()
    asked_first.begin(0.0, 300.0)
    lapsed_first.begin(0.0, 300.0)

    assert asked_first.answer(6.0, "1009") == lapsed_first.lapse(6.0)
    assert asked_first.score() == lapsed_first.score() == TaskScore(2, 0, 1, 0, 37)


def test_there_is_no_lapse_before_the_limit() -> None:
    task = classic()
    task.begin(0.0, 300.0)

    assert task.lapse(5.462) is None
    assert task.lapse(5.463) is not None


def test_at_the_bottom_it_starts_again() -> None:
    task = SerialSubtraction(random.Random(0), start=30)
    task.begin(0.0, 300.0)
    task.answer(1.0, "17")

    question = task.answer(2.0, "4")

    assert question is not None
    assert (question.text, question.said) == ("30 − 13 =", "yes, all the way down: 30 again")


def test_without_a_start_it_is_a_four_digit_number_from_the_seed() -> None:
    texts = [SerialSubtraction(random.Random(seed)).begin(0.0, 300.0).text for seed in range(200)]

    starts = {int(text.split()[0]) for text in texts}
    assert all(1001 <= start <= 1999 for start in starts)
    assert len(starts) > 100
    assert texts[7] == SerialSubtraction(random.Random(7)).begin(0.0, 300.0).text


def test_before_the_first_question_nothing_is_taken() -> None:
    task = classic()

    assert task.answer(1.0, "1009") is None
    assert task.lapse(1.0) is None

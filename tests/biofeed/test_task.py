"""The values that a task and a session exchange."""

from __future__ import annotations

import pytest

from biofeed.task import TaskScore


@pytest.mark.parametrize(
    ("score", "share"),
    [
        (TaskScore(asked=5, answered=4, lapsed=0, correct=3, level=50), 0.75),
        (TaskScore(asked=6, answered=4, lapsed=1, correct=3, level=50), 0.6),
        (TaskScore(asked=3, answered=0, lapsed=2, correct=0, level=50), 0.0),
    ],
)
def test_the_share_is_of_the_questions_that_are_over(score: TaskScore, share: float) -> None:
    """What lapsed was not correct; what is still open is neither."""
    assert score.share_correct == share


def test_no_share_before_the_first_question_is_over() -> None:
    assert TaskScore(asked=1, answered=0, lapsed=0, correct=0, level=50).share_correct is None


def test_no_share_where_nothing_is_correct_or_otherwise() -> None:
    assert TaskScore(asked=3, answered=2, lapsed=0, correct=None, level=None).share_correct is None

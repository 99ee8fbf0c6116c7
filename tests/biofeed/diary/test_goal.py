"""Goals: first and latest rating, and the T score of goal attainment scaling."""

from __future__ import annotations

import pytest

from biofeed.diary import Goal, gas_t_score, goal_courses, same_goal
from biofeed.errors import UsageError
from tests.biofeed.diary.making import NOON, goal, rating


@pytest.mark.parametrize(
    ("levels", "weights", "t_score"),
    [([1, 0, -1], None, 50.000), ([1, 1, 0], None, 59.129), ([2, 1, -1], [3, 2, 1], 65.423)],
)
def test_goal_attainment_gives_the_published_t_score(
    levels: list[float], weights: list[float] | None, t_score: float
) -> None:
    assert gas_t_score(levels, weights) == pytest.approx(t_score, abs=5e-4)


@pytest.mark.parametrize(("levels", "weights"), [([], None), ([1, 2], [1]), ([1], [0]), ([3], None)])
def test_goal_attainment_refuses_what_is_off_its_scale(
    levels: list[float], weights: list[float] | None
) -> None:
    with pytest.raises(UsageError):
        gas_t_score(levels, weights)


def test_a_goal_has_its_first_and_latest_rating_by_time() -> None:
    (course,) = goal_courses([goal()], [rating(8, days=0), rating(2, days=20), rating(5, days=10)])

    assert course.first is not None
    assert course.latest is not None
    assert (course.first.value, course.latest.value, course.ratings) == (2, 8, 3)
    assert (course.change, course.is_meaningful) == (6, True)


def test_one_rating_is_no_change_yet() -> None:
    (course,) = goal_courses([goal()], [rating(2)])

    assert (course.change, course.is_meaningful) == (None, False)


@pytest.mark.parametrize(("latest", "meaningful"), [(4.4, False), (4.5, True), (0.0, False)])
def test_a_change_means_something_from_two_and_a_half_on(latest: float, meaningful: bool) -> None:
    (course,) = goal_courses([goal()], [rating(2, days=9), rating(latest)])

    assert course.is_meaningful is meaningful


def test_names_are_the_same_goal_whatever_their_case() -> None:
    courses = goal_courses([goal("Sleep")], [rating(2, name=" sleep ")])

    assert same_goal("Sleep", " sLEEP")
    assert [course.ratings for course in courses] == [1]


def test_a_rating_without_its_goal_makes_one_of_its_name() -> None:
    courses = goal_courses([goal("sleep")], [rating(3, name="walks"), rating(4, name="walks")])

    assert [(course.goal.name, course.ratings) for course in courses] == [("sleep", 0), ("walks", 2)]


@pytest.mark.parametrize("value", [-0.1, 10.1])
def test_a_rating_goes_from_0_to_10(value: float) -> None:
    with pytest.raises(UsageError) as caught:
        rating(value)
    assert "0 to 10" in caught.value.hint


def test_a_goal_has_a_name() -> None:
    with pytest.raises(UsageError, match="no name"):
        Goal(" ", NOON)

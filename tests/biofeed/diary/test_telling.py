"""Entries and courses in one line."""

from __future__ import annotations

import pytest

from biofeed.diary import Line, Tag, TagKind, Total, Value, goal_courses, told, told_course, told_goal
from biofeed.diary.questionnaire import Worse
from tests.biofeed.diary.making import DAY, NOON, course, goal, rating, scale, setback, total, win


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (win(), "paused before I answered"),
        (
            setback(
                feelings=("hurt", "torn"), places=("jaw",), peak=70, minutes_until_okay=20.0, helped="a walk"
            ),
            "argument · hurt, torn · jaw · peak 70 · okay after 20 min · helped: a walk",
        ),
        (goal(), "sleep · less of: lying awake · more of: walks"),
        (rating(4), "sleep: 4 of 10"),
        (Tag(TagKind.SLEEP, DAY, 6.5), "sleep 6.5 h"),
        (Tag(TagKind.MEDICATION_CHANGE, DAY, text="half the dose"), "medication change: half the dose"),
        (Tag(TagKind.ILLNESS, DAY), "illness"),
        (total(11), "PHQ-9 11"),
        (Total("DASS-21", None, DAY, "x2", (("stress", 12.0),)), "DASS-21 (x2) · stress 12"),
        (Line("nothing to report", NOON), "nothing to report"),
    ],
)
def test_an_entry_is_told_in_one_line(value: Value, text: str) -> None:
    assert told(value) == text


def test_a_goal_is_told_from_its_first_rating_to_its_latest() -> None:
    (rated,) = goal_courses([goal()], [rating(2, 9), rating(8)])
    (once,) = goal_courses([goal()], [rating(2)])
    (never,) = goal_courses([goal()], [])

    assert told_goal(rated).startswith("sleep: 2 → 8 of 10 · less of")
    assert told_goal(once).startswith("sleep: 2 of 10 · ")
    assert told_goal(never).startswith("sleep · less of")


def test_a_course_says_what_became_of_it_in_terms_of_wobble() -> None:
    within, larger = told_course(course([16, 14])), told_course(course([16, 8]))

    assert "first 16 on 2026-03-04, 2 lower now · within normal measurement wobble" in within
    assert "easier than at first, larger than normal measurement wobble, and across the cut-off" in larger
    assert "cut-off 10" in within
    assert "6 or more is larger than normal measurement wobble" in within


def test_without_a_direction_a_course_says_larger_or_not_and_no_more() -> None:
    neither = scale(worse=None)

    assert "larger than normal measurement wobble" in told_course(course([10, 20], neither))
    assert "within normal measurement wobble" in told_course(course([10, 11], neither))
    assert "harder" not in told_course(course([10, 20], neither))
    assert "same now" in told_course(course([10, 10], scale(Worse.LOWER)))

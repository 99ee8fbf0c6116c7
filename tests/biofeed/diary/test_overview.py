"""The diary from a step back: wins first, weeks, goals, tags."""

from __future__ import annotations

import datetime as dt

from biofeed.diary import (
    GoalRating,
    Line,
    Tag,
    TagKind,
    UntilOkay,
    Week,
    goals,
    packaged_questionnaires,
    tag_lines,
    total_courses,
    until_okay,
    weeks,
    wins_first,
)
from tests.biofeed.diary.making import DAY, NOON, days_ago, entry, goal, rating, setback, total, win


def test_wins_come_before_setbacks_and_the_newest_first() -> None:
    entries = [
        entry(setback(0)),
        entry(win(9)),
        entry(Line("nothing to report", NOON)),
        entry(win(1)),
        entry(setback(3)),
    ]

    assert [(one.kind, one.happened) for one in wins_first(entries)] == [
        ("win", days_ago(1)),
        ("win", days_ago(9)),
        ("setback", days_ago(0)),
        ("setback", days_ago(3)),
        ("line", NOON),
    ]


def test_minutes_until_okay_are_a_median_with_its_number() -> None:
    told = [30.0, 10.0, 90.0, None]
    entries = [entry(setback(index, minutes_until_okay=minutes)) for index, minutes in enumerate(told)]

    assert until_okay([*entries, entry(win(0, minutes_until_okay=1.0))]) == UntilOkay(30.0, 3)
    assert until_okay([entry(setback())]) is None


def test_weeks_begin_on_monday_and_empty_ones_are_there() -> None:
    monday = dt.date(2026, 3, 2)
    entries = [entry(win(0)), entry(win(2)), entry(setback(3)), entry(setback(16))]

    assert weeks(entries, DAY - dt.timedelta(days=16), DAY) == [
        Week(monday - dt.timedelta(days=14), 0, 1),
        Week(monday - dt.timedelta(days=7), 0, 1),
        Week(monday, 2, 0),
    ]


def test_goals_go_from_the_first_rating_to_the_latest_however_they_are_listed() -> None:
    entries = [entry(one) for one in (goal(), rating(2, 20), rating(8), goal("walks", 40))]

    found = goals(reversed(entries))

    assert [(one.goal.name, one.change) for one in found] == [("walks", None), ("sleep", 6)]


def test_of_two_ratings_at_one_time_the_one_that_was_kept_later_is_the_latest() -> None:
    kept = [entry(goal()), entry(rating(2)), entry(rating(6))]

    (course,) = goals(reversed(kept))

    assert course.latest == GoalRating("sleep", 6, NOON)


def test_of_two_totals_on_one_day_the_one_that_was_kept_later_is_the_latest() -> None:
    kept = [entry(total(16)), entry(total(11))]

    (course,) = total_courses(reversed(kept), packaged_questionnaires())

    assert course.change == -5


def test_tags_are_told_kind_by_kind_and_day_by_day() -> None:
    yesterday = DAY - dt.timedelta(days=1)
    tags = [
        Tag(TagKind.ILLNESS, yesterday, text="a cold"),
        Tag(TagKind.SLEEP, DAY, 6.5),
        Tag(TagKind.SLEEP, yesterday, 4),
    ]

    found = tag_lines([entry(tag) for tag in tags])

    assert [(line.kind, [tag.day for tag in line.tags]) for line in found] == [
        (TagKind.SLEEP, [yesterday, DAY]),
        (TagKind.ILLNESS, [yesterday]),
    ]

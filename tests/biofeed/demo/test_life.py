"""A made-up life: the same every time, plausible in its bounds, and never more than was asked for."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from biofeed.demo import made_up
from biofeed.diary import Moment, Total, packaged_questionnaires
from biofeed.library import Library
from biofeed.store.home import Home

LAST = dt.date(2026, 11, 21)


def test_the_same_last_day_gives_the_same_life() -> None:
    assert list(made_up(60, LAST, dt.UTC)) == list(made_up(60, LAST, dt.UTC))


def test_another_seed_gives_another_life() -> None:
    assert list(made_up(60, LAST, dt.UTC)) != list(made_up(60, LAST, dt.UTC, seed=2))


@given(days=st.integers(1, 200))
def test_there_are_so_many_days_up_to_the_last(days: int) -> None:
    life = list(made_up(days, LAST, dt.UTC))

    assert [day.day for day in life] == [LAST - dt.timedelta(days=back) for back in reversed(range(days))]
    assert all(one.started.date() == day.day for day in life for one in day.sessions)


def test_a_year_has_days_off_and_a_ladder_from_five_minutes_to_ten() -> None:
    life = list(made_up(365, LAST, dt.UTC))
    lengths = [
        (number, one.minutes)
        for number, day in enumerate(life)
        for one in day.sessions
        if one.exercise == "longer-exhale"
    ]

    assert 150 < sum(bool(day.sessions) for day in life) < 320
    assert {minutes for number, minutes in lengths if number < 7} <= {5.0}
    assert {minutes for number, minutes in lengths if number >= 7} == {10.0}


def test_every_exercise_is_one_there_is(own_home: object) -> None:
    names = Library(Home.default().exercises).names()

    assert {one.exercise for day in made_up(365, LAST, dt.UTC) for one in day.sessions} <= set(names)


def test_totals_fit_their_questionnaires_and_setbacks_say_how_long_they_took() -> None:
    values = [value for day in made_up(365, LAST, dt.UTC) for value, _, _ in day.entries]
    totals = [value for value in values if isinstance(value, Total)]
    setbacks = [one for one in values if isinstance(one, Moment) and one.kind == "setback"]

    assert len(totals) > 40
    assert [packaged_questionnaires().checked(one) for one in totals] == totals
    assert all(one.minutes_until_okay is not None and one.minutes_until_okay >= 3 for one in setbacks)

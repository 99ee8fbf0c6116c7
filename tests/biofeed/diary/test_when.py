"""When something was, as people type it."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biofeed.diary import read_day, read_when
from biofeed.errors import UsageError
from tests.biofeed.diary.making import NOON


@pytest.mark.parametrize(
    ("typed", "before"),
    [
        ("now", dt.timedelta(0)),
        ("20 min ago", dt.timedelta(minutes=20)),
        ("20min", dt.timedelta(minutes=20)),
        ("2h ago", dt.timedelta(hours=2)),
        ("1.5 hours ago", dt.timedelta(minutes=90)),
        ("1,5h", dt.timedelta(minutes=90)),
        ("3 days ago", dt.timedelta(days=3)),
        ("1w", dt.timedelta(days=7)),
        ("11:30", dt.timedelta(minutes=30)),
        ("yesterday", dt.timedelta(days=1)),
        ("Yesterday 18:30", dt.timedelta(hours=17.5)),
        ("2026-03-04T10:00:00+01:00", dt.timedelta(hours=2)),
    ],
)
def test_a_time_is_read_as_it_is_typed(typed: str, before: dt.timedelta) -> None:
    assert read_when(typed, NOON) == NOON - before


def test_a_time_that_is_still_to_come_today_was_yesterday() -> None:
    assert read_when("18:30", NOON) == NOON.replace(hour=18, minute=30) - dt.timedelta(days=1)


def test_a_time_without_an_offset_is_meant_on_this_computer() -> None:
    assert read_when("2026-02-20 18:30", NOON) == dt.datetime(2026, 2, 20, 18, 30).astimezone()


@pytest.mark.parametrize("typed", ["", "soon", "25:00", "12:61", "-3h", "2026-13-01", "5 months ago"])
def test_what_is_no_time_is_refused_with_what_can_be_typed(typed: str) -> None:
    with pytest.raises(UsageError, match="is no time") as caught:
        read_when(typed, NOON)
    assert "20 min ago" in caught.value.hint


def test_what_lies_ahead_is_refused() -> None:
    with pytest.raises(UsageError, match="lies ahead"):
        read_when("2026-03-04T12:00:01+01:00", NOON)


@pytest.mark.parametrize(
    ("typed", "day"), [("today", "2026-03-04"), ("yesterday", "2026-03-03"), ("2026-02-20", "2026-02-20")]
)
def test_a_day_is_read_as_it_is_typed(typed: str, day: str) -> None:
    assert read_day(typed, NOON).isoformat() == day


@given(st.text(max_size=30) | st.from_regex(r"\d{1,5}[.,]?\d{0,4} ?(m|h|d|w)", fullmatch=True))
def test_anything_is_a_time_in_the_past_or_one_clear_error(typed: str) -> None:
    try:
        when = read_when(typed, NOON)
    except UsageError:
        return
    assert when <= NOON
    assert when.tzinfo is not None

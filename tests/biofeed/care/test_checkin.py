"""What the person says before is found again in the log, and what was skipped leaves nothing there."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biofeed.care import SKIPPED, CheckIn, Posture, Setting, Window, read_checkin
from biofeed.errors import UsageError
from biofeed.types import Event, Marker, Note, Rating
from biofeed.words import checkin as words
from tests.strategies import events

checkins = st.builds(
    CheckIn,
    stress=st.none() | st.integers(0, 100),
    window=st.none() | st.sampled_from(Window),
    posture=st.none() | st.sampled_from(Posture),
    setting=st.none() | st.sampled_from(Setting),
)


def test_a_checkin_is_ratings_and_notes_at_the_first_moment() -> None:
    checkin = CheckIn(40, Window.ABOVE, Posture.SITTING, Setting.UNDER_PRESSURE)

    assert checkin.events() == (
        Rating(0.0, "stress before", 40.0),
        Rating(0.0, "window before", 1.0),
        Note(0.0, "sitting", "posture"),
        Note(0.0, "under pressure", "setting"),
    )


@pytest.mark.parametrize(("window", "rating"), [(Window.ABOVE, 1), (Window.INSIDE, 0), (Window.BELOW, -1)])
def test_above_is_one_inside_nought_below_minus_one(window: Window, rating: float) -> None:
    assert CheckIn(window=window).events() == (Rating(0.0, "window before", rating),)


def test_what_was_skipped_leaves_nothing() -> None:
    assert SKIPPED.events() == ()


@given(checkins)
def test_a_checkin_is_read_back_as_it_was_said(checkin: CheckIn) -> None:
    assert read_checkin([*checkin.events(), Marker(30.0)]) == checkin


def test_where_something_was_said_twice_the_later_holds() -> None:
    log = [*CheckIn(stress=80).events(), *CheckIn(stress=30).events()]

    assert read_checkin(log) == CheckIn(stress=30)


@given(st.lists(events))
def test_no_log_is_too_strange_to_be_read(log: list[Event]) -> None:
    assert isinstance(read_checkin(log), CheckIn)


@pytest.mark.parametrize(
    "strange",
    [
        Rating(0.0, "stress before", 140.0),
        Rating(0.0, "stress before", None),
        Rating(0.0, "window before", 0.5),
        Note(0.0, "floating", "posture"),
    ],
)
def test_an_answer_that_is_not_known_here_counts_as_skipped(strange: Event) -> None:
    assert read_checkin([strange]) == SKIPPED


@pytest.mark.parametrize("stress", [-1, 101])
def test_felt_stress_goes_from_0_to_100(stress: int) -> None:
    with pytest.raises(UsageError, match="felt stress"):
        CheckIn(stress=stress)


def test_every_answer_has_words() -> None:
    assert list(words.WINDOWS) == [window.value for window in Window]
    assert list(words.POSTURES) == [posture.value for posture in Posture]
    assert list(words.SETTINGS) == [setting.value for setting in Setting]

"""What the person says after is found again in the log, and what was skipped leaves nothing there."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biofeed.care import CheckIn, Debrief, StopReason, Window, read_checkin, read_debrief
from biofeed.care.debrief import FROM_BREATHING
from biofeed.errors import UsageError
from biofeed.types import Event, Note, Rating
from biofeed.words import checkin as words
from tests.strategies import events

lines = st.none() | st.text(min_size=1).filter(str.strip)
debriefs = st.builds(
    Debrief,
    stress=st.none() | st.integers(0, 100),
    window=st.none() | st.sampled_from(Window),
    helped=lines,
    line=lines,
    bring=lines,
    stop_reason=st.none() | st.sampled_from(StopReason),
    okay_minutes=st.none() | st.floats(0, 1e4),
)


def test_a_debrief_is_told_to_the_session_rating_by_rating_and_note_by_note() -> None:
    debrief = Debrief(25, Window.INSIDE, "the long out-breath", "calmer", "Monday", StopReason.DIZZY, 12)

    assert debrief.ratings() == (("stress after", 25.0), ("window after", 0.0), ("okay minutes", 12.0))
    assert debrief.notes() == (
        ("dizzy", "stop reason"),
        ("the long out-breath", "helped"),
        ("calmer", ""),
        ("Monday", "bring to session"),
    )


@pytest.mark.parametrize(("window", "rating"), [(Window.ABOVE, 1), (Window.INSIDE, 0), (Window.BELOW, -1)])
def test_the_window_is_the_same_rating_as_before(window: Window, rating: float) -> None:
    assert Debrief(window=window).ratings() == (("window after", rating),)


def test_what_was_skipped_or_left_empty_leaves_nothing() -> None:
    assert Debrief().events(300.0) == ()
    assert Debrief(line="  ").notes() == ()


@given(debriefs)
def test_a_debrief_is_read_back_as_it_was_said(debrief: Debrief) -> None:
    assert read_debrief(debrief.events(600.0)) == debrief


def test_before_and_after_are_told_apart() -> None:
    before, after = CheckIn(60, Window.ABOVE), Debrief(30, Window.INSIDE)

    log = [*before.events(), *after.events(300.0)]

    assert (read_checkin(log), read_debrief(log)) == (before, after)


@given(st.lists(events))
def test_no_log_is_too_strange_to_be_read(log: list[Event]) -> None:
    assert isinstance(read_debrief(log), Debrief)


@pytest.mark.parametrize(
    "strange", [Rating(0.0, "okay minutes", -5.0), Note(0.0, "gravity", "stop reason"), Note(0.0, "x", "y")]
)
def test_an_answer_that_is_not_known_here_counts_as_skipped(strange: Event) -> None:
    assert read_debrief([strange]) == Debrief()


@pytest.mark.parametrize("stress", [-1, 101])
def test_felt_stress_goes_from_0_to_100(stress: int) -> None:
    with pytest.raises(UsageError, match="felt stress"):
        Debrief(stress=stress)


def test_minutes_begin_at_0() -> None:
    with pytest.raises(UsageError, match="length of time"):
        Debrief(okay_minutes=-1)


def test_every_reason_to_stop_has_one_key() -> None:
    assert list(words.STOP_KEYS.values()) == [reason.value for reason in StopReason]
    assert all(len(key) == 1 for key in words.STOP_KEYS)


def test_what_too_much_air_can_bring_is_told_apart_from_other_reasons() -> None:
    others = {StopReason.UPSET, StopReason.INTERRUPTED, StopReason.ENOUGH}

    assert set(StopReason) - FROM_BREATHING == others

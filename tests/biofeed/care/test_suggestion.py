"""What is suggested, why, and that it is never more than an offer within the limits of care."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biofeed.care import (
    ASKED_ELSEWHERE,
    NOT_ASKED,
    SKIPPED,
    Care,
    Caution,
    CheckIn,
    Practised,
    Suggestion,
    Window,
    adjusted,
    after_session,
    allows,
    break_from_numbers,
    suggest,
)
from biofeed.exercise import AS_WRITTEN
from biofeed.plugins import exercise_names, load_exercise
from biofeed.words import checkin as words

TODAY = dt.date(2026, 11, 22)
EXERCISES = [load_exercise(name) for name in exercise_names()]
BY_NAME = {exercise.name: exercise for exercise in EXERCISES}


def practised(days_ago: int, before: int | None = None, after: int | None = None) -> Practised:
    return Practised(TODAY - dt.timedelta(days=days_ago), "longer-exhale", 5, True, before, after)


WEEK = [practised(days) for days in (6, 4, 1)]
MONTH = [practised(days) for days in (30, 12, 1)]
WORSE = [practised(days, 40, 50) for days in (3, 2, 1)]


@pytest.mark.parametrize(
    ("checkin", "recent", "expected"),
    [
        (SKIPPED, [], Suggestion("longer-exhale", 5, words.FIRST_WEEK)),
        (CheckIn(stress=90, window=Window.INSIDE), [], Suggestion("longer-exhale", 5, words.FIRST_WEEK)),
        (SKIPPED, WEEK, Suggestion("longer-exhale", 5, words.FIRST_WEEK)),
        (SKIPPED, [practised(7)], Suggestion("longer-exhale", 10, words.LATER)),
        (SKIPPED, MONTH, Suggestion("longer-exhale", 10, words.LATER)),
        (SKIPPED, [*MONTH, practised(0)], Suggestion(None, None, words.DONE_TODAY)),
        (CheckIn(window=Window.ABOVE), MONTH, Suggestion("grounding", None, words.ABOVE)),
        (CheckIn(window=Window.BELOW), MONTH, Suggestion("activation", None, words.BELOW)),
        (CheckIn(window=Window.ABOVE), [practised(0)], Suggestion("grounding", None, words.ABOVE)),
        (SKIPPED, WORSE, Suggestion("grounding", None, words.ENDED_WORSE)),
        (SKIPPED, WORSE[1:], Suggestion("longer-exhale", 5, words.FIRST_WEEK)),
        (SKIPPED, [*WORSE, practised(1, 40, 40)], Suggestion("longer-exhale", 5, words.FIRST_WEEK)),
        (SKIPPED, [*WORSE[:2], practised(1, 40, None)], Suggestion("longer-exhale", 5, words.FIRST_WEEK)),
    ],
)
def test_the_suggestion_follows_from_the_checkin_and_then_from_the_ladder(
    checkin: CheckIn, recent: list[Practised], expected: Suggestion
) -> None:
    assert suggest(checkin, ASKED_ELSEWHERE, recent, EXERCISES, TODAY) == expected


def test_a_false_start_is_no_practice_and_sixty_seconds_are() -> None:
    moments = [Practised(TODAY, "longer-exhale", minutes, True) for minutes in (3 / 60, 1.0)]

    said = [suggest(SKIPPED, ASKED_ELSEWHERE, [one], EXERCISES, TODAY).reason for one in moments]

    assert [reason == words.DONE_TODAY for reason in said] == [False, True]


def test_before_the_check_is_answered_the_suggestion_is_five_minutes_within_bounds() -> None:
    suggestion = suggest(SKIPPED, NOT_ASKED, MONTH, EXERCISES, TODAY)

    assert suggestion == Suggestion("longer-exhale", 5, words.NOT_ASKED_YET)


def test_while_slow_breathing_waits_something_without_a_breath_is_suggested() -> None:
    care = Care(True, frozenset({Caution.LUNG_OR_KIDNEY}))

    assert suggest(SKIPPED, care, [], EXERCISES, TODAY) == Suggestion("grounding", None, words.INSTEAD)


def test_in_crisis_the_card_comes_first() -> None:
    care = Care(True, frozenset({Caution.CRISIS}))

    suggestion = suggest(CheckIn(window=Window.ABOVE), care, [], EXERCISES, TODAY)
    assert suggestion == Suggestion(None, None, words.CARD_FIRST)


def test_when_grounding_did_not_suit_something_of_another_kind_is_suggested() -> None:
    worse = [Practised(one.day, "grounding", 3, False, 40, 60) for one in WORSE]

    suggestion = suggest(SKIPPED, ASKED_ELSEWHERE, worse, EXERCISES, TODAY)

    assert suggestion.exercise == "breathing-space"


def test_where_there_is_no_exercise_of_that_kind_the_reason_is_still_said() -> None:
    only_breath = [BY_NAME["longer-exhale"]]

    suggestion = suggest(CheckIn(window=Window.ABOVE), ASKED_ELSEWHERE, [], only_breath, TODAY)

    assert suggestion == Suggestion(None, None, words.ABOVE)


def test_without_the_default_exercise_another_easy_breath_takes_its_place() -> None:
    others = [BY_NAME["box"], BY_NAME["coherent"]]

    assert suggest(SKIPPED, ASKED_ELSEWHERE, [], others, TODAY).exercise == "coherent"


@given(
    st.builds(CheckIn, window=st.none() | st.sampled_from(Window)),
    st.builds(Care, st.booleans(), st.frozensets(st.sampled_from(Caution)), st.booleans()),
    st.sampled_from([[], WEEK, MONTH, WORSE]),
)
def test_nothing_is_suggested_that_the_limits_of_care_would_refuse(
    checkin: CheckIn, care: Care, recent: list[Practised]
) -> None:
    suggestion = suggest(checkin, care, recent, EXERCISES, TODAY)

    assert suggestion.reason
    if suggestion.exercise:
        exercise = BY_NAME[suggestion.exercise]
        variant, _ = adjusted(AS_WRITTEN, exercise, care)
        assert allows(exercise, variant, care) is None


@pytest.mark.parametrize(
    ("before", "after", "is_offered"),
    [(40, 60, True), (40, 59, False), (None, 90, False), (40, None, False), (60, 40, False)],
)
def test_grounding_is_offered_when_felt_stress_rose_by_twenty(
    before: int | None, after: int | None, is_offered: bool
) -> None:
    expected = Suggestion("grounding", None, words.MORE_STRESS) if is_offered else None

    assert after_session(before, after, ASKED_ELSEWHERE, EXERCISES) == expected


@pytest.mark.parametrize(("today", "is_said"), [(4, False), (5, True)])
def test_more_than_four_strap_sessions_a_day_are_a_moment_for_a_break(today: int, is_said: bool) -> None:
    without_strap = Practised(TODAY, "grounding", 3, with_strap=False)
    recent = [practised(1), *[practised(0)] * today, without_strap]

    assert (break_from_numbers(recent, TODAY) is not None) is is_said

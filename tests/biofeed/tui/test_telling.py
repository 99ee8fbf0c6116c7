"""What is filled in becomes an entry of the diary, or an error that says what is missing."""

from __future__ import annotations

import pytest

from biofeed.diary import (
    Goal,
    GoalRating,
    Moment,
    MomentKind,
    Tag,
    TagKind,
    Total,
    packaged_questionnaires,
)
from biofeed.errors import UsageError
from biofeed.tui.telling import ROWS_OF, Filled, told_by
from biofeed.words import home as words
from tests.biofeed.tui.kept import NOW

KNOWN = packaged_questionnaires()


def told(which: str, **fields: str | int) -> tuple[object, ...]:
    goals = (Goal("evenings", NOW),)
    return told_by(Filled(which, fields), NOW, goals, KNOWN)


@pytest.mark.parametrize(
    "field",
    [{"what": "a call"}, {"feeling": "angry"}, {"place": "jaw"}, {"peak": 0}, {"okay": 5}, {"helped": "tea"}],
)
def test_one_field_is_enough(field: dict[str, str | int]) -> None:
    (moment,) = told("setback", **field)

    assert isinstance(moment, Moment)
    assert moment.happened == NOW


def test_the_closer_word_stands_for_the_basic_one_and_own_words_beside_it() -> None:
    (moment,) = told("setback", feeling="angry", closer="irritated", own="prickly, tight ")

    assert moment == Moment(MomentKind.SETBACK, NOW, feelings=("irritated", "prickly", "tight"))


def test_a_win_has_no_peak_even_if_one_was_filled_in_before() -> None:
    assert told("win", what="said no", peak=80) == (Moment(MomentKind.WIN, NOW, "said no"),)


@pytest.mark.parametrize("which", list(ROWS_OF))
def test_an_empty_form_is_told_that_one_field_is_enough(which: str) -> None:
    with pytest.raises(UsageError) as caught:
        told(which)

    assert "field" in caught.value.hint or "one thing" in caught.value.hint.lower()


def test_a_day_keeps_an_amount_or_words_or_neither() -> None:
    day = NOW.date()

    assert told("day", tag="sleep", said="6,5") == (Tag(TagKind.SLEEP, day, 6.5),)
    assert told("day", tag="life event", said="moved") == (Tag(TagKind.LIFE_EVENT, day, text="moved"),)
    assert told("day", tag="illness") == (Tag(TagKind.ILLNESS, day),)


def test_a_goal_is_set_when_it_is_new_and_rated_when_there_is_a_number() -> None:
    assert told("goal", goal="evenings", near=4) == (GoalRating("evenings", 4, NOW),)
    assert told("goal", new="meetings") == (Goal("meetings", NOW),)
    assert told("goal", new="meetings", near=0) == (Goal("meetings", NOW), GoalRating("meetings", 0, NOW))
    assert told("goal", new="Evenings", near=5) == (GoalRating("Evenings", 5, NOW),)


def test_a_total_is_checked_against_the_table() -> None:
    assert told("total", questionnaire="PHQ-9", numbers="11") == (Total("PHQ-9", 11.0, NOW.date()),)
    with pytest.raises(UsageError):
        told("total", questionnaire="PHQ-9", numbers="28")


def test_parts_are_written_with_their_names() -> None:
    (total,) = told("total", questionnaire="mine", numbers="stress=12, 30")

    assert total == Total("mine", 30.0, NOW.date(), parts=(("stress", 12.0),))
    with pytest.raises(UsageError, match="eleven"):
        told("total", questionnaire="mine", numbers="eleven")


def test_every_row_has_a_name_and_says_in_full_what_it_asks() -> None:
    rows = {row for rows in ROWS_OF.values() for row in rows}

    assert rows <= set(words.ROWS)
    assert rows <= set(words.HINTS)

"""The answers to the caution check: what each means, and that they are kept as they were given."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biofeed.care import ASKED_ELSEWHERE, NOT_ASKED, Care, Caution, from_text, to_text
from biofeed.words import care as words


@pytest.mark.parametrize("caution", Caution)
def test_every_caution_is_asked_for_and_says_what_its_yes_changes(caution: Caution) -> None:
    assert words.QUESTIONS[caution].endswith("?")
    assert Care(True, frozenset({caution})).changes() == (words.CHANGES[caution],)


def test_nothing_is_asked_or_said_that_is_no_caution() -> None:
    assert list(words.QUESTIONS) == list(words.CHANGES) == [caution.value for caution in Caution]


def test_changes_are_said_in_the_order_of_the_questions_and_none_of_them_is_said_as_well() -> None:
    care = Care(True, frozenset({Caution.PANIC, Caution.FAINTING}), clinician_agrees=True)

    assert care.changes() == (words.NO_HOLDS, words.CHANGES["panic"], words.CLINICIAN_AGREES)
    assert ASKED_ELSEWHERE.changes() == (words.NOTHING_CHANGES,)
    assert NOT_ASKED.changes() == ()


@pytest.mark.parametrize("agrees", [False, True])
def test_each_thing_is_said_once_and_nobody_is_told_to_ask_who_has_asked(agrees: bool) -> None:
    said = " ".join(Care(True, frozenset(Caution), clinician_agrees=agrees).changes())

    assert said.count(words.NO_HOLDS) == 1
    assert said.count(words.ASK_FIRST) == (0 if agrees else 1)
    assert words.CHANGES["crisis"] in said


@pytest.mark.parametrize(
    ("care", "expected"),
    [
        (NOT_ASKED, (6.0, 8.0)),
        (ASKED_ELSEWHERE, (2.0, 12.0)),
        (Care(True, frozenset({Caution.LUNG_OR_KIDNEY})), (10.0, 12.0)),
        (Care(True, frozenset({Caution.FAINTING})), (10.0, 12.0)),
        (Care(True, frozenset({Caution.FAINTING}), clinician_agrees=True), (2.0, 12.0)),
        (Care(True, frozenset({Caution.PREGNANCY, Caution.PANIC})), (2.0, 12.0)),
    ],
)
def test_the_answers_bound_the_pace_that_may_be_asked_for(care: Care, expected: tuple[float, float]) -> None:
    assert care.pace_bpm == expected


def test_where_two_limits_have_nothing_in_common_no_pace_is_allowed() -> None:
    slowest, fastest = Care(False, frozenset({Caution.LUNG_OR_KIDNEY})).pace_bpm

    assert slowest > fastest


@given(st.frozensets(st.sampled_from(Caution)), st.booleans())
def test_answers_are_read_back_as_they_were_given(applies: frozenset[Caution], agrees: bool) -> None:
    care = Care(True, applies, agrees)

    assert from_text(to_text(care)) == care


@pytest.mark.parametrize("text", ["", " ", "none, panic", "clinician disagrees", "panic, gravity"])
def test_a_line_that_is_not_understood_counts_as_not_answered(text: str) -> None:
    assert not from_text(text).answered


def test_of_a_line_that_is_not_understood_the_known_cautions_hold() -> None:
    assert from_text("panic, gravity").applies == {Caution.PANIC}


@given(st.text())
def test_no_line_of_text_is_too_strange_to_be_read(text: str) -> None:
    care = from_text(text)

    assert not care.answered or from_text(to_text(care)) == care


def test_a_check_that_was_not_answered_is_kept_as_nothing() -> None:
    assert to_text(NOT_ASKED) == ""
    assert to_text(ASKED_ELSEWHERE) == "none"
    assert to_text(Care(True, frozenset({Caution.PANIC, Caution.RHYTHM}))) == "rhythm, panic"

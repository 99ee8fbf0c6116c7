"""The bounds of care hold for every breath, however it is written and at whatever pace."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biofeed.breath import Pattern, Step
from biofeed.exercise.bounds import Breach, allowed_bpm, first_breach, held_s

FOUR_SIX = Pattern((Step(1.0, 4.0), Step(0.0, 6.0)))
BOX = Pattern((Step(1.0, 4.0), Step(1.0, 4.0), Step(0.0, 4.0), Step(0.0, 4.0)))
SIGH = Pattern((Step(0.7, 2.0), Step(1.0, 1.0), Step(0.0, 6.0)))
FOUR_SEVEN_EIGHT = Pattern((Step(1.0, 4.0), Step(1.0, 7.0), Step(0.0, 8.0)))


@pytest.mark.parametrize("pattern", [FOUR_SIX, BOX, SIGH, FOUR_SEVEN_EIGHT])
def test_what_is_practised_is_allowed(pattern: Pattern) -> None:
    assert first_breach(pattern) is None


def test_a_hold_is_what_neither_goes_in_nor_out() -> None:
    assert [held_s(pattern) for pattern in (FOUR_SIX, BOX, SIGH, FOUR_SEVEN_EIGHT)] == [0, 8, 0, 7]


def test_two_steps_in_are_one_way_in() -> None:
    """2 s and 1 s each are short of 1.5 s at 9 a minute; together they are not."""
    assert first_breach(SIGH.at(9)) is None
    assert first_breach(Pattern((Step(0.5, 5.5), Step(1.0, 5.5), Step(0.0, 6.0)))) == Breach(
        "seconds of breathing in", 11.0, 1.5, 10.0
    )


def test_a_breath_may_only_be_stretched_as_far_as_every_stretch_of_it_allows() -> None:
    """4 in, 6 out: breathing in takes 10 s at 2.4 a minute; out 15 s at 2.4; in 1.5 s only above 12."""
    assert allowed_bpm(FOUR_SIX) == (pytest.approx(2.4), 12.0)
    # Empty lungs may wait for 4 s, and that is what a box of 16 s asks for already.
    assert allowed_bpm(BOX) == (pytest.approx(3.75), pytest.approx(10.0))


@given(pattern=st.sampled_from([FOUR_SIX, BOX, SIGH, FOUR_SEVEN_EIGHT]), bpm=st.floats(1, 20))
def test_a_pace_is_allowed_exactly_where_no_bound_is_broken(pattern: Pattern, bpm: float) -> None:
    """The fast answer against the obvious one: try it."""
    low_bpm, high_bpm = allowed_bpm(pattern)
    if min(abs(bpm - low_bpm), abs(bpm - high_bpm)) > 1e-6:
        assert (low_bpm < bpm < high_bpm) == (first_breach(pattern.at(bpm)) is None)

"""A breath is a few stretches between empty and full, and stretches as a whole."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biofeed.breath import Pattern, Ramp, Step, phase_between
from biofeed.types import Phase

BOX = Pattern((Step(1.0, 4.0), Step(1.0, 4.0), Step(0.0, 4.0), Step(0.0, 4.0)))


def test_what_the_lungs_do_follows_from_the_levels() -> None:
    assert BOX.phases() == [
        (Phase.INHALE, 4.0),
        (Phase.HOLD, 4.0),
        (Phase.EXHALE, 4.0),
        (Phase.REST, 4.0),
    ]
    assert BOX.bpm == pytest.approx(3.75)


@given(bpm=st.floats(2, 12))
def test_at_another_pace_every_stretch_keeps_its_share(bpm: float) -> None:
    slower = BOX.at(bpm)

    assert slower.bpm == pytest.approx(bpm)
    assert [step.seconds / slower.period_s for step in slower.steps] == pytest.approx([0.25] * 4)


@pytest.mark.parametrize(
    ("before", "after", "phase"),
    [
        (0.0, 0.7, Phase.INHALE),
        (0.7, 1.0, Phase.INHALE),
        (1.0, 1.0, Phase.HOLD),
        (1.0, 0.2, Phase.EXHALE),
        (0.2, 0.2, Phase.REST),
    ],
)
def test_staying_is_a_hold_when_the_lungs_are_rather_full_and_a_rest_when_empty(
    before: float, after: float, phase: Phase
) -> None:
    assert phase_between(before, after) is phase


def test_a_ramp_goes_in_a_straight_line_and_stays_where_it_arrives() -> None:
    ramp = Ramp(9.0, 60.0)

    assert [ramp.pace(6.0, done_s) for done_s in (0, 20, 60, 90)] == [9.0, 8.0, 6.0, 6.0]

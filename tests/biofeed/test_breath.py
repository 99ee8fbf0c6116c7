"""A breath is a few stretches between empty and full, and stretches as a whole."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biofeed.breath import Part, Pattern, Ramp, Step, lay_out
from biofeed.types import Phase, PhaseKind

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


def test_a_part_is_whole_breaths_one_after_another() -> None:
    part = Part(PhaseKind.BREATHE, "box", 64.0, BOX, Ramp(6.0, 30.0))
    cues = list(lay_out(part, 10.0))

    assert cues[0].t_s == 10.0
    assert len(cues) % 4 == 0
    assert cues[-1].t_s + cues[-1].duration_s == pytest.approx(74, abs=BOX.period_s / 2)

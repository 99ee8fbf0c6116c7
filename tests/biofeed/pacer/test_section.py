"""A part laid out is whole breaths, or lines of guidance, one after another."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biofeed.breath import Part, Ramp
from biofeed.pacer.section import lay, lay_all
from biofeed.types import Phase, PhaseKind
from tests.biofeed.pacer.patterns import BOX, FOUR_SIX


def test_a_part_is_whole_breaths_one_after_another() -> None:
    section = lay(Part(PhaseKind.BREATHE, "box", 64.0, BOX, Ramp(6.0, 30.0)), 10.0)

    assert section.start_s == 10.0
    assert all(len(breath.cues) == 4 for breath in section.breaths)
    assert section.end_s == pytest.approx(74, abs=BOX.period_s / 2)


def test_lines_of_guidance_are_free_breathing_one_after_another() -> None:
    part = Part(PhaseKind.GUIDE, "scan", 50.5, cues=((20, "one"), (30.5, "two")))
    cues = [cue for breath in lay(part, 60.0).breaths for cue in breath.cues]

    assert [(cue.t_s, cue.duration_s, cue.text) for cue in cues] == [(60, 20, "one"), (80, 30.5, "two")]
    assert {(cue.phase, cue.level) for cue in cues} == {(Phase.FREE, 0.0)}


@given(lines_s=st.lists(st.floats(1, 60), min_size=1, max_size=60))
def test_over_many_lines_rounding_never_adds_up(lines_s: list[float]) -> None:
    part = Part(PhaseKind.GUIDE, "g", math.fsum(lines_s), cues=tuple((line_s, "x") for line_s in lines_s))
    breaths = lay(part, 0.0).breaths

    for number, breath in enumerate(breaths):
        assert breath.start_s == pytest.approx(math.fsum(lines_s[:number]), abs=0.0005001)


def test_the_picture_fades_by_the_length_of_each_breath_to_nothing() -> None:
    section = lay(Part(PhaseKind.BREATHE, "b", 40.0, FOUR_SIX, fades=True), 0.0)

    assert [breath.faded for breath in section.breaths] == [(0, 0.25), (0.25, 0.5), (0.5, 0.75), (0.75, 1)]


def test_only_the_unpaced_part_right_behind_a_fading_one_is_without_picture() -> None:
    fading = Part(PhaseKind.BREATHE, "f", 20.0, FOUR_SIX, fades=True)
    paced, unpaced = Part(PhaseKind.BREATHE, "b", 20.0, FOUR_SIX), Part(PhaseKind.REST, "r", 20.0)

    for parts, last in (((fading, unpaced), 1), ((fading, paced), 0), ((fading, unpaced, unpaced), 0)):
        assert lay_all(parts, 0.0)[-1].breaths[-1].faded == (last, last)

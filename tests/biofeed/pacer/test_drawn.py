"""A breath with its place in time can be broken off, and tells what was asked up to there."""

from __future__ import annotations

from dataclasses import replace

import pytest

from biofeed.pacer.drawn import SINK_S, Breath, next_ms
from biofeed.types import Cue, Phase

FIVE_FIVE = Breath((Cue(10.0, Phase.INHALE, 1.0, "in", 5.0), Cue(15.0, Phase.EXHALE, 0.0, "out", 5.0)))


def test_broken_off_it_ends_there_and_the_picture_sinks() -> None:
    broken = replace(FIVE_FIVE, cut_s=17.5)

    assert [cue.duration_s for cue in broken.cues] == [5.0, 2.5]
    assert (broken.end_s, broken.planned_end_s) == (17.5, 20.0)
    assert broken.level(17.5) == pytest.approx(0.5)
    assert broken.level(17.5 + SINK_S / 2) == pytest.approx(0.25)
    assert broken.level(17.5 + SINK_S) == pytest.approx(0.0)


def test_its_pace_is_that_of_the_whole_breath() -> None:
    assert FIVE_FIVE.bpm == replace(FIVE_FIVE, cut_s=12.0).bpm == 6.0


def test_it_begins_where_the_picture_stands() -> None:
    assert replace(FIVE_FIVE, from_level=0.4).level(10.0) == 0.4
    free = Breath((Cue(0.0, Phase.FREE, 0.0, "free", 60.0),), from_level=0.8)
    assert free.level(0.0) == 0.8
    assert free.level(SINK_S) == pytest.approx(0.0)


@pytest.mark.parametrize(
    ("asked_s", "given_s"),
    [(12.0, 12.0), (12.0001, 12.001), (10.0, 10.001), (15.0, 15.001), (19.9999, 19.999)],
)
def test_it_is_broken_off_at_a_whole_millisecond_and_never_on_a_boundary(
    asked_s: float, given_s: float
) -> None:
    assert FIVE_FIVE.break_at(asked_s) == given_s


def test_a_whole_millisecond_is_its_own_next_one() -> None:
    assert [next_ms(t_s) for t_s in (0.0, 0.001, 0.1 + 0.2, 1200.0005)] == [0.0, 0.001, 0.3, 1200.001]

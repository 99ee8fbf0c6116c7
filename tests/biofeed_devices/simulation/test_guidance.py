"""From cues to breaths: the person sees the breath under way, and the next ones."""

from __future__ import annotations

import pytest

from biofeed.breath import Part
from biofeed.pacer import Schedule
from biofeed.types import PhaseKind
from biofeed_devices.simulation.guidance import paced_breaths
from tests.biofeed_devices.guides import FREE, paced, pattern


def test_nothing_asked_for_is_no_breath() -> None:
    assert paced_breaths(FREE, 0) == []
    assert paced_breaths(Schedule.of((Part(PhaseKind.REST, "rest", 60),)), 10) == []


@pytest.mark.parametrize("t_s", [20.0, 21.0, 23.999])
def test_while_breathing_in_the_breath_under_way_is_seen(t_s: float) -> None:
    breaths = paced_breaths(paced(6), t_s)
    assert [breath.t_s for breath in breaths] == [20, 30, 40, 50]
    assert {(breath.inhale_s, breath.exhale_s, breath.period_s) for breath in breaths} == {(4.0, 6.0, 10.0)}


@pytest.mark.parametrize("t_s", [24.0, 29.999])
def test_while_breathing_out_the_beginning_of_the_breath_is_worked_out(t_s: float) -> None:
    assert [breath.t_s for breath in paced_breaths(paced(6), t_s)][:2] == [20, 30]


def test_holds_are_seen() -> None:
    box = pattern((1.0, 4.0), (1.0, 3.0), (0.0, 5.0), (0.0, 2.0))
    first, second, *_ = paced_breaths(box, 0.5)
    assert (first.inhale_s, first.hold_s, first.exhale_s, first.rest_s) == (4, 3, 5, 2)
    assert second.t_s == first.end_s == 14


def test_a_second_sip_of_air_is_part_of_the_same_breath() -> None:
    sigh = pattern((0.7, 2.0), (1.0, 1.0), (0.0, 6.0))
    breaths = paced_breaths(sigh, 0.5)
    assert [(breath.t_s, breath.inhale_s) for breath in breaths][:3] == [(0, 3), (9, 3), (18, 3)]


def test_what_comes_after_the_last_breath_is_not_made_up() -> None:
    breaths = paced_breaths(paced(6, seconds=60), 45)
    assert [breath.t_s for breath in breaths] == [40, 50]
    assert paced_breaths(paced(6, seconds=60), 57) == []


def test_a_breath_cut_off_by_a_pause_is_none_to_follow() -> None:
    held = paced(6).paused(22)
    assert [breath.t_s for breath in paced_breaths(held, 5)] == [0, 10]
    assert paced_breaths(held, 21) == paced_breaths(held, 25) == []


def test_periods_that_are_no_whole_number_of_milliseconds_do_not_stop_the_view() -> None:
    guide = paced(7)
    for tenth in range(3000):
        assert len(paced_breaths(guide, tenth / 10)) >= 4

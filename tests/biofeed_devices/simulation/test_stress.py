"""Stress builds up within seconds and fades by halves."""

from __future__ import annotations

import numpy as np
import pytest

from biofeed.plugins import FreeGuide
from biofeed_devices.simulation.stress import Strain, Stress


def level(stress: Stress, t_s: float) -> float:
    return float(stress.level(np.array(t_s)))


def test_it_begins_at_the_start_and_fills_with_a_time_constant_of_ten_seconds() -> None:
    stress = Stress(120, 300)
    assert level(stress, 0) == level(stress, 120) == 0
    assert level(stress, 130) == pytest.approx(1 - 1 / np.e)
    assert level(stress, 300) == pytest.approx(1)


@pytest.mark.parametrize("half_life_s", [20, 40, 90])
def test_after_the_end_half_of_it_is_gone_in_each_half_life(half_life_s: float) -> None:
    stress = Stress(120, 300, half_life_s)
    assert level(stress, 300 + half_life_s) == pytest.approx(level(stress, 300) / 2)
    assert level(stress, 300 + 2 * half_life_s) == pytest.approx(level(stress, 300) / 4)


def test_a_short_effort_never_fills_up() -> None:
    stress = Stress(0, 5)
    assert level(stress, 5) == pytest.approx(1 - np.exp(-0.5))
    assert level(stress, 45) == pytest.approx(level(stress, 5) / 2)


class Task(FreeGuide):
    """A guide that asks for an effort at certain times."""

    def __init__(self, *times: tuple[float, float]) -> None:
        self.times = times

    def effort(self, t_s: float) -> bool:
        return any(start_s <= t_s < end_s for start_s, end_s in self.times)


def test_an_effort_that_is_asked_for_is_as_one_known_beforehand() -> None:
    strain = Strain(half_life_s=60)
    t_s = np.arange(0.0, 200.0)
    for until_s in (3.0, 10.5, 99.0, 200.0):
        strain.look(Task((20, 100)), until_s)

    assert strain.level(t_s) == pytest.approx(Stress(20, 100, 60).level(t_s))


def test_of_several_efforts_the_one_that_is_felt_most_counts() -> None:
    strain = Strain([Stress(0, 50)])
    strain.look(Task((60, 90)), 300.0)

    assert strain.level(np.array(55.0)) == pytest.approx(Stress(0, 50).level(np.array(55.0)))
    assert strain.level(np.array(89.0)) > 0.9

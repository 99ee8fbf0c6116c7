"""Stress builds up within seconds and fades by halves."""

from __future__ import annotations

import numpy as np
import pytest

from biofeed_devices.simulation.stress import Stress


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

"""The curve of a resonance is found again where it was, with an uncertainty that can be believed."""

from __future__ import annotations

import cmath
import math
from dataclasses import replace

import numpy as np
import pytest

from biofeed.findings.resonance_curve import Peak, find_peak
from biofeed.findings.step import Step
from biofeed.hrv import Synchrony

PACES_BPM = (4.5, 5.0, 5.5, 6.0, 6.5)


def answer(pace_bpm: float, resonance_bpm: float, sharpness: float) -> complex:
    """Work out the plain formula of a second-order resonance with a floor, one number at a time."""
    s = 1j * pace_bpm / resonance_bpm
    return (s + 0.35) / (s * s + s / sharpness + 1)


def swing_bpm(pace_bpm: float, resonance_bpm: float, sharpness: float) -> float:
    return 20 * abs(answer(pace_bpm, resonance_bpm, sharpness)) * pace_bpm**-0.6


def highest(resonance_bpm: float, sharpness: float) -> float:
    paces = np.arange(2.5, 10, 0.001)
    return float(paces[np.argmax([swing_bpm(pace, resonance_bpm, sharpness) for pace in paces])])


def step(pace_bpm: float, swing: float, phase_deg: float, error: float = 0.08) -> Step:
    together = Synchrony(swing / 2, phase_deg % 360, 0.8, 9)
    return Step(pace_bpm, 0.0, 95.0, 1.0, swing, error, together, 11.0, 1000.0, 0.8)


def person(
    resonance_bpm: float, sharpness: float, rng: np.random.Generator | None = None, top_deg: float = 144.0
) -> list[Step]:
    """Five steps of somebody with a known resonance; with `rng`, with the errors the steps claim to have."""
    steps = []
    for pace in PACES_BPM:
        behind = -math.degrees(cmath.phase(answer(pace, resonance_bpm, sharpness))) + 6 * pace * 0.7
        chance = rng.normal(size=2) if rng else (0.0, 0.0)
        swing = swing_bpm(pace, resonance_bpm, sharpness) * math.exp(0.08 * chance[0])
        steps.append(step(pace, swing, top_deg + behind + 1.6 * 11.0 * chance[1]))
    return steps


def own_swing(resonance_bpm: float, sharpness: float) -> float:
    return swing_bpm(12.0, resonance_bpm, sharpness)


@pytest.mark.parametrize("resonance_bpm", [5.0, 5.5, 6.2])
def test_a_sharp_resonance_is_found_where_it_is(resonance_bpm: float) -> None:
    peak = find_peak(person(resonance_bpm, 2.5), own_swing(resonance_bpm, 2.5))

    assert peak.pace_bpm == pytest.approx(highest(resonance_bpm, 2.5), abs=0.1)
    assert peak.half_width_bpm < 0.5
    assert peak.inside > 0.9


def test_a_flat_resonance_has_a_wide_top() -> None:
    peak = find_peak(person(6.5, 1.1), own_swing(6.5, 1.1))

    assert peak.half_width_bpm > 0.7
    assert peak.low_bpm < 5.0 < 6.0 < peak.high_bpm


def test_a_resonance_below_what_was_tried_is_not_inside() -> None:
    assert find_peak(person(3.6, 2.0), own_swing(3.6, 2.0)).inside < 0.1


def test_phases_count_on_the_circle() -> None:
    """The same person measured from another onset of the day: phases that run over 360 are the same."""
    steps = person(5.5, 2.5)
    turned = [step(one.pace_bpm, one.swing_bpm, one.synchrony.phase_deg + 360) for one in steps]

    assert find_peak(turned, None).pace_bpm == pytest.approx(find_peak(steps, None).pace_bpm)


def test_a_heart_that_answers_later_than_most_moves_the_answer_little() -> None:
    """Where the breath's top is counts little: 40 degrees off move the peak by less than 0.25."""
    late = find_peak(person(5.5, 2.5, top_deg=184.0), own_swing(5.5, 2.5))
    usual = find_peak(person(5.5, 2.5), own_swing(5.5, 2.5))

    assert abs(late.pace_bpm - usual.pace_bpm) < 0.25


def test_the_error_is_the_scatter_of_the_answer() -> None:
    """Over 60 noisy people alike, the stated error is about the standard deviation of what is found."""
    rng = np.random.default_rng(4)
    found = [find_peak(person(5.6, 2.5, rng), own_swing(5.6, 2.5)) for _ in range(60)]
    paces = np.array([peak.pace_bpm for peak in found])

    assert paces.mean() == pytest.approx(highest(5.6, 2.5), abs=0.1)
    assert np.mean([peak.error_bpm for peak in found]) == pytest.approx(paces.std(), rel=0.5)


def test_noise_makes_the_answer_less_sure() -> None:
    def found(error: float) -> Peak:
        return find_peak([replace(one, swing_error=error) for one in person(5.5, 2.5)], None)

    assert found(0.3).error_bpm > found(0.1).error_bpm

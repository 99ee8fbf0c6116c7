"""Breath and heart together give the variability that people of each kind have, at rest and with a pacer.

Expected values are medians over twelve long runs of an independent prototype; its rest values lie within
the interquartile range of people (n = 91, aged 35 to 44, free breathing, five minutes). Here, medians over
four runs of eleven minutes, the first minute left out, are allowed about half of what single runs differ by.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import numpy as np
import pytest

from biofeed import hrv
from biofeed_devices.simulation.body import Body
from biofeed_devices.simulation.person import PEOPLE
from biofeed_devices.simulation.stress import Strain, Stress
from tests.biofeed_devices.guides import FREE, paced

SEEDS = range(4)
REST = {  # heart rate, RMSSD, SDNN
    "young": (63.1, 51, 62),
    "average": (68.2, 31, 44),
    "older": (67.2, 18, 29),
    "anxious": (84.3, 18, 32),
}


@cache
def live(kind: str, pace_bpm: float | None, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Give times and intervals of ten minutes of beats."""
    body = Body(PEOPLE[kind], np.random.default_rng(seed))
    beats_s = np.array(body.beats_until(660, paced(pace_bpm) if pace_bpm else FREE))
    t_s, rr_ms = beats_s[1:], np.round(np.diff(beats_s) * 1000)
    return t_s[t_s > 60], rr_ms[t_s > 60]


def median_coherence(kind: str, pace_bpm: float | None) -> float:
    values = [hrv.rolling_coherence(live(kind, pace_bpm, seed)[1]) for seed in SEEDS]
    return float(np.median([np.median(run.ratio) for run in values]))


def swing_per_breath_bpm(kind: str, pace_bpm: float | None) -> float:
    """Give the mean range of the heart rate over the length of one breath."""
    length_s = 60 / (pace_bpm or PEOPLE[kind].own_pace_bpm)
    ranges = []
    for seed in SEEDS:
        t_s, rr_ms = live(kind, pace_bpm, seed)
        hr_bpm = np.interp(np.arange(60, 660, 0.25), t_s, 60_000 / rr_ms)
        samples = round(4 * length_s)
        whole = hr_bpm[: hr_bpm.size // samples * samples].reshape(-1, samples)
        ranges.append(np.ptp(whole, axis=1).mean())
    return float(np.median(ranges))


@pytest.mark.parametrize("kind", PEOPLE)
def test_at_rest_each_has_their_own_rate_and_variability(kind: str) -> None:
    runs = [live(kind, None, seed)[1] for seed in SEEDS]
    hr_bpm, rmssd_ms, sdnn_ms = REST[kind]
    assert np.median([hrv.mean_hr(rr_ms) for rr_ms in runs]) == pytest.approx(hr_bpm, abs=3)
    assert np.median([hrv.rmssd(rr_ms) for rr_ms in runs]) == pytest.approx(rmssd_ms, rel=0.1)
    assert np.median([hrv.sdnn(rr_ms) for rr_ms in runs]) == pytest.approx(sdnn_ms, rel=0.15)


@pytest.mark.parametrize(
    ("measure", "first_quartile", "third_quartile"),
    [
        (hrv.rmssd, 23, 45),
        (hrv.sdnn, 37, 68),
        (lambda rr_ms: hrv.power_bands(rr_ms).vlf, 250, 757),
        (lambda rr_ms: hrv.power_bands(rr_ms).lf, 159, 686),
        (lambda rr_ms: hrv.power_bands(rr_ms).hf, 101, 376),
    ],
    ids=["rmssd", "sdnn", "vlf", "lf", "hf"],
)
def test_at_rest_the_average_person_is_near_the_middle_half_of_people(
    measure: Callable[[np.ndarray], float], first_quartile: float, third_quartile: float
) -> None:
    """Within a quarter: the fast variability is at the upper edge, and four runs differ by a tenth."""
    value = np.median([measure(live("average", None, seed)[1]) for seed in SEEDS])
    assert first_quartile / 1.25 < value < third_quartile * 1.25


@pytest.mark.parametrize("kind", PEOPLE)
def test_left_alone_the_rhythm_is_irregular(kind: str) -> None:
    assert 0.3 < median_coherence(kind, None) < 0.8


def test_with_a_slow_pacer_it_is_several_times_as_regular() -> None:
    assert 2 < median_coherence("average", 6) < 5
    assert median_coherence("average", 6) > 4 * median_coherence("average", None)


def test_slow_breathing_makes_the_swing_two_to_four_times_as_large() -> None:
    assert 2.2 < swing_per_breath_bpm("average", 6) / swing_per_breath_bpm("average", None) < 4


def test_stress_raises_the_heart_rate_and_lowers_rmssd() -> None:
    """By eight beats a minute, and by 20 to 40 %, in the last two of three minutes; medians of eight."""
    changes = []
    for seed in range(8):
        means = []
        for strain in (None, Strain([Stress(120, 300)])):
            body = Body(PEOPLE["average"], np.random.default_rng(seed), strain=strain)
            beats_s = np.array(body.beats_until(300, FREE))
            rr_ms = (np.diff(beats_s) * 1000)[beats_s[1:] > 180]
            means.append((hrv.mean_hr(rr_ms), hrv.rmssd(rr_ms)))
        (calm_hr, calm_rmssd), (hr, rmssd) = means
        changes.append((hr - calm_hr, rmssd / calm_rmssd - 1))
    rise_bpm, fall = np.median(changes, axis=0)
    assert rise_bpm == pytest.approx(8, abs=1)
    assert -0.40 < fall < -0.20


def test_how_often_one_asks_changes_nothing() -> None:
    guide = paced(6)
    whole = Body(PEOPLE["average"], np.random.default_rng(7)).beats_until(120, guide)
    body = Body(PEOPLE["average"], np.random.default_rng(7))
    pieces = [beat for tenth in range(1, 1201) for beat in body.beats_until(tenth / 10, guide)]
    assert pieces == whole

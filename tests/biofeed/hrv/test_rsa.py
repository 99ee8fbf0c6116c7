from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from biofeed.hrv.rsa import breathing_rate, swing
from tests.biofeed.hrv.hearts import swinging

if TYPE_CHECKING:
    from pathlib import Path


def test_the_swing_of_a_pure_wave_is_its_height_less_what_sampling_misses() -> None:
    """A tip can lie half a beat from the nearest beat, and a beat is a mean over its interval."""
    rr = swinging(16.0, 6.0, mean_bpm=63.0)
    measured = swing(np.cumsum(rr) / 1000, rr, np.arange(0.0, 291.0, 10.0))
    assert np.isfinite(measured.value_bpm).all()
    assert 0.94 * 16.0 < measured.mean_bpm < 16.0


def test_a_breath_holds_the_beats_from_its_onset_to_the_next() -> None:
    t_s = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0]
    rr = [1000.0, 900.0, 1000.0, 1100.0, 800.0, 1000.0, 900.0]
    measured = swing(t_s, rr, [1.0, 4.0, 7.0])
    expected = [60_000 / 900 - 60, 60_000 / 800 - 60_000 / 1100]
    assert measured.value_bpm == pytest.approx(expected)
    assert measured.onset_s.tolist() == [1.0, 4.0]
    assert measured.mean_bpm == pytest.approx(np.mean(expected))


def test_a_breath_with_too_few_normal_beats_is_not_known() -> None:
    rr = np.full(30, 1000.0)
    rr[::2] = 950.0
    valid = np.ones(30, dtype=bool)
    valid[12:16] = False
    measured = swing(np.cumsum(rr) / 1000, rr, [0.0, 10.0, 20.0], valid=valid)
    assert np.isfinite(measured.value_bpm).tolist() == [True, False]


def test_without_a_normal_beat_no_breath_is_known() -> None:
    measured = swing([1, 2, 3], [1000, 1000, 1000], [0, 4], valid=[False] * 3)
    assert np.isnan(measured.value_bpm).all()
    assert np.isnan(measured.mean_bpm)


def plain_swing(t_s: list[float], rr_ms: list[float], onsets_s: list[float]) -> list[float]:
    """Look at every beat for every breath."""
    values = []
    beats = list(zip(t_s, rr_ms, strict=True))
    for begin, end in pairwise(onsets_s):
        inside = [(t, rr) for t, rr in beats if begin <= t < end]
        covered = sum(max(0.0, min(t, end) - max(t - rr / 1000, begin)) for t, rr in beats)
        rates = [60_000 / rr for _, rr in inside]
        known = len(inside) >= 3 and covered >= 0.7 * (end - begin)
        values.append(max(rates) - min(rates) if known else float("nan"))
    return values


@settings(max_examples=50, deadline=None)
@given(
    st.lists(st.integers(500, 1500), min_size=5, max_size=60),
    st.lists(st.integers(2, 11), min_size=1, max_size=6),
)
def test_swing_equals_looking_at_every_beat(rr: list[int], lengths: list[int]) -> None:
    t_s = (np.cumsum(rr) / 1000).tolist()
    onsets = np.cumsum([0.4, *lengths]).tolist()
    fast = swing(t_s, rr, onsets).value_bpm
    assert fast == pytest.approx(plain_swing(t_s, [float(x) for x in rr], onsets), nan_ok=True)


@pytest.mark.parametrize("onsets", [[], [1.0], [1.0, 1.0], [2.0, 1.0]])
def test_onsets_must_rise(onsets: list[float]) -> None:
    with pytest.raises(ValueError, match="onsets_s"):
        swing([1, 2, 3], [1000, 1000, 1000], onsets)


@pytest.mark.parametrize("rate_per_min", [4.5, 6.0, 8.0, 12.0, 15.0, 20.0])
def test_the_rate_of_one_clear_rhythm_is_found(rate_per_min: float) -> None:
    rr = swinging(10.0, rate_per_min, mean_bpm=72.0, duration_s=90.0)
    found = breathing_rate(np.cumsum(rr) / 1000, rr)
    assert found is not None
    assert found.per_min == pytest.approx(rate_per_min, abs=0.15)
    assert found.confidence > 0.9


def test_a_drifting_heart_does_not_hide_the_breath() -> None:
    rr = swinging(8.0, 6.0, duration_s=90.0)
    found = breathing_rate(np.cumsum(rr) / 1000, rr + np.linspace(0, 60, rr.size))
    assert found is not None
    assert found.per_min == pytest.approx(6.0, abs=0.2)


def test_noise_is_not_clear() -> None:
    """In white noise no rate explains half of the variation within a minute or more."""
    rng = np.random.default_rng(4)
    for _ in range(40):
        rr = rng.normal(850, 40, 80)
        assert breathing_rate(np.cumsum(rr) / 1000, rr) is None


def test_two_rhythms_are_not_clear() -> None:
    """A slow rhythm of the blood pressure beside a faster one that may well be the breath."""
    t = np.arange(0, 100, 0.85)
    rr = 850 + 40 * np.sin(2 * np.pi * 0.1 * t) + 25 * np.sin(2 * np.pi * 0.27 * t)
    assert breathing_rate(np.cumsum(rr) / 1000, rr) is None


def test_a_constant_heart_and_a_short_one_are_not_clear() -> None:
    assert breathing_rate(np.arange(1.0, 101.0), np.full(100, 1000.0)) is None
    rr = swinging(10.0, 6.0, duration_s=50.0)
    assert breathing_rate(np.cumsum(rr) / 1000, rr) is None


def test_marked_beats_do_not_blur_the_rate() -> None:
    rr = swinging(10.0, 6.0, duration_s=120.0)
    t_s = np.cumsum(rr) / 1000
    valid = np.ones(rr.size, dtype=bool)
    spoilt = rr.copy()
    spoilt[20::17], valid[20::17] = 1800.0, False
    found = breathing_rate(t_s, spoilt, valid=valid)
    assert found is not None
    assert found.per_min == pytest.approx(6.0, abs=0.1)


def test_slow_breathing_is_seen_in_a_real_recording(real_data: Path) -> None:
    """Ten minutes of slow deep breathing: clear minutes all lie between 3 and 7 a minute."""
    rr = np.loadtxt(real_data / "slow_breathing_h10" / "sample_data_ibi.csv", delimiter=",")[:, 1]
    t_s = np.cumsum(rr) / 1000
    rates = []
    for start in range(0, 560, 64):
        inside = (t_s > start) & (t_s <= start + 64)
        found = breathing_rate(t_s[inside], rr[inside])
        rates += [found.per_min] if found else []
    assert len(rates) >= 7
    assert all(3.0 < rate < 7.0 for rate in rates)

"""Non-linear measures are neurokit2's own, over the longest clean stretch."""

from __future__ import annotations

import numpy as np
import pytest

from biofeed.nonlinear import nonlinear
from biofeed.types import Beat


def beats(rr_ms: np.ndarray, start_s: float = 0.0, first_seq: int = 0) -> list[Beat]:
    times = start_s + np.cumsum(rr_ms) / 1000
    return [
        Beat(first_seq + i, float(t), float(rr)) for i, (t, rr) in enumerate(zip(times, rr_ms, strict=True))
    ]


def heart(count: int, seed: int = 1) -> np.ndarray:
    rng = np.random.default_rng(seed)
    return np.rint(900 + 40 * np.sin(np.arange(count) / 3) + 15 * rng.standard_normal(count))


def test_the_numbers_and_their_names_are_neurokits() -> None:
    import neurokit2

    rr_ms = heart(200)
    found = nonlinear(beats(rr_ms), mark=False)
    peaks = np.concatenate([[0], np.cumsum(rr_ms)]).astype(int)
    expected = neurokit2.hrv_nonlinear(peaks, sampling_rate=1000).iloc[0]

    assert found.source.startswith("neurokit2 ")
    assert found.beats == 200
    for name in ("HRV_SD1", "HRV_DFA_alpha1", "HRV_SampEn"):
        assert found.values[name] == pytest.approx(expected[name])


def test_only_the_longest_stretch_without_a_gap_counts() -> None:
    before, after = beats(heart(50)), beats(heart(30), start_s=100, first_seq=50)

    assert nonlinear([*before, *after], mark=False).beats == 50


def test_a_beat_that_does_not_count_ends_a_stretch() -> None:
    rr_ms = heart(60)
    rr_ms[40] = 2 * rr_ms[40]

    assert nonlinear(beats(rr_ms)).beats <= 40
    assert nonlinear(beats(rr_ms), mark=False).beats == 60


@pytest.mark.parametrize("count", [0, 1, 99])
def test_too_few_beats_have_no_values(count: int) -> None:
    assert nonlinear(beats(heart(count)), mark=False).values == {}

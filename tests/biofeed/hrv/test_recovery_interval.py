"""The half-recovery time's interval holds the truth as often as it says, also where the noise drifts."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from biofeed.hrv.recovery_interval import LONGEST_HALF_S, HalfTime, half_time

STARTS = {"starts_s": (0.0, 180.0, 480.0)}


def curves(
    rise_bpm: float, half_s: float, noise: np.ndarray | float = 0.0
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Give three minutes of rest, five of a stressor and five of recovery, a value a second."""
    t = np.arange(780) + 0.5
    share = np.where(t < 180, 0.0, np.where(t < 480, 1.0, 0.5 ** (np.maximum(t - 480, 0) / half_s)))
    hr = 70 + rise_bpm * share + noise
    return hr[:180], hr[180:480], hr[480:]


def drift(rng: np.random.Generator, size: int = 780) -> np.ndarray:
    """Give 1/f noise of 2 beats a minute, by its spectrum, out of an hour of it."""
    whole = 3600
    hz = np.fft.rfftfreq(whole)
    spectrum = np.zeros(hz.size, dtype=complex)
    spectrum[1:] = (rng.normal(size=hz.size - 1) + 1j * rng.normal(size=hz.size - 1)) / np.sqrt(hz[1:])
    wave = np.fft.irfft(spectrum, whole)
    return 2 * wave[:size] / wave.std()


def found(*args: Any, **kwargs: Any) -> HalfTime:
    answer = half_time(*args, **kwargs)
    assert answer is not None
    return answer


@pytest.mark.parametrize("half_s", [20.0, 40.0, 80.0])
def test_without_noise_the_half_time_is_found_and_the_interval_is_narrow(half_s: float) -> None:
    answer = found(*curves(12, half_s), **STARTS)

    assert answer.value_s == pytest.approx(half_s, rel=0.1)
    assert answer.low_s < half_s * 1.02
    assert answer.high_s > half_s * 0.98
    assert answer.high_s / answer.low_s < 1.4


def test_the_larger_the_noise_the_wider_the_interval() -> None:
    noise = drift(np.random.default_rng(1))
    widths = []
    for size in (0.3, 1.0):
        answer = found(*curves(12, 40, size * noise), **STARTS)
        widths.append(answer.high_s / answer.low_s)

    assert widths[0] < widths[1]


def test_in_1_f_noise_the_interval_holds_the_truth_about_nine_times_in_ten() -> None:
    """Sixty sessions with a half-time of 42 s, rise of 12: 54 are due, 45 the least believed."""
    rng = np.random.default_rng(3)
    answers = [found(*curves(12, 42, drift(rng)), **STARTS) for _ in range(60)]

    held = sum(answer.low_s <= 42 <= answer.high_s for answer in answers)
    assert held >= 45
    assert np.median([answer.value_s for answer in answers]) == pytest.approx(42, abs=8)


def test_a_recovery_that_is_not_seen_has_no_upper_end_within_what_was_watched() -> None:
    answer = found(*curves(12, 5000, 0.3 * drift(np.random.default_rng(2))), **STARTS)

    assert answer.high_s > 300
    assert answer.value_s > 300
    assert answer.high_s <= LONGEST_HALF_S * 1.05


def test_unknown_seconds_are_left_out() -> None:
    calm, stirred, after = curves(12, 40)
    after[60:75] = np.nan

    assert found(calm, stirred, after, **STARTS).value_s == pytest.approx(40, rel=0.1)


def test_too_little_gives_none() -> None:
    calm, stirred, after = curves(12, 40)

    assert half_time(calm, stirred, after[:50], **STARTS) is None
    assert half_time(calm[:40], stirred, after, **STARTS) is None

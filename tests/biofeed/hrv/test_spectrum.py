from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.signal import periodogram as scipy_periodogram

from biofeed import hrv
from biofeed.hrv.spectrum import band_weights, periodogram
from tests.biofeed.hrv import plain
from tests.biofeed.hrv.hearts import swinging


def rest(beats: int, seed: int = 7) -> tuple[np.ndarray, np.ndarray]:
    """Give a heart at rest in whole milliseconds, and the end of each interval."""
    rng = np.random.default_rng(seed)
    rr = np.rint(850 + 30 * np.sin(np.arange(beats) * 0.6) + rng.normal(0, 20, beats))
    return rr, np.cumsum(rr) / 1000


@given(
    st.lists(st.floats(0, 100), min_size=3, max_size=40),
    st.floats(0, 1),
    st.floats(0, 1),
)
def test_the_weights_integrate_straight_lines_exactly(power: list[float], one: float, other: float) -> None:
    points = np.arange(len(power)) * 0.25
    low, high = sorted((one * points[-1], other * points[-1]))
    area = plain.integral(points, np.array(power), low, high)

    assert band_weights(points, (low, high)) @ np.array(power) == pytest.approx(area, abs=1e-9)


@pytest.mark.parametrize("n", [255, 256, 1024])
def test_the_periodogram_is_scipys(n: int) -> None:
    x = np.random.default_rng(8).normal(800, 50, (3, n))
    _, expected = scipy_periodogram(x, 4.0, "hann", detrend="constant")

    np.testing.assert_allclose(periodogram(x), expected, rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize("beats", [80, 250, 310, 1000])
def test_the_bands_are_those_of_a_textbook_welch(beats: int) -> None:
    rr, t = rest(beats)
    bands = hrv.power_bands(rr)

    assert (bands.vlf, bands.lf, bands.hf) == pytest.approx(
        plain.power_bands(plain.resample(t, rr)), rel=1e-9
    )


def test_a_swing_at_six_a_minute_is_all_low_frequency() -> None:
    bands = hrv.power_bands(swinging(10.0, 6.0, duration_s=600.0))

    assert bands.lf / (bands.vlf + bands.lf + bands.hf) > 0.99


def test_parts_apart_are_averaged_by_their_stretches() -> None:
    """300 s hold one stretch of 256 s, 600 s hold three; nothing of the pause between them is read."""
    (rr_1, t_1), (rr_2, t_2) = rest(360, seed=1), rest(720, seed=2)
    one, other = hrv.power_bands(rr_1), hrv.power_bands(rr_2)
    both = hrv.power_bands(np.concatenate([rr_1, rr_2]), t_s=np.concatenate([t_1, t_1[-1] + 500 + t_2]))

    assert both.lf == pytest.approx((one.lf + 3 * other.lf) / 4, rel=1e-9)
    assert both.coverage == pytest.approx((t_1[-1] + t_2[-1] - t_1[0]) / (t_1[-1] + 500 + t_2[-1] - t_1[0]))


def test_without_a_full_stretch_the_longest_part_is_taken_whole() -> None:
    (rr_1, t_1), (rr_2, t_2) = rest(100, seed=1), rest(200, seed=2)
    both = hrv.power_bands(np.concatenate([rr_1, rr_2]), t_s=np.concatenate([t_1, t_1[-1] + 10 + t_2]))

    assert both.hf == pytest.approx(hrv.power_bands(rr_2).hf, rel=1e-9)


def test_less_than_a_minute_gives_nothing() -> None:
    bands = hrv.power_bands(rest(60)[0])

    assert math.isnan(bands.vlf)
    assert math.isnan(bands.lf)
    assert math.isnan(bands.hf)


@pytest.mark.parametrize("beats", [250, 600])
def test_a_stretch_with_too_many_masked_beats_gives_nothing(beats: int) -> None:
    rr, _ = rest(beats)
    for every, known in ((6, True), (4, False)):
        valid = np.arange(beats) % every != 0
        bands = hrv.power_bands(rr, valid=valid)

        assert math.isfinite(bands.lf) is known
        assert bands.coverage == pytest.approx(1 - 1 / every, abs=0.01)


def test_nothing_counts_nothing_is_known() -> None:
    bands = hrv.power_bands(rest(400)[0], valid=np.zeros(400, dtype=bool))

    assert math.isnan(bands.lf)
    assert bands.coverage == 0.0


@given(st.integers(-(10**5), 10**5))
def test_when_the_recording_began_does_not_matter(shift_s: int) -> None:
    rr, t = rest(400)

    assert hrv.power_bands(rr, t_s=t + shift_s).lf == pytest.approx(hrv.power_bands(rr).lf, rel=1e-7)

from __future__ import annotations

import numpy as np
import pytest

from biofeed import hrv
from biofeed.hrv.fourier import FoldedTransform, spectrum_matrix
from tests.biofeed.hrv.real import intervals, names

POINTS_HZ = np.arange(3, 105) / 256.0


def row(samples: int = 2000) -> np.ndarray:
    return 850.0 + 50.0 * np.random.default_rng(1).normal(size=samples)


@pytest.mark.parametrize("samples", [2, 3, 7, 8, 64, 255, 256])
def test_folding_changes_no_spectrum(samples: int) -> None:
    """Sums and differences give what the whole matrix gives, for even and odd lengths."""
    starts = np.array([0, 3, 77, 2000 - samples])
    windows = np.lib.stride_tricks.sliding_window_view(row(), samples)[starts]
    cosine, sine = np.split(windows @ spectrum_matrix(samples, POINTS_HZ), 2, axis=1)

    [(_, power)] = FoldedTransform(samples, POINTS_HZ).powers(row(), starts)

    np.testing.assert_allclose(power, cosine**2 + sine**2, rtol=1e-9, atol=1e-9)


def test_every_window_is_given_once() -> None:
    """More windows than go at a time, the last time fewer than that."""
    starts = np.arange(0, 1700, 3)
    folded = FoldedTransform(256, POINTS_HZ)
    found = np.concatenate([power for _, power in folded.powers(row(), starts)])
    places = np.concatenate([np.arange(starts.size)[rows] for rows, _ in folded.powers(row(), starts)])

    assert places.tolist() == list(range(starts.size))
    [(_, last)] = folded.powers(row(), starts[-1:])
    np.testing.assert_allclose(found[-1:], last, rtol=1e-9)


@pytest.mark.parametrize("line", [(0.0, 0.0), (5000.0, 0.0), (-300.0, 4.0)])
def test_a_straight_line_leaves_nothing(line: tuple[float, float]) -> None:
    level, slope = line
    [(_, power)] = FoldedTransform(256, POINTS_HZ).powers(level + slope * np.arange(300.0), np.array([0, 44]))

    assert power.max() < 1e-18


def test_single_precision_keeps_five_digits() -> None:
    rng = np.random.default_rng(4)
    rr = np.rint(850 + 300 * np.sin(np.arange(4000) / 700) + 40 * rng.normal(size=4000))
    double, single = hrv.rolling_coherence(rr), hrv.rolling_coherence(rr, single=True)

    np.testing.assert_array_equal(single.peak_hz, double.peak_hz)
    np.testing.assert_allclose(single.ratio, double.ratio, rtol=1e-5)
    np.testing.assert_allclose(single.total_power, double.total_power, rtol=1e-5)
    assert not np.array_equal(single.ratio, double.ratio)


def test_single_precision_keeps_five_digits_of_every_recording(real_data) -> None:
    for name in names(real_data):
        rr = intervals(real_data, name)
        double, single = hrv.rolling_coherence(rr), hrv.rolling_coherence(rr, single=True)

        np.testing.assert_array_equal(single.peak_hz, double.peak_hz, err_msg=name)
        np.testing.assert_allclose(single.ratio, double.ratio, rtol=1e-5, err_msg=name)

"""R peaks at a strap's 130 Hz: neurokit2's own simulated ECG is the oracle, sampled eight times as finely."""

from __future__ import annotations

import subprocess
import sys
import warnings

import numpy as np
import pytest

from biofeed import hrv
from biofeed.ecg import r_peaks

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # what it warns of on import is not ours to mend
    import neurokit2

FS_HZ, FINER = 130, 8


@pytest.fixture(scope="module")
def ecg() -> tuple[np.ndarray, np.ndarray]:
    """Give three minutes of ECG in µV at 130 Hz, and when its R peaks are, found on the finer signal."""
    fine = neurokit2.ecg_simulate(
        duration=180, sampling_rate=FS_HZ * FINER, heart_rate=62, heart_rate_std=4, random_state=3, noise=0
    )
    peaks = neurokit2.ecg_peaks(fine, sampling_rate=FS_HZ * FINER)[1]["ECG_R_Peaks"]
    return 1000 * np.asarray(fine)[::FINER], np.asarray(peaks) / (FS_HZ * FINER)


def noisy(values: np.ndarray, level_uv: float) -> np.ndarray:
    return values + np.random.default_rng(5).normal(scale=level_uv, size=values.size)


def rmssd(times_s: np.ndarray) -> float:
    return float(hrv.rmssd(1000 * np.diff(times_s)))


@pytest.mark.parametrize("level_uv", [0, 20])
def test_every_peak_is_found_and_placed_between_the_samples(
    ecg: tuple[np.ndarray, np.ndarray], level_uv: float
) -> None:
    values, truth = ecg
    found = r_peaks(noisy(values, level_uv), FS_HZ)

    assert found.size == truth.size
    # All of them may be shifted together; that changes no interval.
    errors = found - truth - np.median(found - truth)
    assert np.abs(errors).max() < 0.5 / FS_HZ
    assert errors.std() < 0.12 / FS_HZ, "the samples alone would leave 0.29"


def test_rmssd_is_within_a_percent_of_the_truth(ecg: tuple[np.ndarray, np.ndarray]) -> None:
    values, truth = ecg

    assert rmssd(r_peaks(noisy(values, 20), FS_HZ)) == pytest.approx(rmssd(truth), rel=0.01)


def test_a_silent_line_has_no_peaks() -> None:
    assert r_peaks(np.zeros(1300), FS_HZ).size == 0


@pytest.mark.parametrize(
    "values", [np.zeros(100), np.zeros((600, 2)), np.full(600, np.nan)], ids=["short", "square", "no numbers"]
)
def test_what_is_no_ecg_is_refused(values: np.ndarray) -> None:
    with pytest.raises(ValueError, match="values_uv"):
        r_peaks(values, FS_HZ)


def test_neurokit2_is_loaded_by_the_first_call_only() -> None:
    code = "import sys, biofeed.ecg; sys.exit('neurokit2' in sys.modules or 'scipy' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0

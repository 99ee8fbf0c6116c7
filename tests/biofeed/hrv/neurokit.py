"""neurokit2's numbers for a list of intervals, by its own functions."""

from __future__ import annotations

import warnings

import numpy as np

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # what it warns of on import is not ours to mend
    import neurokit2
    from neurokit2.hrv.hrv_nonlinear import _hrv_nonlinear_poincare


def time_domain(rr_ms: np.ndarray) -> dict[str, float]:
    """Give its RMSSD, SDNN and pNN50, and the SD1 and SD2 of its Poincaré plot.

    Only the plot's own function is called, as `hrv_nonlinear` takes minutes over a long recording.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        beats = {"RRI": rr_ms, "RRI_Time": np.cumsum(rr_ms) / 1000}
        found = neurokit2.hrv_time(beats, sampling_rate=1000)
        poincare = _hrv_nonlinear_poincare(rr_ms, out={})
    numbers = {name: float(found[f"HRV_{name}"].iloc[0]) for name in ("RMSSD", "SDNN", "pNN50")}
    return {**numbers, "SD1": float(poincare["SD1"]), "SD2": float(poincare["SD2"])}


def bands(rr_ms: np.ndarray) -> tuple[float, float]:
    """Give its LF and HF power in ms², with its own settings."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        beats = {"RRI": rr_ms, "RRI_Time": np.cumsum(rr_ms) / 1000}
        found = neurokit2.hrv_frequency(beats, sampling_rate=1000, normalize=False)
    return float(found["HRV_LF"].iloc[0]), float(found["HRV_HF"].iloc[0])

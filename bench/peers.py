"""How other packages do the same work, each through its own documented call on RR intervals in ms.

None computes coherence; what stands beside it is the peer's own spectrum of the same 64 s. Nothing is
imported before a peer is asked for, as each lives in an environment of its own (`bench.peers_env`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True)
class Peer:
    """A package's calls for RMSSD and for a spectrum."""

    name: str
    rmssd: Callable[[np.ndarray], float]
    spectrum: Callable[[np.ndarray], object] | None


def _neurokit2() -> Peer:
    import neurokit2

    def peaks(rr_ms: np.ndarray) -> np.ndarray:
        return np.concatenate([[0], np.cumsum(rr_ms)]).astype(int)

    return Peer(
        "neurokit2",
        lambda rr: float(neurokit2.hrv_time(peaks(rr), sampling_rate=1000)["HRV_RMSSD"].iloc[0]),
        lambda rr: neurokit2.hrv_frequency(peaks(rr), sampling_rate=1000, normalize=False),
    )


def _pyhrv() -> Peer:
    import pyhrv.frequency_domain
    import pyhrv.time_domain

    return Peer(
        "pyhrv",
        lambda rr: float(pyhrv.time_domain.rmssd(nni=rr)["rmssd"]),
        lambda rr: pyhrv.frequency_domain.welch_psd(nni=rr, show=False, mode="dev"),
    )


def _hrvanalysis() -> Peer:
    import hrvanalysis

    return Peer(
        "hrvanalysis",
        lambda rr: float(hrvanalysis.get_time_domain_features(rr.tolist())["rmssd"]),
        lambda rr: hrvanalysis.get_frequency_domain_features(rr.tolist()),
    )


def _systole() -> Peer:
    import systole.hrv

    return Peer(
        "systole",
        lambda rr: float(systole.hrv.rmssd(rr, input_type="rr_ms")),
        lambda rr: systole.hrv.frequency_domain(rr, input_type="rr_ms"),
    )


def _heartpy() -> Peer:
    import heartpy.analysis

    vars(np).setdefault("trapz", np.trapezoid)  # heartpy calls it by the name that NumPy 2.4 gave up

    def spectrum(rr_ms: np.ndarray) -> object:
        return heartpy.analysis.calc_fd_measures(measures={}, working_data={"RR_list_cor": rr_ms})

    def rmssd(rr_ms: np.ndarray) -> float:
        d = np.diff(rr_ms)
        _, measures = heartpy.analysis.calc_ts_measures(rr_ms, np.abs(d), d**2, {}, {})
        return float(measures["rmssd"])

    return Peer("heartpy", rmssd, spectrum)


KNOWN = {
    "neurokit2": _neurokit2,
    "pyhrv": _pyhrv,
    "hrvanalysis": _hrvanalysis,
    "systole": _systole,
    "heartpy": _heartpy,
}


def load(name: str) -> Peer:
    """Import a peer and give its calls."""
    return KNOWN[name]()

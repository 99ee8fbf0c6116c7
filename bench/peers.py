"""How other packages do the same work, each through its own documented call on RR intervals in ms.

A peer that is not installed is left out and said so. None computes coherence; what stands beside it is the
peer's own spectrum of the same 64 s.
"""

from __future__ import annotations

import importlib.util
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True)
class Peer:
    """A package's calls for RMSSD and for a spectrum."""

    name: str
    rmssd: Callable[[np.ndarray], object]
    spectrum: Callable[[np.ndarray], object] | None


def _neurokit2() -> Peer:
    import neurokit2

    def peaks(rr_ms: np.ndarray) -> np.ndarray:
        return np.concatenate([[0], np.cumsum(rr_ms)]).astype(int)

    return Peer(
        "neurokit2",
        lambda rr: neurokit2.hrv_time(peaks(rr), sampling_rate=1000),
        lambda rr: neurokit2.hrv_frequency(peaks(rr), sampling_rate=1000, normalize=False),
    )


def _pyhrv() -> Peer:
    import pyhrv.frequency_domain
    import pyhrv.time_domain

    return Peer(
        "pyhrv",
        lambda rr: pyhrv.time_domain.rmssd(nni=rr),
        lambda rr: pyhrv.frequency_domain.welch_psd(nni=rr, show=False, mode="dev"),
    )


def _hrvanalysis() -> Peer:
    import hrvanalysis

    return Peer(
        "hrvanalysis",
        lambda rr: hrvanalysis.get_time_domain_features(rr.tolist()),
        lambda rr: hrvanalysis.get_frequency_domain_features(rr.tolist()),
    )


def _systole() -> Peer:
    import systole.hrv

    return Peer(
        "systole",
        lambda rr: systole.hrv.rmssd(rr, input_type="rr_ms"),
        lambda rr: systole.hrv.frequency_domain(rr, input_type="rr_ms"),
    )


def _heartpy() -> Peer:
    import heartpy.analysis

    def spectrum(rr_ms: np.ndarray) -> object:
        return heartpy.analysis.calc_fd_measures(measures={}, working_data={"RR_list_cor": rr_ms})

    def rmssd(rr_ms: np.ndarray) -> object:
        d = np.diff(rr_ms)
        return heartpy.analysis.calc_ts_measures(rr_ms, np.abs(d), d**2, {}, {})

    return Peer("heartpy", rmssd, spectrum)


KNOWN = {
    "neurokit2": _neurokit2,
    "pyhrv": _pyhrv,
    "hrvanalysis": _hrvanalysis,
    "systole": _systole,
    "heartpy": _heartpy,
}


def installed() -> tuple[list[Peer], list[str]]:
    """Give the peers that can be used here, and for the others why not."""
    peers, absent = [], []
    for name, load in KNOWN.items():
        if importlib.util.find_spec(name) is None:
            absent.append(f"{name}: not installed")
            continue
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                peers.append(load())
        except Exception as error:  # a peer that breaks on import must not stop the others
            absent.append(f"{name}: cannot be imported ({type(error).__name__}: {error})")
    return peers, absent

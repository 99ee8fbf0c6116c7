"""Time one peer against the plain way, both in this process: `python -m bench.peer_run NAME` prints JSON.

This runs in the peer's own environment, where biofeed is not installed. The plain way is the yardstick that
both have in common: it is timed beside biofeed too.
"""

from __future__ import annotations

import contextlib
import io
import json
import sys
import warnings
from typing import TYPE_CHECKING

import numpy as np

from bench.heart import heart
from bench.peers import load
from bench.timing import shortest_s
from tests.biofeed.hrv import plain

if TYPE_CHECKING:
    from collections.abc import Callable

    from bench.peers import Peer


def work(peer: Peer) -> dict[str, tuple[Callable[[], object], Callable[[], object]]]:
    """Give for each kind of work the peer's way and the plain way of doing one unit of it."""
    five_minutes, minute, window = heart(375), heart(75), heart(84)
    samples = plain.resample(np.cumsum(window) / 1000, window)[:256]
    found: dict[str, tuple[Callable[[], object], Callable[[], object]]] = {
        "rmssd": (lambda: peer.rmssd(five_minutes), lambda: plain.rmssd(five_minutes)),
        "rolling": (lambda: peer.rmssd(minute), lambda: plain.rmssd(minute)),
    }
    spectrum = peer.spectrum
    if spectrum is not None:
        found |= {
            "coherence": (lambda: spectrum(window), lambda: plain.window_coherence(samples)),
            "recordings": (
                lambda: (peer.rmssd(five_minutes), spectrum(five_minutes)),
                lambda: plain.recording(five_minutes),
            ),
            "live": (lambda: (peer.rmssd(window), spectrum(window)), lambda: plain.beat(window)),
        }
    return found


def main() -> None:
    """Print how many times slower than the plain way the peer is, by kind of work."""
    warnings.simplefilter("ignore")  # peers warn about short recordings, and about NumPy's future
    ratios = {}
    with contextlib.redirect_stdout(io.StringIO()):
        for name, (theirs, ours) in work(load(sys.argv[1])).items():
            peer_s, plain_s = shortest_s(theirs, ours)
            ratios[name] = peer_s / plain_s
    print(json.dumps(ratios))


if __name__ == "__main__":
    main()

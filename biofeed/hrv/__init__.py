"""Heart-rate variability: right to the last digit, honest about gaps, and usable alone.

>>> from biofeed import hrv
>>> round(hrv.rmssd([812, 830, 845, 801, 790]), 3)
25.524

Intervals are in ms and stamped with the beat that ends them. Importing this needs nothing but numpy; SciPy's
linear algebra is loaded by the first spectrum, or ahead of time by `warm_up`. Every definition is in
docs/formulas.md.

An answer of a few numbers is a named tuple, one of arrays a dataclass: a session makes the former at every
beat, and a named tuple is made sooner and takes a fifth of the time to import.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from biofeed.hrv.coherence import Coherence, RollingCoherence, coherence, rolling_coherence
from biofeed.hrv.live import LiveWindow, Reading
from biofeed.hrv.rolling import Rolling, rolling_rmssd, rolling_sdnn
from biofeed.hrv.rsa import BreathingRate, Swing, breathing_rate, swing
from biofeed.hrv.series import Series, as_series
from biofeed.hrv.spectrum import Bands, power_bands
from biofeed.hrv.spline import warm_up
from biofeed.hrv.synchrony import Following, Synchrony, follows, synchrony
from biofeed.hrv.time_domain import ln_rmssd, mean_hr, mean_rr, pnn50, rmssd, sd1, sd2, sdnn

if TYPE_CHECKING:
    from biofeed.hrv.artefacts import FLAGS, corrected, flag_codes, mark_artefacts, rejection_rate
    from biofeed.hrv.batch import Metrics, metrics
    from biofeed.hrv.live_artefacts import LiveArtefacts
    from biofeed.hrv.recovery import Reactivity, Reason, Recovery, Refused, recover
else:
    # These cost more to import than half of the rest, and whoever counts beats does not need them.
    _LATER = {
        "FLAGS": "artefacts",
        "corrected": "artefacts",
        "flag_codes": "artefacts",
        "mark_artefacts": "artefacts",
        "rejection_rate": "artefacts",
        "LiveArtefacts": "live_artefacts",
        "Metrics": "batch",
        "metrics": "batch",
        "Reactivity": "recovery",
        "Reason": "recovery",
        "Recovery": "recovery",
        "Refused": "recovery",
        "recover": "recovery",
    }

    def __getattr__(name: str) -> object:
        """Import one of the rarer names when it is first asked for."""
        if name not in _LATER:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return getattr(import_module(f"{__name__}.{_LATER[name]}"), name)


__all__ = [
    "FLAGS",
    "Bands",
    "BreathingRate",
    "Coherence",
    "Following",
    "LiveArtefacts",
    "LiveWindow",
    "Metrics",
    "Reactivity",
    "Reading",
    "Reason",
    "Recovery",
    "Refused",
    "Rolling",
    "RollingCoherence",
    "Series",
    "Swing",
    "Synchrony",
    "as_series",
    "breathing_rate",
    "coherence",
    "corrected",
    "flag_codes",
    "follows",
    "ln_rmssd",
    "mark_artefacts",
    "mean_hr",
    "mean_rr",
    "metrics",
    "pnn50",
    "power_bands",
    "recover",
    "rejection_rate",
    "rmssd",
    "rolling_coherence",
    "rolling_rmssd",
    "rolling_sdnn",
    "sd1",
    "sd2",
    "sdnn",
    "swing",
    "synchrony",
    "warm_up",
]

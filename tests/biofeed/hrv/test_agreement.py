from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from biofeed import hrv
from tests.biofeed.hrv import neurokit
from tests.biofeed.hrv.real import intervals, names

if TYPE_CHECKING:
    from pathlib import Path


def test_neurokit2_agrees_on_every_recording(real_data: Path) -> None:
    """RMSSD, SDNN, SD1 and SD2 to nine digits; pNN50 after its division by the beats is undone."""
    for name in names(real_data):
        rr = intervals(real_data, name)
        theirs = neurokit.time_domain(rr)

        assert hrv.rmssd(rr) == pytest.approx(theirs["RMSSD"], rel=1e-9), name
        assert hrv.sdnn(rr) == pytest.approx(theirs["SDNN"], rel=1e-9), name
        assert hrv.sd1(rr) == pytest.approx(theirs["SD1"], rel=1e-9), name
        assert hrv.sd2(rr) == pytest.approx(theirs["SD2"], rel=1e-9), name
        assert hrv.pnn50(rr) == pytest.approx(theirs["pNN50"] * rr.size / (rr.size - 1), rel=1e-9), name

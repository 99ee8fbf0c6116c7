"""The numbers of real recordings, to the last digit that means anything."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from biofeed import hrv
from tests.biofeed.hrv.real import intervals

if TYPE_CHECKING:
    from numpy.typing import NDArray

EXPECTED: dict[str, Any] = json.loads(
    (Path(__file__).parents[2] / "data" / "hrv_expected.json").read_text("utf-8")
)["recordings"]


@pytest.fixture(params=EXPECTED, ids=str)
def case(request: pytest.FixtureRequest, real_data: Path) -> tuple[NDArray[np.float64], dict[str, Any]]:
    rr_ms = intervals(real_data, request.param)
    expected = EXPECTED[request.param]

    assert rr_ms.size == expected["beats"]
    return rr_ms, expected


@pytest.mark.parametrize("metric", ["rmssd", "sdnn", "pnn50", "sd1", "sd2"])
def test_time_domain_to_twelve_digits(case: Any, metric: str) -> None:
    rr_ms, expected = case

    assert getattr(hrv, metric)(rr_ms) == pytest.approx(expected[metric], rel=1e-12)


def test_rolling_rmssd_is_exact(case: Any) -> None:
    """Whole milliseconds are summed in integers, so only the last division and root round."""
    rr_ms, expected = case
    value = hrv.rolling_rmssd(rr_ms).value
    tolerance = 1e-15 if (rr_ms == np.rint(rr_ms)).all() else 1e-12

    for beat, rmssd in expected["rolling_rmssd"].items():
        assert value[int(beat)] == pytest.approx(rmssd, rel=tolerance)


def test_band_powers(case: Any) -> None:
    rr_ms, expected = case
    bands = hrv.power_bands(rr_ms)

    assert [bands.vlf, bands.lf, bands.hf] == pytest.approx(
        [expected["vlf"], expected["lf"], expected["hf"]], rel=1e-9
    )


def test_first_windows_of_coherence(case: Any) -> None:
    rr_ms, expected = case
    rolling = hrv.rolling_coherence(rr_ms)
    columns = (rolling.ratio, rolling.peak_hz, rolling.peak_power, rolling.total_power)
    rows = np.stack(columns, axis=1)[: len(expected["coherence"])]

    np.testing.assert_allclose(rows, expected["coherence"], rtol=1e-9)


def test_median_coherence(case: Any) -> None:
    """The expected numbers leave out a last window that ends with the series; there is at most one."""
    rr_ms, expected = case
    ratio = hrv.rolling_coherence(rr_ms).ratio
    windows = expected["coherence_windows"]

    assert windows <= ratio.size <= windows + 1
    assert np.median(ratio[:windows]) == pytest.approx(expected["coherence_median"], rel=1e-9)

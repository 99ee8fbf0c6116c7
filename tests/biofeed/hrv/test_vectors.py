"""The reference vectors that other projects may test themselves against hold here first."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from biofeed import hrv
from tests.data.vectors.generate import vectors

FOLDER = Path(__file__).parents[2] / "data" / "vectors"
VECTORS = {path.stem: json.loads(path.read_text("utf-8")) for path in sorted(FOLDER.glob("*.json"))}


def measured(vector: dict[str, Any], metric: str) -> float:
    rr = np.array(vector["rr_ms"])
    mask = {"valid": np.array(vector["valid"])} if "valid" in vector else {}
    times = {"t_s": np.array(vector["t_s"])} if "t_s" in vector else {}
    if metric in {"vlf", "lf", "hf"}:
        return getattr(hrv.power_bands(rr, **mask, **times), metric)
    if metric in {"coherence", "coherence_peak_hz"}:
        rolling = hrv.rolling_coherence(rr, **mask, **times)
        return float(np.median(rolling.ratio if metric == "coherence" else rolling.peak_hz))
    if metric in {"mean_rr", "mean_hr", "sdnn"}:
        return getattr(hrv, metric)(rr, **mask)
    return getattr(hrv, metric)(rr, **mask, **times)


@pytest.mark.parametrize(
    ("name", "metric"), [(name, metric) for name, vector in VECTORS.items() for metric in vector["expected"]]
)
def test_expected_value(name: str, metric: str) -> None:
    value, tolerance = VECTORS[name]["expected"][metric]
    got = measured(VECTORS[name], metric)

    if value is None:
        assert math.isnan(got)
    else:
        assert got == pytest.approx(value, rel=tolerance, abs=tolerance if value == 0 else 0)


@pytest.mark.parametrize("name", VECTORS)
def test_the_files_are_what_the_generator_makes(name: str) -> None:
    made, stored = vectors()[name], VECTORS[name]

    np.testing.assert_allclose(stored["rr_ms"], made["rr_ms"], rtol=1e-14)
    assert stored["expected"] == {metric: list(known) for metric, known in made["expected"].items()}


def test_every_vector_is_stored() -> None:
    assert sorted(VECTORS) == sorted(vectors())

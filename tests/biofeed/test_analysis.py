"""A recording in numbers: each known, defined, and blank where there is too little."""

from __future__ import annotations

import numpy as np
import pytest

from biofeed.analysis import UNITS, analyse, summarise
from biofeed.types import Beat, Flag


def beats(rr_ms: list[float] | np.ndarray) -> list[Beat]:
    times = np.cumsum(rr_ms) / 1000
    return [Beat(i, float(t), float(rr)) for i, (t, rr) in enumerate(zip(times, rr_ms, strict=True))]


def values(rr_ms: list[float] | np.ndarray, *, mark: bool = False) -> dict[str, float | None]:
    return {measure.name: measure.value for measure in analyse(beats(rr_ms), mark=mark).measures}


def test_an_alternating_series_has_the_values_one_can_work_out() -> None:
    found = values([800.0, 900.0] * 100)

    assert found["rmssd"] == pytest.approx(100)
    assert found["mean_rr"] == pytest.approx(850)
    assert found["mean_hr"] == pytest.approx(60_000 / 850)
    assert found["pnn50"] == pytest.approx(100)


def test_every_measure_is_there_with_its_unit_and_definition_known_or_not() -> None:
    for series in ([], [800.0], [800.0, 810.0]):
        report = analyse(beats(series))
        assert {measure.name: measure.unit for measure in report.measures} == UNITS
        assert all(measure.definition == f"{measure.name}.v1" for measure in report.measures)


def test_too_little_is_blank() -> None:
    assert set(values([]).values()) == set(values([800.0]).values()) == {None}
    two = values([800.0, 810.0])
    assert two["rmssd"] == pytest.approx(10)
    assert two["lf_power"] is two["coherence"] is None


def test_values_that_are_no_time_never_count() -> None:
    clean = [800.0, 820.0] * 50
    report = analyse([*beats(clean), Beat(100, 81.0, 0.0, Flag.OUT_OF_RANGE)], mark=False)

    assert report.artefact_rate == pytest.approx(1 / 101)
    assert {m.name: m.value for m in report.measures}["rmssd"] == pytest.approx(values(clean)["rmssd"])


@pytest.mark.parametrize("wild_ms", [0.0, 65535 / 1.024])
def test_intervals_that_are_no_time_break_the_row_and_nothing_else(wild_ms: float) -> None:
    """They stand at the time of the beat before; what lies on both sides of them are no neighbours."""
    row = beats([800.0, 900.0] * 50)
    wild = [Beat(0, row[49].t_s, wild_ms, Flag.OUT_OF_RANGE)] * 2
    found = {m.name: m.value for m in summarise([*row[:50], *wild, *row[50:]], row[-1].t_s)}

    expected = {m.name: m.value for m in summarise(row, row[-1].t_s)}
    assert {name: found[name] for name in ("mean_hr", "sdnn")} == pytest.approx(
        {name: expected[name] for name in ("mean_hr", "sdnn")}
    )
    assert found["rmssd"] == pytest.approx(100)
    assert analyse([*row[:50], *wild, *row[50:]]).beats == 102


def test_no_difference_is_taken_across_intervals_that_are_no_time() -> None:
    row = beats([800.0] * 30 + [900.0] * 30)
    wild = Beat(0, row[29].t_s, 65535 / 1.024, Flag.OUT_OF_RANGE)
    found = {m.name: m.value for m in summarise([*row[:30], wild, *row[30:]], row[-1].t_s)}

    assert found["rmssd"] == 0.0


def test_marking_leaves_artefacts_out_and_taking_all_keeps_them() -> None:
    rng = np.random.default_rng(3)
    rr = 900 + 30 * rng.standard_normal(300)
    rr[150] *= 2
    marked, taken = analyse(beats(rr)), analyse(beats(rr), mark=False)

    assert taken.artefact_rate == 0
    assert 1 / 300 <= marked.artefact_rate <= 0.05
    assert marked.coverage < taken.coverage == pytest.approx(1)


def test_of_a_session_of_a_few_seconds_only_the_heart_rate_is_told() -> None:
    found = {m.name: m.value for m in summarise(beats([1000.0, 1020.0] * 5), duration_s=12)}

    assert found["mean_hr"] == pytest.approx(60_000 / 1010)
    assert {found[name] for name in ("rmssd", "sdnn", "pnn50", "sd1", "sd2")} == {None}


def test_a_session_is_measured_over_its_whole_length() -> None:
    measures = summarise(beats([1000.0] * 30), duration_s=60)

    assert {measure.coverage for measure in measures} == {0.5}
    assert {measure.window_s for measure in measures} == {60}


def test_no_difference_is_taken_across_a_gap_between_beats() -> None:
    """Two steady halves at different rates have no variability from beat to beat."""
    before, after = beats([800.0] * 50), beats([1000.0] * 50)
    later = [Beat(50 + beat.seq, 60.0 + beat.t_s, beat.rr_ms) for beat in after]
    found = {m.name: m.value for m in analyse([*before, *later], mark=False).measures}

    assert found["rmssd"] == 0
    assert found["pnn50"] == 0

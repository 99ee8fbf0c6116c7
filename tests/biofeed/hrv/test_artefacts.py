from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from biofeed.hrv.artefacts import (
    ECTOPIC,
    EXTRA,
    FLAGS,
    IRREGULAR,
    MISSED,
    NORMAL,
    OUT_OF_RANGE,
    NeighbourRule,
    corrected,
    flag_codes,
    mark_artefacts,
    rejection_rate,
)
from biofeed.types import Flag
from tests.biofeed.hrv.hearts import SLOW_RATES_PER_MIN, SWINGS_BPM, near, spoilt, swinging
from tests.biofeed.hrv.plain_classifier import classify
from tests.biofeed.hrv.wfdb_annotations import read_beats

if TYPE_CHECKING:
    from pathlib import Path

# Steady with rare wild values, so that every branch of the tree is taken.
interval = st.one_of(st.integers(700, 900), st.integers(790, 810), st.integers(250, 2200))


def a_resting_heart(count: int = 200, seed: int = 1) -> np.ndarray:
    rng = np.random.default_rng(seed)
    return np.round(850 + 40 * np.sin(np.arange(count) * 0.4) + 4 * rng.standard_normal(count))


@pytest.mark.parametrize("mean_bpm", [55.0, 65.0, 80.0])
@pytest.mark.parametrize("rate_per_min", SLOW_RATES_PER_MIN)
@pytest.mark.parametrize("swing_bpm", SWINGS_BPM)
def test_large_smooth_swings_are_left_alone(swing_bpm: float, rate_per_min: float, mean_bpm: float) -> None:
    for phase_rad in np.arange(0, 2 * np.pi, np.pi / 4):
        rr = swinging(swing_bpm, rate_per_min, mean_bpm=mean_bpm, phase_rad=phase_rad)
        assert not mark_artefacts(rr).any()


def test_every_early_beat_of_a_labelled_recording_is_found(real_data: Path) -> None:
    """MIT-BIH record 100: 33 atrial and one ventricular early beat, each with two wrong intervals."""
    beats = read_beats(real_data / "mitdb" / "100.atr")
    samples, letters = (np.array(column) for column in zip(*beats, strict=True))
    early = letters != "N"
    wrong = early[1:] | early[:-1]
    marked = mark_artefacts(np.diff(samples) / 0.36) != NORMAL
    assert (len(beats), np.count_nonzero(early), np.count_nonzero(wrong)) == (2273, 34, 68)
    assert np.count_nonzero(marked & wrong) == 68
    assert np.count_nonzero(marked & ~wrong) == 11


@pytest.mark.parametrize("seed", range(3))
def test_what_is_put_into_a_real_recording_is_found(real_data: Path, seed: int) -> None:
    rr = np.loadtxt(real_data / "slow_breathing_h10" / "sample_data_ibi.csv", delimiter=",")[:, 1]
    series, wrong = spoilt(rr, 0.02, seed)
    marked = mark_artefacts(series) != NORMAL
    assert np.mean(near(marked, 1)[wrong]) == 1.0
    assert np.mean(marked[~near(wrong, 2)]) <= 0.01


@settings(max_examples=60, deadline=None)
@given(st.lists(interval, min_size=13, max_size=160))
def test_the_array_form_equals_the_plain_one(rr: list[int]) -> None:
    expected = classify([float(value) for value in rr], past_only=False)
    assert [FLAGS[code] for code in mark_artefacts(rr)] == expected


def test_long_series_are_judged_alike_across_the_chunks_they_are_sorted_in() -> None:
    rr = np.tile(a_resting_heart(3000), 3)
    rr[[4094, 4096, 4098]] *= 1.7
    around = slice(4000, 4200)
    assert np.array_equal(mark_artefacts(rr)[around], mark_artefacts(rr[3000:6000])[1000:1200])


@pytest.mark.parametrize(
    ("place", "wrong", "codes"),
    [
        (100, [1700.0], [MISSED]),
        (100, [420.0, 430.0], [EXTRA, EXTRA]),
        (100, [600.0, 1100.0], [IRREGULAR, ECTOPIC]),
        (100, [250.0, 600.0], [OUT_OF_RANGE, EXTRA]),
        (100, [2600.0], [OUT_OF_RANGE]),
    ],
)
def test_each_kind_of_artefact_gets_its_own_flag(place: int, wrong: list[float], codes: list[int]) -> None:
    rr = a_resting_heart()
    rr[place : place + len(wrong)] = wrong
    marked = mark_artefacts(rr)
    assert marked.dtype == np.int8
    assert marked[place : place + len(wrong)].tolist() == codes
    assert np.count_nonzero(marked) == len(wrong)


@pytest.mark.parametrize("place", [0, -1])
def test_a_wrong_interval_at_either_end_is_marked(place: int) -> None:
    rr = a_resting_heart()
    rr[place] = 1700.0
    assert np.flatnonzero(mark_artefacts(rr)).tolist() == [place % rr.size]


def test_a_constant_series_is_normal_and_one_spike_in_it_is_not() -> None:
    rr = np.full(60, 800.0)
    assert not mark_artefacts(rr).any()
    rr[30] += 5.0
    assert not mark_artefacts(rr).any(), "below the floor, a flicker is no artefact"
    rr[30] = 1600.0
    assert np.flatnonzero(mark_artefacts(rr)).tolist() == [30]


def test_a_short_series_is_judged_by_its_neighbours() -> None:
    assert mark_artefacts([800, 810, 1500, 805, 790]).tolist() == [0, 0, IRREGULAR, 0, 0]


def test_a_gap_is_no_difference() -> None:
    """Two paces with a hole between them are two series; without a clock the same step is a change."""
    slow, fast = np.full(40, 1000.0), np.full(5, 700.0)
    rr = np.concatenate((slow, fast))
    t_s = np.concatenate((np.cumsum(slow), 60_000 + np.cumsum(fast))) / 1000
    assert not mark_artefacts(rr, t_s=t_s).any()
    assert np.array_equal(
        mark_artefacts(rr, t_s=t_s), np.concatenate((mark_artefacts(slow), mark_artefacts(fast)))
    )


@pytest.mark.parametrize("rr", [[], [800], [800, np.nan, 800], [800, -5, 800], [[800, 810], [790, 800]]])
def test_what_cannot_be_intervals_is_refused(rr: list[float]) -> None:
    with pytest.raises(ValueError, match="rr_ms"):
        mark_artefacts(rr)


def test_the_neighbour_rule_relocks_after_five_rejections() -> None:
    rule = NeighbourRule()
    flags = [rule.judge(rr) for rr in [800, 820, *[1200] * 6, 100, 1190]]
    assert flags == [Flag.NORMAL] * 2 + [Flag.IRREGULAR] * 5 + [Flag.NORMAL, Flag.OUT_OF_RANGE, Flag.NORMAL]


def test_the_neighbour_rule_never_locks_on_what_is_out_of_range() -> None:
    rule = NeighbourRule()
    assert {rule.judge(2500) for _ in range(12)} == {Flag.OUT_OF_RANGE}
    assert rule.judge(800) is Flag.NORMAL


def test_extra_beats_are_merged_and_missed_ones_split() -> None:
    rr = [800, 800, 390, 410, 800, 1600, 800]
    flags = [0, 0, EXTRA, EXTRA, 0, MISSED, 0]
    assert corrected(rr, flags) == pytest.approx([800.0] * 7)


def test_an_early_beat_is_moved_to_where_it_was_due() -> None:
    assert corrected([800, 820, 600, 1060, 840, 860], [0, 0, IRREGULAR, ECTOPIC, 0, 0]) == pytest.approx(
        [800, 820, 826.666667, 833.333333, 840, 860], rel=1e-6
    )


def test_one_lone_irregular_interval_is_bridged() -> None:
    assert corrected([800, 810, 1000, 830, 840], [0, 0, IRREGULAR, 0, 0]).tolist() == [
        800,
        810,
        820,
        830,
        840,
    ]


def test_wrong_intervals_at_the_ends_are_mended_by_the_one_neighbour_they_have() -> None:
    mended = corrected([1610, 800, 805, 400, 410], [MISSED, 0, 0, EXTRA, EXTRA])
    assert mended == pytest.approx([805, 805, 800, 805, 810])


def test_without_a_normal_interval_nothing_is_mended() -> None:
    assert corrected([1600, 1650], [MISSED, MISSED]).tolist() == [1600, 1650]


@given(st.lists(interval, min_size=13, max_size=80))
def test_mending_keeps_the_time_between_right_beats(rr: list[int]) -> None:
    """Only a run of one that stays one beat may move the total; the original is never touched."""
    series = np.array(rr, dtype=float)
    before, flags = series.copy(), mark_artefacts(rr)
    edges = np.flatnonzero(np.diff(np.concatenate(([0], flags != 0, [0]))))
    mended = corrected(series, flags)
    assert np.array_equal(series, before)
    assert (mended > 0).all()
    if (np.diff(edges.reshape(-1, 2), axis=1) > 1).all():
        assert mended.sum() == pytest.approx(series.sum())


def test_flags_must_match_the_intervals() -> None:
    with pytest.raises(ValueError, match="shape"):
        corrected([800, 810, 820], [0, 1])


def test_the_rejection_rate_is_the_share_that_is_not_normal() -> None:
    assert rejection_rate(np.array([0, 1, 0, 5], dtype=np.int8)) == 0.5
    assert np.isnan(rejection_rate([]))


def test_a_code_is_a_flags_place_in_the_table() -> None:
    assert set(FLAGS) == set(Flag)
    assert flag_codes(FLAGS).tolist() == [NORMAL, EXTRA, MISSED, ECTOPIC, IRREGULAR, OUT_OF_RANGE]


def test_a_labelled_recording_is_marked_as_by_neurokit2(real_data: Path) -> None:
    """The best-known open implementation of the same paper, which looks at peaks instead of intervals."""
    nk = pytest.importorskip("neurokit2")
    beats = read_beats(real_data / "mitdb" / "100.atr")
    peaks = np.array([sample for sample, _ in beats])
    info, _ = nk.signal_fixpeaks(peaks, sampling_rate=360, iterative=False, method="Kubios")
    theirs = sorted(place - 1 for kind in ("ectopic", "missed", "extra", "longshort") for place in info[kind])
    assert np.flatnonzero(mark_artefacts(np.diff(peaks) / 0.36)).tolist() == theirs

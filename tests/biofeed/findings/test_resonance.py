"""The assessment as a whole: what each step measures, which steps count, and what is said of them."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np
import pytest

from biofeed.breath import Part
from biofeed.findings import BEST_PACE, RESONANCE, RESONANCE_STEP, Course, findings
from biofeed.findings.resonance import judge
from biofeed.findings.resonance_curve import Peak
from biofeed.findings.step import free_swing_bpm, steps
from biofeed.pacer import Schedule
from biofeed.types import PhaseKind, Result
from biofeed.words.result import FLAT
from tests.biofeed.findings.hearts import course, free, paced
from tests.biofeed.findings.lived import practised

PACES_BPM = (6.5, 6.0, 5.5, 5.0, 4.5)


def assessment(paces_bpm: Sequence[float] = PACES_BPM) -> list[Part]:
    return [part for bpm in paces_bpm for part in (free(PhaseKind.SETTLE, 60), paced(bpm))]


def answering(parts: Sequence[Part], swing: Callable[[float], float]) -> Callable[[np.ndarray], np.ndarray]:
    """Give a heart that swings so far at each pace, highest where the breath in ends."""
    schedule = Schedule.of(tuple(parts))

    def rate(t: np.ndarray) -> np.ndarray:
        hr = 65 + np.sin(2 * np.pi * 14 / 60 * t)
        for change, part in zip(schedule.parts, parts, strict=True):
            if part.pattern:
                inside = (t >= change.t_s) & (t < change.t_s + change.duration_s)
                turn = (t - change.t_s) * part.pattern.bpm / 60 - 0.4
                hr = np.where(inside, 65 + swing(part.pattern.bpm) / 2 * np.cos(2 * np.pi * turn), hr)
        return hr

    return rate


def of_kind(session: Course, kind: str) -> list[Result]:
    return [result for result in findings(session, "resonance") if result.kind == kind]


def number(result: Result, name: str) -> float:
    value = next(measure.value for measure in result.measures if measure.name == name)
    assert value is not None
    return value


class TestSteps:
    def test_a_step_is_measured_over_its_whole_breaths_after_25_seconds(self) -> None:
        parts = [paced(6.0)]
        (step,) = steps(course(parts, answering(parts, lambda _: 12.0)))

        assert (step.start_s, step.end_s) == (30.0, 120.0)
        assert step.pace_bpm == pytest.approx(6.0)
        assert step.swing_bpm == pytest.approx(12.0, rel=0.05)
        assert step.synchrony.amplitude_bpm == pytest.approx(6.0, rel=0.03)
        assert step.synchrony.phase_deg == pytest.approx(144.0, abs=3.0)
        assert step.swing_error < 0.02
        assert step.sharpness > 0.9
        # A beat a minute is about 60000 / 65² ms of the interval; a wave's power is half its square.
        assert step.power_ms2 == pytest.approx((6.0 * 60_000 / 65**2) ** 2 / 2, rel=0.1)

    def test_a_repeated_pace_counts_as_it_was_last(self) -> None:
        parts = [*assessment((6.0, 5.5)), *assessment((6.0,))]
        measured = steps(course(parts, answering(parts, lambda _: 12.0)))

        assert [round(step.pace_bpm, 1) for step in measured] == [5.5, 6.0]
        assert measured[1].start_s > measured[0].start_s

    def test_what_was_paused_counts_from_the_last_pause_on(self) -> None:
        parts = [paced(6.0, 180)]
        session = course(parts, answering(parts, lambda _: 12.0), pauses=[(40.0, 45.0)])

        assert steps(session)[0].start_s == 70.0

    @pytest.mark.parametrize("changed", [{"dropped": (60.0, 75.0)}, {"wrong": (60.0, 70.0)}])
    def test_a_step_with_too_many_beats_missing_or_wrong_does_not_count(
        self, changed: dict[str, tuple[float, float]]
    ) -> None:
        parts = [paced(6.0)]

        assert not steps(course(parts, answering(parts, lambda _: 12.0), **changed))

    def test_a_step_cut_short_counts_with_six_breaths_and_not_with_fewer(self) -> None:
        parts = [paced(6.0)]
        heart = answering(parts, lambda _: 12.0)

        assert len(steps(course(parts, heart, ended_s=95.0))) == 1
        assert not steps(course(parts, heart, ended_s=85.0))

    def test_the_own_swing_comes_from_the_free_stretches(self) -> None:
        parts = assessment()
        session = course(parts, answering(parts, lambda _: 12.0))

        assert free_swing_bpm(session) == pytest.approx(2.0, rel=0.15)
        assert free_swing_bpm(course([paced(6.0)])) is None


class TestVerdict:
    def test_a_step_result_says_all_that_belongs_to_it(self) -> None:
        parts = assessment()
        results = of_kind(course(parts, answering(parts, lambda bpm: 12 - abs(bpm - 5.5))), RESONANCE_STEP)

        assert [result.detail["pace_bpm"] for result in results] == [4.5, 5.0, 5.5, 6.0, 6.5]
        assert [result.detail["score"] == 1 for result in results] == [False, False, True, False, False]
        assert {measure.name for measure in results[0].measures} == {
            "swing",
            "power_at_pace",
            "sharpness",
            "in_step",
            "phase",
            "phase_share",
        }
        assert results[0].detail["followed"] == "follows"
        assert results[0].detail["weights"] == "weights.v1"
        assert number(results[2], "swing") == pytest.approx(12.0, rel=0.05)

    def test_the_curve_is_kept_with_the_result(self) -> None:
        parts = assessment()
        (result,) = of_kind(course(parts, answering(parts, lambda _: 12.0)), RESONANCE)

        scores = {key: value for key, value in result.detail.items() if key.startswith("score")}
        assert list(scores) == ["score 4.5", "score 5.0", "score 5.5", "score 6.0", "score 6.5"]
        assert all(0.9 < float(score) <= 1 for score in scores.values())

    def test_too_few_steps_are_no_peak_with_the_reason(self) -> None:
        parts = assessment((6.5, 6.0, 5.5))
        (result,) = of_kind(course(parts, answering(parts, lambda _: 12.0)), RESONANCE)

        assert result.detail["verdict"] == "no clear peak"
        assert "fewer than 4 paces" in str(result.detail["reason"])
        assert result.measures[0].value is None

    def test_a_heart_that_goes_its_own_way_is_no_peak_with_the_reason(self) -> None:
        (result,) = of_kind(course(assessment()), RESONANCE)

        assert result.detail["verdict"] == "no clear peak"
        assert "went along" in str(result.detail["reason"])

    def test_without_any_beat_there_is_a_result_and_no_peak(self) -> None:
        (result,) = of_kind(course(assessment(), dropped=(0.0, 1e9)), RESONANCE)

        assert result.detail["verdict"] == "no clear peak"
        assert result.measures[0].coverage == 0.0

    @pytest.mark.parametrize(
        ("peak", "verdict"),
        [
            (Peak(5.5, 0.15, 0.99, 0.4, 5.1, 5.9), "clear"),
            (Peak(5.5, 0.3, 0.95, 0.8, 4.8, 6.2), "range"),
            (Peak(5.5, 0.5, 0.9, 1.2, 4.3, 6.7), "no clear peak"),
            (Peak(4.6, 0.15, 0.3, 0.3, 3.8, 4.6), "no clear peak"),
            (Peak(4.6, 0.15, 0.4, 0.8, 2.8, 4.4), "no clear peak"),
        ],
    )
    def test_one_pace_a_range_or_none(self, peak: Peak, verdict: str) -> None:
        """One where half a breath matters, else a range; none if all are alike or it lies beyond."""
        parts = assessment()
        measured = steps(course(parts, answering(parts, lambda _: 12.0)))

        assert judge(measured, peak) == verdict


class TestSimulatedPeople:
    """A few of the people in docs/resonance.md, whose table is the long form of this test."""

    @pytest.mark.parametrize(("truth", "seed"), [(4.8, 3), (5.5, 3), (6.2, 4)])
    def test_a_clear_peak_is_found_within_a_third_of_a_breath(self, truth: float, seed: int) -> None:
        session = practised(f"sim:?resonance={truth}&seed={seed}&speed=max", "resonance-assessment")
        (result,) = of_kind(session, RESONANCE)

        assert number(result, BEST_PACE) == pytest.approx(truth, abs=0.301)
        assert result.detail["verdict"] == "clear"

    @pytest.mark.parametrize("options", ["resonance=none&seed=3", "person=average&seed=3"])
    def test_no_peak_and_a_flat_one_give_no_number(self, options: str) -> None:
        session = practised(f"sim:?{options}&speed=max", "resonance-assessment")
        (result,) = of_kind(session, RESONANCE)

        assert result.measures[0].value is None
        assert result.detail["verdict"] in {"range", "no clear peak"}
        assert math.isclose(max(float(v) for k, v in result.detail.items() if k.startswith("score")), 1.0)


def test_a_flat_curve_says_so_and_one_that_was_not_seen_does_not() -> None:
    """Only where the curve is flat is 6.0 as useful as any pace."""
    parts = assessment()
    (unseen,) = of_kind(course(parts, answering(parts, lambda bpm: 60 / bpm)), RESONANCE)

    assert unseen.measures[0].value is None
    assert unseen.detail.get("reason") != FLAT

"""The resonance assessment: at which pace the heart goes along most, today, or that no pace stands out.

The answer is today's: two in three people had another one when they were measured again (Capdevila et al.
2021, doi:10.1038/s41598-021-87867-8), and nothing shows that half a breath a minute matters. So one number is
given only where going half a breath off would cost more than 5 % of the swing; a flatter top is given as a
range, and where all paces are alike, or the largest lies beyond them, there is no clear peak.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from enum import StrEnum

from biofeed import hrv
from biofeed.findings.course import Course
from biofeed.findings.resonance_curve import Peak, find_peak
from biofeed.findings.step import WEIGHTS, Step, free_swing_bpm, steps
from biofeed.types import Measure, Result
from biofeed.words.result import BEYOND, FLAT, TOO_FEW_FOLLOWED, TOO_FEW_PACES

RESONANCE = "resonance"
RESONANCE_STEP = "resonance step"
BEST_PACE = "best_pace"

FEWEST_STEPS = 4
FEWEST_FOLLOWED = 3
LEAST_INSIDE = 1 / 3
"""Where it is more than twice as likely that the peak lies beyond the paces tried, it was not seen."""
WIDEST_HALF_BPM = 0.6
"""A top wider than this to either side has no single best pace."""


class Verdict(StrEnum):
    """What the curve says."""

    CLEAR = "clear"
    RANGE = "range"
    NO_PEAK = "no clear peak"


def assessed(course: Course) -> Iterator[Result]:
    """Give a result for each step that counts, and one for all of them together."""
    measured = steps(course)
    largest = max((step.size_bpm for step in measured), default=1.0)
    for step in measured:
        yield _step_result(course, step, step.size_bpm / largest)
    yield _result(course, measured, largest)


def judge(measured: Sequence[Step], peak: Peak) -> Verdict:
    """Say whether the curve has one best pace, a range of them, or none."""
    if peak.inside < LEAST_INSIDE or _is_flat(measured, peak):
        return Verdict.NO_PEAK
    if peak.half_width_bpm <= WIDEST_HALF_BPM:
        return Verdict.CLEAR
    is_seen = peak.high_bpm > measured[0].pace_bpm and peak.low_bpm < measured[-1].pace_bpm
    return Verdict.RANGE if is_seen else Verdict.NO_PEAK


def _is_flat(measured: Sequence[Step], peak: Peak) -> bool:
    """Tell whether the curve is within 5 % of its top at all paces that were tried."""
    return peak.low_bpm <= measured[0].pace_bpm and peak.high_bpm >= measured[-1].pace_bpm


def _result(course: Course, measured: Sequence[Step], largest_bpm: float) -> Result:
    detail: dict[str, float | str] = {"weights": WEIGHTS}
    detail |= {f"score {step.pace_bpm:.1f}": round(step.size_bpm / largest_bpm, 4) for step in measured}
    reason = _why_not(measured)
    peak = None if reason else find_peak(measured, free_swing_bpm(course))
    verdict = judge(measured, peak) if peak else Verdict.NO_PEAK
    detail["verdict"] = verdict.value
    if verdict is Verdict.NO_PEAK:
        detail["reason"] = reason or (FLAT if peak and _is_flat(measured, peak) else BEYOND)
    best = None
    if peak and verdict is Verdict.RANGE:
        detail["low_bpm"] = round(max(peak.low_bpm, measured[0].pace_bpm), 1)
        detail["high_bpm"] = round(min(peak.high_bpm, measured[-1].pace_bpm), 1)
    if peak and verdict is Verdict.CLEAR:
        best = round(peak.pace_bpm, 1)
        detail["error_bpm"] = round(peak.error_bpm, 2)
        detail["low_bpm"] = round(peak.pace_bpm - peak.error_bpm, 1)
        detail["high_bpm"] = round(peak.pace_bpm + peak.error_bpm, 1)
    length_s = sum(step.end_s - step.start_s for step in measured)
    coverage = sum(step.coverage * (step.end_s - step.start_s) for step in measured) / max(length_s, 1e-9)
    measure = Measure(BEST_PACE, best, "breaths/min", length_s, coverage, "best_pace.v1")
    return Result(course.ended_s, RESONANCE, (measure,), detail)


def _why_not(measured: Sequence[Step]) -> str:
    """Say what keeps the steps from being compared; empty if nothing does."""
    if len(measured) < FEWEST_STEPS:
        return TOO_FEW_PACES.format(FEWEST_STEPS)
    followed = sum(hrv.follows(step.synchrony) is hrv.Following.FOLLOWS for step in measured)
    if followed < FEWEST_FOLLOWED:
        return TOO_FEW_FOLLOWED.format(FEWEST_FOLLOWED)
    return ""


def _step_result(course: Course, step: Step, score: float) -> Result:
    together = step.synchrony
    values = {
        "swing": (step.swing_bpm, "bpm"),
        "power_at_pace": (step.power_ms2, "ms²"),
        "sharpness": (step.sharpness, ""),
        "in_step": (2 * together.amplitude_bpm, "bpm"),
        "phase": (together.phase_deg, "°"),
        "phase_share": (together.share, ""),
    }
    measures = tuple(
        Measure(
            name,
            value if math.isfinite(value) else None,
            unit,
            step.end_s - step.start_s,
            step.coverage,
            f"{name}.step.v1",
        )
        for name, (value, unit) in values.items()
    )
    detail: dict[str, float | str] = {
        "pace_bpm": round(step.pace_bpm, 2),
        "start_s": round(step.start_s, 3),
        "end_s": round(step.end_s, 3),
        "breaths": float(together.breaths),
        "swing_error": round(step.swing_error, 4),
        "followed": hrv.follows(together).value,
        "score": round(score, 4),
        "weights": WEIGHTS,
    }
    return Result(course.ended_s, RESONANCE_STEP, measures, detail)

"""Stress and recovery: how far the heart rate rose in a stressor, and how it came back by itself.

What is computed is in `biofeed.hrv.recovery`; here it is found out which stretches of the session are meant,
and the answer is put into words that hold up: a time with its interval, or why there is none.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from biofeed.findings.course import Course
from biofeed.findings.window import baseline, is_free, why_not_clean
from biofeed.hrv.recovery import Reason, Recovery, Refused, Span, recover
from biofeed.hrv.recovery_fit import Fit
from biofeed.types import Measure, PhaseChange, PhaseKind, Result
from biofeed.words.result import SMALL_REACTION

RECOVERY = "recovery"

COMPUTED = "computed"
SHORTEST_PART_S = 30.0


def recovered(course: Course) -> Iterator[Result]:
    """Give what the last stressor did that has a rest before it and an unpaced recovery after it."""
    found = _parts(course)
    if found is None:
        return
    rest, stressor, after = found
    spans = (baseline(course, rest), *((part.t_s, course.end_of(part)) for part in (stressor, after)))
    if min(end_s - start_s for start_s, end_s in spans) < SHORTEST_PART_S:
        return
    session = course.stretch(spans[0][0] - 10.0, spans[2][1] + 10.0)
    if session.normal.sum() < 2:
        return
    answer = recover(
        session.t_s,
        session.rr_ms,
        valid=session.normal,
        baseline=spans[0],
        stressor=spans[1],
        recovery=spans[2],
    )
    yield _result(course, stressor, spans, answer)


def _parts(course: Course) -> tuple[PhaseChange, PhaseChange, PhaseChange] | None:
    """Give the rest before a stressor, the stressor, and the unpaced recovery that follows it."""
    parts = course.parts
    for index in reversed(range(1, len(parts) - 1)):
        stressor, after = parts[index], parts[index + 1]
        if stressor.kind is PhaseKind.STRESSOR and after.kind is PhaseKind.RECOVER and is_free(course, after):
            rests = [p for p in parts[:index] if p.kind is PhaseKind.REST and is_free(course, p)]
            return (rests[-1], stressor, after) if rests else None
    return None


def _result(
    course: Course, stressor: PhaseChange, spans: tuple[Span, ...], answer: Recovery | Refused
) -> Result:
    reactivity = answer.reactivity
    detail: dict[str, float | str] = {
        "task": stressor.task or stressor.title,
        "baseline_start_s": spans[0][0],
        "stressor_start_s": spans[1][0],
        "recovery_start_s": spans[2][0],
        "recovery_end_s": spans[2][1],
    }
    values: dict[str, tuple[float | None, str]] = {}
    if reactivity is not None:
        detail["needed_bpm"] = round(reactivity.needed_bpm, 2)
        values["reactivity"] = (reactivity.hr_bpm, "bpm")
        values["baseline_hr"] = (reactivity.baseline_bpm, "bpm")
        values["stressor_hr"] = (reactivity.stressor_bpm, "bpm")
        values["stressor_peak_hr"] = (reactivity.peak_bpm, "bpm")
        if _ln_rmssd_counts(course, spans):
            values["reactivity_ln_rmssd"] = (reactivity.ln_rmssd, "")
    if isinstance(answer, Refused):
        detail["verdict"] = SMALL_REACTION if answer.reason is Reason.SMALL_REACTION else answer.reason.value
    else:
        detail["verdict"] = COMPUTED
        values |= _way_back(answer, detail)
    coverage = min(course.stretch(*span).coverage for span in spans)
    length_s = spans[2][1] - spans[2][0]
    measures = tuple(
        Measure(name, _known(value), unit, length_s, coverage, f"{name}.recovery.v1")
        for name, (value, unit) in values.items()
    )
    return Result(course.ended_s, RECOVERY, measures, detail)


def _way_back(answer: Recovery, detail: dict[str, float | str]) -> dict[str, tuple[float | None, str]]:
    """Give the numbers of the recovery, and write the half-time's interval and the fits into `detail`."""
    detail["half_recovery"] = half_words(answer)
    if answer.half is not None:
        detail["half_s"] = round(answer.half.value_s, 1)
        detail["half_low_s"] = round(answer.half.low_s, 1)
        detail["half_high_s"] = round(answer.half.high_s, 1)
    for name, fit in (("exponential", answer.exponential), ("logistic", answer.logistic)):
        if fit is not None:
            detail |= _fit_detail(name, fit)
    half = answer.half.value_s if answer.half and answer.half.value_s <= answer.seen_s else None
    return {
        "half_recovery": (half, "s"),
        "half_crossing": (answer.half_s, "s"),
        "recovered_at_60_s": (answer.percent_by_minute[0], "%"),
        "recovered_at_end": (answer.percent_by_minute[-1], "%"),
        "residual": (answer.carry_over.residual_bpm, "bpm"),
    }


def half_words(answer: Recovery) -> str:
    """Say when half of the reaction was gone, as far as that was seen: `46 s (21 to 93 s)`, `> 5 min`."""
    seen = f"> {answer.seen_s / 60:.0f} min" if answer.seen_s >= 90 else f"> {answer.seen_s:.0f} s"
    if answer.half is None:
        return seen if answer.half_s is None else f"{answer.half_s:.0f} s"
    if answer.half.low_s > answer.seen_s or answer.half.value_s > answer.seen_s:
        return f"{seen} ({answer.half.low_s:.0f} s or more)"
    high = f"{answer.half.high_s:.0f} s" if answer.half.high_s <= answer.seen_s else seen
    return f"{answer.half.value_s:.0f} s ({answer.half.low_s:.0f} to {high})"


def _fit_detail(name: str, fit: Fit) -> dict[str, float | str]:
    return {
        f"{name}_half_s": round(fit.half_s.value, 2),
        f"{name}_half_error_s": round(fit.half_s.error, 2),
        f"{name}_amount_bpm": round(fit.amount_bpm.value, 2),
        f"{name}_level_bpm": round(fit.level_bpm.value, 2),
        f"{name}_at_bound": "yes" if fit.at_bound else "no",
    }


def _ln_rmssd_counts(course: Course, spans: tuple[Span, ...]) -> bool:
    """Tell whether baseline and stressor are both long and clean enough for an RMSSD."""
    return not any(why_not_clean(course, course.stretch(*span)) for span in spans[:2])


def _known(value: float | None) -> float | None:
    return value if value is not None and math.isfinite(value) else None

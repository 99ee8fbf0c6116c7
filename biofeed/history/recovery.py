"""How the heart came back after a stressor, session by session, beside what the person felt.

One session's half-time is close to noise, so the trend over the last five stands beside it. What is felt and
what the heart does are told side by side and never made into one number.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from biofeed.care import CheckIn, Debrief
from biofeed.findings import RECOVERY, Trend, recovery_trend
from biofeed.findings.trend import HALF_RECOVERY
from biofeed.history.window import value_of
from biofeed.types import Event, Rating, Result

STRESS_PEAK = "stress peak"
"""The scale on which a person rates the hardest moment, where they are asked or tell of it."""


@dataclass(frozen=True, slots=True)
class RecoveryRun:
    """One stressor and what followed it."""

    result: Result
    task: str
    verdict: str
    """`computed`, or why there is no half-time."""
    reaction_bpm: float | None
    half_s: float | None
    """After how long half of the rise was gone; `None` if it was not computed or took longer than watched."""
    low_s: float | None
    high_s: float | None
    """The half-time's own interval of 90 %."""
    words: str
    """The half-time as it can be said: `46 s (21 to 93 s)`, `> 5 min`; empty if it was not computed."""
    coverage: float
    felt_before: int | None
    felt_peak: int | None
    felt_after: int | None
    okay_minutes: float | None


def recovery_run(
    findings: Iterable[Result], checkin: CheckIn, debrief: Debrief, said: Iterable[Event]
) -> RecoveryRun | None:
    """Give what a session's stressor did; `None` if it had none that was followed by a free recovery."""
    result = next((result for result in findings if result.kind == RECOVERY), None)
    if result is None:
        return None
    detail, measures = result.detail, result.measures
    return RecoveryRun(
        result=result,
        task=str(detail.get("task", "")),
        verdict=str(detail.get("verdict", "")),
        reaction_bpm=value_of(measures, "reactivity"),
        half_s=value_of(measures, HALF_RECOVERY),
        low_s=_number(detail.get("half_low_s")),
        high_s=_number(detail.get("half_high_s")),
        words=str(detail.get("half_recovery", "")),
        coverage=measures[0].coverage if measures else 0.0,
        felt_before=checkin.stress,
        felt_peak=_peak(said),
        felt_after=debrief.stress,
        okay_minutes=debrief.okay_minutes,
    )


def trends(runs: Sequence[RecoveryRun]) -> tuple[Trend, ...]:
    """Give the trend of each task that has one, the runs being the oldest first."""
    tasks = dict.fromkeys(run.task for run in runs)
    found = (recovery_trend([run.result for run in runs], task) for task in tasks)
    return tuple(trend for trend in found if trend is not None)


def rolling_trends(runs: Sequence[RecoveryRun]) -> tuple[Trend | None, ...]:
    """Give the trend of each run's task as it stood after that run."""
    results = [run.result for run in runs]
    return tuple(recovery_trend(results[: at + 1], run.task) for at, run in enumerate(runs))


def _peak(said: Iterable[Event]) -> int | None:
    values = [one.value for one in said if isinstance(one, Rating) and one.scale == STRESS_PEAK]
    return round(values[-1]) if values and values[-1] is not None else None


def _number(value: float | str | None) -> float | None:
    return None if value is None else float(value)

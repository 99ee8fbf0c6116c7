"""The trend of recovery: what several sessions with the same task say together.

One session's half-recovery time is close to noise (Christenfeld, Glynn & Gerin 2000, PMID 10934913; several
tasks together are steadier: Rutledge et al. 2000). So what is looked at is the median of the last five, from
three on. The very first time a task is done is for getting to know it, and is left out: the reaction to what
is new is larger (Kelsey et al. 1999, doi:10.1111/1469-8986.3660818).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median, quantiles

from biofeed.findings.recovery import COMPUTED, RECOVERY
from biofeed.types import Result

MOST_SESSIONS = 5
FEWEST_SESSIONS = 3
HALF_RECOVERY = "half_recovery"


@dataclass(frozen=True, slots=True)
class Trend:
    """The last sessions with one task, taken together."""

    task: str
    median_s: float | None
    """Median of the half-recovery times; None if it lies among those that took longer than was watched."""
    low_s: float | None
    high_s: float | None
    """The middle half of the sessions lies between these; None where that is not known."""
    sessions: int
    """How many sessions it is over."""


def recovery_trend(results: Sequence[Result], task: str) -> Trend | None:
    """Give the trend over a person's `recovery` results, oldest first; None with fewer than three to go by.

    The first run of the task is left out. A session whose reaction was too small, or whose signal was, does
    not count; one whose half-time was longer than what was watched counts as longer than all others.
    """
    runs = [result for result in results if result.kind == RECOVERY and result.detail.get("task") == task]
    valid = [result for result in runs[1:] if result.detail.get("verdict") == COMPUTED][-MOST_SESSIONS:]
    if len(valid) < FEWEST_SESSIONS:
        return None
    times_s = [_half_s(result) for result in valid]
    low_s, _, high_s = quantiles(times_s, n=4, method="inclusive")
    return Trend(task, _seen(median(times_s)), _seen(low_s), _seen(high_s), len(valid))


_UNSEEN_S = 1e9
"""Stands for longer than what was watched: larger than any time, and finite, so that it can be sorted."""


def _half_s(result: Result) -> float:
    value = next((measure.value for measure in result.measures if measure.name == HALF_RECOVERY), None)
    return _UNSEEN_S if value is None else value


def _seen(time_s: float) -> float | None:
    return time_s if time_s < _UNSEEN_S / 1000 else None

"""An unpaced window of a past session, as it is compared with those of other days.

Paced breathing moves RMSSD by itself, so only windows of free breathing are compared, and only those from
before anything was done: after an exercise the breath stays slow for a while.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from biofeed.findings import WINDOW
from biofeed.types import Measure, Result

_BEFORE = ("before", "rest")
"""The roles of a window that is a reading: before the exercise, or a rest in a session that has none."""


@dataclass(frozen=True, slots=True)
class FreeWindow:
    """What was measured while the person breathed freely and sat quietly."""

    title: str
    role: str
    start_s: float
    length_s: float
    clean_s: float
    coverage: float
    """The share of it that clean beats cover, 0 to 1."""
    artefact_share: float
    """The share of its beats that do not count, 0 to 1."""
    weak: str
    """What keeps it out of trends; empty if nothing does."""
    mean_hr_bpm: float | None
    rmssd_ms: float | None
    ln_rmssd: float | None
    sdnn_ms: float | None

    @property
    def is_clean(self) -> bool:
        """Say whether it enters trends."""
        return not self.weak and self.ln_rmssd is not None


def free_windows(findings: Iterable[Result]) -> tuple[FreeWindow, ...]:
    """Give the unpaced windows among a session's findings, in their order."""
    return tuple(_window(result) for result in findings if result.kind == WINDOW)


def reading(windows: Sequence[FreeWindow]) -> FreeWindow | None:
    """Give the window by which a session is compared with others; `None` if it has none."""
    return next((window for role in _BEFORE for window in windows if window.role == role), None)


def value_of(measures: Iterable[Measure], name: str) -> float | None:
    """Give the value of the measure of that name; `None` if it is blank or not there."""
    return next((measure.value for measure in measures if measure.name == name), None)


def _window(result: Result) -> FreeWindow:
    detail, measures = result.detail, result.measures
    start_s, end_s = float(detail.get("start_s", 0.0)), float(detail.get("end_s", 0.0))
    clean = str(detail.get("clean", ""))
    return FreeWindow(
        title=str(detail.get("title", "")),
        role=str(detail.get("role", "")),
        start_s=start_s,
        length_s=end_s - start_s,
        clean_s=float(detail.get("clean_s", 0.0)),
        coverage=measures[0].coverage if measures else 0.0,
        artefact_share=float(detail.get("artefact_share", 0.0)),
        weak="" if clean == "yes" else clean,
        mean_hr_bpm=value_of(measures, "mean_hr"),
        rmssd_ms=value_of(measures, "rmssd"),
        ln_rmssd=value_of(measures, "ln_rmssd"),
        sdnn_ms=value_of(measures, "sdnn"),
    )

"""A past session, as far as it is looked back at: what it was, how it felt, and how sure its numbers are."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from biofeed.care import CheckIn, Debrief, read_checkin, read_debrief
from biofeed.findings import BEST_PACE, RESONANCE
from biofeed.findings.window import CLEAN_COVERAGE
from biofeed.history.recovery import RecoveryRun, recovery_run
from biofeed.history.window import FreeWindow, free_windows, reading, value_of
from biofeed.store.row import SessionRow, State
from biofeed.types import Event, Measure, Origin, Result
from biofeed.words.result import THINLY_COVERED

DONE = "done"
_LETTERED = re.compile(r"(?=[^ ]*\d)[0-9A-Fa-f][0-9A-Fa-f:_-]{3,}")
"""What a maker adds to a device's name to tell one from another: a serial number, or an address."""


@dataclass(frozen=True, slots=True)
class BestPace:
    """What a resonance assessment came to; without a pace where no single one stood out."""

    pace_bpm: float | None
    low_bpm: float | None
    high_bpm: float | None
    verdict: str


@dataclass(frozen=True, slots=True)
class PastSession:
    """One session in a client's history."""

    row: SessionRow
    software: str
    checkin: CheckIn
    debrief: Debrief
    measures: tuple[Measure, ...]
    """Over the whole session; beats that were paced among them."""
    windows: tuple[FreeWindow, ...]
    recovery: RecoveryRun | None
    best_pace: BestPace | None
    moved: bool
    """Whether it was first filed under another client."""

    @property
    def day(self) -> dt.date:
        """The day on which it began, where it took place."""
        return self.row.started.date()

    @property
    def minutes(self) -> float:
        """How long it took."""
        return self.row.duration_s / 60

    @property
    def is_practice(self) -> bool:
        """Say whether an exercise was done; a mere recording is none."""
        return bool(self.row.exercise)

    @property
    def enters_trends(self) -> bool:
        """Say whether its numbers may be compared; nobody knows how an imported recording came about."""
        return self.row.origin is not Origin.IMPORTED

    @property
    def was_cut_short(self) -> bool:
        """Say whether it ended before the exercise did."""
        return self.row.state is State.INTERRUPTED or self.row.end_reason not in {"", DONE}

    @property
    def posture(self) -> str:
        """How the person sat or lay; empty if they did not say."""
        return self.row.posture or (self.checkin.posture or "")

    @property
    def setting(self) -> str:
        """In which kind of moment it took place; empty if they did not say."""
        return self.row.setting or (self.checkin.setting or "")

    @property
    def device(self) -> str:
        """What kind of strap it was, without what tells one of that kind from another."""
        return device_model(self.row.device)

    @property
    def reading(self) -> FreeWindow | None:
        """The window by which it is compared with other sessions."""
        return reading(self.windows)

    @property
    def coverage(self) -> float | None:
        """The share of the whole session that clean beats cover; `None` if nothing was measured."""
        return self.measures[0].coverage if self.measures and self.row.beats else None

    @property
    def weak(self) -> str:
        """Say what makes its numbers uncertain; empty if nothing does, or if there are none."""
        if self.reading is not None and self.row.beats:
            return self.reading.weak
        thin = self.coverage is not None and self.coverage < CLEAN_COVERAGE
        return THINLY_COVERED if thin else ""


def past_session(
    row: SessionRow,
    software: str,
    said: Iterable[Event],
    measures: Sequence[Measure],
    findings: Sequence[Result],
    *,
    moved: bool,
) -> PastSession:
    """Put together what is looked back at; `said` holds at least the session's ratings and notes."""
    events = tuple(said)
    checkin, debrief = read_checkin(events), read_debrief(events)
    return PastSession(
        row,
        software,
        checkin,
        debrief,
        tuple(measures),
        free_windows(findings),
        recovery_run(findings, checkin, debrief, events),
        _best_pace(findings),
        moved,
    )


def device_model(name: str) -> str:
    """Take serial numbers and addresses out of a device's name.

    >>> device_model("Polar H10 12345678"), device_model("TICKR 1A2B"), device_model("HRM-Dual:123456")
    ('Polar H10', 'TICKR', 'HRM-Dual')
    """
    kept = [part for part in re.split(r"[\s:#/]+", name) if not _LETTERED.fullmatch(part)]
    return " ".join(kept) if not _LETTERED.fullmatch(name.strip()) else ""


def _best_pace(findings: Iterable[Result]) -> BestPace | None:
    result = next((result for result in findings if result.kind == RESONANCE), None)
    if result is None:
        return None
    low, high = result.detail.get("low_bpm"), result.detail.get("high_bpm")
    return BestPace(
        value_of(result.measures, BEST_PACE),
        None if low is None else float(low),
        None if high is None else float(high),
        str(result.detail.get("verdict", "")),
    )

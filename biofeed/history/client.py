"""A client's history: sessions and diary over one span of time, put together once for whoever shows it.

It is built from one log, and says whose beats these were: what was simulated or replayed lies in a log of its
own, so it can never be mixed with a person's. Trends need what came before the span (a band needs four weeks,
a recovery the runs before it), so they are computed over all there is up to its end, and then cut.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace

from biofeed.diary import (
    Course,
    Entry,
    GoalCourse,
    Questionnaires,
    TagLine,
    UntilOkay,
    goals,
    packaged_questionnaires,
    tag_lines,
    total_courses,
    until_okay,
)
from biofeed.findings import Trend
from biofeed.history.band import Band, Reading, band
from biofeed.history.practice import Practice, practice
from biofeed.history.recovery import RecoveryRun, rolling_trends, trends
from biofeed.history.session import PastSession, past_session
from biofeed.store.bulk import Gathered
from biofeed.store.store import Store
from biofeed.types import Origin

UNREAL = frozenset({Origin.SIMULATED, Origin.REPLAYED})


@dataclass(frozen=True, slots=True)
class RecoveryPoint:
    """One stressor of the span, with the trend of its task as it stood then."""

    session: PastSession
    run: RecoveryRun
    trend: Trend | None = None
    is_first: bool = False
    """Whether it was the very first time with this task, which is for getting to know it."""


@dataclass(frozen=True, slots=True)
class ClientHistory:
    """What is known of a client in a span of time; days are those of the place where things happened."""

    client: str
    since: dt.date
    until: dt.date
    sessions: tuple[PastSession, ...]
    """The oldest first."""
    practice: Practice
    band: Band | None
    """Its days are those of the span; its readings as well."""
    recoveries: tuple[RecoveryPoint, ...]
    trends: tuple[Trend, ...]
    """As they stand at the end, one for each task that has been done often enough."""
    entries: tuple[Entry, ...]
    """The diary, the newest first: what was shared, or all of it if that was asked for."""
    okay: UntilOkay | None
    goals: tuple[GoalCourse, ...]
    totals: tuple[Course, ...]
    tags: tuple[TagLine, ...]
    with_private: bool

    @property
    def is_unreal(self) -> bool:
        """Say whether any of it was simulated or replayed."""
        return any(session.row.origin in UNREAL for session in self.sessions)

    @property
    def is_empty(self) -> bool:
        """Say whether there is nothing in it."""
        return not self.sessions and not self.entries

    @property
    def best_paces(self) -> tuple[PastSession, ...]:
        """The sessions with a resonance assessment."""
        return tuple(session for session in self.sessions if session.best_pace is not None)


def client_history(
    store: Store,
    client: str,
    since: dt.date | None = None,
    until: dt.date | None = None,
    *,
    private: bool = False,
    known: Questionnaires | None = None,
) -> ClientHistory:
    """Build a client's history from one log, from day to day, both included.

    Without `until` it ends with the latest day there is something of, without `since` it begins with the
    first. `private` lets in what was not shared; `known` is the table of questionnaires, the packaged one if
    not given. Raises `StoreError`.
    """
    entries = store.entries(client)
    return history_of(client, store.gather(client), entries, since, until, private=private, known=known)


def history_of(
    client: str,
    gathered: Iterable[Gathered],
    entries: Iterable[Entry],
    since: dt.date | None = None,
    until: dt.date | None = None,
    *,
    private: bool = False,
    known: Questionnaires | None = None,
) -> ClientHistory:
    """Build a client's history from what was gathered, the oldest session and the newest entry first."""
    everything = [
        past_session(one.row, one.software, one.said, one.measures, one.findings, moved=one.moved)
        for one in gathered
    ]
    diary = [entry for entry in entries if private or entry.shared]
    first, last = _span(everything, diary, since, until)
    past = [session for session in everything if session.day <= last]
    sessions = tuple(session for session in past if session.day >= first)
    kept = tuple(entry for entry in diary if first <= entry.happened.date() <= last)
    points = _recoveries(past)
    return ClientHistory(
        client=client,
        since=first,
        until=last,
        sessions=sessions,
        practice=practice(sessions, last),
        band=_cut(band(_readings(past), last), first),
        recoveries=tuple(point for point in points if point.session.day >= first),
        trends=trends([point.run for point in points]),
        entries=kept,
        okay=until_okay(kept),
        goals=tuple(goals(kept)),
        totals=tuple(total_courses(kept, known or packaged_questionnaires())),
        tags=tuple(tag_lines(kept)),
        with_private=private,
    )


def _span(
    sessions: Iterable[PastSession], diary: Iterable[Entry], since: dt.date | None, until: dt.date | None
) -> tuple[dt.date, dt.date]:
    """Give the first and the last day that are looked at."""
    days = [session.day for session in sessions] + [entry.happened.date() for entry in diary]
    last = until or max(days, default=since or dt.date.min)
    return since or min((day for day in days if day <= last), default=last), last


def _recoveries(past: Iterable[PastSession]) -> list[RecoveryPoint]:
    """Give the stressors of a person's own sessions, each with the trend as it stood after it."""
    found = [(session, session.recovery) for session in past if session.enters_trends]
    runs = [(session, run) for session, run in found if run is not None]
    as_it_stood = rolling_trends([run for _, run in runs])
    tasks = [run.task for _, run in runs]
    return [
        RecoveryPoint(session, run, trend, is_first=run.task not in tasks[:number])
        for number, ((session, run), trend) in enumerate(zip(runs, as_it_stood, strict=True))
    ]


def _readings(past: Iterable[PastSession]) -> list[Reading]:
    """Give what enters the trend: clean readings of beats that were not imported from elsewhere."""
    return [
        Reading(session.day, window.ln_rmssd, session.posture)
        for session in past
        if session.enters_trends
        and (window := session.reading) is not None
        and window.is_clean
        and window.ln_rmssd is not None
    ]


def _cut(found: Band | None, since: dt.date) -> Band | None:
    if found is None:
        return None
    return replace(
        found,
        readings=tuple(one for one in found.readings if one.day >= since),
        days=tuple(one for one in found.days if one.day >= since),
    )

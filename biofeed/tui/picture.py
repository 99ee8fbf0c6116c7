"""Pictures over time: what is drawn of a client's history, as plain values.

A picture is a row of dots by day, each of which knows the sessions it stands for, with perhaps a line and a
band behind them. Nothing here knows how wide a terminal is.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

from biofeed.diary import Moment, MomentKind
from biofeed.history import ClientHistory, PastSession
from biofeed.words import history as words

FEW, SEVERAL = "○", "●"
SMALL = "•"
WEEKLY_FROM_DAYS = 90
"""Over a longer time single sessions lie on top of each other."""
LEAST_SPAN = 0.4
"""A scale that is drawn to fit spans no less: steady days look steady."""
LATEST_SETBACKS = 5
HEART_ALONE = ("rest", "pace", "recovery")
"""What means nothing where the heart's rhythm is not its own."""


@dataclass(frozen=True, slots=True)
class Dot:
    """One value on one day."""

    day: dt.date
    value: float
    glyph: str
    sessions: tuple[str, ...] = ()
    """The sessions that it stands for; none where it is of the diary."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A value that holds from day to day, with a range around it if one is known."""

    day: dt.date
    value: float
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Bar:
    """One week, and the sessions in it."""

    monday: dt.date
    value: float
    sessions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """Something over time."""

    kind: str
    since: dt.date
    until: dt.date
    low: float
    high: float
    dots: tuple[Dot, ...] = ()
    line: tuple[Stretch, ...] = ()
    bars: tuple[Bar, ...] = ()
    explained: str = ""
    said: str = ""
    """What there is to say about it now; mostly nothing."""

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to draw."""
        return not (self.dots or self.line or self.bars)

    def day_of(self, session: str) -> dt.date | None:
        """Give the day on which a session is drawn; `None` where it is not in this picture."""
        of_dot = (dot.day for dot in self.dots if session in dot.sessions)
        of_bar = (bar.monday for bar in self.bars if session in bar.sessions)
        return next(of_dot, next(of_bar, None))


View = tuple[Picture, ...]
"""What is shown at one time: one picture, or two beside each other."""


def views(history: ClientHistory, exercise: str | None = None, *, hrv: bool = True) -> list[View]:
    """Give the views there is something to see in, of all exercises or one; at least one.

    Without `hrv` those are left out that show what the heart's rhythm comes to. How the heart came back and
    how long it took by the person's own account stand beside each other, and are never made into one.
    """
    of_it = [one for one in history.sessions if exercise in (None, one.row.exercise)]
    made: list[View] = [(_practice(history, of_it),), (_felt(history, of_it),)]
    if exercise is None:
        made += [(_rest(history),), (_pace(history),), (_recovery(history), _okay(history))]
    unseen = () if hrv else HEART_ALONE
    kept = [tuple(one for one in view if not one.is_empty and one.kind not in unseen) for view in made]
    return [view for view in kept if view] or made[:1]


def shown_sessions(history: ClientHistory, exercise: str | None = None) -> list[PastSession]:
    """Give the sessions to list, the newest first: of all exercises or one."""
    return [one for one in reversed(history.sessions) if exercise in (None, one.row.exercise)]


def _practice(history: ClientHistory, sessions: Sequence[PastSession]) -> Picture:
    by_week: dict[dt.date, list[PastSession]] = {}
    for one in sessions:
        by_week.setdefault(one.day - dt.timedelta(days=one.day.weekday()), []).append(one)
    bars = tuple(
        Bar(monday, len({one.day for one in week}), tuple(one.row.id for one in week))
        for monday, week in by_week.items()
    )
    return _picture("practice", history, low=0, high=7, bars=bars)


def _felt(history: ClientHistory, sessions: Sequence[PastSession]) -> Picture:
    """Draw what was felt: each session by itself, and over a longer time the medians of the weeks."""
    weekly = (history.until - history.since).days > WEEKLY_FROM_DAYS
    groups: dict[dt.date, list[PastSession]] = {}
    for one in sessions:
        day = one.day - dt.timedelta(days=one.day.weekday()) if weekly else one.day
        groups.setdefault(day, []).append(one)
    dots: list[Dot] = []
    for day, group in groups.items():
        names = tuple(one.row.id for one in group)
        before = [one.checkin.stress for one in group if one.checkin.stress is not None]
        after = [one.debrief.stress for one in group if one.debrief.stress is not None]
        dots += [
            Dot(day, median(felt), glyph, names) for felt, glyph in ((before, FEW), (after, SEVERAL)) if felt
        ]
    explained = words.HELP["weekly" if weekly else "felt"]
    return replace(_picture("felt", history, low=0, high=100, dots=tuple(dots)), explained=explained)


def _rest(history: ClientHistory) -> Picture:
    found = history.band
    if found is None:
        return _picture("rest", history)
    by_day = {one.day: (one.row.id,) for one in history.sessions if _is_reading(one, found.posture)}
    dots = tuple(Dot(one.day, one.ln_rmssd, SMALL, by_day.get(one.day, ())) for one in found.readings)
    line = tuple(Stretch(one.day, one.mean, one.low, one.high) for one in found.days)
    said = words.OUTSIDE if found.is_outside else ""
    return _picture("rest", history, dots=dots, line=line, posture=found.posture, said=said)


def _is_reading(session: PastSession, posture: str) -> bool:
    return session.posture == posture and session.reading is not None and session.reading.is_clean


def _pace(history: ClientHistory) -> Picture:
    dots: list[Dot] = []
    for one in history.best_paces:
        best = one.best_pace
        if best is not None and best.pace_bpm is not None:
            dots.append(Dot(one.day, best.pace_bpm, SEVERAL, (one.row.id,)))
        elif best is not None and best.low_bpm is not None and best.high_bpm is not None:
            dots += [Dot(one.day, value, FEW, (one.row.id,)) for value in (best.low_bpm, best.high_bpm)]
        elif best is not None:
            # No pace stood out; six a minute is as useful, and that is where it is put.
            dots.append(Dot(one.day, 6.0, FEW, (one.row.id,)))
    return _picture("pace", history, low=4, high=7, dots=tuple(dots))


def _recovery(history: ClientHistory) -> Picture:
    dots: list[Dot] = []
    for point in history.recoveries:
        if point.run.half_s is not None:
            dots.append(Dot(point.session.day, point.run.half_s, SMALL, (point.session.row.id,)))
        if point.trend is not None and point.trend.median_s is not None:
            dots.append(Dot(point.session.day, point.trend.median_s, SEVERAL, (point.session.row.id,)))
    return _picture("recovery", history, low=0, dots=tuple(dots))


def _okay(history: ClientHistory) -> Picture:
    dots: list[Dot] = []
    minutes: list[float] = []
    for entry in sorted(history.entries, key=lambda one: one.happened):
        moment = entry.value
        if (
            isinstance(moment, Moment)
            and moment.kind is MomentKind.SETBACK
            and moment.minutes_until_okay is not None
        ):
            minutes.append(moment.minutes_until_okay)
            day = moment.happened.date()
            dots.append(Dot(day, moment.minutes_until_okay, SMALL))
            if len(minutes) >= LATEST_SETBACKS:
                dots.append(Dot(day, median(minutes[-LATEST_SETBACKS:]), SEVERAL))
    return _picture("okay", history, low=0, dots=tuple(dots))


def _picture(
    kind: str,
    history: ClientHistory,
    *,
    low: float | None = None,
    high: float | None = None,
    dots: tuple[Dot, ...] = (),
    line: tuple[Stretch, ...] = (),
    bars: tuple[Bar, ...] = (),
    posture: str = "",
    said: str = "",
) -> Picture:
    """Put a picture together; where no end of its scale is given, it is as large as what is drawn."""
    edges = [edge for one in line for edge in (one.low, one.high) if edge is not None]
    values = [*edges, *(one.value for one in dots), *(one.value for one in line)] or [0.0, 1.0]
    lowest = min(values) if low is None else low
    highest = max(values) if high is None else high
    if low is None and highest - lowest < LEAST_SPAN:
        middle = (lowest + highest) / 2
        lowest, highest = middle - LEAST_SPAN / 2, middle + LEAST_SPAN / 2
    explained = words.HELP[kind].format(posture=posture)
    return Picture(
        kind,
        history.since,
        history.until,
        lowest,
        max(highest, lowest + 1e-6),
        dots,
        line,
        bars,
        explained,
        said,
    )

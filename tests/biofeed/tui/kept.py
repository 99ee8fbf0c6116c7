"""A log with a few sessions in it, for screens that look back. The hearts are made by hand."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator
from pathlib import Path

from biofeed.care import CheckIn, Debrief, Posture
from biofeed.exercise import Variant
from biofeed.plugins import load_exercise
from biofeed.rebuilding import results_of
from biofeed.rows import Header
from biofeed.store import open_store
from biofeed.store.home import Home
from biofeed.types import TICKS_PER_S, Beat, Event, Marker, Origin, Stop

ZONE = dt.timezone(dt.timedelta(hours=1))
NOW = dt.datetime(2026, 11, 22, 9, 0, tzinfo=ZONE)


def now() -> dt.datetime:
    """Give the time at which the tests take place."""
    return NOW


def days_ago(days: int, hour: int = 7) -> dt.datetime:
    """Give a morning some days before that."""
    return (NOW - dt.timedelta(days=days)).replace(hour=hour, minute=30)


def keep(
    home: Path,
    started: dt.datetime,
    exercise: str = "longer-exhale",
    *,
    before: int | None = None,
    after: int | None = None,
    framed: bool = False,
    origin: Origin = Origin.STRAP,
    beats: bool = True,
    debrief: Debrief | None = None,
) -> str:
    """Keep one session that was done to its end, and give its name."""
    found = load_exercise(exercise)
    variant = Variant(framed=framed)
    length_s = found.schedule(variant).duration_s
    header = Header(
        origin=origin,
        device="hand-made strap",
        started=started.isoformat(),
        exercise=exercise,
        exercise_toml=found.toml,
        framed=framed,
        client="me",
    )
    heart = _heart(length_s) if beats else iter(())
    parts = found.schedule(variant).parts
    during = sorted([*parts, *heart, Marker(30.0, "here")], key=lambda event: event.t_s)
    checkin = CheckIn(before, posture=Posture.SITTING)
    events: tuple[Event, ...] = (*checkin.events(), *during, Stop(length_s, "done"))
    results = results_of(header, events)
    with open_store(Home(home), origin) as store, store.begin(header, "me") as log:
        log.append([*events, *results])
        log.finish(length_s, "done", results)
        log.append((debrief or Debrief(after)).events(length_s + 5))
        return log.id


def _heart(length_s: float) -> Iterator[Beat]:
    """Beat about once a second, swinging ten times in that many breaths."""
    ticks, seq = 0, 0
    while ticks / TICKS_PER_S < length_s - 1:
        interval = round(TICKS_PER_S * (0.9 + 0.06 * math.sin(2 * math.pi * ticks / TICKS_PER_S / 10)))
        ticks += interval
        yield Beat(seq, ticks / TICKS_PER_S, interval * 1000 / TICKS_PER_S)
        seq += 1

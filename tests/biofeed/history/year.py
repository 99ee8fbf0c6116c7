"""A client's year that nobody lived, the same every time: sessions and diary, with a log or without one."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from random import Random
from typing import Any

from biofeed.care import CheckIn, Debrief, Posture, Setting, StopReason, Window
from biofeed.diary import Entry, Goal, GoalRating, Line, Moment, MomentKind, Tag, TagKind, Total, Value
from biofeed.history import ClientHistory, history_of
from biofeed.rows import Header
from biofeed.store.bulk import Gathered
from biofeed.store.row import SessionRow, State
from biofeed.store.store import Store
from biofeed.types import (
    SUMMARY,
    Beat,
    Event,
    Measure,
    Origin,
    Rating,
    Result,
    Stop,
)

ZONE = dt.timezone(dt.timedelta(hours=1))
LAST = dt.date(2026, 11, 22)
CLIENT = "river-7"


@dataclass(frozen=True, slots=True)
class Lived:
    """One session, in the terms in which a test thinks of it."""

    started: dt.datetime
    exercise: str = "longer-exhale"
    minutes: float = 10.0
    rmssd_ms: float | None = 40.0
    weak: str = ""
    """Why its window is not clean."""
    posture: Posture | None = Posture.SITTING
    setting: Setting | None = Setting.CALM
    before: int | None = 50
    peak: int | None = None
    after: int | None = 35
    half_s: float | None = None
    """The half-time of its recovery; none means no stressor."""
    reaction_bpm: float = 12.0
    pace_bpm: float | None = None
    end: str = "done"
    debrief: Debrief = field(default_factory=Debrief)
    origin: Origin = Origin.STRAP
    device: str = "Polar H10 12345678"
    events: tuple[Event, ...] = ()

    @property
    def duration_s(self) -> float:
        return self.minutes * 60

    @property
    def has_beats(self) -> bool:
        return self.rmssd_ms is not None


def at(day: dt.date, hour: int = 18) -> dt.datetime:
    """Give a moment of a day, an hour east of Greenwich."""
    return dt.datetime.combine(day, dt.time(hour), ZONE)


def window(rmssd_ms: float, weak: str = "", role: str = "before", artefacts: float = 0.01) -> Result:
    """Give an unpaced window of three minutes, 0.98 of it covered unless it is weak."""
    coverage = 0.8 if weak else 0.98
    values = {"mean_hr": 64.0, "rmssd": rmssd_ms, "ln_rmssd": math.log(rmssd_ms), "sdnn": 50.0}
    measures = tuple(
        Measure(name, value, "", 180.0, coverage, f"{name}.window.v1") for name, value in values.items()
    )
    detail: dict[str, float | str] = {
        "title": "quiet",
        "role": role,
        "start_s": 0.0,
        "end_s": 180.0,
        "clean_s": 180.0 * coverage,
        "artefact_share": artefacts,
        "clean": weak or "yes",
        "breathing": "free",
    }
    return Result(600.0, "window", measures, detail)


def recovered(half_s: float, reaction_bpm: float = 12.0, task: str = "subtraction") -> Result:
    """Give a recovery that was computed, its interval from half to twice its time."""
    values = {"reactivity": (reaction_bpm, "bpm"), "half_recovery": (half_s, "s")}
    measures = tuple(
        Measure(name, value, unit, 300.0, 0.97, f"{name}.recovery.v1")
        for name, (value, unit) in values.items()
    )
    detail: dict[str, float | str] = {
        "task": task,
        "verdict": "computed",
        "half_recovery": f"{half_s:.0f} s ({half_s / 2:.0f} to {half_s * 2:.0f} s)",
        "half_low_s": half_s / 2,
        "half_high_s": half_s * 2,
    }
    return Result(600.0, "recovery", measures, detail)


def assessed(pace_bpm: float) -> Result:
    """Give a resonance assessment with a clear best pace."""
    measure = Measure("best_pace", pace_bpm, "breaths/min", 600.0, 0.97, "best_pace.v1")
    return Result(600.0, "resonance", (measure,), {"verdict": "clear"})


def opening(lived: Lived) -> tuple[Event, ...]:
    """Give what was said before."""
    return CheckIn(lived.before, Window.INSIDE, lived.posture, lived.setting).events()


def closing(lived: Lived) -> tuple[Event, ...]:
    """Give what was said after."""
    peak = () if lived.peak is None else (Rating(lived.duration_s, "stress peak", lived.peak),)
    return (*peak, *replace(lived.debrief, stress=lived.after).events(lived.duration_s + 5))


def gathered(lived: Lived, number: int = 1, client: str = CLIENT) -> Gathered:
    """Give a session as a log gathers it, without one."""
    results = _results(lived)
    row = SessionRow(
        str(number),
        client,
        lived.started,
        lived.origin,
        lived.device,
        lived.exercise,
        State.FINISHED,
        lived.end,
        lived.duration_s,
        100,
        90 if lived.has_beats else 0,
        lived.posture or "",
        lived.setting or "",
    )
    measures = results[0].measures if results else ()
    return Gathered(
        row, "biofeed 0.1.0", measures, tuple(results[1:]), (*opening(lived), *closing(lived)), moved=False
    )


def live(store: Store, lived: Lived, client: str = CLIENT) -> str:
    """Write a session into a log as a session would, and give its name."""
    header = Header(
        lived.origin,
        lived.device,
        lived.started.isoformat(),
        device_url="ble:A0:9E:1A:12:34:56",
        exercise=lived.exercise,
    )
    beats = (Beat(0, 1.0, 900.0),) if lived.has_beats and not lived.events else ()
    with store.begin(header, client) as log:
        log.append([*opening(lived), *beats, *lived.events, Stop(lived.duration_s, lived.end)])
        log.finish(lived.duration_s, lived.end, _results(lived))
        log.append(closing(lived))
    return log.id


def _results(lived: Lived) -> list[Result]:
    if lived.rmssd_ms is None:
        return []
    coverage = 0.8 if lived.weak else 0.97
    summary = Measure("mean_hr", 66.0, "bpm", lived.duration_s, coverage, "mean_hr.v1")
    results = [Result(lived.duration_s, SUMMARY, (summary,)), window(lived.rmssd_ms, lived.weak)]
    results += [recovered(lived.half_s, lived.reaction_bpm)] if lived.half_s is not None else []
    results += [assessed(lived.pace_bpm)] if lived.pace_bpm is not None else []
    return results


def entry(
    value: Value, when: dt.datetime, number: int = 1, *, shared: bool = True, revision: int = 1
) -> Entry:
    """Give an entry of the diary as a log gives it, without one."""
    return Entry(number, CLIENT, value, when, shared, revision)


def history(lived: Iterable[Lived], entries: Iterable[Entry] = (), **how: Any) -> ClientHistory:
    """Give the history of some sessions, the oldest first, and entries, up to `LAST`."""
    sessions = [gathered(one, number) for number, one in enumerate(lived, 1)]
    return history_of(CLIENT, sessions, entries, **{"until": LAST, **how})


def year(days: int = 365, seed: int = 7) -> ClientHistory:
    """Live through so many days up to `LAST`, with something on most of them."""
    random = Random(seed)
    first = LAST - dt.timedelta(days=days - 1)
    lived: list[Lived] = []
    values: list[tuple[Value, dt.datetime]] = []
    for number in range(days):
        day, share = first + dt.timedelta(days=number), number / days
        if random.random() < 0.35:
            lived.append(Lived(at(day, 8), "reset", 1.0, None, before=None, after=None, device=""))
        if random.random() < 0.62:
            lived.append(_an_evening(random, day, number, share))
        values += [(value, at(day, 21)) for value in _a_diary_day(random, day, share)]
    values += _a_years_diary(first, days)
    values.sort(key=lambda one: one[1], reverse=True)
    diary = [entry(value, when, number) for number, (value, when) in enumerate(values)]
    hidden = entry(Line("a line nobody is to see", at(LAST)), at(LAST), len(diary), shared=False)
    return history(lived, [hidden, *diary])


def _an_evening(random: Random, day: dt.date, number: int, share: float) -> Lived:
    before = round(min(max(random.gauss(62 - 18 * share, 12), 0), 100))
    stressed = number % 9 == 0
    weak = "more than 5 % artefacts" if random.random() < 0.08 else ""
    stopped = random.random() < 0.05
    return Lived(
        at(day),
        "stress-recovery" if stressed else random.choice(["longer-exhale", "resonance", "box"]),
        20.0 if stressed else 10.0,
        rmssd_ms=math.exp(random.gauss(3.55 + 0.25 * share, 0.18)),
        weak=weak,
        posture=Posture.LYING if random.random() < 0.05 else Posture.SITTING,
        setting=Setting.UNDER_PRESSURE if stressed else Setting.CALM,
        before=before,
        peak=min(before + 25, 100) if stressed else None,
        after=max(before - round(random.gauss(18, 8)), 0),
        half_s=max(random.gauss(75 - 30 * share, 18), 12) if stressed else None,
        reaction_bpm=random.gauss(13, 3),
        pace_bpm=round(random.gauss(5.9, 0.3), 1) if number % 45 == 20 else None,
        end="stopped" if stopped else "done",
        debrief=Debrief(
            bring="The meeting on Monday, and why I went quiet" if number % 60 == 50 else None,
            line="quieter than it was" if number % 20 == 0 else None,
            stop_reason=random.choice(list(StopReason)) if stopped else None,
            okay_minutes=round(random.gauss(24 - 12 * share, 5)) if stressed else None,
        ),
    )


def _a_diary_day(random: Random, day: dt.date, share: float) -> list[Value]:
    values: list[Value] = []
    if random.random() < 0.06:
        minutes = max(round(random.gauss(60 - 35 * share, 15)), 1)
        what = random.choice(
            ["phone call with the landlord", "late train, full platform", "said no, then doubted it"]
        )
        values.append(
            Moment(
                MomentKind.SETBACK, at(day, 16), what, peak=70, minutes_until_okay=minutes, helped="a walk"
            )
        )
    if random.random() < 0.05:
        what = random.choice(["asked for help at work", "slept through", "paused before I answered"])
        values.append(Moment(MomentKind.WIN, at(day, 16), what))
    values += [Tag(TagKind.SLEEP, day, round(random.gauss(6.8, 0.9), 1))] if random.random() < 0.6 else []
    values += [Tag(TagKind.ALCOHOL, day, 2.0)] if random.random() < 0.1 else []
    values += [Tag(TagKind.ILLNESS, day, text="a cold")] if random.random() < 0.02 else []
    return values


def _a_years_diary(first: dt.date, days: int) -> list[tuple[Value, dt.datetime]]:
    values: list[tuple[Value, dt.datetime]] = [
        (Goal("speak in meetings", at(first), "holding back", "one sentence a meeting"), at(first)),
        (Goal("sleep before midnight", at(first)), at(first)),
    ]
    for step in range(6):
        when = at(first + dt.timedelta(days=step * days // 6))
        values.append((GoalRating("speak in meetings", 2 + step, when), when))
        values.append((GoalRating("sleep before midnight", 4 + step % 2, when), when))
    for step in range(12):
        day = first + dt.timedelta(days=step * days // 12)
        values.append((Total("PHQ-9", 17 - step, day), at(day)))
        values += [(Total("GAD-7", 12 - step // 3, day), at(day))] if step % 2 == 0 else []
    middle = first + dt.timedelta(days=days // 2)
    values.append((Tag(TagKind.MEDICATION_CHANGE, middle, text="dose halved"), at(middle)))
    values.append((Tag(TagKind.LIFE_EVENT, first + dt.timedelta(days=40), text="moved house"), at(middle)))
    values.append((Line("nothing to report", at(LAST)), at(LAST)))
    return values

"""A small log with three clients, the same every time, and the review that looks into it."""

from __future__ import annotations

import asyncio
import datetime as dt
import math
from collections.abc import Callable
from pathlib import Path

from textual.app import App
from textual.pilot import Pilot

from biofeed.care import CheckIn, Debrief, Posture, Setting, Window
from biofeed.diary import Goal, GoalRating, Line, Moment, MomentKind, Tag, TagKind, Total
from biofeed.rows import Header
from biofeed.store import open_store
from biofeed.store.home import Home
from biofeed.store.note import Annotation, Author
from biofeed.store.store import Store
from biofeed.tui.review.app import ReviewApp
from biofeed.types import (
    SUMMARY,
    Beat,
    Event,
    Gap,
    Marker,
    Measure,
    Origin,
    PhaseChange,
    PhaseKind,
    Result,
    Stop,
)
from biofeed.words import review as words

ZONE = dt.timezone(dt.timedelta(hours=1))
NOW = dt.datetime(2026, 11, 22, 18, 0, tzinfo=ZONE)
RIVER, ASH, BIRCH = "river-7", "ash-12", "birch"
PATIENCE_S = 10.0


class HandClock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now_s = 0.0

    def __call__(self) -> float:
        return self.now_s


def at(day: int, hour: int = 18) -> dt.datetime:
    """Give a moment in November."""
    return dt.datetime(2026, 11, day, hour, tzinfo=ZONE)


def review(home: Home, clock: HandClock | None = None, limit_s: float | None = None) -> ReviewApp:
    """Give the review of a log, at a fixed time."""
    return ReviewApp(home, limit_s=limit_s, clock=clock or HandClock(), now=lambda: NOW)


def filled(path: Path) -> Home:
    """Write the log: river-7 with six sessions and a diary, ash-12 with two, birch with a diary alone."""
    home = Home(path)
    with open_store(home, Origin.STRAP) as store:
        for number, day in enumerate((10, 12, 15, 17, 20)):
            keep(store, RIVER, at(day), rmssd_ms=36 + number, before=60 - 3 * number, weak=number == 2)
        keep(store, RIVER, at(21), "stress-recovery", half_s=48.0, bring="the meeting on Monday")
        keep(store, ASH, at(3), rmssd_ms=25)
        keep(store, ASH, at(9), rmssd_ms=28, end="stopped")
        _keep_diary(store)
        store.write_entry(BIRCH, Line("began to write", at(1)), at(1), shared=True)
        store.annotate("1", Annotation("my own doubt", Author.CLIENT, True, at(10)))
        store.annotate("1", Annotation("a calm first one", Author.CLIENT, False, at(10)))
    return home


def keep(
    store: Store,
    client: str,
    started: dt.datetime,
    exercise: str = "longer-exhale",
    *,
    rmssd_ms: float = 40.0,
    before: int = 55,
    half_s: float | None = None,
    bring: str | None = None,
    weak: bool = False,
    end: str = "done",
) -> str:
    """Write one session of ten minutes, and give its name."""
    header = Header(Origin.STRAP, "Polar H10 12345678", started.isoformat(), exercise=exercise)
    checkin = CheckIn(before, Window.INSIDE, Posture.SITTING, Setting.CALM)
    with store.begin(header, client) as log:
        log.append([*checkin.events(), *_course(), Stop(600.0, end)])
        log.finish(600.0, end, _results(rmssd_ms, weak, half_s))
        log.append(list(Debrief(before - 20, bring=bring, okay_minutes=12).events(605.0)))
    return log.id


def _course() -> list[Event]:
    """Give ten minutes of a heart that swings more in the middle, with a mark and a hole."""
    events: list[Event] = [
        PhaseChange(0.0, PhaseKind.REST, "before", 120.0),
        PhaseChange(120.0, PhaseKind.BREATHE, "longer exhale", 360.0),
        PhaseChange(480.0, PhaseKind.REST, "after", 120.0),
        Marker(200.0, "the phone rang"),
    ]
    t_s, seq = 0.0, 0
    while t_s < 600.0:
        swing = 120 if 120 < t_s < 480 else 30
        rr_ms = 850 + swing * (abs((t_s % 10) / 5 - 1) * 2 - 1)
        t_s, seq = t_s + rr_ms / 1000, seq + 1
        if not 400 < t_s < 430:
            events.append(Beat(seq, t_s, rr_ms))
    return [*events, Gap(400.0, 30.0, "lost")]


def _results(rmssd_ms: float, weak: bool, half_s: float | None) -> list[Result]:
    coverage = 0.8 if weak else 0.97
    results = [
        Result(600.0, SUMMARY, (Measure("mean_hr", 70.0, "bpm", 600.0, coverage, "mean_hr.session.v1"),)),
        _window(rmssd_ms, coverage, "more than 5 % artefacts" if weak else "yes"),
    ]
    return results if half_s is None else [*results, _recovery(half_s)]


def _window(rmssd_ms: float, coverage: float, clean: str) -> Result:
    values = {"mean_hr": 66.0, "rmssd": rmssd_ms, "ln_rmssd": math.log(rmssd_ms), "sdnn": 50.0}
    measures = tuple(
        Measure(name, value, "", 120.0, coverage, f"{name}.window.v1") for name, value in values.items()
    )
    detail: dict[str, float | str] = {
        "title": "before",
        "role": "before",
        "start_s": 0.0,
        "end_s": 120.0,
        "clean_s": 120.0 * coverage,
        "artefact_share": 0.01,
        "clean": clean,
    }
    return Result(600.0, "window", measures, detail)


def _recovery(half_s: float) -> Result:
    measures = (
        Measure("reactivity", 12.0, "bpm", 300.0, 0.97, "reactivity.recovery.v1"),
        Measure("half_recovery", half_s, "s", 300.0, 0.97, "half_recovery.recovery.v1"),
    )
    detail: dict[str, float | str] = {
        "task": "subtraction",
        "verdict": "computed",
        "half_recovery": f"{half_s:.0f} s",
        "half_low_s": half_s / 2,
        "half_high_s": half_s * 2,
    }
    return Result(600.0, "recovery", measures, detail)


def _keep_diary(store: Store) -> None:
    told = (
        (Goal("speak in meetings", at(8), "holding back", "one sentence a meeting"), at(8)),
        (GoalRating("speak in meetings", 2, at(8)), at(8)),
        (GoalRating("speak in meetings", 5, at(20)), at(20)),
        (Moment(MomentKind.WIN, at(16), "asked for help at work"), at(16)),
        (Moment(MomentKind.SETBACK, at(18), "late train", peak=70, minutes_until_okay=25), at(18)),
        (Total("PHQ-9", 15, dt.date(2026, 11, 8)), at(8)),
        (Total("PHQ-9", 9, dt.date(2026, 11, 20)), at(20)),
        (Tag(TagKind.SLEEP, dt.date(2026, 11, 19), 6.5), at(20)),
    )
    for value, when in told:
        store.write_entry(RIVER, value, when, shared=True)
    store.write_entry(RIVER, Line("for nobody else", at(19)), at(19), shared=False)


# --- the screen -------------------------------------------------------------------------------------


def text_of(app: App[int]) -> str:
    """Give what is on the screen, as text."""
    strips = app.screen._compositor.render_strips()
    return "\n".join(strip.text.rstrip() for strip in strips)


def flat(app: App[int]) -> str:
    """Give what is on the screen with every run of spaces and line breaks as one space."""
    return " ".join(text_of(app).split())


def on(app: App[int], name: str) -> bool:
    """Say whether the screen of that name is on top."""
    return type(app.screen).__name__ == name


async def until(pilot: Pilot[int], condition: Callable[[], object]) -> None:
    """Let the app go on until something is so."""
    async with asyncio.timeout(PATIENCE_S):
        while not condition():
            await pilot.pause()
    await pilot.pause()


async def shows(app: App[int], pilot: Pilot[int], text: str) -> None:
    """Wait until a text is to be read on the screen."""
    await until(pilot, lambda: text in flat(app))


async def opened(app: ReviewApp, pilot: Pilot[int], *keys: str, first: bool = True) -> None:
    """Go from screen to screen, waiting until each is whole; `first` for the list of clients."""
    if first:
        await until(pilot, lambda: on(app, "ClientsScreen") and RIVER in text_of(app))
        await _whole(app, pilot)
    for key in keys:
        before = app.screen
        await pilot.press(key)
        await until(pilot, lambda before=before: app.screen is not before)
        await _whole(app, pilot)


async def _whole(app: ReviewApp, pilot: Pilot[int]) -> None:
    """Wait until everything is read, and the layout has come to rest."""
    before = ""
    async with asyncio.timeout(PATIENCE_S):
        while before != text_of(app) or words.READING in before or any(app.workers):
            before = text_of(app)
            await app.workers.wait_for_complete()
            await pilot.pause()
            await pilot.pause()

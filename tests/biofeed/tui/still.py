"""An app that stands still: its session runs nowhere, and its clock moves only when a test says so."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from contextlib import AsyncExitStack
from pathlib import Path

from textual.pilot import Pilot
from textual.screen import Screen

from biofeed.care import ASKED_ELSEWHERE, Care
from biofeed.clock import VirtualClock
from biofeed.exercise import AS_WRITTEN, Variant
from biofeed.plugins import load_exercise
from biofeed.practice import Plan, Practice
from biofeed.session import Session
from biofeed.store.home import Home
from biofeed.tui.app import BiofeedApp
from biofeed.tui.messages import Happened, Measured, Opened
from biofeed.tui.ready import Ready
from biofeed.tui.screens.live import LiveScreen
from biofeed.tui.widgets.pacer import Pacer
from biofeed.types import DeviceInfo, Event, Feedback, Origin
from tests.scripted import ScriptedDevice

SIMULATED = DeviceInfo("sim:", "simulated strap (average person)", Origin.SIMULATED)
NO_STRAP = DeviceInfo("none:", "no strap, pacing only", Origin.STRAP, has_beats=False)
PATIENCE_S = 15.0


class HandClock(VirtualClock):
    """A clock that is set by hand."""

    def set(self, t_s: float) -> None:
        self._now = t_s


async def nothing() -> None:
    """Let go of a strap that is none."""


class StillApp(BiofeedApp):
    """Opens the live screen, and leaves it to the test what happens there."""

    def __init__(
        self,
        home: Path,
        *,
        info: DeviceInfo = SIMULATED,
        care: Care = ASKED_ELSEWHERE,
        name: str = "longer-exhale",
        is_new: bool = False,
    ) -> None:
        super().__init__(AsyncExitStack(), Home(home), "me", device="sim:", exercise=None)
        self.clock = HandClock()
        exercise = load_exercise(name)
        session = Session(ScriptedDevice((), self.clock), exercise.schedule())
        plan = Plan(self.data_home, "sim:", exercise, client="me")
        self.practice = Practice("12", plan, info, session, nothing)
        self.live = LiveScreen(Ready(exercise, AS_WRITTEN, "sim:", care, is_new=is_new))

    def practise(self, ready: Ready, screen: Screen[None]) -> None:  # type: ignore[override]
        screen.post_message(Opened(self.practice))

    def open_first(self) -> None:
        self.push_screen(self.live)

    async def happen(self, pilot: Pilot[int], events: Sequence[Event], now_s: float) -> None:
        """Let events reach the screen, and make it `now_s`."""
        self.clock.set(now_s)
        for event in events:
            news = Measured(event) if isinstance(event, Feedback) else Happened(event)
            self.live.post_message(news)
        await pilot.pause()
        self.live.look()
        self.live.query_one(Pacer).look()
        await pilot.pause()


def app_on(
    home: Path,
    *,
    device: str | None = "sim:?seed=1&speed=max",
    exercise: str | None = None,
    minutes: float | None = None,
    demo: bool = False,
    cautions_accepted: bool = False,
    consent: bool = False,
    welcomes: bool = False,
) -> BiofeedApp:
    """Give the real app. Where it ends by itself, `app.keeper.release` is what is left to do."""
    return BiofeedApp(
        AsyncExitStack(),
        Home(home),
        "me",
        device=device,
        exercise=exercise,
        variant=Variant(minutes),
        demo=demo,
        cautions_accepted=cautions_accepted,
        consent=consent,
        welcomes=welcomes,
    )


class Bare(BiofeedApp):
    """The app with nothing on it, for one screen at a time."""

    def __init__(self, home: Path) -> None:
        super().__init__(AsyncExitStack(), Home(home), "me", device="sim:", exercise=None)

    def open_first(self) -> None:
        """Open nothing."""


def flat(app: BiofeedApp) -> str:
    """Give what is on the screen with every run of spaces and line breaks as one space."""
    return " ".join(text_of(app).split())


def text_of(app: BiofeedApp) -> str:
    """Give what is on the screen, as text."""
    strips = app.screen._compositor.render_strips()
    return "\n".join(strip.text.rstrip() for strip in strips)


async def until(pilot: Pilot[int], condition: Callable[[], object]) -> None:
    """Let the app go on until something is so."""
    async with asyncio.timeout(PATIENCE_S):
        while not condition():
            await pilot.pause()
    await pilot.pause()


async def begun(app: BiofeedApp, pilot: Pilot[int]) -> None:
    """Leave every question of the check-in open, and wait for the breath."""
    await until(pilot, lambda: on(app, "CheckInScreen"))
    await pilot.press("enter")
    await until(pilot, lambda: on(app, "LiveScreen") or on(app, "DebriefScreen"))


async def over(app: BiofeedApp, pilot: Pilot[int]) -> None:
    """Go on to what the session came to, leaving every question open."""
    await until(pilot, lambda: on(app, "DebriefScreen"))
    await pilot.press("escape")
    await until(pilot, lambda: on(app, "AfterScreen"))


def on(app: BiofeedApp, name: str) -> bool:
    """Say whether the screen of that name is on top."""
    return type(app.screen).__name__ == name

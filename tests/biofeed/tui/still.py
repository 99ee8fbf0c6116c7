"""An app that stands still: its session runs nowhere, and its clock moves only when a test says so."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from contextlib import AsyncExitStack
from pathlib import Path

from textual.pilot import Pilot
from textual.screen import Screen

from biofeed.clock import VirtualClock
from biofeed.exercise import Exercise
from biofeed.plugins import load_exercise
from biofeed.practice import Plan, Practice
from biofeed.session import Session
from biofeed.store.home import Home
from biofeed.tui.app import BiofeedApp
from biofeed.tui.messages import Happened, Measured, Opened
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


class StillApp(BiofeedApp):
    """Opens the live screen, and leaves it to the test what happens there."""

    def __init__(self, home: Path, *, info: DeviceInfo = SIMULATED) -> None:
        super().__init__(AsyncExitStack(), Home(home), "me", device="sim:", exercise=None, minutes=None)
        self.clock = HandClock()
        exercise = load_exercise("longer-exhale")
        session = Session(ScriptedDevice((), self.clock), exercise.schedule(None))
        plan = Plan(self.data_home, "sim:", exercise, None, "me")
        self.practice = Practice("12", plan, info, session)
        self.live = LiveScreen(exercise, "sim:", "me")

    def practise(self, exercise: Exercise, device: str, screen: Screen[None]) -> None:  # type: ignore[override]
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
) -> BiofeedApp:
    """Give the real app. Where it ends by itself, `app.keeper.release` is what is left to do."""
    return BiofeedApp(
        AsyncExitStack(), Home(home), "me", device=device, exercise=exercise, minutes=minutes, demo=demo
    )


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


def on(app: BiofeedApp, name: str) -> bool:
    """Say whether the screen of that name is on top."""
    return type(app.screen).__name__ == name

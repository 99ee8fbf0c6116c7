"""The first five minutes in a straight line: what it is, the caution check, what is kept, a first breath.

Each step but the caution check can be skipped, and all are found again in the palette.
"""

from __future__ import annotations

import asyncio
import datetime as dt
from typing import TYPE_CHECKING

from biofeed.care import NOT_ASKED, SKIPPED, Care, adjusted, allows, suggest
from biofeed.errors import BiofeedError
from biofeed.exercise import Exercise, Variant
from biofeed.library import Library
from biofeed.tui.asking import keep_care, keep_consent
from biofeed.tui.person import CAUTIONS, can_keep, read_consent, read_profile
from biofeed.tui.screens.caution import CautionScreen
from biofeed.tui.screens.consent import ConsentScreen
from biofeed.tui.screens.error import ErrorScreen
from biofeed.tui.screens.reading import ReadingScreen
from biofeed.tui.screens.strap import StrapScreen, known
from biofeed.tui.screens.ways import Way, WaysScreen
from biofeed.tui.step import Stage
from biofeed.types import DeviceInfo, Origin
from biofeed.words import welcome as words

if TYPE_CHECKING:
    from biofeed.tui.app import BiofeedApp

FIRST_EXERCISE, FIRST_MINUTES = "longer-exhale", 2.0
WITHOUT_STRAP = "none:"


async def is_due(app: BiofeedApp) -> bool:
    """Tell whether the person has never answered the caution check."""
    if not app.data_home.database(Origin.STRAP).exists():
        return True
    try:
        profile = await asyncio.to_thread(read_profile, app.data_home, app.client)
    except BiofeedError:
        # What is wrong with the log is told where it is needed.
        return False
    return CAUTIONS not in profile


class Welcome:
    """Takes a person through their first steps; to be run in a worker."""

    def __init__(self, app: BiofeedApp) -> None:
        self._app = app
        self._stage = Stage(app)

    async def run(self) -> None:
        """Go through it all. Left at the first page, it comes again with the next start."""
        first = ReadingScreen(
            words.TITLE, (words.WHAT_THIS_IS, words.NOT_THIS, words.STAYS_HERE, words.TAKES)
        )
        if await self._stage.show(first) and await self._goes_on_unkept():
            care = await self._stage.show(CautionScreen(may_leave=False)) or NOT_ASKED
            await keep_care(self._app, care)
            await self._ask_consent()
            if await self._choose_way():
                await self._breathe(care)
            await self._stage.show(ReadingScreen(words.DONE_TITLE, (words.DONE,)))
        await self._stage.clear()

    async def _goes_on_unkept(self) -> bool:
        """Say before anything is asked if no answer can be kept; false if the person leaves it there."""
        if await asyncio.to_thread(can_keep, self._app.data_home):
            return True
        return await self._stage.show(ReadingScreen(words.UNKEPT_TITLE, (words.UNKEPT,)))

    async def _ask_consent(self) -> None:
        before = await asyncio.to_thread(read_consent, self._app.data_home, self._app.client)
        consent = await self._stage.show(ConsentScreen(before))
        if consent is not None:
            await keep_consent(self._app, consent)

    async def _choose_way(self) -> bool:
        """Settle where beats come from; false if the person would rather not breathe now."""
        way = await self._stage.show(WaysScreen())
        if way is Way.WITHOUT:
            self._app.device = WITHOUT_STRAP
        if way is Way.WITH:
            await self._choose_strap()
        return way is not Way.LATER

    async def _choose_strap(self) -> None:
        chosen: DeviceInfo | None = await self._app.push_screen_wait(StrapScreen(self._app.device))
        if chosen is not None:
            self._app.device = chosen.url
        device = self._app.device
        if device is not None and known(device).has_beats:
            from biofeed.tui.screens.signal import SignalScreen

            await self._stage.show(SignalScreen(device))

    async def _breathe(self, care: Care) -> None:
        """Breathe for two minutes, or do what the answers leave."""
        from biofeed.tui.visit import Visit

        exercise, variant = await asyncio.to_thread(self._first_exercise, care)
        if exercise is None or self._app.device is None:
            return
        try:
            await Visit(self._app, self._stage).run(exercise, variant)
        except BiofeedError as error:
            await self._app.push_screen_wait(ErrorScreen(error))

    def _first_exercise(self, care: Care) -> tuple[Exercise | None, Variant]:
        """Give the longer exhale for two minutes, else what is suggested to this person."""
        exercises, _ = Library(self._app.data_home.exercises).read_all()
        by_name = {exercise.name: exercise for exercise in exercises}
        first, variant = by_name.get(FIRST_EXERCISE), Variant(FIRST_MINUTES)
        if first is not None and allows(first, adjusted(variant, first, care)[0], care) is None:
            return first, variant
        instead = suggest(SKIPPED, care, (), exercises, dt.date.today()).exercise
        return by_name.get(instead or ""), Variant()

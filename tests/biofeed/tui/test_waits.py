"""Where an exercise waits, what there is instead is one key away."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from biofeed.care import ASKED_ELSEWHERE
from biofeed.exercise import AS_WRITTEN
from biofeed.exercise.file import Kind
from biofeed.library import Library
from biofeed.plugins import load_exercise
from biofeed.store.home import Home
from biofeed.tui.person import Person
from biofeed.tui.ready import Wish
from biofeed.tui.screens.checkin import CheckInScreen
from biofeed.words import care as care_words
from tests.biofeed.tui.still import Bare, flat, on, text_of, until


async def test_outside_of_the_window_grounding_is_one_key_away(tmp_path: Path) -> None:
    exercises, _ = Library(Home(tmp_path).exercises).read_all()
    wish = Wish(load_exercise("stress-recovery"), AS_WRITTEN, "sim:", has_beats=True)
    screen = CheckInScreen(wish, Person(care=ASKED_ELSEWHERE), exercises, lambda: dt.date(2026, 11, 22))
    app = Bare(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await app.push_screen(screen)
        await pilot.press("down", "right", "enter")
        await until(pilot, lambda: on(app, "WaitsScreen"))
        assert care_words.OUTSIDE[1] in flat(app)
        assert "caution check" not in text_of(app)
        await pilot.press("a")
        await pilot.pause()
        assert on(app, "WaitsScreen")
        await pilot.press("g")
        await until(pilot, lambda: app.screen is screen)

        assert screen.wish.exercise.kind is Kind.GROUNDING

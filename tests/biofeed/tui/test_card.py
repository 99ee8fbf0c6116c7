"""The card is one key away from every screen, and never empty."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.screen import Screen

from biofeed.errors import ExerciseError
from biofeed.store.home import Home
from biofeed.tui.person import remember
from biofeed.tui.screens.card import CardScreen
from biofeed.tui.screens.caution import CautionScreen
from biofeed.tui.screens.confirm import ConfirmScreen
from biofeed.tui.screens.error import ErrorScreen
from biofeed.tui.screens.help import HelpScreen
from biofeed.tui.screens.reason import ReasonScreen
from biofeed.words import card as words
from tests.biofeed.tui.snapshot import check
from tests.biofeed.tui.still import Bare, StillApp, flat, on, text_of, until

SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=lambda size: f"{size[0]}x{size[1]}")


@pytest.fixture(autouse=True)
def in_germany(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take the country of this computer out of the test."""
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")


@SIZES
async def test_it_looks_like_this(tmp_path: Path, size: tuple[int, int]) -> None:
    app = Bare(tmp_path)
    async with app.run_test(size=size) as pilot:
        await app.push_screen(CardScreen(["Kim, a friend: 0123 456"]))
        await pilot.pause()

        check(text_of(app), f"card-{size[0]}x{size[1]}")


@pytest.mark.parametrize("locale", ["C", "xx_AQ", "fr_FR.UTF-8"])
async def test_whatever_the_country_there_is_a_number_and_nobody_watches(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, locale: str
) -> None:
    monkeypatch.setenv("LC_ALL", locale)
    app = Bare(tmp_path)
    async with app.run_test(size=(80, 40)) as pilot:
        await app.push_screen(CardScreen())
        await pilot.pause()

        assert "112" in text_of(app)
        assert words.NOBODY_WATCHES in flat(app)


async def test_own_people_stand_on_it_below_the_numbers(tmp_path: Path) -> None:
    remember(Home(tmp_path), "me", "contacts", "Kim, a friend: 0123 456\nDr Lee: 0987")
    app = Bare(tmp_path)
    async with app.run_test(size=(80, 40)) as pilot:
        await pilot.press("c")
        await until(pilot, lambda: "Dr Lee: 0987" in text_of(app))

        assert text_of(app).index("112") < text_of(app).index("Kim")


@pytest.mark.parametrize("kind", ["caution", "reason", "error", "confirm", "help"])
async def test_one_key_from_every_screen_and_back(tmp_path: Path, kind: str) -> None:
    app = Bare(tmp_path)
    async with app.run_test() as pilot:
        screen: Screen[object] = {  # type: ignore[assignment]
            "caution": CautionScreen,
            "reason": ReasonScreen,
            "error": lambda: ErrorScreen(ExerciseError("title", "hint")),
            "confirm": lambda: ConfirmScreen("title", "text", "keys"),
            "help": lambda: HelpScreen(app.screen),
        }[kind]()
        await app.push_screen(screen)
        await pilot.press("c")
        await until(pilot, lambda: on(app, "CardScreen"))
        await pilot.press("c")
        await until(pilot, lambda: app.screen is screen)


async def test_the_session_goes_on_under_it(tmp_path: Path) -> None:
    app = StillApp(tmp_path)
    async with app.run_test() as pilot:
        await app.happen(pilot, [], 1.0)
        await pilot.press("c")
        await until(pilot, lambda: on(app, "CardScreen"))

        assert app.practice.session.ended is None
        await pilot.press("escape")
        await until(pilot, lambda: on(app, "LiveScreen"))

"""`?` names the keys and explains what is on the screen, in words that do not judge."""

from __future__ import annotations

import importlib
import pkgutil
from pathlib import Path

import pytest

from biofeed.tui import screens, widgets
from biofeed.tui.widgets.keys import Keys
from tests.biofeed.test_words import BANNED
from tests.biofeed.tui.snapshot import check
from tests.biofeed.tui.still import StillApp, app_on, on, text_of, until


def said() -> list[tuple[str, str]]:
    """Give every help text and every name of a key, with where it stands."""
    found = []
    for package in (screens, widgets):
        for info in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
            for name, thing in vars(importlib.import_module(info.name)).items():
                if isinstance(thing, type) and thing.__module__ == info.name:
                    found.append((name, vars(thing).get("HELP", "")))
                    found += [(name, binding.description) for binding in vars(thing).get("BINDINGS", ())]
    return [(name, text) for name, text in found if text]


@pytest.mark.parametrize(("place", "text"), said(), ids=lambda value: str(value)[:30])
def test_no_help_holds_a_word_that_judges(place: str, text: str) -> None:
    assert not BANNED.search(text), f"{place}: {BANNED.search(text)}"


async def test_the_live_screen_explains_itself(tmp_path: Path) -> None:
    app = StillApp(tmp_path)
    async with app.run_test(size=(80, 60)) as pilot:
        await app.happen(pilot, [], 1.0)
        await pilot.press("question_mark")
        await until(pilot, lambda: on(app, "HelpScreen"))

        check(text_of(app), "help-live-80x60")
        await pilot.press("escape")
        await until(pilot, lambda: on(app, "LiveScreen"))


@pytest.mark.parametrize("width", [80, 120])
async def test_no_screen_names_more_than_five_keys_and_all_fit(tmp_path: Path, width: int) -> None:
    app = app_on(tmp_path, device=None)
    async with app.run_test(size=(width, 24)) as pilot:
        for key in (None, "s", "question_mark"):
            if key:
                await pilot.press(key)
            await pilot.pause()
            (keys,) = (keys for keys in app.screen.query(Keys) if type(keys) is Keys)
            named = [name for _, name in keys.shown()]
            assert 1 <= len(named) <= 5
            last = text_of(app).splitlines()[-1]
            assert all(name in last for name in named)

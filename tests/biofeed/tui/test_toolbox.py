"""The toolbox: put in, taken out, kept in the profile, and on the card."""

from __future__ import annotations

from pathlib import Path

import pytest

from biofeed.exercise import Exercise
from biofeed.library import Library
from biofeed.store import open_store
from biofeed.store.home import Home
from biofeed.tui.app import BiofeedApp
from biofeed.tui.person import CONTACTS
from biofeed.tui.screens.toolbox import ToolboxScreen
from biofeed.tui.toolbox import TOOLBOX, Toolbox, keep_toolbox, read_toolbox
from biofeed.types import Origin
from biofeed.words import home as said
from tests.biofeed.tui.snapshot import check
from tests.biofeed.tui.still import Bare, on, text_of, until

FULL = Toolbox(("grounding", "reset"), ("a walk first",), ("Ana, 555 0101",))


async def opened(app: BiofeedApp) -> list[Exercise | None]:
    exercises, _ = Library(app.data_home.exercises).read_all()
    chosen: list[Exercise | None] = []
    await app.push_screen(ToolboxScreen(exercises), chosen.append)
    return chosen


def test_what_is_kept_is_read_again_and_people_stand_where_the_card_looks(tmp_path: Path) -> None:
    home = Home(tmp_path)
    keep_toolbox(home, "me", Toolbox(), FULL)

    assert read_toolbox(home, "me") == FULL
    with open_store(home, Origin.STRAP) as store:
        assert store.profile("me")[CONTACTS] == "Ana, 555 0101"


@pytest.mark.parametrize("text", ["", "{", "[]", '{"notes": 3}', '{"favourites": [1]}'])
def test_a_text_that_is_not_understood_is_an_empty_toolbox(tmp_path: Path, text: str) -> None:
    with open_store(Home(tmp_path), Origin.STRAP) as store:
        store.remember("me", TOOLBOX, text)

    assert read_toolbox(Home(tmp_path), "me") == Toolbox()


def test_nothing_is_made_to_find_an_empty_toolbox(tmp_path: Path) -> None:
    assert read_toolbox(Home(tmp_path / "none"), "me") == Toolbox()
    assert not (tmp_path / "none").exists()


def test_a_line_stays_one_line() -> None:
    assert Toolbox().with_person("Ana\n 555").people == ("Ana 555",)


def test_a_favourite_is_in_or_out() -> None:
    assert Toolbox().with_favourite("reset").with_favourite("reset") == Toolbox()


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_it_looks_like_this(tmp_path: Path, size: tuple[int, int]) -> None:
    keep_toolbox(Home(tmp_path), "me", Toolbox(), FULL)
    app = Bare(tmp_path)
    async with app.run_test(size=size) as pilot:
        await opened(app)
        await until(pilot, lambda: "Ana" in text_of(app))

        check(text_of(app), f"toolbox-{size[0]}x{size[1]}")


async def test_a_note_and_a_person_are_written_and_kept(tmp_path: Path) -> None:
    app = Bare(tmp_path)
    async with app.run_test() as pilot:
        await opened(app)
        await until(pilot, lambda: said.NO_NOTES.split(",", maxsplit=1)[0] in text_of(app))
        await pilot.press("n", *"not now", "enter")
        await until(pilot, lambda: "not now" in text_of(app))
        await pilot.press("p", *"Ana", "enter", *"555", "enter")
        await until(pilot, lambda: "Ana, 555" in text_of(app))

    assert read_toolbox(Home(tmp_path), "me") == Toolbox((), ("not now",), ("Ana, 555",))


async def test_tab_goes_from_the_name_to_the_number_and_nobody_is_kept_without_one(tmp_path: Path) -> None:
    app = Bare(tmp_path)
    async with app.run_test() as pilot:
        await opened(app)
        await pilot.press("p", *"Ana", "tab")
        await until(pilot, lambda: said.THEIR_NUMBER in text_of(app))
        assert "enter go on" in text_of(app)
        await pilot.press("enter", "tab", "shift+tab")
        assert said.THEIR_NUMBER in text_of(app)
        await pilot.press(*"555", "tab", "enter")
        await until(pilot, lambda: "Ana, 555" in text_of(app))

    assert read_toolbox(Home(tmp_path), "me").people == ("Ana, 555",)


async def test_esc_ends_writing_first_and_then_leads_back(tmp_path: Path) -> None:
    app = Bare(tmp_path)
    async with app.run_test() as pilot:
        await opened(app)
        await pilot.press("n", *"half a", "escape")
        assert on(app, "ToolboxScreen")
        await pilot.press("escape")
        await until(pilot, lambda: not on(app, "ToolboxScreen"))

    assert read_toolbox(Home(tmp_path), "me") == Toolbox()


async def test_what_is_marked_is_taken_out(tmp_path: Path) -> None:
    keep_toolbox(Home(tmp_path), "me", Toolbox(), FULL)
    app = Bare(tmp_path)
    async with app.run_test() as pilot:
        await opened(app)
        await until(pilot, lambda: "Ana" in text_of(app))
        await pilot.press("end", "delete")
        await until(pilot, lambda: "Ana" not in text_of(app))

    assert read_toolbox(Home(tmp_path), "me").people == ()


async def test_enter_begins_an_exercise_and_does_nothing_with_a_note(tmp_path: Path) -> None:
    keep_toolbox(Home(tmp_path), "me", Toolbox(), FULL)
    app = Bare(tmp_path)
    async with app.run_test() as pilot:
        chosen = await opened(app)
        await until(pilot, lambda: "Ana" in text_of(app))
        await pilot.press("end", "enter")
        assert not chosen
        await pilot.press("home", "enter")
        await until(pilot, lambda: chosen)

    assert chosen[0] is not None
    assert chosen[0].name == "grounding"


async def test_a_note_that_reads_like_an_exercise_is_a_note(tmp_path: Path) -> None:
    keep_toolbox(Home(tmp_path), "me", Toolbox(), Toolbox((), ("reset",), ("reset",)))
    app = Bare(tmp_path)
    async with app.run_test() as pilot:
        chosen = await opened(app)
        await until(pilot, lambda: "reset" in text_of(app))
        await pilot.press("end", "enter")
        await pilot.pause()

        assert not chosen

"""The library on the screen: every exercise by kind, what to take care of only where the cursor is."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from biofeed.errors import ExerciseError
from biofeed.exercise import Exercise
from biofeed.library import Library
from biofeed.plugins import load_exercise
from biofeed.store.home import Home
from biofeed.tui.app import BiofeedApp
from biofeed.tui.screens.library import LibraryScreen, by_kind
from biofeed.tui.toolbox import read_toolbox
from biofeed.words import home as said
from tests.biofeed.tui.snapshot import check
from tests.biofeed.tui.still import Bare, flat, on, text_of, until

SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=lambda size: f"{size[0]}x{size[1]}")


async def opened(app: BiofeedApp, first: str | None = "longer-exhale") -> list[Exercise | None]:
    """Open the library of that home; what is chosen lands in the list that is given."""
    exercises, broken = Library(app.data_home.exercises).read_all()
    chosen: list[Exercise | None] = []
    await app.push_screen(LibraryScreen(exercises, broken, first), chosen.append)
    return chosen


@SIZES
async def test_it_looks_like_this(tmp_path: Path, size: tuple[int, int]) -> None:
    app = Bare(tmp_path)
    async with app.run_test(size=size) as pilot:
        await opened(app)
        await pilot.pause()

        check(text_of(app), f"library-{size[0]}x{size[1]}")


async def test_cautions_are_shown_of_the_marked_one_only(tmp_path: Path) -> None:
    app = Bare(tmp_path)
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(app, "longer-exhale")
        await pilot.pause()
        assert said.TAKE_CARE not in text_of(app)
        await opened(app, "box")
        await until(pilot, lambda: said.TAKE_CARE in text_of(app))

        assert load_exercise("box").cautions[1] in flat(app)


async def test_enter_gives_the_marked_one(tmp_path: Path) -> None:
    app = Bare(tmp_path)
    async with app.run_test() as pilot:
        chosen = await opened(app, "grounding")
        await pilot.press("enter")
        await until(pilot, lambda: chosen)

    assert chosen[0] is not None
    assert chosen[0].name == "grounding"


async def test_the_cursor_passes_over_headings(tmp_path: Path) -> None:
    app = Bare(tmp_path)
    async with app.run_test() as pilot:
        chosen = await opened(app, "reset")
        await pilot.press("down", "enter")
        await until(pilot, lambda: chosen)

    assert chosen[0] is not None
    assert chosen[0].name == "grounding"


@pytest.mark.parametrize("first", [None, "no-such-exercise"])
async def test_where_nothing_is_suggested_the_first_exercise_is_marked(
    tmp_path: Path, first: str | None
) -> None:
    app = Bare(tmp_path)
    async with app.run_test() as pilot:
        chosen = await opened(app, first)
        await pilot.press("enter")
        await until(pilot, lambda: chosen)

    assert chosen[0] is not None
    assert chosen[0].title == "A whole session"


async def test_ones_own_are_marked_and_broken_files_are_told_at_the_bottom(tmp_path: Path) -> None:
    folder = Home(tmp_path).exercises
    folder.mkdir(parents=True)
    own = load_exercise("even-breath").toml.replace("Even breath", "My [very] own")
    (folder / "mine.toml").write_text(own, "utf-8")
    (folder / "broken.toml").write_text("title = ", "utf-8")
    app = Bare(tmp_path)
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(app, "mine")
        await pilot.pause()

        row = next(row for row in text_of(app).splitlines() if "My [very] own" in row)
        assert said.OWN in row
        assert "broken.toml" in text_of(app)


async def test_f_puts_one_into_the_toolbox_and_takes_it_out_again(tmp_path: Path) -> None:
    app = Bare(tmp_path)
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(app, "body-scan")
        await pilot.press("f")
        await until(pilot, lambda: said.IS_FAVOURITE in text_of(app))
        assert read_toolbox(Home(tmp_path), "me").favourites == ("body-scan",)
        await pilot.press("f")
        await until(pilot, lambda: said.IS_FAVOURITE not in text_of(app))

    assert read_toolbox(Home(tmp_path), "me").favourites == ()


async def test_with_nothing_to_choose_enter_does_nothing(tmp_path: Path) -> None:
    app = Bare(tmp_path)
    async with app.run_test() as pilot:
        await app.push_screen(LibraryScreen((), (ExerciseError("none", "none"),)))
        await pilot.press("enter", "down", "f")

        assert on(app, "LibraryScreen")


def test_groups_come_in_their_order_and_those_that_hold_the_breath_last() -> None:
    exercises, _ = Library(Path("no such folder")).read_all()
    groups = by_kind(exercises)

    assert [heading for heading, _ in groups] == list(said.KINDS.values())
    holds = [one.has_holds for one in dict(groups)[said.KINDS["breathing"]]]
    assert holds == sorted(holds)
    assert sum(len(found) for _, found in groups) == len(exercises)


def test_a_group_without_exercises_has_no_heading() -> None:
    assert by_kind([replace(load_exercise("reset"), name="mine")])[0][0] == said.KINDS["reset"]

"""A moment is kept in a few keys, private unless it is ticked."""

from __future__ import annotations

from pathlib import Path

import pytest

from biofeed.diary import Entry, Goal, Moment, MomentKind, Tag, Total, feelings
from biofeed.store import open_store
from biofeed.store.home import Home
from biofeed.tui.app import BiofeedApp
from biofeed.tui.screens.moment import Draft, MomentScreen
from biofeed.types import Origin
from biofeed.words import home as said
from tests.biofeed.tui.kept import NOW, now
from tests.biofeed.tui.snapshot import check
from tests.biofeed.tui.still import Bare, on, text_of, until

SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=lambda size: f"{size[0]}x{size[1]}")


def kept(home: Path) -> list[Entry]:
    if not Home(home).database(Origin.STRAP).exists():
        return []
    with open_store(Home(home), Origin.STRAP) as store:
        return store.entries("me")


async def opened(app: BiofeedApp) -> MomentScreen:
    screen = MomentScreen(now)
    await app.push_screen(screen)
    return screen


@SIZES
async def test_it_looks_like_this(tmp_path: Path, size: tuple[int, int]) -> None:
    app = Bare(tmp_path)
    async with app.run_test(size=size) as pilot:
        await opened(app)
        await pilot.press("down", *"late again", "down", *"aa", "down", "right", "down", "down", *"j")
        await pilot.pause()

        check(text_of(app), f"moment-{size[0]}x{size[1]}")


async def test_a_setback_is_kept_with_enter_and_stays_private(tmp_path: Path) -> None:
    app = Bare(tmp_path)
    async with app.run_test() as pilot:
        await opened(app)
        await pilot.press("down", *"late again", "down", *"a", "enter")
        await until(pilot, lambda: not on(app, "MomentScreen"))

    (entry,) = kept(tmp_path)
    assert entry.value == Moment(MomentKind.SETBACK, NOW, "late again", ("afraid",))
    assert not entry.shared


async def test_what_is_ticked_is_shared(tmp_path: Path) -> None:
    app = Bare(tmp_path)
    async with app.run_test() as pilot:
        await opened(app)
        await pilot.press("right", "down", *"said no", "up", "up", "right", "enter")
        await until(pilot, lambda: not on(app, "MomentScreen"))

    (entry,) = kept(tmp_path)
    assert (entry.kind, entry.shared) == ("win", True)


async def test_esc_keeps_nothing(tmp_path: Path) -> None:
    app = Bare(tmp_path)
    async with app.run_test() as pilot:
        await opened(app)
        await pilot.press("down", *"late", "escape")
        await until(pilot, lambda: not on(app, "MomentScreen"))

    assert kept(tmp_path) == []


async def test_what_was_left_unkept_is_there_the_next_time(tmp_path: Path) -> None:
    app, draft = Bare(tmp_path), Draft()
    async with app.run_test() as pilot:
        await app.push_screen(MomentScreen(now, draft))
        await pilot.press("down", *"late", "down", *"a", "down", "right", "escape")
        await until(pilot, lambda: not on(app, "MomentScreen"))
        screen = MomentScreen(now, draft)
        await app.push_screen(screen)
        await until(pilot, lambda: list(screen._known))
        rows = screen.filled().fields
        assert (rows["what"], rows["feeling"]) == ("late", "afraid")
        assert rows["closer"] in feelings()["afraid"]
        await pilot.press("enter")
        await until(pilot, lambda: not on(app, "MomentScreen"))

    assert draft == {}
    assert len(kept(tmp_path)) == 1


async def test_an_empty_form_leaves_nothing_for_the_next_time(tmp_path: Path) -> None:
    app, draft = Bare(tmp_path), Draft()
    async with app.run_test() as pilot:
        await app.push_screen(MomentScreen(now, draft))
        await pilot.press("right", "escape")
        await until(pilot, lambda: not on(app, "MomentScreen"))

    assert draft == {}


async def test_an_empty_form_is_told_what_is_enough_and_stays_open(tmp_path: Path) -> None:
    app = Bare(tmp_path)
    async with app.run_test() as pilot:
        await opened(app)
        await pilot.press("enter")
        await until(pilot, lambda: on(app, "ErrorScreen"))
        await pilot.press("escape")
        await until(pilot, lambda: on(app, "MomentScreen"))

    assert kept(tmp_path) == []


async def test_only_the_rows_of_this_kind_are_shown(tmp_path: Path) -> None:
    app = Bare(tmp_path)
    async with app.run_test() as pilot:
        await opened(app)
        await pilot.pause()
        assert said.ROWS["peak"] in text_of(app)
        await pilot.press("right")
        await pilot.pause()

        assert said.ROWS["peak"] not in text_of(app)
        assert said.ROWS["helped"] in text_of(app)


async def test_closer_words_follow_the_basic_one(tmp_path: Path) -> None:
    app = Bare(tmp_path)
    async with app.run_test() as pilot:
        await opened(app)
        await pilot.press("down", "down", *"aa")
        await pilot.pause()
        assert "angry" in text_of(app)
        await pilot.press("down", *"i")
        await pilot.pause()

        assert "impatient" in text_of(app)


@pytest.mark.parametrize(
    ("kind_keys", "keys", "made"),
    [
        (["right"] * 2, ["down", "s", "down", "7"], Tag),
        (["right"] * 3, ["down", "down", *"calm", "down", "4"], Goal),
        (["right"] * 4, ["down", "p", "down", "1", "1"], Total),
    ],
    ids=["a day", "a goal", "a total"],
)
async def test_the_other_kinds_are_within_reach(
    tmp_path: Path, kind_keys: list[str], keys: list[str], made: type
) -> None:
    app = Bare(tmp_path)
    async with app.run_test() as pilot:
        screen = await opened(app)
        await until(pilot, lambda: list(screen._known))
        await pilot.press(*kind_keys, *keys, "enter")
        await until(pilot, lambda: not on(app, "MomentScreen"))

    assert any(isinstance(entry.value, made) for entry in kept(tmp_path))


async def test_a_folder_that_cannot_be_written_says_so_and_loses_nothing_that_was_typed(
    tmp_path: Path,
) -> None:
    (tmp_path / "sessions.db").write_bytes(b"no database" * 300)
    app = Bare(tmp_path)
    async with app.run_test() as pilot:
        await opened(app)
        await pilot.press("down", *"late", "enter")
        await until(pilot, lambda: on(app, "ErrorScreen"))
        await pilot.press("escape")
        await until(pilot, lambda: on(app, "MomentScreen"))

        assert "late" in text_of(app)

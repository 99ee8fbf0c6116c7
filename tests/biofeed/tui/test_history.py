"""Looking back: pictures above, sessions below, each a key away from the whole of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from biofeed.store.home import Home
from biofeed.tui.app import BiofeedApp
from biofeed.tui.screens.history import HistoryScreen
from biofeed.tui.widgets.chart import MARK, Chart
from biofeed.tui.widgets.rows import Rows
from biofeed.types import Origin
from biofeed.words import history as said
from tests.biofeed.tui.kept import days_ago, keep, now
from tests.biofeed.tui.snapshot import check
from tests.biofeed.tui.still import Bare, flat, on, text_of, until

SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=lambda size: f"{size[0]}x{size[1]}")


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """Give a home with three weeks in its log."""
    for days in range(20, 0, -2):
        keep(tmp_path, days_ago(days), "resting-reading", before=50 + days, after=30 + days)
    keep(tmp_path, days_ago(3, hour=20), framed=True, before=60, after=40)
    keep(tmp_path, days_ago(1, hour=20), framed=True, before=50, after=20)
    return tmp_path


async def opened(app: BiofeedApp, pilot) -> None:  # type: ignore[no-untyped-def]
    await app.push_screen(HistoryScreen(now))
    await until(pilot, lambda: said.READING not in text_of(app))


@SIZES
async def test_it_looks_like_this(log: Path, size: tuple[int, int]) -> None:
    app = Bare(log)
    async with app.run_test(size=size) as pilot:
        await opened(app, pilot)
        check(text_of(app), f"history-practice-{size[0]}x{size[1]}")
        await pilot.press("v", "v")
        await pilot.pause()

        check(text_of(app), f"history-rest-{size[0]}x{size[1]}")


async def test_an_empty_log_says_that_there_is_no_hurry(tmp_path: Path) -> None:
    app = Bare(tmp_path)
    async with app.run_test() as pilot:
        await opened(app, pilot)

        assert said.NOTHING_YET in text_of(app)
        assert not Home(tmp_path).database(Origin.STRAP).exists()
        await pilot.press("v", "e", "space", "enter", "down", "end")


async def test_where_all_was_simulated_it_is_said_where_that_is(tmp_path: Path) -> None:
    keep(tmp_path, days_ago(1), origin=Origin.SIMULATED)
    app = Bare(tmp_path)
    async with app.run_test() as pilot:
        await opened(app, pilot)

        assert f"{said.NOTHING_YET} {said.KEPT_APART}" in flat(app)


async def test_the_mark_follows_the_cursor(log: Path) -> None:
    app = Bare(log)
    async with app.run_test() as pilot:
        await opened(app, pilot)
        latest = next(row.index(MARK) for row in text_of(app).splitlines() if MARK in row)
        await pilot.press("end")
        await pilot.pause()
        earliest = next(row.index(MARK) for row in text_of(app).splitlines() if MARK in row)

        assert earliest < latest


async def test_a_click_on_a_picture_finds_the_session(log: Path) -> None:
    app = Bare(log)
    async with app.run_test() as pilot:
        await opened(app, pilot)
        await pilot.click(Chart, offset=(7, 3))
        await pilot.pause()

        assert app.screen.query_one(Rows).cursor == app.screen.query_one(Rows).count - 1 - 3


@SIZES
async def test_enter_opens_a_session_which_looks_like_this(log: Path, size: tuple[int, int]) -> None:
    app = Bare(log)
    async with app.run_test(size=size) as pilot:
        await opened(app, pilot)
        await pilot.press("enter")
        await until(pilot, lambda: on(app, "PastSessionScreen") and said.READING not in text_of(app))
        check(text_of(app), f"past-session-{size[0]}x{size[1]}")
        await pilot.press("escape")
        await until(pilot, lambda: on(app, "HistoryScreen"))


async def test_a_click_opens_what_the_cursor_is_on(log: Path) -> None:
    app = Bare(log)
    async with app.run_test() as pilot:
        await opened(app, pilot)
        await pilot.click(Rows, offset=(5, 1))
        assert app.screen.query_one(Rows).cursor == 1
        await pilot.click(Rows, offset=(5, 1))
        await until(pilot, lambda: on(app, "PastSessionScreen"))


async def test_e_shows_one_exercise_after_the_other_and_all_again(log: Path) -> None:
    app = Bare(log)
    async with app.run_test() as pilot:
        await opened(app, pilot)
        everything = app.screen.query_one(Rows).count
        await pilot.press("e")
        await pilot.pause()
        assert "Longer exhale" in text_of(app)
        assert app.screen.query_one(Rows).count == 2
        await pilot.press("e", "e")
        await pilot.pause()

        assert app.screen.query_one(Rows).count == everything


@SIZES
async def test_space_twice_compares_two_of_the_same_exercise(log: Path, size: tuple[int, int]) -> None:
    app = Bare(log)
    async with app.run_test(size=size) as pilot:
        await opened(app, pilot)
        await pilot.press("e", "space")
        await pilot.pause()
        assert "then space" in text_of(app)
        await pilot.press("down", "space")
        await until(pilot, lambda: on(app, "CompareScreen") and said.READING not in text_of(app))

        check(text_of(app), f"compare-{size[0]}x{size[1]}")


async def test_another_exercise_is_taken_instead_and_esc_takes_nothing(log: Path) -> None:
    app = Bare(log)
    async with app.run_test() as pilot:
        await opened(app, pilot)
        await pilot.press("space", "down", "space")
        await pilot.pause()
        assert "Resting reading" in text_of(app)
        assert on(app, "HistoryScreen")
        await pilot.press("escape")
        await pilot.pause()
        assert "then space" not in text_of(app)
        await pilot.press("escape")
        await until(pilot, lambda: not on(app, "HistoryScreen"))


async def test_a_log_that_cannot_be_read_is_told_of(tmp_path: Path) -> None:
    (tmp_path / "sessions.db").write_bytes(b"no database" * 300)
    app = Bare(tmp_path)
    async with app.run_test() as pilot:
        await app.push_screen(HistoryScreen(now))
        await until(pilot, lambda: on(app, "ErrorScreen"))
        await pilot.press("escape")
        await until(pilot, lambda: on(app, "HistoryScreen"))


async def test_without_colours_every_picture_and_page_is_there(
    log: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = Bare(log)
    async with app.run_test() as pilot:
        await opened(app, pilot)
        await pilot.press("v", "v", "v", "e", "space", "down", "space")
        await until(pilot, lambda: on(app, "CompareScreen") and said.READING not in text_of(app))
        await pilot.press("escape", "enter")
        await until(pilot, lambda: on(app, "PastSessionScreen") and said.READING not in text_of(app))
        await pilot.press("escape", "escape")


async def test_without_colours_an_empty_log_is_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = Bare(tmp_path)
    async with app.run_test() as pilot:
        await opened(app, pilot)

        assert said.NOTHING_YET in text_of(app)

"""Home: one suggestion, sixty seconds on one key, and what there was lately, each in its place."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from biofeed import words
from biofeed.exercise import Variant
from biofeed.store import all_sessions
from biofeed.store.home import Home
from biofeed.tui.app import BiofeedApp
from biofeed.tui.screens.home import FRAMED, HomeScreen
from biofeed.types import Origin
from biofeed.words import checkin as care_words
from biofeed.words import home as said
from tests.biofeed.tui.kept import days_ago, keep, now
from tests.biofeed.tui.snapshot import check
from tests.biofeed.tui.still import on, text_of, until

SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=lambda size: f"{size[0]}x{size[1]}")


class HomeApp(BiofeedApp):
    """The real app on a day of its own; what begins is noted and not begun."""

    def __init__(self, home: Path, *, device: str | None = "sim:?person=older", demo: bool = False) -> None:
        stack = AsyncExitStack()
        super().__init__(stack, Home(home), "me", device=device, exercise=None, demo=demo, welcomes=False)
        self.begun: list[tuple[str, Variant | None, bool]] = []

    def open_first(self) -> None:
        """Open home, on the day of the tests."""
        self.push_screen(HomeScreen(now))

    def begin(self, exercise, variant=None, *, asks=True):  # type: ignore[no-untyped-def]
        """Note what would begin."""
        self.begun.append((exercise.name, variant, asks))


def has_read(app: BiofeedApp) -> Callable[[], bool]:
    return lambda: on(app, "HomeScreen") and said.LOOKING not in text_of(app)


@SIZES
async def test_an_empty_log_looks_like_this(tmp_path: Path, size: tuple[int, int]) -> None:
    app = HomeApp(tmp_path)
    async with app.run_test(size=size) as pilot:
        await until(pilot, has_read(app))

        check(text_of(app), f"home-{size[0]}x{size[1]}")


@SIZES
async def test_a_log_looks_like_this(tmp_path: Path, size: tuple[int, int]) -> None:
    keep(tmp_path, days_ago(20))
    keep(tmp_path, days_ago(3), "stress-recovery-event", before=60)
    keep(tmp_path, days_ago(1), "reset", before=60, after=40, beats=False)
    keep(tmp_path, days_ago(1, hour=18), before=40, after=30)
    app = HomeApp(tmp_path)
    async with app.run_test(size=size) as pilot:
        await until(pilot, has_read(app))

        check(text_of(app), f"home-with-log-{size[0]}x{size[1]}")


async def test_what_is_read_later_moves_nothing(tmp_path: Path) -> None:
    keep(tmp_path, days_ago(1))
    app = HomeApp(tmp_path)
    async with app.run_test() as pilot:
        await until(pilot, lambda: app.screen.query("Static"))
        before = [widget.region for widget in app.screen.query("Static, Keys")]
        await until(pilot, has_read(app))

        assert [widget.region for widget in app.screen.query("Static, Keys")] == before


async def test_home_says_whether_a_moment_was_kept(tmp_path: Path) -> None:
    app = HomeApp(tmp_path)
    async with app.run_test(notifications=True) as pilot:
        await until(pilot, has_read(app))
        await pilot.press("l")
        await until(pilot, lambda: on(app, "MomentScreen"))
        await pilot.press("down", *"late", "escape")
        await until(pilot, lambda: said.DRAFT_WAITS in [notice.message for notice in app._notifications])
        await pilot.press("l")
        await until(pilot, lambda: on(app, "MomentScreen"))
        await pilot.press("enter")
        await until(pilot, lambda: said.MOMENT_KEPT in [notice.message for notice in app._notifications])
        assert said.MOMENT_KEPT in text_of(app)


async def test_enter_begins_what_is_suggested_as_long_as_is_suggested(tmp_path: Path) -> None:
    app = HomeApp(tmp_path)
    async with app.run_test() as pilot:
        await pilot.press("enter")
        await until(pilot, lambda: app.begun)

    assert app.begun == [("longer-exhale", Variant(minutes=5.0), True)]


async def test_r_begins_sixty_seconds_at_once_and_without_a_strap_if_none_is_chosen(tmp_path: Path) -> None:
    app = HomeApp(tmp_path, device=None)
    async with app.run_test() as pilot:
        await pilot.press("r")

        assert app.device == "none:"
    assert app.begun == [("reset", Variant(), False)]


async def test_r_leaves_a_strap_that_is_chosen_as_it_is(tmp_path: Path) -> None:
    app = HomeApp(tmp_path, device="ble:AA")
    async with app.run_test() as pilot:
        await pilot.press("r")

        assert app.device == "ble:AA"


async def test_the_length_is_chosen_with_the_arrows_within_bounds(tmp_path: Path) -> None:
    app = HomeApp(tmp_path)
    async with app.run_test() as pilot:
        await until(pilot, has_read(app))
        await pilot.press("right", "right")
        assert "7 minutes" in text_of(app)
        await pilot.press(*["left"] * 12, "enter")

    assert app.begun == [("longer-exhale", Variant(minutes=1.0), True)]


async def test_quiet_minutes_are_remembered_and_shown(tmp_path: Path) -> None:
    app = HomeApp(tmp_path)
    async with app.run_test() as pilot:
        await until(pilot, has_read(app))
        await pilot.press("f", "enter")
        assert said.FRAMED in text_of(app)

    assert app.begun[0][1] == Variant(minutes=5.0, framed=True)
    assert Home(tmp_path).settings[FRAMED] == "yes"


async def test_who_has_practised_today_is_told_that_it_is_plenty_and_enter_chooses(tmp_path: Path) -> None:
    keep(tmp_path, days_ago(0))
    Home(tmp_path).ensure()
    app = HomeApp(tmp_path)
    async with app.run_test() as pilot:
        await until(pilot, has_read(app))
        assert care_words.DONE_TODAY.split(".", maxsplit=1)[0] in text_of(app)
        assert "enter choose" in text_of(app)
        await pilot.press("enter")
        await until(pilot, lambda: on(app, "LibraryScreen"))


async def test_simulated_sessions_are_nobodys_practice(tmp_path: Path) -> None:
    keep(tmp_path, days_ago(0), origin=Origin.SIMULATED)
    app = HomeApp(tmp_path)
    async with app.run_test() as pilot:
        await until(pilot, has_read(app))

        assert "You practised" not in text_of(app)


async def test_the_demo_looks_at_simulated_ones_and_says_so(tmp_path: Path) -> None:
    keep(tmp_path, days_ago(0), origin=Origin.SIMULATED)
    app = HomeApp(tmp_path, demo=True)
    async with app.run_test() as pilot:
        await until(pilot, has_read(app))

        assert said.days_practised(1, 14) in text_of(app)
        assert words.SIMULATED in text_of(app)


async def test_a_log_that_cannot_be_read_is_told_of_and_practice_stays_possible(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.ensure()
    home.database(Origin.STRAP).write_bytes(b"this is no database, and it was never one" * 100)
    app = HomeApp(tmp_path)
    async with app.run_test() as pilot:
        await until(pilot, has_read(app))
        assert said.NO_LOG_READ in text_of(app)
        await pilot.press("enter")

    assert [name for name, _, _ in app.begun] == ["longer-exhale"]


@pytest.mark.parametrize(
    ("key", "screen"),
    [("l", "MomentScreen"), ("b", "LibraryScreen"), ("h", "HistoryScreen"), ("t", "ToolboxScreen")],
)
async def test_every_other_screen_is_one_key_away_and_esc_leads_back(
    tmp_path: Path, key: str, screen: str
) -> None:
    app = HomeApp(tmp_path)
    async with app.run_test() as pilot:
        await pilot.press(key)
        await until(pilot, lambda: on(app, screen))
        await pilot.press("escape")
        await until(pilot, lambda: on(app, "HomeScreen"))


async def test_a_key_in_the_quiet_row_can_be_clicked(tmp_path: Path) -> None:
    app = HomeApp(tmp_path)
    async with app.run_test() as pilot:
        await until(pilot, has_read(app))
        await pilot.click("MoreKeys", offset=(2, 0))
        await until(pilot, lambda: on(app, "HistoryScreen"))


async def test_q_leaves(tmp_path: Path) -> None:
    app = HomeApp(tmp_path)
    async with app.run_test() as pilot:
        await pilot.press("q")
        await pilot.pause()

    assert app.return_code == 0
    assert all_sessions(Home(tmp_path)) == []


async def test_a_log_that_is_locked_keeps_nobody_from_sixty_seconds(tmp_path: Path) -> None:
    keep(tmp_path, days_ago(1))
    holder = sqlite3.connect(Home(tmp_path).database(Origin.STRAP), isolation_level=None)
    holder.execute("PRAGMA locking_mode = EXCLUSIVE")
    holder.execute("BEGIN EXCLUSIVE")
    app = HomeApp(tmp_path)
    async with app.run_test() as pilot:
        await pilot.press("r")
        assert [name for name, _, _ in app.begun] == ["reset"]
        holder.execute("ROLLBACK")
        holder.close()
        await until(pilot, has_read(app))


async def test_a_folder_that_may_only_be_read_shows_its_log(tmp_path: Path) -> None:
    keep(tmp_path, days_ago(1))
    for path in (tmp_path / "running", tmp_path):
        path.chmod(0o500)
    Home(tmp_path).database(Origin.STRAP).chmod(0o400)
    app = HomeApp(tmp_path)
    try:
        async with app.run_test() as pilot:
            await until(pilot, has_read(app))

            assert said.days_practised(1, 14) in text_of(app)
    finally:
        for path in (tmp_path, tmp_path / "running"):
            path.chmod(0o700)

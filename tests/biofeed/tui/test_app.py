"""From screen to screen, with the real simulated strap and the real log."""

from __future__ import annotations

from pathlib import Path

import pytest

from biofeed import words
from biofeed.store import all_sessions
from biofeed.store.home import Home
from biofeed.tui.screens.live import LiveScreen
from tests.biofeed.tui.snapshot import check
from tests.biofeed.tui.still import app_on, on, text_of, until

SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=lambda size: f"{size[0]}x{size[1]}")
REAL_TIME = "sim:?seed=1"


class TestHome:
    @SIZES
    async def test_it_looks_like_this(self, tmp_path: Path, size: tuple[int, int]) -> None:
        app = app_on(tmp_path, device="sim:?person=older")
        async with app.run_test(size=size) as pilot:
            await pilot.pause()

            check(text_of(app), f"home-{size[0]}x{size[1]}")

    async def test_the_length_is_chosen_with_the_arrows_within_bounds(self, tmp_path: Path) -> None:
        app = app_on(tmp_path)
        async with app.run_test() as pilot:
            assert "5 minutes" in text_of(app)
            await pilot.press("right", "right")
            assert "7 minutes" in text_of(app)
            await pilot.press(*["left"] * 12)
            assert "1 minute ·" in text_of(app)

    async def test_q_leaves(self, tmp_path: Path) -> None:
        app = app_on(tmp_path)
        async with app.run_test() as pilot:
            await pilot.press("q")
            await pilot.pause()

        assert app.return_code == 0

    async def test_the_demo_says_that_it_is_one(self, tmp_path: Path) -> None:
        app = app_on(tmp_path, demo=True)
        async with app.run_test():
            assert words.SIMULATED in text_of(app)


class TestPractice:
    async def test_a_practice_goes_from_home_to_its_summary_and_back_and_is_in_the_log(
        self, tmp_path: Path
    ) -> None:
        app = app_on(tmp_path, minutes=2)
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("enter")
            await until(pilot, lambda: on(app, "SummaryScreen"))
            assert "Even breath · 1:59" in text_of(app)
            assert "bpm on average" in text_of(app)
            assert "session sim-1, kept in the log of me" in text_of(app)

            await pilot.press("enter")
            await until(pilot, lambda: on(app, "HomeScreen"))
            await pilot.press("down", "enter")
            await until(pilot, lambda: on(app, "SummaryScreen"))
            assert "session sim-2" in text_of(app)
        await app.keeper.release()

        rows = all_sessions(Home(tmp_path))
        assert [row.exercise for row in rows] == ["longer-exhale", "even-breath"]
        assert all(row.state == "finished" for row in rows)

    async def test_one_exercise_by_name_ends_with_its_summary(self, tmp_path: Path) -> None:
        app = app_on(tmp_path, exercise="longer-exhale", minutes=1)
        async with app.run_test() as pilot:
            await until(pilot, lambda: on(app, "SummaryScreen"))
            await pilot.press("escape")
            await pilot.pause()

        assert app.return_code == 0

    async def test_esc_stops_at_once_and_shows_what_there_is(self, tmp_path: Path) -> None:
        app = app_on(tmp_path, device=REAL_TIME, exercise="longer-exhale")
        async with app.run_test() as pilot:
            await until(pilot, lambda: isinstance(app.screen, LiveScreen) and app.screen.practice)
            await until(pilot, lambda: "breathe in" in text_of(app))
            await pilot.press("escape")
            await until(pilot, lambda: on(app, "SummaryScreen"))
        await app.keeper.release()

        (row,) = all_sessions(Home(tmp_path))
        assert row.state == "finished"

    async def test_ctrl_c_completes_the_log_and_leaves(self, tmp_path: Path) -> None:
        app = app_on(tmp_path, device=REAL_TIME, exercise="longer-exhale")
        async with app.run_test() as pilot:
            await until(pilot, lambda: "breathe in" in text_of(app))
            await pilot.press("ctrl+c")
            await until(pilot, lambda: app.return_code is not None)

        assert app.return_code == 0
        assert all_sessions(Home(tmp_path))[0].state == "finished"

    async def test_without_a_strap_the_breath_is_paced_all_the_same(self, tmp_path: Path) -> None:
        app = app_on(tmp_path, device="none:?speed=max", exercise="longer-exhale", minutes=1)
        async with app.run_test() as pilot:
            await until(pilot, lambda: on(app, "SummaryScreen"))

            assert words.NOTHING_MEASURED in text_of(app)
            assert "session 1, kept in the log of me" in text_of(app)
        await app.keeper.release()

    async def test_what_is_in_the_way_is_said_and_home_is_there_again(self, tmp_path: Path) -> None:
        app = app_on(tmp_path, device="sim:?person=nobody")
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("enter")
            await until(pilot, lambda: on(app, "ErrorScreen"))
            check(text_of(app), "error-80x24")

            await pilot.press("escape")
            await until(pilot, lambda: on(app, "HomeScreen"))

    async def test_one_exercise_that_cannot_begin_ends_with_the_errors_own_code(self, tmp_path: Path) -> None:
        app = app_on(tmp_path, exercise="no-such-thing")
        async with app.run_test() as pilot:
            await until(pilot, lambda: on(app, "ErrorScreen"))
            assert "There is no exercise called" in text_of(app)
            await pilot.press("enter")
            await until(pilot, lambda: app.return_code is not None)

        assert app.return_code == 40


class TestStrap:
    async def test_every_kind_of_device_is_offered_and_the_choice_holds(self, tmp_path: Path) -> None:
        app = app_on(tmp_path, device=None)
        async with app.run_test(size=(80, 24)) as pilot:
            assert words.NO_DEVICE_YET in text_of(app)
            await pilot.press("s")
            await until(pilot, lambda: "simulated strap (young person)" in text_of(app))
            assert "no strap, pacing only" in text_of(app)

            await pilot.press("end", "enter")
            await until(pilot, lambda: on(app, "HomeScreen"))
            assert "simulated strap (young person)" in text_of(app)
            assert app.device == "sim:?person=young"

    async def test_where_none_is_known_it_is_asked_before_a_practice(self, tmp_path: Path) -> None:
        app = app_on(tmp_path, device=None, exercise="longer-exhale")
        async with app.run_test() as pilot:
            await until(pilot, lambda: on(app, "StrapScreen") and "young" in text_of(app))
            await pilot.press("end", "enter")
            await until(pilot, lambda: "breathe in" in text_of(app))
        await app.keeper.release()

    async def test_esc_goes_back_without_a_choice(self, tmp_path: Path) -> None:
        app = app_on(tmp_path, device=None)
        async with app.run_test() as pilot:
            await pilot.press("s")
            await until(pilot, lambda: on(app, "StrapScreen"))
            await pilot.press("escape")
            await until(pilot, lambda: on(app, "HomeScreen"))

            assert app.device is None

    async def test_the_one_used_last_is_offered_even_out_of_reach(self, tmp_path: Path) -> None:
        Home(tmp_path).settings["last_device"] = "ble:AA:BB:CC:DD:EE:FF"
        app = app_on(tmp_path, device=None)
        async with app.run_test() as pilot:
            assert "strap AA:BB:CC:DD:EE:FF" in text_of(app)
            await pilot.press("s")
            await until(pilot, lambda: "● strap AA:BB:CC:DD:EE:FF" in text_of(app))


async def test_the_theme_is_remembered(tmp_path: Path) -> None:
    app = app_on(tmp_path)
    async with app.run_test() as pilot:
        app.theme = "biofeed-light"
        await pilot.pause()

    again = app_on(tmp_path)
    async with again.run_test():
        assert again.theme == "biofeed-light"


@pytest.mark.parametrize("theme", ["nord", "textual-light"])
async def test_any_other_theme_works_as_well(tmp_path: Path, theme: str) -> None:
    Home(tmp_path).settings["theme"] = theme
    app = app_on(tmp_path)
    async with app.run_test():
        assert app.theme == theme
        assert words.HELLO in text_of(app)

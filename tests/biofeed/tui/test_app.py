"""From screen to screen, with the real simulated strap and the real log."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from textual.pilot import Pilot

from biofeed import words
from biofeed.plugins import load_exercise
from biofeed.store import all_sessions
from biofeed.store.home import Home
from biofeed.tui.app import BiofeedApp
from biofeed.tui.screens import home
from biofeed.tui.screens.live import LiveScreen
from biofeed.tui.screens.strap import StrapScreen, proposed
from biofeed.tui.widgets.choice import Choice
from biofeed.types import DeviceInfo, Origin
from tests.biofeed.tui.snapshot import check
from tests.biofeed.tui.still import app_on, on, text_of, until

SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=lambda size: f"{size[0]}x{size[1]}")
REAL_TIME = "sim:?seed=1"
STRAP = DeviceInfo("ble:1", "a strap", Origin.STRAP)
WITHOUT = DeviceInfo("none:", "no strap, pacing only", Origin.STRAP, has_beats=False)
PERSON = DeviceInfo("sim:", "simulated strap (average person)", Origin.SIMULATED)


class QuietStrapScreen(StrapScreen):
    """Finds what a test says, when it says so."""

    def look(self) -> None:  # type: ignore[override]
        pass

    def show(self, infos: list[DeviceInfo]) -> None:
        self._found |= {info.url: info for info in infos}
        self._show_found()


def highlighted(choice: Choice) -> str | None:
    option = choice.highlighted_option
    return option.id if option else None


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

    async def test_what_to_take_care_of_stands_with_the_exercise(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        careful = replace(load_exercise("even-breath"), cautions=("Sit down for it.", "Not [while] driving."))
        monkeypatch.setattr(home, "load_exercise", lambda name: careful)
        app = app_on(tmp_path)
        async with app.run_test(size=(120, 40)):
            rows = [row.strip("▌ ") for row in text_of(app).splitlines()]

            at = rows.index(careful.summary)
            assert rows[at + 1 : at + 3] == list(careful.cautions)

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


class TestPalette:
    async def test_it_offers_the_theme_and_a_calm_end_only(self, tmp_path: Path) -> None:
        app = app_on(tmp_path)
        async with app.run_test():
            offered = {command.title: command.callback for command in app.get_system_commands(app.screen)}

        assert offered == {"Theme": app.action_change_theme, "Leave": app.action_leave}

    async def test_leaving_through_it_completes_the_log(self, tmp_path: Path) -> None:
        app = app_on(tmp_path, device=REAL_TIME, exercise="longer-exhale")
        async with app.run_test() as pilot:
            await until(pilot, lambda: "breathe in" in text_of(app))
            await pilot.press("ctrl+p")
            await until(pilot, lambda: on(app, "CommandPalette"))
            await pilot.press(*"leave")
            await until(pilot, lambda: "Stop, keep the session, and leave" in text_of(app))
            await pilot.press("enter", "enter")
            await until(pilot, lambda: app.return_code is not None)

        assert app.return_code == 0
        assert all_sessions(Home(tmp_path))[0].state == "finished"


class TestPractice:
    async def test_a_practice_goes_from_home_to_its_summary_and_back_and_is_in_the_log(
        self, tmp_path: Path
    ) -> None:
        app = app_on(tmp_path, minutes=2)
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("enter")
            await until(pilot, lambda: on(app, "SummaryScreen"))
            assert "Longer exhale · 1:59" in text_of(app)
            assert "bpm on average" in text_of(app)
            assert "session sim-1, kept in the log of me" in text_of(app)

            await pilot.press("enter")
            await until(pilot, lambda: on(app, "HomeScreen"))
            await pilot.press("up", "enter")
            await until(pilot, lambda: on(app, "SummaryScreen"))
            assert "session sim-2" in text_of(app)
        await app.keeper.release()

        rows = all_sessions(Home(tmp_path))
        assert [row.exercise for row in rows] == ["even-breath", "longer-exhale"]
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

    async def test_until_the_cursor_is_moved_a_strap_takes_it_else_no_strap(self, tmp_path: Path) -> None:
        app = app_on(tmp_path, device=None)
        async with app.run_test(size=(80, 24)) as pilot:
            screen, choice = await self._without_search(app, pilot)
            for info, wanted in (
                (PERSON, PERSON),
                (WITHOUT, WITHOUT),
                (STRAP, STRAP),
            ):
                screen.show([info])
                assert highlighted(choice) == wanted.url

            assert [option.id for option in choice.options] == [STRAP.url, WITHOUT.url, PERSON.url]

    @pytest.mark.parametrize("key", ["down", "up", "end"])
    async def test_a_cursor_that_has_been_moved_stays_on_its_entry(self, tmp_path: Path, key: str) -> None:
        app = app_on(tmp_path, device=None)
        async with app.run_test(size=(80, 24)) as pilot:
            screen, choice = await self._without_search(app, pilot)
            screen.show([WITHOUT, PERSON])
            await pilot.press(key)
            kept = highlighted(choice)
            assert kept == PERSON.url
            screen.show([STRAP])

            assert highlighted(choice) == kept

    @staticmethod
    async def _without_search(app: BiofeedApp, pilot: Pilot[int]) -> tuple[QuietStrapScreen, Choice]:
        screen = QuietStrapScreen(None)
        app.push_screen(screen)
        await until(pilot, lambda: app.screen is screen and screen.query(Choice))
        return screen, screen.query_one(Choice)


@pytest.mark.parametrize(
    ("current", "wanted"),
    [
        (None, "ble:1"),
        ("sim:", "ble:1"),
        ("none:", "ble:1"),
        ("ble:2", "ble:2"),
    ],
)
def test_of_several_straps_the_one_in_use_comes_first(current: str | None, wanted: str) -> None:
    other = replace(STRAP, url="ble:2")

    assert proposed([STRAP, other, WITHOUT, PERSON], current) == wanted


@pytest.mark.parametrize(("current", "wanted"), [(None, "none:"), ("sim:", "sim:"), ("ble:9", "none:")])
def test_without_a_strap_it_is_what_is_in_use_else_no_strap(current: str | None, wanted: str) -> None:
    assert proposed([WITHOUT, PERSON], current) == wanted
    assert proposed([], current) is None


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

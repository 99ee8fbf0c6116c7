"""From screen to screen, with the real simulated strap and the real log."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest
from textual.pilot import Pilot

from biofeed import words
from biofeed.errors import BiofeedError
from biofeed.store import all_sessions, find
from biofeed.store.home import Home
from biofeed.tui.app import BiofeedApp
from biofeed.tui.screens import strap
from biofeed.tui.screens.strap import StrapScreen, proposed
from biofeed.tui.widgets.choice import Choice
from biofeed.types import DeviceInfo, Note, Origin
from tests.biofeed.tui.still import app_on, begun, on, text_of, until

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
            await begun(app, pilot)
            await until(pilot, lambda: "breathe in" in text_of(app))
        await app.keeper.release()

    async def test_leaving_while_straps_are_looked_for_leaves_no_search_behind(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        searches: list[asyncio.Task[None] | None] = []

        async def search(scheme: str, seconds: float) -> list[DeviceInfo]:
            searches.append(asyncio.current_task())
            try:
                await asyncio.Event().wait()
            finally:
                # What a radio has to say when it is told to end.
                raise BiofeedError("Bluetooth is off.", "Switch it on.")

        monkeypatch.setattr(strap, "scan", search)
        app = app_on(tmp_path, device=None)
        async with app.run_test() as pilot:
            await pilot.press("s")
            await until(pilot, lambda: bool(searches))
            await pilot.press("ctrl+c")
        # A failure that nobody has looked at is reported when its task is collected.
        assert all(task and task.done() and not task._log_traceback for task in searches)  # type: ignore[attr-defined]

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
        assert words.log_of("me") in text_of(app)


async def test_x_ends_the_practice_without_a_question_and_lists_the_exercises(tmp_path: Path) -> None:
    app = app_on(tmp_path, device=REAL_TIME)
    async with app.run_test() as pilot:
        await until(pilot, lambda: on(app, "HomeScreen"))
        await pilot.press("enter")
        await begun(app, pilot)
        await pilot.press("x")
        await until(pilot, lambda: on(app, "LibraryScreen"))

    (row,) = all_sessions(Home(tmp_path))
    store, _ = find(Home(tmp_path), row.id)
    with store:
        assert row.end_reason == "stopped"
        assert not [event for event in store.events(row.id) if isinstance(event, Note)]


async def test_where_one_practice_is_all_there_is_no_other_is_offered(tmp_path: Path) -> None:
    app = app_on(tmp_path, device=REAL_TIME, exercise="longer-exhale")
    async with app.run_test() as pilot:
        await begun(app, pilot)

        assert app.screen.check_action("change_exercise", ()) is False
    await app.keeper.release()

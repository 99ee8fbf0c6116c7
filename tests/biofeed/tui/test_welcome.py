"""The first five minutes: every step but the caution check can be skipped, and is found again."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from biofeed.care import Care, Caution
from biofeed.care.consent import Consent
from biofeed.store import all_sessions, find
from biofeed.store.home import Home
from biofeed.tui.app import BiofeedApp
from biofeed.tui.person import read_person, remember_care, remember_consent
from biofeed.tui.screens.consent import ConsentScreen
from biofeed.tui.screens.live import LiveScreen
from biofeed.tui.screens.reading import ReadingScreen
from biofeed.tui.screens.signal import SignalScreen
from biofeed.tui.screens.ways import WaysScreen
from biofeed.tui.signal_check import Heard, listen
from biofeed.types import Beat, Note, Rating
from biofeed.words import welcome as words
from tests.biofeed.tui.snapshot import check
from tests.biofeed.tui.still import Bare, app_on, begun, flat, on, over, text_of, until

SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=lambda size: f"{size[0]}x{size[1]}")
NO_TO_ALL = "n" * len(Caution)


async def asked_what_is_kept(app: BiofeedApp, pilot: Pilot[int], answers: str = NO_TO_ALL) -> None:
    await until(pilot, lambda: on(app, "ReadingScreen"))
    await pilot.press("enter")
    await until(pilot, lambda: on(app, "CautionScreen"))
    await pilot.press(*answers, "enter")


async def test_on_a_new_home_it_goes_from_what_it_is_to_the_first_breath_and_home(tmp_path: Path) -> None:
    app = app_on(tmp_path, welcomes=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await asked_what_is_kept(app, pilot)
        await until(pilot, lambda: on(app, "ConsentScreen"))
        await pilot.press("enter")
        await until(pilot, lambda: on(app, "WaysScreen"))
        await pilot.press("w")
        await until(pilot, lambda: on(app, "CheckInScreen"))
        assert "Longer exhale · 2 minutes" in text_of(app)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, LiveScreen) and app.screen.hands)
        assert isinstance(app.screen, LiveScreen)
        assert not app.screen.numbers_shown
        assert app.conductor.session
        app.conductor.session.stop("done")
        await over(app, pilot)
        await pilot.press("k")
        await until(pilot, lambda: words.DONE_TITLE in text_of(app))
        await pilot.press("enter")
        await until(pilot, lambda: on(app, "HomeScreen"))
    await app.keeper.release()

    assert read_person(Home(tmp_path), "me", ()).care == Care(answered=True)
    assert [row.exercise for row in all_sessions(Home(tmp_path))] == ["longer-exhale"]


async def test_it_comes_once(tmp_path: Path) -> None:
    remember_care(Home(tmp_path), "me", Care(answered=True))
    app = app_on(tmp_path, welcomes=True)
    async with app.run_test() as pilot:
        for _ in range(20):
            await pilot.pause(0.02)

        assert on(app, "HomeScreen")


async def test_left_at_the_first_page_it_is_home_and_nothing_is_kept(tmp_path: Path) -> None:
    app = app_on(tmp_path, welcomes=True)
    async with app.run_test() as pilot:
        await until(pilot, lambda: on(app, "ReadingScreen"))
        await pilot.press("escape")
        await until(pilot, lambda: on(app, "HomeScreen"))

    assert not read_person(Home(tmp_path), "me", ()).care.answered


async def test_the_caution_check_cannot_be_skipped_and_the_rest_can(tmp_path: Path) -> None:
    app = app_on(tmp_path, welcomes=True)
    async with app.run_test() as pilot:
        await until(pilot, lambda: on(app, "ReadingScreen"))
        await pilot.press("enter")
        await until(pilot, lambda: on(app, "CautionScreen"))
        await pilot.press("escape")
        await pilot.pause()
        assert on(app, "CautionScreen")
        await pilot.press(*NO_TO_ALL, "enter")
        for name in ("ConsentScreen", "WaysScreen"):
            await until(pilot, lambda name=name: on(app, name))  # type: ignore[misc]
            await pilot.press("escape")
        await until(pilot, lambda: words.DONE_TITLE in text_of(app))
        await pilot.press("escape")
        await until(pilot, lambda: on(app, "HomeScreen"))


async def test_who_has_to_ask_a_clinician_gets_a_first_exercise_that_leaves_the_breath_alone(
    tmp_path: Path,
) -> None:
    app = app_on(tmp_path, welcomes=True)
    async with app.run_test() as pilot:
        await asked_what_is_kept(app, pilot, "nnynnnnn")
        for name, key in (("ConsentScreen", "escape"), ("WaysScreen", "w")):
            await until(pilot, lambda name=name: on(app, name))  # type: ignore[misc]
            await pilot.press(key)
        await until(pilot, lambda: on(app, "CheckInScreen"))

        assert "Grounding" in text_of(app)


async def test_a_strap_is_chosen_and_listened_to(tmp_path: Path) -> None:
    app = app_on(tmp_path, device="sim:?seed=1&speed=max", welcomes=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await asked_what_is_kept(app, pilot)
        for name, key in (("ConsentScreen", "escape"), ("WaysScreen", "s")):
            await until(pilot, lambda name=name: on(app, name))  # type: ignore[misc]
            await pilot.press(key)
        await until(pilot, lambda: on(app, "StrapScreen") and "simulated" in text_of(app))
        app.screen.dismiss(None)
        await until(pilot, lambda: "beats a minute" in text_of(app))
        await pilot.press("enter")
        await until(pilot, lambda: on(app, "CheckInScreen"))


@pytest.mark.parametrize("kind", ["welcome", "kept", "ways", "signal"])
@SIZES
async def test_each_page_looks_like_this(kind: str, size: tuple[int, int]) -> None:
    # Nothing is made in a folder before something is kept in it.
    app = Bare(Path("/home/me/biofeed"))
    texts = (words.WHAT_THIS_IS, words.NOT_THIS, words.STAYS_HERE, words.TAKES)
    async with app.run_test(size=size) as pilot:
        screen = {
            "welcome": lambda: ReadingScreen(words.TITLE, texts),
            "kept": lambda: ConsentScreen(Consent()),
            "ways": WaysScreen,
            "signal": lambda: SignalScreen("sim:?seed=1&speed=max"),
        }[kind]()
        await app.push_screen(screen)
        await until(pilot, lambda: kind != "signal" or words.CLEAR in text_of(app))

        check(text_of(app), f"welcome-{kind}-{size[0]}x{size[1]}")


class TestConsent:
    async def test_switches_are_kept_from_the_palette(self, tmp_path: Path) -> None:
        app = Bare(tmp_path)
        async with app.run_test() as pilot:
            await app.run_action("consent")
            await until(pilot, lambda: on(app, "ConsentScreen"))
            await pilot.press("left", "down", "down", "right", "enter")
            await until(pilot, lambda: not on(app, "ConsentScreen"))
            await app.workers.wait_for_complete()

        kept = read_person(Home(tmp_path), "me", ()).consent
        assert kept == Consent(heartbeats=False, words=True, sharing=True)

    async def test_without_heartbeats_the_breath_is_paced_and_nothing_measured(self, tmp_path: Path) -> None:
        remember_consent(Home(tmp_path), "me", Consent(heartbeats=False))
        app = app_on(tmp_path, exercise="longer-exhale")
        async with app.run_test() as pilot:
            await begun(app, pilot)
            await until(pilot, lambda: "○ no strap" in text_of(app))
        await app.keeper.release()

        (row,) = all_sessions(Home(tmp_path))
        assert row.beats == 0

    async def test_words_that_are_not_to_be_kept_are_asked_and_forgotten(self, tmp_path: Path) -> None:
        remember_consent(Home(tmp_path), "me", Consent(words=False))
        app = app_on(tmp_path, exercise="longer-exhale", minutes=1)
        async with app.run_test() as pilot:
            await until(pilot, lambda: on(app, "CheckInScreen"))
            await pilot.press("6", "0", "enter")
            await until(pilot, lambda: on(app, "DebriefScreen"))
            await pilot.press("4", "0", "enter")
            await until(pilot, lambda: "stress 60 → 40" in text_of(app))
            await pilot.press("k")
            await until(pilot, lambda: app.return_code is not None)

        store, _ = find(Home(tmp_path), "sim-1")
        with store:
            events = list(store.events("sim-1"))
        assert any(isinstance(event, Beat) for event in events)
        assert not any(isinstance(event, Rating | Note) for event in events)

    async def test_it_says_that_the_log_is_not_encrypted(self, tmp_path: Path) -> None:
        app = Bare(tmp_path)
        async with app.run_test(size=(120, 40)) as pilot:
            await app.push_screen(ConsentScreen(Consent()))
            await pilot.pause()

            assert words.NOT_ENCRYPTED in flat(app)


class TestSignal:
    async def test_a_strap_that_is_worn_is_heard(self) -> None:
        heard = await listen("sim:?seed=1&speed=max")

        assert heard.is_clear
        assert heard.in_words().startswith("clear: about ")

    async def test_without_a_strap_there_is_nothing_to_hear(self) -> None:
        assert (await listen("none:?speed=max")).in_words() == words.NO_BEATS

    def test_the_answer_is_plain(self) -> None:
        assert Heard(10.0, 0, 0.0).in_words() == words.NO_BEATS
        assert Heard(10.0, 4, 4.0).in_words() == words.FEW_BEATS
        assert Heard(10.0, 9, 8.0).in_words() == "clear: about 68 beats a minute"

    async def test_what_is_in_the_way_is_said_there_and_one_can_go_on(self, tmp_path: Path) -> None:
        app = Bare(tmp_path)
        screen = SignalScreen("sim:?person=nobody")
        async with app.run_test() as pilot:
            await app.push_screen(screen)
            await until(pilot, lambda: "nobody" in text_of(app) and "listening" not in text_of(app))
            await pilot.press("enter")
            await pilot.pause()

            assert screen._outcomes.get_nowait() is None


async def test_where_nothing_can_be_kept_it_is_said_before_anything_is_asked(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    app = app_on(tmp_path / "file" / "home", welcomes=True)
    async with app.run_test() as pilot:
        await until(pilot, lambda: on(app, "ReadingScreen"))
        await pilot.press("enter")
        await until(pilot, lambda: words.UNKEPT_TITLE in text_of(app))
        await pilot.press("escape")
        await until(pilot, lambda: on(app, "HomeScreen"))

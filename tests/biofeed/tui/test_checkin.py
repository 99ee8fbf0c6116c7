"""The check-in: asked before any number, each question skippable, and what it changes is said."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from biofeed import words
from biofeed.care import ASKED_ELSEWHERE, Care, Caution
from biofeed.exercise import AS_WRITTEN, Variant
from biofeed.library import Library
from biofeed.plugins import load_exercise
from biofeed.tui.person import NOBODY, Person
from biofeed.tui.ready import Ready, Wish
from biofeed.tui.screens.checkin import CheckInScreen
from biofeed.tui.screens.error import ErrorScreen
from biofeed.types import Rating
from biofeed.words import care as care_words
from biofeed.words import visit
from tests.biofeed.tui.snapshot import check
from tests.biofeed.tui.still import Bare, flat, on, text_of, until

TODAY = dt.date(2026, 5, 4)
SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=lambda size: f"{size[0]}x{size[1]}")
ASKED = Person(care=ASKED_ELSEWHERE)


def asking(
    home: Path,
    exercise: str,
    person: Person,
    variant: Variant = AS_WRITTEN,
    *,
    consent: bool = False,
    device: str = "sim:",
) -> tuple[Bare, CheckInScreen]:
    exercises, _ = Library(home).read_all()
    wish = Wish(load_exercise(exercise), variant, device, has_beats=device != "none:")
    app = Bare(home)
    return app, CheckInScreen(wish, person, exercises, lambda: TODAY, consent=consent)


def chosen(screen: CheckInScreen) -> Ready | None:
    return screen._outcomes.get_nowait()


@SIZES
async def test_it_looks_like_this(tmp_path: Path, size: tuple[int, int]) -> None:
    app, screen = asking(tmp_path, "longer-exhale", NOBODY)
    async with app.run_test(size=size) as pilot:
        await app.push_screen(screen)
        await pilot.press("4", "0", "down", "right", "right")
        await pilot.pause()

        check(text_of(app), f"checkin-{size[0]}x{size[1]}")


async def test_enter_begins_at_once_with_nothing_said(tmp_path: Path) -> None:
    app, screen = asking(tmp_path, "longer-exhale", ASKED)
    async with app.run_test() as pilot:
        await app.push_screen(screen)
        await pilot.press("enter")
        await pilot.pause()

        ready = chosen(screen)
    assert ready is not None
    assert (ready.exercise.name, ready.variant, ready.opening) == ("longer-exhale", AS_WRITTEN, ())


async def test_what_was_answered_opens_the_session(tmp_path: Path) -> None:
    app, screen = asking(tmp_path, "longer-exhale", ASKED)
    async with app.run_test() as pilot:
        await app.push_screen(screen)
        await pilot.press("7", "0", "enter")
        await pilot.pause()

        ready = chosen(screen)
    assert ready is not None
    assert ready.opening == (Rating(0.0, "stress before", 70.0),)


class TestSuggestion:
    async def test_above_the_window_grounding_is_offered_with_its_reason_and_taken_with_one_key(
        self, tmp_path: Path
    ) -> None:
        app, screen = asking(tmp_path, "longer-exhale", ASKED)
        async with app.run_test(size=(80, 24)) as pilot:
            await app.push_screen(screen)
            assert "take the suggestion" not in text_of(app)
            await pilot.press("down", "right")
            await pilot.pause()
            check(text_of(app), "checkin-above-80x24")

            await pilot.press("g")
            await pilot.pause()
            assert "g back to my choice" in text_of(app)
            await pilot.press("enter")
            await pilot.pause()
            ready = chosen(screen)

        assert ready is not None
        assert ready.exercise.name == "grounding"
        assert ready.opening == (Rating(0.0, "window before", 1.0),)

    async def test_enter_overrules_it_and_g_twice_goes_back(self, tmp_path: Path) -> None:
        for keys in (("enter",), ("g", "g", "enter")):
            app, screen = asking(tmp_path, "longer-exhale", ASKED)
            async with app.run_test() as pilot:
                await app.push_screen(screen)
                await pilot.press("down", "right", *keys)
                await pilot.pause()

                ready = chosen(screen)
            assert ready is not None
            assert ready.exercise.name == "longer-exhale"

    async def test_nothing_is_suggested_that_is_of_the_kind_one_has_chosen(self, tmp_path: Path) -> None:
        app, screen = asking(tmp_path, "grounding", ASKED)
        async with app.run_test() as pilot:
            await app.push_screen(screen)
            await pilot.press("down", "right")
            await pilot.pause()

            assert "take the suggestion" not in text_of(app)


class TestCare:
    @pytest.mark.parametrize(
        ("exercise", "caution", "said"),
        [
            ("four-seven-eight", Caution.PREGNANCY, care_words.WITHOUT_HOLDS),
            ("longer-exhale", Caution.PANIC, care_words.SLOWER_START),
            ("longer-exhale", Caution.RHYTHM, care_words.NO_NUMBERS),
        ],
    )
    async def test_what_is_changed_is_said_before_it_begins(
        self, tmp_path: Path, exercise: str, caution: Caution, said: str
    ) -> None:
        app, screen = asking(tmp_path, exercise, Person(care=Care(True, frozenset({caution}))))
        async with app.run_test() as pilot:
            await app.push_screen(screen)
            await pilot.pause()

            assert said in flat(app)

    async def test_what_waits_is_a_dialog_with_its_hint(self, tmp_path: Path) -> None:
        app, screen = asking(tmp_path, "box", NOBODY)
        async with app.run_test(size=(80, 24)) as pilot:
            await app.push_screen(screen)
            await pilot.press("enter")
            await until(pilot, lambda: on(app, "ErrorScreen"))

            assert isinstance(app.screen, ErrorScreen)
            assert app.screen.error.hint == care_words.UNANSWERED[1]
            await pilot.press("escape")
            await until(pilot, lambda: app.screen is screen)

    async def test_the_caution_check_can_be_answered_there_and_opens_what_waited(
        self, tmp_path: Path
    ) -> None:
        app, screen = asking(tmp_path, "box", NOBODY)
        async with app.run_test() as pilot:
            await app.push_screen(screen)
            await pilot.press("a")
            await until(pilot, lambda: on(app, "CautionScreen"))
            await pilot.press(*"nnnnnnn", "enter")
            await until(pilot, lambda: app.screen is screen and screen.person.care.answered)
            assert "caution check" not in text_of(app)
            await pilot.press("enter")
            await pilot.pause()

            assert chosen(screen) is not None


class TestStressor:
    async def test_it_asks_for_a_yes_each_time(self, tmp_path: Path) -> None:
        app, screen = asking(tmp_path, "stress-recovery", ASKED)
        async with app.run_test(size=(80, 24)) as pilot:
            await app.push_screen(screen)
            await pilot.press("enter")
            await until(pilot, lambda: on(app, "ConfirmScreen"))
            check(text_of(app), "consent-80x24")
            await pilot.press("enter")
            await until(pilot, lambda: app.screen is screen)
            assert screen._outcomes.empty()

            await pilot.press("enter")
            await until(pilot, lambda: on(app, "ConfirmScreen"))
            await pilot.press("y")
            await until(pilot, lambda: not screen._outcomes.empty())

    async def test_a_yes_that_was_given_elsewhere_is_not_asked_for_again(self, tmp_path: Path) -> None:
        app, screen = asking(tmp_path, "stress-recovery", ASKED, consent=True)
        async with app.run_test() as pilot:
            await app.push_screen(screen)
            await pilot.press("enter")
            await pilot.pause()

            assert chosen(screen) is not None

    async def test_without_a_strap_it_waits(self, tmp_path: Path) -> None:
        app, screen = asking(tmp_path, "stress-recovery", ASKED, device="none:")
        async with app.run_test() as pilot:
            await app.push_screen(screen)
            await pilot.press("enter")
            await until(pilot, lambda: on(app, "ErrorScreen"))

            assert isinstance(app.screen, ErrorScreen)
            assert app.screen.error.title == care_words.STRAP[0].format(title=screen.wish.exercise.title)

    @pytest.mark.parametrize(
        ("keys", "person", "title"),
        [
            (("7", "0"), ASKED, care_words.STRESSED[0]),
            (("down", "right"), ASKED, care_words.OUTSIDE[0]),
            ((), replace(ASKED, last_stressor=TODAY), care_words.ONCE_A_DAY[0]),
        ],
    )
    async def test_it_waits_on_a_day_that_is_not_for_it(
        self, tmp_path: Path, keys: tuple[str, ...], person: Person, title: str
    ) -> None:
        app, screen = asking(tmp_path, "stress-recovery", person)
        async with app.run_test() as pilot:
            await app.push_screen(screen)
            await pilot.press(*keys, "enter")
            await until(pilot, lambda: on(app, "ErrorScreen") or on(app, "WaitsScreen"))

            assert title.format(title=screen.wish.exercise.title) in flat(app)


@pytest.mark.parametrize("width", [80, 120])
async def test_no_more_than_five_keys_are_named_and_all_fit(tmp_path: Path, width: int) -> None:
    app, screen = asking(tmp_path, "longer-exhale", NOBODY)
    async with app.run_test(size=(width, 24)) as pilot:
        await app.push_screen(screen)
        await pilot.press("down", "right")
        await pilot.pause()
        named = [name for _, name in app.screen.query_one("Keys").shown()]  # type: ignore[attr-defined]

        assert len(named) <= 5
        assert all(name in text_of(app).splitlines()[-1] for name in named)


async def test_breathing_is_to_be_easy_and_what_to_take_care_of_is_said(tmp_path: Path) -> None:
    app, screen = asking(tmp_path, "cyclic-sighing", ASKED)
    async with app.run_test(size=(120, 40)) as pilot:
        await app.push_screen(screen)
        await pilot.pause()

        assert words.EASY in flat(app)
        assert all(caution in flat(app) for caution in screen.wish.exercise.cautions)
        assert visit.DIGITS_REST in flat(app)


async def test_what_to_take_care_of_is_read_to_its_end_in_a_small_terminal(tmp_path: Path) -> None:
    app, screen = asking(tmp_path, "cyclic-sighing", NOBODY)
    async with app.run_test(size=(80, 24)) as pilot:
        await app.push_screen(screen)
        await pilot.pause()
        last = screen.wish.exercise.cautions[-1]
        assert "read on" in text_of(app)
        assert last[-20:] not in flat(app)
        for _ in range(5):
            await pilot.press("pagedown")
        await pilot.pause()

        assert last[-20:] in flat(app)

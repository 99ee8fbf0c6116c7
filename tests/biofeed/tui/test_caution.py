"""The caution check asks one thing at a time, says what each yes changes, and keeps the answers."""

from __future__ import annotations

from pathlib import Path

import pytest

from biofeed.care import Care, Caution
from biofeed.store.home import Home
from biofeed.tui.person import read_person
from biofeed.tui.screens.caution import CautionScreen
from biofeed.words import care as words
from tests.biofeed.tui.snapshot import check
from tests.biofeed.tui.still import Bare, app_on, flat, on, text_of, until

SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=lambda size: f"{size[0]}x{size[1]}")


@SIZES
async def test_it_looks_like_this(tmp_path: Path, size: tuple[int, int]) -> None:
    app = Bare(tmp_path)
    async with app.run_test(size=size) as pilot:
        await app.push_screen(CautionScreen())
        await pilot.press("n", "y")
        await pilot.pause()

        check(text_of(app), f"caution-{size[0]}x{size[1]}")


async def test_every_question_is_asked_once_in_its_order(tmp_path: Path) -> None:
    app = Bare(tmp_path)
    asked = []
    async with app.run_test() as pilot:
        await app.push_screen(CautionScreen())
        for _ in Caution:
            await pilot.pause()
            asked.append(flat(app))
            await pilot.press("n")
        await pilot.pause()
        assert words.NOTHING_CHANGES in flat(app)

    for caution, page in zip(Caution, asked, strict=True):
        assert words.QUESTIONS[caution.value] in page


@pytest.mark.parametrize(
    ("keys", "care"),
    [
        ("nnnnnnn", Care(True)),
        ("ynnnnnn", Care(True, frozenset({Caution.RHYTHM}))),
        ("nynnnnny", Care(True, frozenset({Caution.LUNG_OR_KIDNEY}), clinician_agrees=True)),
        ("nynnnnnn", Care(True, frozenset({Caution.LUNG_OR_KIDNEY}))),
        ("ybnnnnnnn", Care(True)),
        ("nnnnnyy", Care(True, frozenset({Caution.PANIC, Caution.CRISIS}))),
    ],
)
async def test_the_answers_are_what_was_said(tmp_path: Path, keys: str, care: Care) -> None:
    app = Bare(tmp_path)
    screen = CautionScreen()
    async with app.run_test() as pilot:
        await app.push_screen(screen)
        await pilot.press(*keys, "enter")
        await pilot.pause()

        assert screen._outcomes.get_nowait() == care


async def test_a_yes_says_at_once_what_it_changes_and_all_is_said_again_in_the_end(tmp_path: Path) -> None:
    app = Bare(tmp_path)
    async with app.run_test(size=(80, 40)) as pilot:
        await app.push_screen(CautionScreen())
        await pilot.press(*"nnnny")
        await pilot.pause()
        assert words.CHANGES["pregnancy"] in flat(app)
        await pilot.press(*"nn")
        await pilot.pause()

        assert words.CHANGES["pregnancy"] in flat(app)
        assert words.ALWAYS in flat(app)


async def test_to_leave_it_for_now_answers_nothing(tmp_path: Path) -> None:
    app = Bare(tmp_path)
    screen = CautionScreen()
    async with app.run_test() as pilot:
        await app.push_screen(screen)
        await pilot.press("y", "escape")
        await pilot.pause()

        assert screen._outcomes.get_nowait() is None


async def test_from_the_palette_the_answers_are_kept_and_in_crisis_the_card_comes(tmp_path: Path) -> None:
    app = Bare(tmp_path)
    async with app.run_test() as pilot:
        under = app.screen
        await app.run_action("cautions")
        await until(pilot, lambda: on(app, "CautionScreen"))
        await pilot.press(*"nnnnnny", "enter")
        await until(pilot, lambda: on(app, "CardScreen"))
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is under)

    assert read_person(Home(tmp_path), "me", ()).care == Care(True, frozenset({Caution.CRISIS}))


async def test_the_palette_offers_what_is_of_use_from_anywhere(tmp_path: Path) -> None:
    app = app_on(tmp_path)
    async with app.run_test():
        offered = {command.title for command in app.get_system_commands(app.screen)}

    assert offered >= {"Card", "Caution check", "Theme", "Motion", "Sound", "Leave"}


async def test_what_many_yeses_change_is_read_to_its_end_in_a_small_terminal(tmp_path: Path) -> None:
    app = Bare(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await app.push_screen(CautionScreen())
        await pilot.press(*"yyyyyyyn")
        await pilot.pause()
        assert "read on" in text_of(app)
        assert words.ALWAYS[-30:] not in flat(app)
        for _ in range(3):
            await pilot.press("pagedown")
        await pilot.pause()
        assert words.ALWAYS[-30:] in flat(app)
        for _ in range(40):
            await pilot.press("up")
        await pilot.pause()

        assert words.WHY_ASKED[:30] in flat(app)


async def test_what_fits_has_nothing_to_read_on(tmp_path: Path) -> None:
    app = Bare(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await app.push_screen(CautionScreen())
        await pilot.press("y")
        await pilot.pause()

        assert "read on" not in text_of(app)

"""One of many words, and a scale to ten: turned by arrows, letters and the mouse, and left open again."""

from __future__ import annotations

from pathlib import Path

import pytest

from biofeed.tui.widgets.form import Form
from biofeed.tui.widgets.pick import OfTen, Pick
from biofeed.tui.widgets.question import MARK, NAME_COLUMNS, Minutes, Question
from tests.biofeed.tui.still import Bare

WORDS = ("angry", "afraid", "sad", "glad")
LEFT = 1 + len(MARK) + NAME_COLUMNS


async def row_on(app: Bare, row: Question) -> None:
    """Put one row on the screen, with the cursor on it."""
    await app.screen.mount(Form(row))


@pytest.mark.parametrize(
    ("keys", "wanted"),
    [
        ([], None),
        (["right"], "angry"),
        (["left"], "glad"),
        (["right", "left"], None),
        (["right"] * 5, None),
        (["a"], "angry"),
        (["a", "a"], "afraid"),
        (["a", "a", "a"], "angry"),
        (["S"], "sad"),
        (["x"], None),
        (["s", "backspace"], None),
    ],
)
async def test_arrows_turn_words_over_and_a_letter_goes_to_the_next(
    tmp_path: Path, keys: list[str], wanted: str | None
) -> None:
    app, row = Bare(tmp_path), Pick("feeling", "", WORDS)
    async with app.run_test() as pilot:
        await row_on(app, row)
        await pilot.press(*keys)

        assert row.value == wanted


async def test_what_is_offered_no_more_is_open_again(tmp_path: Path) -> None:
    app, row = Bare(tmp_path), Pick("feeling", "", WORDS)
    async with app.run_test() as pilot:
        await row_on(app, row)
        await pilot.press("s")
        row.offer(("sad", "blue"))
        assert row.value == "sad"
        row.offer(("blue",))

        assert row.value is None


async def test_a_pick_without_words_has_nothing_to_turn_over(tmp_path: Path) -> None:
    app, row = Bare(tmp_path), Pick("closer", "")
    async with app.run_test() as pilot:
        await row_on(app, row)
        await pilot.press("right", "left", "a")

        assert row.value is None


async def test_the_mouse_turns_forth_and_back(tmp_path: Path) -> None:
    app, row = Bare(tmp_path), Pick("feeling", "", WORDS)
    async with app.run_test() as pilot:
        await row_on(app, row)
        await pilot.click(Pick, offset=(LEFT + 5, 0))
        await pilot.click(Pick, offset=(LEFT + 5, 0))
        assert row.value == "afraid"
        await pilot.click(Pick, offset=(LEFT, 0))

        assert row.value == "angry"


@pytest.mark.parametrize(
    ("keys", "wanted"),
    [
        (["right"], 0),
        (["left"], None),
        (["right"] * 20, 10),
        (["7"], 7),
        (["1", "0"], 10),
        (["right", "left"], None),
    ],
)
async def test_a_scale_to_ten_goes_in_ones(tmp_path: Path, keys: list[str], wanted: int | None) -> None:
    app, row = Bare(tmp_path), OfTen("near", "")
    async with app.run_test() as pilot:
        await row_on(app, row)
        await pilot.press(*keys)

        assert row.value == wanted


async def test_a_dot_can_be_clicked(tmp_path: Path) -> None:
    app, row = Bare(tmp_path), OfTen("near", "")
    async with app.run_test() as pilot:
        await row_on(app, row)
        await pilot.click(OfTen, offset=(LEFT + 2 * 3, 0))

        assert row.value == 4


async def test_a_click_beside_minutes_answers_nothing(tmp_path: Path) -> None:
    app, row = Bare(tmp_path), Minutes("okay", "")
    async with app.run_test() as pilot:
        await row_on(app, row)
        await pilot.click(Minutes, offset=(LEFT + 8, 0))

        assert row.value is None

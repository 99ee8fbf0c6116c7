"""Questions are answered with the keyboard or the mouse, and can be left open."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.widgets import Input

from biofeed.tui.widgets.form import Form
from biofeed.tui.widgets.question import Line, Minutes, OneOf, Scale

CHOICES = {"above": "above", "inside": "inside"}


class Asking(App[None]):
    """A form with one question of each kind."""

    def get_css_variables(self) -> dict[str, str]:
        return {**super().get_css_variables(), "whisper": "#888888"}

    def compose(self) -> ComposeResult:
        yield Form(
            Scale("stress", "How much?"),
            OneOf("window", "Where?", CHOICES),
            Minutes("okay", "When?"),
            Line("helped", "What?"),
        )

    def said(self) -> tuple[int | None, str | None, int | None, str | None]:
        return (
            self.query_one("#stress", Scale).value,
            self.query_one("#window", OneOf).value,
            self.query_one("#okay", Minutes).value,
            self.query_one("#helped", Line).value,
        )


SCALE: list[tuple[list[str], int | None]] = [
    ([], None),
    (["right"], 0),
    (["right", "right", "right"], 20),
    (["4", "5"], 45),
    (["4", "5", "right"], 50),
    (["4", "5", "left"], 40),
    (["1", "0", "0"], 100),
    (["1", "0", "0", "right"], 100),
    (["4", "5", "7"], 7),
    (["right", "left"], None),
    (["left"], None),
    (["0", "7"], 7),
    (["4", "backspace"], None),
]
ONE_OF: list[tuple[list[str], str | None]] = [
    ([], None),
    (["right"], "above"),
    (["right", "right", "right"], "inside"),
    (["right", "left"], None),
    (["right", "delete"], None),
]


async def test_a_scale_goes_in_tens_or_takes_what_is_typed() -> None:
    app = Asking()
    async with app.run_test() as pilot:
        for keys, value in SCALE:
            # One after the other, as fingers are: a digit is quicker through the app than an arrow.
            for key in ("backspace", *keys):
                await pilot.press(key)

            assert app.said()[0] == value, keys


async def test_one_of_several_is_reached_with_the_arrows() -> None:
    app = Asking()
    async with app.run_test() as pilot:
        await pilot.press("down")
        for keys, value in ONE_OF:
            await pilot.press("backspace", *keys)

            assert app.said()[1] == value, keys


async def test_up_and_down_go_through_the_form_and_the_hint_follows() -> None:
    app = Asking()
    async with app.run_test() as pilot:
        hints = []
        for _ in range(4):
            hints.append(str(app.query_one(".hint").render()))  # type: ignore[attr-defined]
            await pilot.press("down")
        await pilot.press("up")

        assert hints == ["How much?", "Where?", "When?", "What?"]
        assert isinstance(app.focused, Input)


async def test_minutes_are_typed_and_a_line_takes_every_letter() -> None:
    app = Asking()
    async with app.run_test() as pilot:
        await pilot.press("down", "down", "2", "5", "down", *"a walk")

        assert app.said() == (None, None, 25, "a walk")


async def test_what_is_clicked_is_the_answer() -> None:
    app = Asking()
    async with app.run_test() as pilot:
        row = str(app.query_one("#window", OneOf).render())
        await pilot.click("#window", offset=(1 + row.index("inside"), 0))
        dots = str(app.query_one("#stress", Scale).render())
        await pilot.click("#stress", offset=(1 + dots.index("○") + 2 * 6, 0))

        assert app.said()[:2] == (70, "inside")

"""A long list draws what is to be seen, and nothing else."""

from __future__ import annotations

import pytest
from textual.app import App, ComposeResult

from biofeed.tui import theme
from biofeed.tui.widgets.rows import Row, Rows


class RowsApp(App[None]):
    """A list of so many rows, which notes the ones it is asked for."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self.register_theme(theme.DARK)
        self.theme = theme.DARK.name
        self.count = count
        self.asked: set[int] = set()

    def get_css_variables(self) -> dict[str, str]:
        variables = super().get_css_variables()
        return {**theme.extra_variables(variables), **variables}

    def compose(self) -> ComposeResult:
        yield Rows(self.row)

    def on_mount(self) -> None:
        self.query_one(Rows).show(self.count)
        self.query_one(Rows).focus()

    def row(self, at: int) -> Row:
        self.asked.add(at)
        return (f"row {at}", False), (" quiet", True)


async def test_ten_thousand_rows_cost_what_a_screenful_does() -> None:
    app = RowsApp(10_000)
    async with app.run_test(size=(40, 10)) as pilot:
        await pilot.press("end")
        await pilot.pause()

        assert app.query_one(Rows).cursor == 9_999
    assert len(app.asked) <= 30
    assert 9_999 in app.asked


@pytest.mark.parametrize(
    ("keys", "cursor"),
    [(["up"], 0), (["down"], 1), (["pagedown"], 9), (["end", "pageup"], 10), (["end", "home"], 0)],
)
async def test_the_cursor_stays_within_the_list(keys: list[str], cursor: int) -> None:
    app = RowsApp(20)
    async with app.run_test(size=(40, 10)) as pilot:
        await pilot.press(*keys)

        assert app.query_one(Rows).cursor == cursor


async def test_an_empty_list_has_nothing_to_ask_for() -> None:
    app = RowsApp(0)
    async with app.run_test(size=(40, 10)) as pilot:
        await pilot.press("down", "end", "enter")
        await pilot.click(Rows, offset=(2, 2))

    assert app.asked == set()

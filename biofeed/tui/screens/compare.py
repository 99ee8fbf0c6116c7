"""Two sessions of the same exercise side by side, the earlier one on the left."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from biofeed.errors import BiofeedError
from biofeed.tui.looking_back import Whole, read_whole
from biofeed.tui.past import facts, paired
from biofeed.tui.screens.error import ErrorScreen
from biofeed.tui.widgets.course import Course
from biofeed.tui.widgets.excerpt import excerpt
from biofeed.tui.widgets.keys import Keys
from biofeed.types import Origin
from biofeed.words import history as said

if TYPE_CHECKING:
    from biofeed.tui.app import BiofeedApp

NAME_COLUMNS = 14
LEAST_COLUMNS = 24


class CompareScreen(Screen[None]):
    """Shows two sessions, read-only."""

    HELP = (
        "The same exercise twice, the earlier one on the left. Two sessions are two days and not a trend; "
        "what stays alike is as worth knowing as what changed."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,space", "scroll(1)", "more", key_display="↑ ↓"),
        Binding("up", "scroll(-1)", "more", show=False),
        Binding("escape,enter,q", "dismiss", "back", key_display="esc"),
    ]
    app: BiofeedApp

    def __init__(self, earlier: str, later: str, title: str, origin: Origin, *, hrv: bool = True) -> None:
        super().__init__()
        self._names = (earlier, later)
        self._title = title
        self._origin = origin
        self._hrv = hrv
        self._read: tuple[Whole, ...] = ()

    def compose(self) -> ComposeResult:
        """Lay it out; the sessions arrive a moment later."""
        with Horizontal(id="top"):
            yield Static(f"{self._title} · {said.SIDE_BY_SIDE}", classes="heading", markup=False)
        yield Horizontal(id="course")
        with VerticalScroll(id="told", can_focus=False):
            yield Static(said.READING, id="facts", markup=False)
        yield Keys()

    def on_mount(self) -> None:
        """Read them, beside the app."""
        self.read()

    @work(exclusive=True)
    async def read(self) -> None:
        """Read the two sessions and show them."""
        home = self.app.data_home
        try:
            self._read = tuple(
                [await asyncio.to_thread(read_whole, home, name, self._origin) for name in self._names]
            )
        except BiofeedError as error:
            await self.app.push_screen_wait(ErrorScreen(error))
            self.dismiss()
            return
        courses = [Course(whole.timeline, blocks=self.app.draws_blocks) for whole in self._read]
        await self.query_one("#course").mount(*courses)
        self._show()

    def on_resize(self) -> None:
        """Fit the columns to the room there is."""
        self._show()

    def _show(self) -> None:
        if not self._read:
            return
        first, second = (facts(whole.course.session, hrv=self._hrv) for whole in self._read)
        columns = max((self.query_one("#told").size.width - NAME_COLUMNS - 4) // 2, LEAST_COLUMNS)
        lines = [
            Content.assemble(
                (f"{name:<{NAME_COLUMNS}}", "$whisper"),
                f"{excerpt(one, columns - 2):<{columns}}{excerpt(other, columns - 2)}",
            )
            for name, one, other in paired(first, second)
        ]
        self.query_one("#facts", Static).update(Content("\n").join(lines))

    def action_scroll(self, rows: int) -> None:
        """Read on, or back."""
        self.query_one("#told").scroll_relative(y=rows, animate=False)

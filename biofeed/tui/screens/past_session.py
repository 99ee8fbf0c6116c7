"""A session of the past: its course, how it felt, what it came to, and what was written about it."""

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

from biofeed import words
from biofeed.errors import BiofeedError
from biofeed.history.client import UNREAL
from biofeed.tui.looking_back import Whole, read_whole
from biofeed.tui.past import facts, said_lines
from biofeed.tui.screens.error import ErrorScreen
from biofeed.tui.widgets.course import Course
from biofeed.tui.widgets.keys import Keys
from biofeed.types import Origin
from biofeed.words import history as said

if TYPE_CHECKING:
    from biofeed.tui.app import BiofeedApp

NAME_COLUMNS = 16


class PastSessionScreen(Screen[None]):
    """Shows one session, read-only."""

    HELP = (
        f"{words.PACED_RMSSD} What is compared from session to session are the quiet windows before and "
        "after, in which nobody paced the breath. A window that is not clean says why, and is left out."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,space", "scroll(1)", "more", key_display="↑ ↓"),
        Binding("up", "scroll(-1)", "more", show=False),
        Binding("pagedown", "scroll(8)", "page", show=False),
        Binding("pageup", "scroll(-8)", "page", show=False),
        Binding("escape,enter,q", "dismiss", "back", key_display="esc"),
    ]
    app: BiofeedApp

    def __init__(self, session: str, title: str, origin: Origin, *, hrv: bool = True) -> None:
        super().__init__()
        self._session = session
        self._title = title
        self._origin = origin
        self._hrv = hrv

    def compose(self) -> ComposeResult:
        """Lay it out; the session arrives a moment later."""
        with Horizontal(id="top"):
            yield Static(self._title, classes="heading", markup=False)
            yield Static(said.IDS.format(id=self._session), classes="whisper", markup=False)
        yield Horizontal(id="course")
        with VerticalScroll(id="told", can_focus=False):
            yield Static(said.READING, id="facts", classes="whisper", markup=False)
        yield Keys()

    def on_mount(self) -> None:
        """Read it, beside the app."""
        self.read()

    @work(exclusive=True)
    async def read(self) -> None:
        """Read the session and show it."""
        try:
            whole = await asyncio.to_thread(read_whole, self.app.data_home, self._session, self._origin)
        except BiofeedError as error:
            await self.app.push_screen_wait(ErrorScreen(error))
            self.dismiss()
            return
        await self._show(whole)

    async def _show(self, whole: Whole) -> None:
        course = Course(whole.timeline, blocks=self.app.draws_blocks)
        await self.query_one("#course").mount(course)
        session = whole.course.session
        told = [*facts(session, hrv=self._hrv), *said_lines(whole.course)]
        lines = [Content.assemble((f"{name:<{NAME_COLUMNS}}", "$whisper"), text) for name, text in told]
        if legend := course.legend():
            lines = [Content.styled(legend, "$whisper"), Content(""), *lines]
        if session.row.origin in UNREAL:
            lines += [Content(""), Content.styled(said.MADE_OF_EQUATIONS, "$whisper")]
        shown = self.query_one("#facts", Static)
        shown.remove_class("whisper")
        shown.update(Content("\n").join(lines))

    def action_scroll(self, rows: int) -> None:
        """Read on, or back."""
        self.query_one("#told").scroll_relative(y=rows, animate=False)

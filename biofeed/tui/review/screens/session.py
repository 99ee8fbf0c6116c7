"""One session: its course as a picture, what the page tells of it, and below, apart, one's own notes."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.screen import Screen
from textual.widgets import Static

from biofeed.errors import BiofeedError
from biofeed.tui.review.desk import SessionPage
from biofeed.tui.review.screens.move import MoveScreen
from biofeed.tui.review.screens.note import NoteScreen
from biofeed.tui.review.screens.report import ReportScreen
from biofeed.tui.review.sheet import sheet
from biofeed.tui.review.text import EMPTY, QUIET, Row
from biofeed.tui.review.told import legend, own_notes
from biofeed.tui.review.widget import PageView
from biofeed.tui.screens.error import ErrorScreen
from biofeed.tui.widgets.course import Course
from biofeed.tui.widgets.keys import Keys
from biofeed.words import report
from biofeed.words import review as words

if TYPE_CHECKING:
    from biofeed.tui.review.app import ReviewApp

HEIGHTS = [(0, "-usual"), (36, "-tall")]
"""From how many rows on which style class holds; review.tcss says what it means."""


class ClientCourse(Course):
    """The picture of a session, explained to somebody whose heart it was not."""

    HELP = (
        "The picture is the whole session: the heart rate from its beginning to its end, below it the parts "
        "and what happened. Where the line is thick, the heart rate went up and down quickly, as it does in "
        "slow breathing."
    )


class SessionScreen(Screen[None]):
    """Shows one session."""

    HELP = (
        "What is compared from session to session are the quiet windows, in which nobody paced the breath; "
        "each says how much of it is clean. Your own notes stand before the small print, apart from "
        "what the client said. m files the session under another client, where it was recorded under a "
        "wrong code."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n,a", "note", "note of your own", key_display="n"),
        Binding("w,p", "write", "write or print", key_display="w"),
        Binding("m", "move", "move"),
        Binding("escape,q", "dismiss", "back", key_display="esc"),
    ]
    VERTICAL_BREAKPOINTS = HEIGHTS
    app: ReviewApp

    def __init__(self, session: str) -> None:
        super().__init__()
        self._session = session
        self._read: SessionPage | None = None

    def compose(self) -> ComposeResult:
        """Lay it out; the session arrives a moment later."""
        with Horizontal(id="top"):
            yield Static(words.session_named(self._session), classes="heading", id="what", markup=False)
            yield Static(id="whose", classes="whisper", markup=False)
        yield Horizontal(id="picture")
        yield PageView(words.READING)
        yield Keys()

    def on_mount(self) -> None:
        """Let the arrows move the page."""
        self.query_one(PageView).focus()

    def on_screen_resume(self) -> None:
        """Read: at first, and after a note was written."""
        self.read()

    @work(exclusive=True)
    async def read(self) -> None:
        """Read the session and show it."""
        try:
            read = await asyncio.to_thread(self.app.desk.session, self._session, self.app.now())
        except BiofeedError as error:
            if not self.app.is_locked:
                await self.app.push_screen_wait(ErrorScreen(error))
                self.dismiss()
            return
        self._read = read
        await self._show(read)

    async def _show(self, read: SessionPage) -> None:
        row = read.row
        self.query_one("#what", Static).update(
            f"{words.session_named(row.id)} · {row.exercise or words.RECORDING}"
        )
        self.query_one("#whose", Static).update(f"{row.client} · {report.day(row.started.date())}")
        picture = self.query_one("#picture")
        if not picture.children:
            picture.display = bool(read.course.heart)
            await picture.mount(ClientCourse(read.timeline, blocks=self.app.draws_blocks))
        self.query_one(PageView).show(lambda columns: self._rows(read, columns))

    def _rows(self, read: SessionPage, columns: int) -> list[Row]:
        glyphs = legend(read.timeline) if read.course.heart else ""
        above: list[Row] = [((glyphs, QUIET),), EMPTY] if glyphs else []
        own = own_notes(read.own, columns)
        return [*above, *sheet(read.page, columns, charts=False, aside=own)]

    def action_note(self) -> None:
        """Write a note of one's own about it."""
        if self._read is not None:
            self.app.push_screen(NoteScreen(self._read.row))

    def action_write(self) -> None:
        """Write the page into a file."""
        if self._read is not None:
            row = self._read.row
            self.app.push_screen(ReportScreen(self._read.printed, f"{row.client}-session-{row.id}"))

    def action_move(self) -> None:
        """File it under another client."""
        if self._read is not None:
            self.app.push_screen(MoveScreen(self._read.row), self._moved)

    def _moved(self, moved: bool | None) -> None:
        if moved:
            self.dismiss()

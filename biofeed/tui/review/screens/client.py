"""A client's page: the same sections, numbers and order as `biofeed report` writes them."""

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
from biofeed.tui.review.desk import ClientPage
from biofeed.tui.review.screens.report import ReportScreen
from biofeed.tui.review.screens.sessions import SessionsScreen
from biofeed.tui.review.screens.share import ShareScreen
from biofeed.tui.review.sheet import sheet
from biofeed.tui.review.widget import PageView
from biofeed.tui.screens.error import ErrorScreen
from biofeed.tui.widgets.keys import Keys
from biofeed.words import report
from biofeed.words import review as words

if TYPE_CHECKING:
    from biofeed.tui.review.app import ReviewApp


class ClientScreen(Screen[None]):
    """Shows one client."""

    HELP = (
        "The page is the one that biofeed report writes: what the client said comes first, numbers after, "
        "each with its unit and n. In the pictures a line was computed, ● and ○ were said or done, ░ is a "
        "usual range. A quiet row has weak data and says why. Enter shows the sessions one by one."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "sessions", "sessions", key_display="enter"),
        Binding("w,p", "write", "write or print", key_display="w"),
        Binding("x", "share", "share"),
        Binding("escape,q", "dismiss", "back", key_display="esc"),
    ]
    app: ReviewApp

    def __init__(self, client: str) -> None:
        super().__init__()
        self._client = client
        self._read: ClientPage | None = None

    def compose(self) -> ComposeResult:
        """Lay it out; the page arrives a moment later."""
        with Horizontal(id="top"):
            yield Static(self._client, classes="heading", markup=False)
            yield Static(id="span", classes="whisper", markup=False)
        yield PageView(words.READING)
        yield Keys()

    def on_mount(self) -> None:
        """Let the arrows move the page."""
        self.query_one(PageView).focus()

    def on_screen_resume(self) -> None:
        """Read: at first, and after anything may have changed."""
        self.read()

    @work(exclusive=True)
    async def read(self) -> None:
        """Read the client and show the page."""
        try:
            read = await asyncio.to_thread(self.app.desk.client, self._client, self.app.now())
        except BiofeedError as error:
            if not self.app.is_locked:
                await self.app.push_screen_wait(ErrorScreen(error))
                self.dismiss()
            return
        self._read = read
        history = read.history
        self.query_one("#span", Static).update(report.span(history.since, history.until))
        blocks = self.app.draws_blocks
        self.query_one(PageView).show(lambda columns: sheet(read.page, columns, blocks=blocks))

    def action_sessions(self) -> None:
        """Show the sessions one by one."""
        if self._read is not None:
            self.app.push_screen(SessionsScreen(self._client))

    def action_write(self) -> None:
        """Write the page into a file."""
        if self._read is not None:
            self.app.push_screen(ReportScreen(self._read.page, self._client))

    def action_share(self) -> None:
        """Put the client's sessions into a bundle."""
        if self._read is not None:
            self.app.push_screen(ShareScreen(self._client))

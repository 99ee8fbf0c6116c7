"""A client's sessions, the newest first: to open one, or to take two for comparing."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.screen import Screen
from textual.widgets import Static

from biofeed.errors import BiofeedError
from biofeed.history import PastSession
from biofeed.tui.review.screens.session import SessionScreen
from biofeed.tui.review.told import listed, titles
from biofeed.tui.screens.compare import CompareScreen
from biofeed.tui.screens.error import ErrorScreen
from biofeed.tui.widgets.keys import Keys
from biofeed.tui.widgets.rows import MARK, Row, Rows
from biofeed.words import review as words

if TYPE_CHECKING:
    from biofeed.tui.review.app import ReviewApp


INDENT = " "
"""As far as the list's own mark reaches."""


class SessionsScreen(Screen[None]):
    """Lists the sessions of one client."""

    HELP = (
        "○ low signal stands beside a session whose numbers cannot be relied on; the session's page says "
        "why. Space takes a session for comparing, and once more, on another one of the same exercise, shows "
        "the two side by side."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "open", key_display="enter"),
        Binding("space", "compare", "compare", key_display="space"),
        Binding("escape,q", "dismiss", "back", key_display="esc"),
    ]
    app: ReviewApp

    def __init__(self, client: str) -> None:
        super().__init__()
        self._client = client
        self._sessions: tuple[PastSession, ...] = ()
        self._taken: PastSession | None = None
        """The first of two sessions to compare."""

    def compose(self) -> ComposeResult:
        """Lay it out; the list arrives a moment later."""
        with Horizontal(id="top"):
            yield Static(f"{self._client} · {words.SESSIONS}", classes="heading", markup=False)
            yield Static(words.READING, id="count", classes="whisper", markup=False)
        yield Static(f"{INDENT}{titles()}", classes="line whisper", markup=False)
        yield Rows(self._row)
        yield Static(id="hint", classes="line whisper", markup=False)
        yield Keys()

    def on_mount(self) -> None:
        """Let the arrows move in the list."""
        self.query_one(Rows).focus()

    def on_screen_resume(self) -> None:
        """Read: at first, and after a session may have been moved."""
        self.read()

    @work(exclusive=True)
    async def read(self) -> None:
        """Read the sessions."""
        try:
            read = await asyncio.to_thread(self.app.desk.client, self._client, self.app.now())
        except BiofeedError as error:
            if not self.app.is_locked:
                await self.app.push_screen_wait(ErrorScreen(error))
                self.dismiss()
            return
        rows, at = self.query_one(Rows), self.query_one(Rows).cursor
        self._sessions = read.sessions
        rows.show(len(self._sessions))
        rows.cursor = at
        self.query_one("#count", Static).update(str(len(self._sessions)))
        if not self._sessions:
            self._hint(words.NO_SESSIONS)

    @on(Rows.Chosen)
    def action_open(self) -> None:
        """Open the session under the cursor."""
        session = self._marked()
        if session is not None:
            self.app.push_screen(SessionScreen(session.row.id))

    def action_compare(self) -> None:
        """Take this session for comparing, or compare it with the one that was taken."""
        session, taken = self._marked(), self._taken
        if session is None:
            return
        what = session.row.exercise or words.RECORDING
        if taken is None or taken.row.id == session.row.id:
            self._taken = session if taken is None else None
            self._hint(words.TAKEN.format(exercise=what) if taken is None else "")
        elif taken.row.exercise != session.row.exercise:
            self._hint(words.SAME_EXERCISE)
        else:
            self._taken = None
            self._hint("")
            earlier, later = sorted((taken, session), key=lambda one: one.row.started)
            self.app.push_screen(CompareScreen(earlier.row.id, later.row.id, what, self.app.desk.origin))

    def _hint(self, text: str) -> None:
        self.query_one("#hint", Static).update(text)

    def _marked(self) -> PastSession | None:
        at = self.query_one(Rows).cursor
        return self._sessions[at] if at < len(self._sessions) else None

    def _row(self, at: int) -> Row:
        columns = self.query_one(Rows).size.width - len(MARK)
        return listed(self._sessions[at], self.app.now().date(), columns)

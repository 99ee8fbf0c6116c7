"""A note of one's own about a session, kept apart from what the client said."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widgets import Static, TextArea

from biofeed.errors import BiofeedError
from biofeed.tui.screens.error import ErrorScreen
from biofeed.tui.widgets.keys import Keys
from biofeed.words import review as words

if TYPE_CHECKING:
    from biofeed.store import SessionRow
    from biofeed.tui.review.app import ReviewApp


class NoteScreen(Screen[None]):
    """Takes a note, and keeps it in the log."""

    HELP = (
        "Write as much as you like; enter begins a new line. ctrl+s keeps the note, esc leaves without "
        "keeping it. A note that was kept is not changed any more: write another one."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "keep", "keep", priority=True),
        Binding("ctrl+t", "share", "may go along, or private", priority=True),
        Binding("escape", "dismiss", "leave it", key_display="esc", priority=True),
    ]
    app: ReviewApp

    def __init__(self, row: SessionRow) -> None:
        super().__init__()
        self._row = row
        self._shared = False

    def compose(self) -> ComposeResult:
        """Lay it out: what it is, and room to write."""
        about = words.NOTE_ABOUT.format(session=self._row.id, client=self._row.client)
        yield Static(f"{words.NOTE} {about}", classes="heading", markup=False)
        yield Static(words.NOTE_MEANS, classes="text whisper", markup=False)
        yield TextArea(soft_wrap=True, show_line_numbers=False, compact=True)
        yield Static(words.NOTE_IS_PRIVATE, id="sharing", classes="line", markup=False)
        yield Keys()

    def on_mount(self) -> None:
        """Begin to write."""
        self.query_one(TextArea).focus()

    def action_share(self) -> None:
        """Let it go along when the session is shared, or keep it private."""
        self._shared = not self._shared
        said = words.NOTE_IS_SHARED if self._shared else words.NOTE_IS_PRIVATE
        self.query_one("#sharing", Static).update(said)

    def action_keep(self) -> None:
        """Keep what was written."""
        text = self.query_one(TextArea).text.strip()
        if not text:
            self.query_one("#sharing", Static).update(words.NOTHING_WRITTEN)
            return
        self.keep(text)

    @work(exclusive=True)
    async def keep(self, text: str) -> None:
        """Write it into the log; where that is not possible, what was written stays here."""
        try:
            await asyncio.to_thread(
                self.app.desk.annotate, self._row.id, text, self.app.now(), shared=self._shared
            )
        except BiofeedError as error:
            self.app.push_screen(ErrorScreen(error))
            return
        self.app.notify(words.NOTE_KEPT)
        self.dismiss()

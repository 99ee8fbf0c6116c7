"""Moving a session that was recorded under a wrong code."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widgets import Input, Static

from biofeed.errors import BiofeedError
from biofeed.tui.review.client import Known, matching
from biofeed.tui.review.field import Field
from biofeed.tui.screens.error import ErrorScreen
from biofeed.tui.widgets.excerpt import excerpt
from biofeed.tui.widgets.keys import Keys
from biofeed.words import review as words

if TYPE_CHECKING:
    from biofeed.store import SessionRow
    from biofeed.tui.review.app import ReviewApp

ROWS_OF_CODES = 3


class MoveScreen(Screen[bool]):
    """Gives whether the session was moved."""

    HELP = (
        "Write the code of the client whose session it is. One that is not known yet is taken as a new "
        "client. tab completes a code that is known."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "move", "move", key_display="enter", priority=True),
        Binding("tab", "complete", "complete", priority=True),
        Binding("escape", "dismiss(False)", "leave it", key_display="esc"),
    ]
    app: ReviewApp

    def __init__(self, row: SessionRow) -> None:
        super().__init__()
        self._row = row
        self._clients: list[Known] = []

    def compose(self) -> ComposeResult:
        """Lay it out: what it means, whose it is now, and whose it is to be."""
        yield Static(words.MOVE, classes="heading")
        yield Static(words.MOVE_MEANS, classes="text whisper", markup=False)
        filed = words.FILED_UNDER.format(session=self._row.id, client=self._row.client)
        yield Static(filed, classes="line spaced", markup=False)
        yield Field(words.MOVE_TO)
        yield Static(id="codes", classes="text whisper", markup=False)
        yield Keys()

    def on_mount(self) -> None:
        """Look which codes there are."""
        self.query_one(Field).take_focus()
        self.read()

    @work(exclusive=True)
    async def read(self) -> None:
        """Read the codes; where that is not possible one can be written all the same."""
        try:
            clients = await asyncio.to_thread(self.app.desk.clients)
        except BiofeedError:
            return
        self._clients = [one for one in clients if one.code != self._row.client]
        self._show_codes()

    @on(Input.Changed)
    def _show_codes(self) -> None:
        codes = ", ".join(one.code for one in matching(self._clients, self.query_one(Field).value))
        said = self.query_one("#codes", Static)
        room = max(said.size.width - 2, 20)
        said.update(excerpt(words.OTHER_CODES.format(codes=codes), room, ROWS_OF_CODES) if codes else "")

    def action_complete(self) -> None:
        """Complete what was begun to the first code that fits."""
        field = self.query_one(Field)
        found = matching(self._clients, field.value)
        if found:
            field.value = found[0].code

    def action_move(self) -> None:
        """Move it."""
        self.move(self.query_one(Field).value)

    @work(exclusive=True, group="move")
    async def move(self, client: str) -> None:
        """File it under that code."""
        try:
            await asyncio.to_thread(self.app.desk.move, self._row.id, client, self.app.now())
        except BiofeedError as error:
            self.app.push_screen(ErrorScreen(error))
            return
        self.app.notify(words.MOVED.format(session=self._row.id, client=client), markup=False)
        self.dismiss(True)

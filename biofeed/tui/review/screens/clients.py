"""The list of clients: who was here last comes first, and typing finds one by code."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from biofeed.errors import BiofeedError
from biofeed.tui.review.client import Known, listed, matching, titles
from biofeed.tui.screens.error import ErrorScreen
from biofeed.tui.widgets.keys import Keys
from biofeed.tui.widgets.rows import Row, Rows
from biofeed.words import review as words

if TYPE_CHECKING:
    from biofeed.tui.review.app import ReviewApp

_IN_A_CODE = re.compile(r"[A-Za-z0-9_-]")
LONGEST_CODE = 40
INDENT = " "
"""As far as the list's own mark reaches."""


class ClientsScreen(Screen[None]):
    """Where the review opens."""

    HELP = (
        "Everybody there is something of in this log, by the code they are kept under. Type a few letters of "
        "a code to find it, backspace takes them back. Practised counts the days with an exercise among the "
        "last fourteen; to bring counts the sessions that the client has marked for the next appointment. "
        "ctrl+l covers the screen at once, and locks an encrypted log."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "open", key_display="enter"),
        Binding("ctrl+o", "receive", "take in a bundle"),
        Binding("ctrl+l", "app.lock", "lock"),
        Binding("backspace", "shorten", "shorter search", show=False),
        Binding("escape", "leave", "leave", key_display="esc"),
    ]
    app: ReviewApp

    def __init__(self) -> None:
        super().__init__()
        self._clients: list[Known] | None = None
        self._shown: list[Known] = []
        self._brought: dict[Known, int] = {}
        self._typed = ""

    def compose(self) -> ComposeResult:
        """Lay it out; the list arrives a moment later."""
        with Horizontal(id="top"):
            yield Static(words.CLIENTS, classes="heading")
            yield Static(id="where", classes="whisper", markup=False)
        yield Static(id="search", classes="line", markup=False)
        yield Static(INDENT + titles(), classes="line whisper", markup=False)
        yield Rows(self._row)
        yield Static(id="state", classes="text whisper", markup=False)
        yield Keys()

    def on_mount(self) -> None:
        """Say what is known without looking."""
        self.query_one(Rows).focus()
        self._show_state()
        self._show_search()

    def on_screen_resume(self) -> None:
        """Look into the log: at first, after every other screen, and when it is open again."""
        if not self.app.is_locked:
            self.call_after_refresh(self.read)

    @work(exclusive=True)
    async def read(self) -> None:
        """Read who there is, and then what each of them brings."""
        # What reads is loaded in the thread too: that alone takes longer than the first frame may.
        desk = await asyncio.to_thread(lambda: self.app.desk)
        try:
            self._clients = await asyncio.to_thread(desk.clients)
            self._show()
            until = self.app.now().date()
            for client in self._clients:
                if client not in self._brought:
                    self._brought[client] = await asyncio.to_thread(desk.brought, client.code, until)
                    self.query_one(Rows).refresh()
        except BiofeedError as error:
            if not self.app.is_locked:
                self.app.push_screen(ErrorScreen(error))

    # --- what the person does -----------------------------------------------------------------------

    def on_key(self, key: events.Key) -> None:
        """Take letters of a code as they are typed."""
        if key.character and _IN_A_CODE.fullmatch(key.character):
            key.stop()
            self._search(self._typed + key.character)

    def action_shorten(self) -> None:
        """Take the last letter back."""
        self._search(self._typed[:-1])

    def action_leave(self) -> None:
        """Empty the search, or end where it is empty."""
        if self._typed:
            self._search("")
        else:
            self.app.leave("stopped")

    @on(Rows.Chosen)
    def action_open(self) -> None:
        """Open the client under the cursor."""
        at = self.query_one(Rows).cursor
        if at < len(self._shown):
            from biofeed.tui.review.screens.client import ClientScreen

            self.app.push_screen(ClientScreen(self._shown[at].code))

    def action_receive(self) -> None:
        """Take in what a client has shared."""
        from biofeed.tui.review.screens.receive import ReceiveScreen

        self.app.push_screen(ReceiveScreen())

    # --- what is shown ------------------------------------------------------------------------------

    def _search(self, typed: str) -> None:
        self._typed = typed[:LONGEST_CODE]
        self._show()

    def _show(self) -> None:
        marked = self._marked()
        self._shown = matching(self._clients or [], self._typed)
        rows = self.query_one(Rows)
        rows.show(len(self._shown))
        codes = [one.code for one in self._shown]
        rows.cursor = codes.index(marked) if marked in codes and not self._typed else 0
        self._show_search()

    def _marked(self) -> str | None:
        at = self.query_one(Rows).cursor
        return self._shown[at].code if at < len(self._shown) else None

    def _show_search(self) -> None:
        self.query_one("#search", Static).update(Content.assemble(*self._search_line()))
        count = words.people(len(self._shown), len(self._clients)) if self._clients else ""
        about = [count, words.DEMO if self.app.demo else ""]
        about += [words.WITH_PRIVATE] if self.app.private else []
        self.query_one("#where", Static).update(" · ".join(filter(None, about)))

    def _search_line(self) -> Iterator[tuple[str, str]]:
        yield words.SEARCH, "$whisper"
        if self._typed:
            yield f"{self._typed}▏", "bold"
        if self._clients is None:
            yield words.READING, "$whisper"
        elif not self._clients:
            yield words.NOBODY, ""
        elif not self._shown:
            yield f"  {words.NOBODY_OF_THAT}", ""
        elif not self._typed:
            yield words.TYPE, "$whisper"

    def _show_state(self) -> None:
        limit_s = self.app.idle.limit_s
        encrypted = self.app.data_home.vault.is_encrypted
        about = [] if encrypted else [words.HOW_TO_ENCRYPT]
        about += [] if limit_s is None else [words.closes_after(limit_s / 60)]
        state = words.ENCRYPTED if encrypted else words.PLAIN
        self.query_one("#state", Static).update(f"{state}\n{' · '.join(about)}")

    def _row(self, at: int) -> Row:
        client = self._shown[at]
        return listed(client, self.app.now().date(), self._brought.get(client))

"""Taking in what a client has shared: which bundle, what opens it, what is in it, and under which code."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widgets import Static

from biofeed.errors import BiofeedError, UsageError
from biofeed.sharing.bundle import Bundle
from biofeed.tui.review.field import Field
from biofeed.tui.review.parcel import open_bundle, take_in, told_of_another
from biofeed.tui.review.screens.share import indented
from biofeed.tui.review.widget import PageView
from biofeed.tui.screens.error import ErrorScreen
from biofeed.tui.widgets.keys import Keys
from biofeed.words import review as words
from biofeed.words import sharing as sharing_words

if TYPE_CHECKING:
    from biofeed.tui.review.app import ReviewApp


class ReceiveScreen(Screen[None]):
    """Asks for a bundle, and for what opens it."""

    HELP = (
        "tab goes from line to line. A bundle opens with the secret key whose public half you gave the "
        "client (biofeed share keygen makes one), or with the passphrase they told you."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "look", "look into it", key_display="enter", priority=True),
        Binding("tab", "app.focus_next", "next line"),
        Binding("escape", "dismiss", "leave it", key_display="esc"),
    ]
    app: ReviewApp

    def compose(self) -> ComposeResult:
        """Lay it out."""
        yield Static(words.RECEIVE, classes="heading")
        yield Static(words.RECEIVE_MEANS, classes="text whisper", markup=False)
        yield Static("", classes="line")
        yield Field(words.RECEIVE_FILE, id="bundle")
        yield Field(words.RECEIVE_KEY, id="key")
        yield Field(words.OR_PHRASE, hidden=True, id="passphrase")
        yield Static(id="done", classes="text", markup=False)
        yield Keys()

    def on_mount(self) -> None:
        """Begin with the file."""
        self.query_one("#bundle", Field).take_focus()

    def action_look(self) -> None:
        """Open it and look."""
        fields = {field.id: field for field in self.query(Field)}
        if not fields["bundle"].value:
            self.app.push_screen(ErrorScreen(UsageError(words.NO_BUNDLE_NAMED, words.NO_BUNDLE_HINT)))
            return
        path = Path(fields["bundle"].value).expanduser()
        self.open(path, fields["key"].value, fields["passphrase"].typed)

    @work(exclusive=True)
    async def open(self, path: Path, key: str, passphrase: str) -> None:
        """Open it, which takes some seconds with a passphrase, and show what is in it."""
        said = self.query_one("#done", Static)
        said.update(words.RECEIVE_LOOK)
        try:
            bundle = await asyncio.to_thread(open_bundle, path, key, passphrase)
        except BiofeedError as error:
            said.update("")
            self.app.push_screen(ErrorScreen(error))
            return
        said.update("")
        self.app.push_screen(BundleScreen(bundle), self._taken)

    def _taken(self, done: bool | None) -> None:
        if done:
            self.dismiss()


class BundleScreen(Screen[bool]):
    """Shows what is in a bundle; gives whether it was taken in."""

    HELP = (
        "Nothing has come in yet. Choose the code under which you keep this client; it need not be the one "
        "they use themselves. The page moves with page up and page down, or the mouse wheel."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "take", "take it in", key_display="enter", priority=True),
        Binding("pagedown", "page(1)", "more", key_display="page ↑ ↓"),
        Binding("pageup", "page(-1)", "back", show=False),
        Binding("escape", "dismiss(False)", "leave it", key_display="esc"),
    ]
    app: ReviewApp

    def __init__(self, bundle: Bundle) -> None:
        super().__init__()
        self._bundle = bundle

    def compose(self) -> ComposeResult:
        """Lay it out: whose it will be, and what it is."""
        yield Static(words.RECEIVE, classes="heading")
        yield Field(words.RECEIVE_CODE, self._bundle.client)
        yield PageView("")
        yield Keys()

    def on_mount(self) -> None:
        """Show what is in it."""
        self.query_one(Field).take_focus()
        lines = told_of_another(self._bundle)
        self.query_one(PageView).show(
            lambda columns: [row for line in lines for row in indented(line, columns)]
        )

    def action_page(self, by: int) -> None:
        """Read on, or back."""
        page = self.query_one(PageView)
        page.scroll_relative(y=by * max(page.size.height - 1, 1), animate=False)

    def action_take(self) -> None:
        """Take it in."""
        self.take(self.query_one(Field).value)

    @work(exclusive=True)
    async def take(self, client: str) -> None:
        """Write it into the log, all of it or nothing."""
        try:
            done = await asyncio.to_thread(take_in, self._bundle, self.app.data_home, client, self.app.now())
        except BiofeedError as error:
            self.app.push_screen(ErrorScreen(error))
            return
        said = sharing_words.received(len(done.sessions), done.entries, len(done.here_already), client)
        self.app.notify(said, markup=False)
        self.dismiss(True)

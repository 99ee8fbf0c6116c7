"""Sharing what is kept about a client: exactly what would go along, and only then for whom and where to."""

from __future__ import annotations

import asyncio
import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from biofeed.errors import BiofeedError
from biofeed.sharing.choice import Chosen
from biofeed.sharing.tick import Extra
from biofeed.tui.review.field import Field
from biofeed.tui.review.parcel import Lock, choose_of, seal, told
from biofeed.tui.review.target import free_name
from biofeed.tui.review.text import PLAIN, wrapped
from biofeed.tui.review.widget import PageView
from biofeed.tui.screens.error import ErrorScreen
from biofeed.tui.widgets.keys import Keys
from biofeed.words import review as words

if TYPE_CHECKING:
    from biofeed.tui.review.app import ReviewApp

AGE = ".age"
KEYS = {Extra.NOTES: "n", Extra.PACKETS: "r", Extra.PRIVATE: "v"}
"""Which key ticks what."""
HANGING = 4
WEEKS = (4, 13, None)
"""How far back a bundle may reach, the first one to begin with; none is everything."""


class ShareScreen(Screen[None]):
    """Shows what would go along."""

    HELP = (
        "Nothing is sent: a bundle is an encrypted file that you hand over yourself. Left out unless they "
        "are ticked: what was said in the client's own words, private entries and notes, the strap's raw "
        "bytes. Never in it: the strap's address and number, contacts and answers about health."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "go_on", "for whom", key_display="enter"),
        Binding("t", "reach", "since when"),
        Binding("n", "tick('notes')", "words", show=False),
        Binding("r", "tick('packets')", "raw", show=False),
        Binding("v", "tick('private')", "private", show=False),
        Binding("escape,q", "dismiss", "back", key_display="esc"),
    ]
    app: ReviewApp

    def __init__(self, client: str) -> None:
        super().__init__()
        self._client = client
        self._ticked: frozenset[Extra] = frozenset()
        self._weeks: int | None = WEEKS[0]
        self._chosen: Chosen | None = None

    def compose(self) -> ComposeResult:
        """Lay it out; the preview arrives a moment later."""
        yield Static(words.SHARE.format(client=self._client), classes="heading", markup=False)
        yield Static(id="ticks", classes="line")
        yield Static(words.SHARE_PREVIEW, classes="line whisper", markup=False)
        yield PageView(words.READING)
        yield Keys()

    def on_mount(self) -> None:
        """Look what there is."""
        self.query_one(PageView).focus()
        self._show_ticks()
        self.read()

    @work(exclusive=True)
    async def read(self) -> None:
        """Choose, and show exactly what that is."""
        self._chosen = None
        self.query_one(PageView).wait(words.READING)
        now = self.app.now()
        since = None if self._weeks is None else now.date() - dt.timedelta(weeks=self._weeks)
        try:
            chosen = await asyncio.to_thread(choose_of, self.app.desk, self._client, since, self._ticked, now)
        except BiofeedError as error:
            await self.app.push_screen_wait(ErrorScreen(error))
            self.dismiss()
            return
        self._chosen = chosen
        lines = told(chosen)
        self.query_one(PageView).show(
            lambda columns: [row for line in lines for row in indented(line, columns)]
        )

    def action_tick(self, name: str) -> None:
        """Let something go along, or not."""
        self._ticked ^= {Extra(name)}
        self._show_ticks()
        self.read()

    def action_reach(self) -> None:
        """Reach further back; after everything not so far again."""
        self._weeks = WEEKS[(WEEKS.index(self._weeks) + 1) % len(WEEKS)]
        self._show_ticks()
        self.read()

    def action_go_on(self) -> None:
        """Say for whom it is, now that it was seen."""
        if self._chosen is not None:
            self.app.push_screen(SealScreen(self._chosen), self._sealed)

    def _sealed(self, done: bool | None) -> None:
        if done:
            self.dismiss()

    def _show_ticks(self) -> None:
        pieces = [(f"{words.reaches(self._weeks)}   ", ""), (words.TICKED, "$whisper")]
        for extra in Extra:
            mark = "●" if extra in self._ticked else "○"
            pieces += [(f"{KEYS[extra]} ", "bold"), (f"{mark} {words.TICKS[extra.value]}  ", "")]
        self.query_one("#ticks", Static).update(Content.assemble(*pieces))


class SealScreen(Screen[bool]):
    """Gives whether the bundle was written."""

    HELP = (
        "tab goes from line to line. A bundle is closed either for a public key, which only the holder of "
        "its secret key opens, or with a passphrase that you tell the other person in another way."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "write", "write", key_display="enter", priority=True),
        Binding("tab", "app.focus_next", "next line"),
        Binding("escape", "dismiss(False)", "back", key_display="esc"),
    ]
    app: ReviewApp

    def __init__(self, chosen: Chosen) -> None:
        super().__init__()
        self._chosen = chosen

    def compose(self) -> ComposeResult:
        """Lay it out: for whom, and where to."""
        client, today = self._chosen.bundle.client, self.app.now().date()
        yield Static(words.SHARE.format(client=client), classes="heading", markup=False)
        yield Field(words.SHARE_TO, id="receiver")
        yield Field(words.OR_PHRASE, hidden=True, id="passphrase")
        yield Field(words.AGAIN, hidden=True, id="again")
        yield Field(words.SHARE_FILE, str(free_name(Path.cwd(), client, today, AGE)), id="file")
        yield Static(id="done", classes="text", markup=False)
        yield Keys()

    def on_mount(self) -> None:
        """Begin with the receiver."""
        self.query_one("#receiver", Field).take_focus()

    def action_write(self) -> None:
        """Write the bundle."""
        fields = {field.id: field for field in self.query(Field)}
        lock = Lock(fields["receiver"].value, fields["passphrase"].typed, fields["again"].typed)
        self.seal(lock, Path(fields["file"].value).expanduser())

    @work(exclusive=True)
    async def seal(self, lock: Lock, path: Path) -> None:
        """Close it, which takes some seconds with a passphrase, and write it."""
        said = self.query_one("#done", Static)
        said.update(words.SEALING)
        try:
            summary = await asyncio.to_thread(seal, self._chosen, lock, path)
        except BiofeedError as error:
            said.update("")
            self.app.push_screen(ErrorScreen(error))
            return
        self.app.notify(f"{words.SHARED} {summary}", markup=False)
        self.dismiss(True)


def indented(line: str, columns: int) -> list[tuple[tuple[str, str], ...]]:
    """Break a line of the preview into rows that keep its own indent."""
    indent = len(line) - len(line.lstrip())
    rows = wrapped([(line, PLAIN)], columns - indent, HANGING)
    return [((" " * indent, PLAIN), *row) for row in rows]

"""Writing a page into a file, to keep or to print: where it goes, and where its numbers went."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widgets import Static

from biofeed.errors import BiofeedError
from biofeed.tui.review.field import Field
from biofeed.tui.review.target import free_name, other_kind
from biofeed.tui.screens.error import ErrorScreen
from biofeed.tui.widgets.keys import Keys
from biofeed.words import report
from biofeed.words import review as words

if TYPE_CHECKING:
    from biofeed.report import Page
    from biofeed.tui.review.app import ReviewApp

HTML = ".html"


class ReportScreen(Screen[None]):
    """Writes one page."""

    HELP = (
        "The page opens in any browser and loads nothing from anywhere. tab changes between HTML and PDF; "
        "a PDF needs the extra pdf. Nothing is ever written over. To print, open the page in a browser, or "
        "print the PDF."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "write", "write", key_display="enter", priority=True),
        Binding("tab", "turn", "HTML or PDF", priority=True),
        Binding("escape", "dismiss", "back", key_display="esc"),
    ]
    app: ReviewApp

    def __init__(self, page: Page, stem: str) -> None:
        super().__init__()
        self._page = page
        self._stem = stem

    def compose(self) -> ComposeResult:
        """Lay it out: what it is, and where it goes."""
        yield Static(words.REPORT, classes="heading")
        yield Static(words.REPORT_MEANS, classes="text whisper", markup=False)
        if self.app.data_home.vault.is_encrypted:
            yield Static(words.LIES_OUTSIDE, classes="text", markup=False)
        yield Static("", classes="line")
        yield Field(words.WHERE_TO, str(free_name(Path.cwd(), self._stem, self.app.now().date(), HTML)))
        yield Static(id="done", classes="text", markup=False)
        yield Keys()

    def on_mount(self) -> None:
        """Let the name be changed."""
        self.query_one(Field).take_focus()

    def action_turn(self) -> None:
        """Change between HTML and PDF."""
        field = self.query_one(Field)
        field.value = str(other_kind(Path(field.value)))

    def action_write(self) -> None:
        """Write it."""
        self.write(Path(self.query_one(Field).value).expanduser())

    @work(exclusive=True)
    async def write(self, path: Path) -> None:
        """Write the page and its numbers, and say where they are."""
        try:
            table = await asyncio.to_thread(self.app.desk.write, self._page, path)
        except BiofeedError as error:
            self.app.push_screen(ErrorScreen(error))
            return
        said = f"{report.written(str(path), str(table))}\n\n{words.PRINT_IT}"
        self.query_one("#done", Static).update(said)

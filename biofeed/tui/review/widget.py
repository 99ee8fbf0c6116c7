"""A page that scrolls: rows of text that are laid out anew when the room for them changes."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual import events
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from biofeed.tui.review.text import Row

MOST_COLUMNS = 120
"""A line that is longer is hard to follow back to its beginning."""
MARGIN = 2


class PageView(VerticalScroll):
    """Shows what `lay_out` gives for the columns there are."""

    HELP = "Up and down, page up and page down, home and end move through the page; so does the mouse wheel."
    DEFAULT_CSS = """
    PageView {
        height: 1fr;
        padding: 0 1;
        scrollbar-size-vertical: 1;
        scrollbar-color: $panel;
        scrollbar-background: $background;
        & > Static { height: auto; }
    }
    """

    def __init__(self, waiting: str) -> None:
        super().__init__()
        self._body = Static(waiting, markup=False)
        self._lay_out: Callable[[int], Sequence[Row]] | None = None
        self._columns = 0

    def compose(self) -> ComposeResult:
        """One text is all there is."""
        yield self._body

    def show(self, lay_out: Callable[[int], Sequence[Row]]) -> None:
        """Show another page from now on."""
        self._lay_out = lay_out
        self._columns = 0
        self._fit()

    def wait(self, text: str) -> None:
        """Show a line until there is a page."""
        self._lay_out = None
        self._body.update(text)

    def on_resize(self, _: events.Resize) -> None:
        """Lay the page out for the new width."""
        self._fit()

    def _fit(self) -> None:
        columns = min(self.size.width - MARGIN, MOST_COLUMNS)
        if self._lay_out is None or columns == self._columns or columns < 1:
            return
        self._columns = columns
        self._body.update(content(self._lay_out(columns)))


def content(rows: Sequence[Row]) -> Content:
    """Give rows as Textual shows them."""
    return Content("\n").join(Content.assemble(*row) for row in rows)

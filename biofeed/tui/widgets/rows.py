"""Rows: a long list of which only what is to be seen is drawn. Ten thousand rows cost what ten do."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

MARK = "▌ "
NO_MARK = "  "

Row = tuple[tuple[str, bool], ...]
"""Texts of one row, each with whether it is a quiet one."""


class Rows(ScrollView, can_focus=True):
    """Shows `count` rows, asking for each when it comes into sight."""

    HELP = (
        "Up and down go through the list, a page at a time with page up and page down. A second click opens."
    )
    COMPONENT_CLASSES: ClassVar[set[str]] = {"rows--mark", "rows--cursor", "rows--quiet"}
    DEFAULT_CSS = """
    Rows {
        scrollbar-size-vertical: 1;
        scrollbar-color: $panel;
        scrollbar-background: $background;
        & .rows--mark { color: $primary; }
        & .rows--cursor { background: $panel; }
        & .rows--quiet { color: $whisper; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)", "next", show=False),
        Binding("up", "move(-1)", "previous", show=False),
        Binding("pagedown", "page(1)", "page down", show=False),
        Binding("pageup", "page(-1)", "page up", show=False),
        Binding("home", "move(-1000000)", "first", show=False),
        Binding("end", "move(1000000)", "last", show=False),
    ]

    cursor = reactive(0)

    class Moved(Message):
        """The cursor is on another row."""

    class Chosen(Message):
        """The row under the cursor was clicked once more."""

    def __init__(self, row: Callable[[int], Row]) -> None:
        super().__init__()
        self._row = row
        self.count = 0

    def show(self, count: int) -> None:
        """Show so many rows from now on, the cursor on the first."""
        self.count = count
        self.virtual_size = Size(self.size.width, count)
        self.set_reactive(Rows.cursor, 0)
        self.scroll_to(y=0, animate=False)
        self.refresh()
        self.post_message(self.Moved())

    def render_line(self, y: int) -> Strip:
        """Give one row of what is to be seen."""
        at, width = y + self.scroll_offset.y, self.size.width
        if at >= self.count:
            return Strip.blank(width, self.rich_style)
        usual, quiet = self.rich_style, self.get_component_rich_style("rows--quiet")
        is_here = at == self.cursor
        mark = (
            Segment(MARK, self.get_component_rich_style("rows--mark")) if is_here else Segment(NO_MARK, usual)
        )
        texts = (Segment(text, quiet if is_quiet else usual) for text, is_quiet in self._row(at))
        strip = Strip([mark, *texts]).adjust_cell_length(width, usual)
        if not is_here:
            return strip
        ground = self.get_component_rich_style("rows--cursor").background_style
        return Strip([Segment(text, (style or usual) + ground) for text, style, _ in strip], width)

    def validate_cursor(self, cursor: int) -> int:
        """Keep the cursor on a row."""
        return min(max(cursor, 0), max(self.count - 1, 0))

    def watch_cursor(self) -> None:
        """Bring the cursor into sight."""
        top, height = self.scroll_offset.y, self.size.height
        if self.cursor < top:
            self.scroll_to(y=self.cursor, animate=False)
        elif self.cursor >= top + height:
            self.scroll_to(y=self.cursor - height + 1, animate=False)
        self.refresh()
        self.post_message(self.Moved())

    def action_move(self, by: int) -> None:
        """Go down, or up."""
        self.cursor += by

    def action_page(self, by: int) -> None:
        """Go a page down, or up."""
        self.cursor += by * max(self.size.height - 1, 1)

    def on_click(self, click: events.Click) -> None:
        """Go to the row that was clicked; where the cursor was there already, choose it."""
        at = click.y + self.scroll_offset.y
        if at >= self.count:
            return
        if at == self.cursor:
            self.post_message(self.Chosen())
        self.cursor = at

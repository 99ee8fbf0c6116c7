"""A list to choose from, with arrows or the mouse. What Enter does is the screen's business."""

from __future__ import annotations

from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.binding import Binding, BindingType
from textual.strip import Strip
from textual.widgets import OptionList

MARK = "▌"


class Choice(OptionList, inherit_bindings=False):
    """Textual's list without a box around it and without keys the screen wants. Its looks are in app.tcss."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"choice--mark"}
    DEFAULT_CSS = """
    Choice > .choice--mark { color: $primary; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "cursor_down", "next", show=False),
        Binding("up", "cursor_up", "previous", show=False),
        Binding("home", "first", "first", show=False),
        Binding("end", "last", "last", show=False),
        Binding("pagedown", "page_down", "page down", show=False),
        Binding("pageup", "page_up", "page up", show=False),
    ]
    CURSOR_KEYS = frozenset({"down", "up", "home", "end", "pagedown", "pageup"})

    touched = False
    """Whether the person has been here. Until then the highlight is whatever the screen has put it on."""

    def on_key(self, event: events.Key) -> None:
        """Notice the keys that move the cursor."""
        self.touched = self.touched or event.key in self.CURSOR_KEYS

    def on_mouse_down(self) -> None:
        """Notice the mouse."""
        self.touched = True

    def render_line(self, y: int) -> Strip:
        """Give one row, with a mark before what is highlighted: a shade alone is easily overlooked."""
        row = super().render_line(y)
        first = next(iter(row), None)
        style = first.style if first else None
        if style is None or self.highlighted is None or style.meta.get("option") != self.highlighted:
            return row
        mark = style + self.get_component_rich_style("choice--mark", partial=True)
        return Strip.join([Strip([Segment(MARK, mark)]), row.crop(1)])

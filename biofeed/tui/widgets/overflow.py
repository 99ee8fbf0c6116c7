"""Overflow: text that may be longer than its place, read on with the keys of the screen it stands on."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll


class Overflow(VerticalScroll, can_focus=False):
    """Scrolls a page at a time, while the cursor stays where it is.

    A screen adds `READ_ON` to its bindings and `action_read_on`, and offers that while `is_cut`.
    """

    READ_ON: ClassVar[list[BindingType]] = [
        Binding("pagedown", "read_on(1)", "read on", key_display="page ↑ ↓"),
        Binding("pageup", "read_on(-1)", "read on", show=False),
    ]

    @property
    def is_cut(self) -> bool:
        """Whether there is more than there is room for."""
        return self.show_vertical_scrollbar

    def watch_show_vertical_scrollbar(self) -> None:
        """Let the keys be named as soon as they do something."""
        if self.is_attached:
            self.screen.refresh_bindings()

    def turn(self, pages: int) -> None:
        """Read on, or back."""
        rows = max(self.scrollable_content_region.height - 1, 1)
        self.scroll_relative(y=pages * rows, animate=False)

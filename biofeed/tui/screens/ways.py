"""Ways in: with a strap or without. Both are whole, and look it."""

from __future__ import annotations

from enum import Enum
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from biofeed.tui.step import Step
from biofeed.tui.widgets.keys import Keys
from biofeed.words import welcome as words


class Way(Enum):
    """How the person wants to practise."""

    WITH = "with"
    WITHOUT = "without"
    LATER = "later"


class WaysScreen(Step[Way]):
    """One key for each."""

    HELP = "This can be changed before every practice: at home, s chooses where the heartbeats come from."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("s", "choose('with')", "with a strap"),
        Binding("w", "choose('without')", "without"),
        Binding("escape", "choose('later')", "not now", key_display="esc"),
        Binding("c", "app.card", "card"),
    ]

    def compose(self) -> ComposeResult:
        """Lay it out."""
        with VerticalScroll(classes="page", can_focus=False):
            yield Static(words.WAYS_TITLE, id="title")
            yield Static(words.WAYS, markup=False)
        yield Keys()

    def action_choose(self, way: str) -> None:
        """End with that one."""
        self.finish(Way(way))

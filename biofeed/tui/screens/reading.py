"""Reading: a page with something to know, and one way on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from biofeed.tui.step import Step
from biofeed.tui.widgets.keys import Keys


class ReadingScreen(Step[bool]):
    """Ends with whether the person goes on; esc leaves it for another time."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "go_on(True)", "go on", key_display="enter"),
        Binding("escape", "go_on(False)", "not now", key_display="esc"),
        Binding("c", "app.card", "card"),
    ]

    def __init__(self, title: str, texts: Sequence[str]) -> None:
        super().__init__()
        self._heading = title
        self._texts = texts

    def compose(self) -> ComposeResult:
        """Lay it out."""
        with VerticalScroll(classes="page", can_focus=False):
            yield Static(self._heading, id="title", markup=False)
            for text in self._texts:
                yield Static(text, markup=False)
        yield Keys()

    def action_go_on(self, further: bool) -> None:
        """End."""
        self.finish(further)

"""What is in the way, and what can be done about it: an error's own two sentences."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from biofeed.errors import BiofeedError
from biofeed.tui.widgets.keys import Keys


class ErrorScreen(ModalScreen[None]):
    """A dialog over whatever was there."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,space", "dismiss", "back", key_display="esc"),
        Binding("c", "app.card", "card", show=False),
    ]

    def __init__(self, error: BiofeedError) -> None:
        super().__init__()
        self.error = error

    def compose(self) -> ComposeResult:
        """Title, hint, and the way back."""
        with VerticalScroll(classes="page"):
            yield Static(self.error.title, markup=False, id="title")
            if self.error.hint:
                yield Static(self.error.hint, markup=False, id="hint")
        yield Keys()

"""What `?` shows on the therapist's side: the same page as in the client's app, with what is said to them."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen, Screen
from textual.widgets import Static

from biofeed.tui.screens.help import help_texts, key_lines
from biofeed.tui.widgets.keys import Keys
from biofeed.words import review as words


class KeysScreen(ModalScreen[None]):
    """A page that explains `subject`, another screen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,question_mark,q", "dismiss", "back", key_display="esc"),
        Binding("down,space", "scroll(1)", "more", key_display="↑ ↓"),
        Binding("up", "scroll(-1)", "more", show=False),
    ]

    def __init__(self, subject: Screen[object]) -> None:
        super().__init__()
        self._texts = ["\n".join(key_lines(subject)), *help_texts(subject), words.WHAT_IT_IS]

    def compose(self) -> ComposeResult:
        """Keys first: that is what most people look for."""
        with VerticalScroll(classes="page"):
            for text in self._texts:
                yield Static(text, markup=False)
        yield Keys()

    def action_scroll(self, rows: int) -> None:
        """Read on, or back."""
        self.query_one(VerticalScroll).scroll_relative(y=rows, animate=False)

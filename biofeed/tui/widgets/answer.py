"""The answer: a line to type into while a task has a question open."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import Input


class Answer(Input):
    """Takes what is typed in reply to the question that is open. Its row is kept free when none is."""

    BINDINGS: ClassVar[list[BindingType]] = [
        # A letter would be typed.
        Binding("f1", "app.card", "card", key_display="F1"),
    ]
    DEFAULT_CSS = """
    Answer {
        height: 1;
        border: none;
        padding: 0 1;
        background: $panel;
        visibility: hidden;
        &:focus { border: none; }
        &.-open { visibility: visible; }
    }
    """

    def __init__(self) -> None:
        # What is not open must not take the keys of the screen.
        super().__init__(compact=True, select_on_focus=False, disabled=True)

    def open(self, *, same: bool) -> None:
        """Let it be typed into; where the `same` sum is asked again, what is typed already stays."""
        if not same:
            self.value = ""
        self.disabled = False
        self.add_class("-open")
        self.focus()

    def close(self) -> None:
        """Take no more."""
        if self.disabled:
            return
        self.value = ""
        self.remove_class("-open")
        self.disabled = True
        self.screen.set_focus(None)

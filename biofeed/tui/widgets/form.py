"""The form: a few questions under each other, and below them in full what the one with the cursor asks."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.events import DescendantFocus
from textual.widgets import Static

from biofeed.tui.widgets.question import Line, Question


class Form(Vertical):
    """Moves the cursor from question to question. What the answers mean is the screen's business."""

    HELP = (
        "Up and down go from question to question, left and right through the answers; a number can be "
        "typed. Backspace leaves a question open again."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "app.focus_next", "next question", show=False),
        Binding("up", "app.focus_previous", "previous question", show=False),
    ]
    DEFAULT_CSS = """
    Form {
        height: auto;
        & > .hint { height: 3; padding: 0 3; margin-top: 1; max-width: 84; color: $whisper; }
    }
    """

    def __init__(self, *questions: Question | Line) -> None:
        super().__init__()
        self._questions = questions

    def compose(self) -> ComposeResult:
        """Questions, and what is asked."""
        yield from self._questions
        yield Static(classes="hint", markup=False)

    def on_mount(self) -> None:
        """Put the cursor on the first."""
        self.screen.set_focus(self._questions[0])

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Say in full what is asked."""
        asked = event.widget if isinstance(event.widget, Question) else event.widget.parent
        if isinstance(asked, Question | Line):
            self.query_one(".hint", Static).update(asked.hint)

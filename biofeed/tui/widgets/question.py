"""Questions: a row each, its name on the left and what can be answered beside it. All can be left open.

A row shows its answer in place and never changes its size. What is asked in full (`hint`) stands below the
form while the row has the cursor.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Input, Static

from biofeed.words import home
from biofeed.words import visit as words

ROWS = {**home.ROWS, **words.ROWS}
"""What each row is called, by its id."""
NAME_COLUMNS = 16
MARK, NO_MARK = "▌ ", "  "
GAP = "   "
TEN = 10


class Question(Widget, can_focus=True):
    """A row with a name; what it looks like beside that is up to each kind."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right", "step(1)", "answer", show=False),
        Binding("left", "step(-1)", "answer", show=False),
        Binding("backspace,delete", "leave_open", "leave open", show=False),
    ]
    DEFAULT_CSS = """
    Question {
        height: 1;
        padding: 0 1;
        &:focus { background: $panel; }
    }
    """

    class Answered(Message):
        """The answer is another one now."""

    answer: reactive[object] = reactive(None)

    def __init__(self, name: str, hint: str) -> None:
        super().__init__(id=name)
        self.hint = hint

    def render(self) -> Content:
        """Give the row."""
        mark = (MARK, "$primary") if self.has_focus else NO_MARK
        return Content.assemble(mark, ROWS[self.id or ""].ljust(NAME_COLUMNS), self.picture())

    def picture(self) -> Content:
        """Give what stands beside the name."""
        return Content()

    def watch_answer(self) -> None:
        """Tell the screen."""
        self.post_message(self.Answered())

    def watch_has_focus(self, _has_focus: bool) -> None:
        """Draw or take away the mark."""
        super().watch_has_focus(_has_focus)
        self.refresh()

    def action_step(self, by: int) -> None:
        """Go to the answer beside the one there is."""

    def action_leave_open(self) -> None:
        """Have said nothing."""
        self.answer = None


class Scale(Question):
    """From 0 to 100: in tens with the arrows, any number with digits."""

    MOST = 100

    @property
    def value(self) -> int | None:
        """What was said."""
        return self.answer if isinstance(self.answer, int) else None

    def picture(self) -> Content:
        """Give ten dots, and the number."""
        value = self.value
        lit = 0 if value is None else round(value / TEN)
        number = words.NOT_SAID if value is None else str(value)
        return Content.assemble(
            (" ".join("●" * lit), "$primary"),
            " " if 0 < lit < TEN else "",
            (" ".join("○" * (TEN - lit)), "$whisper"),
            f"{number:>5}",
        )

    def action_step(self, by: int) -> None:
        """Go up or down by ten; below 0 nothing is said."""
        if self.value is None:
            self.answer = 0 if by > 0 else None
            return
        value = self.value // TEN * TEN + by * TEN if by > 0 else -(-self.value // TEN) * TEN - TEN
        self.answer = None if value < 0 else min(value, self.MOST)

    def on_key(self, key: events.Key) -> None:
        """Take digits as they are typed; one that leads beyond the scale begins anew."""
        if key.character and key.character.isascii() and key.character.isdigit():
            key.stop()
            typed = int(f"{self.value or ''}{key.character}")
            self.answer = typed if typed <= self.MOST else int(key.character)

    def on_click(self, click: events.Click) -> None:
        """Take the dot that was clicked."""
        dot = (click.x - 1 - len(MARK) - NAME_COLUMNS) // 2
        if 0 <= dot < TEN:
            self.answer = (dot + 1) * TEN


class Minutes(Scale):
    """A number of minutes, typed or in steps of ten."""

    MOST = 600

    def picture(self) -> Content:
        """Give the number with its unit."""
        if self.value is None:
            return Content.styled(words.NOT_SAID, "$whisper")
        return Content(f"{self.value} {words.MINUTES_UNIT}")

    def on_click(self, click: events.Click) -> None:
        """Take the cursor and nothing else."""
        # Textual calls every class's handler, and there are no dots here to be clicked.
        click.prevent_default()


class OneOf(Question):
    """One of a few answers."""

    def __init__(self, name: str, hint: str, choices: Mapping[str, str], value: str | None = None) -> None:
        super().__init__(name, hint)
        self.choices = choices
        self.set_reactive(Question.answer, value)

    @property
    def value(self) -> str | None:
        """What was chosen."""
        return self.answer if isinstance(self.answer, str) else None

    def picture(self) -> Content:
        """Give the answers side by side."""
        return Content(GAP).join(
            Content.styled(f"● {label}", "bold")
            if value == self.value
            else Content.styled(f"○ {label}", "$whisper")
            for value, label in self.choices.items()
        )

    def action_step(self, by: int) -> None:
        """Go to the next or the previous one; before the first nothing is said."""
        values = [None, *self.choices]
        self.answer = values[min(max(values.index(self.value) + by, 0), len(values) - 1)]

    def on_click(self, click: events.Click) -> None:
        """Take the answer that was clicked."""
        left = 1 + len(MARK) + NAME_COLUMNS
        for value, label in self.choices.items():
            right = left + len(label) + 2
            if left <= click.x < right:
                self.answer = value
            left = right + len(GAP)


class Words(Input):
    """Where a line is written. Enter is named, because the screen's own is hidden behind it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "done", key_display="enter"),
        # A letter would be typed.
        Binding("f1", "app.card", "card", key_display="F1"),
    ]

    def __init__(self) -> None:
        super().__init__(compact=True, max_length=400)


class Line(Horizontal):
    """A line in one's own words."""

    DEFAULT_CSS = """
    Line {
        height: 1;
        padding: 0 1;
        &:focus-within { background: $panel; }
        & > Static { width: auto; }
        & > Words { width: 1fr; height: 1; border: none; padding: 0; background: $panel 0%; }
        & > Words:focus { border: none; }
    }
    """

    def __init__(self, name: str, hint: str) -> None:
        super().__init__(id=name)
        self.hint = hint
        self._label = Static(self._named(MARK), markup=False)

    def compose(self) -> ComposeResult:
        """Name, and room to write."""
        yield self._label
        yield Words()

    def on_mount(self) -> None:
        """Begin without a mark."""
        self._label.update(self._named(NO_MARK))

    def on_descendant_focus(self) -> None:
        """Mark the row that has the cursor."""
        self._label.update(self._named(MARK))

    def on_descendant_blur(self) -> None:
        """Take the mark away."""
        self._label.update(self._named(NO_MARK))

    @property
    def value(self) -> str | None:
        """What was written; `None` for an empty line."""
        return self.query_one(Words).value.strip() or None

    def _named(self, mark: str) -> str:
        return f"{mark}{ROWS[self.id or '']:<{NAME_COLUMNS}}"

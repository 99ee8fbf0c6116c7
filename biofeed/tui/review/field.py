"""A line to be filled in, with its name in front of it."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Input, Static


class Field(Horizontal):
    """A name and room to write, in one row."""

    DEFAULT_CSS = """
    Field {
        height: 1;
        padding: 0 1;
        margin-bottom: 1;
        max-width: 110;
        & > Static { width: auto; color: $whisper; }
        & > Input { width: 1fr; height: 1; border: none; padding: 0 1; background: $panel; }
        & > Input:focus { border: none; }
    }
    """

    def __init__(self, name: str, value: str = "", *, hidden: bool = False, id: str | None = None) -> None:  # noqa: A002  (Textual's own name)
        super().__init__(id=id)
        self._label = name
        self._input = Input(value, password=hidden, compact=True, select_on_focus=False)

    def compose(self) -> ComposeResult:
        """Name, and room to write."""
        yield Static(self._label, markup=False)
        yield self._input

    @property
    def value(self) -> str:
        """What stands there, without spaces around it."""
        return self._input.value.strip()

    @value.setter
    def value(self, text: str) -> None:
        self._input.value = text
        self._input.cursor_position = len(text)

    @property
    def typed(self) -> str:
        """What stands there, to the letter; a passphrase may begin with a space."""
        return self._input.value

    def take_focus(self) -> None:
        """Put the cursor here."""
        self._input.focus()

"""A question of yes or no, where yes is meant to be said on purpose."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from biofeed.tui.widgets.keys import Keys


class ConfirmScreen(ModalScreen[bool]):
    """Gives whether the person said yes. Enter is no yes: it is pressed too easily."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "dismiss(True)", "yes"),
        Binding("n,escape,enter", "dismiss(False)", "no", key_display="n"),
        Binding("c", "app.card", "card", show=False),
    ]

    def __init__(self, title: str, text: str, keys: str) -> None:
        super().__init__()
        self._texts = (text, keys)
        self._heading = title

    def compose(self) -> ComposeResult:
        """Lay it out: what is asked, what it means, and how to answer."""
        with VerticalScroll(classes="page"):
            yield Static(self._heading, markup=False, id="title")
            for text in self._texts:
                yield Static(text, markup=False)
        yield Keys()

"""Why an exercise waits, and the one thing that can be done about it with one key."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from biofeed.care import Refusal
from biofeed.tui.widgets.keys import Keys


class Offer(StrEnum):
    """What there is to do instead of only going back."""

    CAUTIONS = "cautions"
    SUGGESTION = "suggestion"


class WaitsScreen(ModalScreen[bool]):
    """A dialog over whatever was there; gives whether the offer was taken."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "take('cautions')", "caution check"),
        Binding("g", "take('suggestion')", "take the suggestion"),
        Binding("escape,enter,space", "dismiss(False)", "back", key_display="esc"),
        Binding("c", "app.card", "card", show=False),
    ]

    def __init__(self, refusal: Refusal, offer: Offer) -> None:
        super().__init__()
        self._refusal = refusal
        self._offer = offer

    def compose(self) -> ComposeResult:
        """Title, hint, and the keys."""
        with VerticalScroll(classes="page"):
            yield Static(self._refusal.title, markup=False, id="title")
            yield Static(self._refusal.hint, markup=False, id="hint")
        yield Keys()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Have the key of this offer alone."""
        return action != "take" or parameters == (self._offer.value,)

    def action_take(self, _offer: str) -> None:
        """Take the offer."""
        self.dismiss(True)

"""What `?` shows: the keys of the screen below, and what the things on it mean.

The text stands beside what it explains: every screen and widget may have a `HELP`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingsMap, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen, Screen
from textual.widgets import Static

from biofeed import words
from biofeed.tui.widgets.keys import Keys
from biofeed.words.welcome import IN_THE_PALETTE


class HelpScreen(ModalScreen[None]):
    """A page that explains `subject`, another screen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,question_mark,q", "dismiss", "back", key_display="esc"),
        Binding("down,space", "scroll(1)", "more", key_display="↑ ↓"),
        Binding("up", "scroll(-1)", "more", show=False),
        Binding("c", "app.card", "card", show=False),
    ]

    def __init__(self, subject: Screen[object]) -> None:
        super().__init__()
        self._keys = key_lines(subject)
        self._texts = list(help_texts(subject))

    def compose(self) -> ComposeResult:
        """Keys first: that is what most people look for."""
        with VerticalScroll(classes="page"):
            yield Static("\n".join(self._keys), markup=False)
            for text in [*self._texts, IN_THE_PALETTE, words.STOP_RULE, words.WHAT_IT_IS]:
                yield Static(text, markup=False)
        yield Keys()

    def action_scroll(self, rows: int) -> None:
        """Read on, or back."""
        self.query_one(VerticalScroll).scroll_relative(y=rows, animate=False)


def key_lines(screen: Screen[object]) -> list[str]:
    """Give the keys that do something on a screen, a line for each thing they do."""
    # What every screen of Textual has (focus, copy) is of no use where there is one thing to focus.
    everywhere = {key for key, _ in BindingsMap(Screen.BINDINGS)}
    rows: dict[str, str] = {}
    for key, active in screen.active_bindings.items():
        if active.node is screen.app or (active.node is screen and key not in everywhere):
            rows.setdefault(active.binding.description, screen.app.get_key_display(active.binding))
    width = max(len(key) for key in rows.values())
    return [f"{key:<{width}}  {does}" for does, key in rows.items()]


def help_texts(screen: Screen[object]) -> Iterator[str]:
    """Give what the screen and the widgets on it have to say about themselves, each once."""
    told: set[str] = set()
    for node in (screen, *screen.walk_children()):
        text = getattr(node, "HELP", None)
        if text and text not in told:
            told.add(text)
            yield text

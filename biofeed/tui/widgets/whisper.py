"""The whisper: two quiet lines above the keys, for what is worth saying once and what is always true."""

from __future__ import annotations

from textual.content import Content
from textual.reactive import reactive
from textual.timer import Timer
from textual.widget import Widget

from biofeed.tui.widgets.excerpt import excerpt

SAID_S = 8.0
"""How long something that is said once stays."""


class Whisper(Widget):
    """Shows `lasting`, and for a while whatever was said last."""

    DEFAULT_CSS = """
    Whisper {
        height: 2;
        padding: 0 1;
        color: $whisper;
    }
    """

    lasting = reactive("")
    passing = reactive("")

    def __init__(self) -> None:
        super().__init__()
        self._silence: Timer | None = None

    def say(self, text: str) -> None:
        """Say something once."""
        if self._silence is not None:
            self._silence.stop()
        self.passing = text
        self._silence = self.set_timer(SAID_S, self.hush)

    def render(self) -> Content:
        """Give what there is to say, as far as there is room."""
        return Content(excerpt(self.passing or self.lasting, *self.size))

    def hush(self) -> None:
        """Let what was said go."""
        self.passing = ""

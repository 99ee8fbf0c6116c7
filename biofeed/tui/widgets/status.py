"""The status line at the top: what is practised, whose log it is, how the strap is, how much time is left.

When there is no room for everything, the pattern goes first (the pacer shows it), then the title.
How the strap is and how much time is left are always there.
"""

from __future__ import annotations

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from biofeed import words

LEFT_COLUMNS = 10
"""Room for `10:00 left`, so that nothing moves at nine minutes."""
SPACE = 3


def left_part(width: int, title: str, pattern: str, client: str) -> str:
    """Say what is practised and whose log it is, in at most `width` columns."""
    full = [part for part in (title, pattern) if part]
    whose = words.log_of(client)
    choices = (
        (" " * SPACE).join([" · ".join(full), whose]),
        (" " * SPACE).join([" · ".join(full), client]),
        (" " * SPACE).join([title, whose]),
        (" " * SPACE).join([title, client]),
        client,
    )
    return next((text for text in choices if len(text) <= width), "")


class Status(Widget):
    """The live screen's top line."""

    HELP = (
        "The top line: the exercise and its breath, whose log this is, how the strap is, and the time left. "
        "Lost from reach, the strap is looked for again by itself; the breath goes on."
    )
    DEFAULT_CSS = """
    Status {
        height: 1;
        padding: 0 1;
    }
    """

    title = reactive("")
    pattern = reactive("")
    client = reactive("")
    link = reactive(("", ""))
    """Glyph and words: never one of them alone."""
    left = reactive("")

    def render(self) -> Content:
        """Give the line, right part fixed to the right edge."""
        glyph, said = self.link
        right = f"{glyph} {said}{' ' * SPACE}{self.left:>{LEFT_COLUMNS}}"
        room = self.size.width - len(right) - SPACE
        left = left_part(room, self.title, self.pattern, self.client)
        return Content.assemble(
            (left, "$whisper"),
            " " * (self.size.width - len(left) - len(right)),
            (glyph, "$accent"),
            right[len(glyph) :],
        )

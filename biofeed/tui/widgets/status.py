"""The status line at the top: what is practised, whose log it is, how the strap is, how much time is left.

When there is no room for everything, the pattern goes first (the pacer shows it), then the title.
How the strap is and how much time is left are always there. What has room is a matter of the terminal's
width, not of the words that are there just now: room is kept for the longest, so that nothing jumps when
the strap has more to say.
"""

from __future__ import annotations

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from biofeed import words
from biofeed.types import LinkState

LEFT_COLUMNS = 10
"""Room for `10:00 left`, so that nothing moves at nine minutes."""
PATTERN_COLUMNS = len("3.33 in, 3.33 out")
"""Room for the pattern, which changes while a pace is being reached."""
LINK_COLUMNS = len("◑ ") + len(words.LINK_WORDS[LinkState.NO_CONTACT][1])
"""Room for how the strap is: no other state needs more, out of reach with since when included."""
SPACE = 3


def left_part(width: int, title: str, pattern: str, client: str) -> str:
    """Say what is practised and whose log it is, in at most `width` columns."""
    both = f"{title} · {pattern}" if pattern else title
    both_columns = len(f"{title} · ") + max(len(pattern), PATTERN_COLUMNS)
    for practised, columns in ((both, both_columns), (title, len(title))):
        for whose in (words.log_of(client), client):
            if columns + SPACE + len(whose) <= width:
                return f"{practised}{' ' * SPACE}{whose}"
    return client if len(client) <= width else ""


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
        # One column between the two is enough for the moments in which the right part is at its longest.
        room = self.size.width - max(len(right), LINK_COLUMNS + SPACE + LEFT_COLUMNS) - 1
        left = left_part(room, self.title, self.pattern, self.client)
        return Content.assemble(
            (left, "$whisper"),
            " " * (self.size.width - len(left) - len(right)),
            (glyph, "$accent"),
            right[len(glyph) :],
        )

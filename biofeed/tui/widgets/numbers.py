"""The numbers: one quiet row. Each field hangs on its own edge of the screen, so that none pushes another."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from biofeed.tui.widgets.excerpt import excerpt
from biofeed.words import Line


class Numbers(Widget):
    """Shows the rhythm and the RMSSD, or when they will be back."""

    HELP = (
        "“rhythm at 6.0 a minute, share 71”: the heart rate swings most strongly at that pace, and 71 "
        "percent of its swing is in that one rhythm. It says how regular it is, at any pace. RMSSD is how "
        "much neighbouring beats differ; it depends on the pace of the breath."
    )
    DEFAULT_CSS = """
    Numbers {
        height: 1;
        padding: 0 1;
    }
    """

    lines: reactive[Sequence[Line]] = reactive(())
    """What to write, a line a field; empty is an empty row."""

    def render(self) -> Content:
        """Give the row: the first field at the left edge, the last at the right, unknown numbers quiet.

        Where there is no room for all, the last is shortened first.
        """
        room = self.size.width
        fields = []
        for line in self.lines:
            text = excerpt(line.text, room)
            fields.append((text, "" if line.known else "$whisper"))
            room -= len(text) + 1
        gaps = max(len(fields) - 1, 1)
        between = " " * max((room + len(fields)) // gaps, 1)
        return Content(between).join(Content.styled(*field) for field in fields)

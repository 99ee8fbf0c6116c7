"""The pacer: the one large thing on the live screen, a disc that breathes.

The picture is a function of the session's clock. Thirty times a second the widget asks how full the lungs
are, and repaints only if that looks different from what is there: a late frame is left out, and the breath
never slows. Where motion is unwelcome or there is no room for a disc, a word and a countdown say the same.

Where no breath is paced the place is the words' alone: what is to be noticed, or a task's question.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.color import TRANSPARENT, Color
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widget import Widget

from biofeed import words
from biofeed.pacer import Schedule
from biofeed.tui.widgets import disc
from biofeed.tui.widgets.caption import Caption, caption
from biofeed.tui.widgets.painter import Painter
from biofeed.types import Phase, Prompt

Look = Callable[[], tuple[Schedule, float]]
"""Gives the schedule in force and the session's time, both read afresh."""

FRAMES_PER_S = 30
CALM_FRAMES_PER_S = 5
"""Enough for a countdown."""
WORD_COLUMNS = 22
"""Room for the longest usual cue on each side of the disc, so that the disc stays in the middle."""
MARGIN = 2
"""Columns between the words and the space for the disc."""
SMALLEST_ROWS = 6
"""Below that a disc is a blot, and the word serves better."""
TEXT_COLUMNS = 56
"""Longer lines are hard to read at a glance."""
SHADES = 12
"""In so many steps the disc fades where an exercise lets go of the pacer."""


class Pacer(Widget):
    """Shows the breath that is asked for."""

    HELP = (
        "The disc is the breath that is asked for: it grows as you breathe in and shrinks as you breathe "
        "out. The thin ring is a full, easy breath. The word says what to do, the number for how many "
        "seconds."
    )
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "pacer--disc",
        "pacer--ring",
        "pacer--word",
        "pacer--count",
    }
    DEFAULT_CSS = """
    Pacer {
        height: 1fr;
        & .pacer--disc { color: $primary; }
        & .pacer--ring { color: $ground; }
        & .pacer--word { color: $foreground; text-style: bold; }
        & .pacer--count { color: $whisper; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self.asked: Prompt | None = None
        """A task's question that is open."""
        self._look: Look | None = None
        self._unpaced = False
        self._calm = False
        self._shade = SHADES
        self._caption = Caption(words.GETTING_READY)
        self._disc_size = 0
        self._prepared_for: Size | None = None
        self._painter: Painter | None = None
        self._ground = TRANSPARENT
        self._beside: dict[int, Strip] | None = None

    # --- what the screen tells it -------------------------------------------------------------------

    def follow(self, look: Look) -> None:
        """Begin to breathe along a schedule."""
        self._look = look

    def rest(self) -> None:
        """Stop looking, while another screen lies on top."""
        self._ticker.pause()

    def wake(self) -> None:
        """Look again."""
        self._ticker.resume()

    def on_mount(self) -> None:
        """Begin to look at the clock."""
        frames = CALM_FRAMES_PER_S if self.app.animation_level == "none" else FRAMES_PER_S
        self._ticker = self.set_interval(1 / frames, self.look)

    def notify_style_update(self) -> None:
        """Forget what was painted in the old colours."""
        super().notify_style_update()
        self._prepared_for = None

    # --- what it shows ------------------------------------------------------------------------------

    @property
    def in_words(self) -> bool:
        """Whether the breath is shown as a word and a countdown instead of a disc."""
        width, height = self.size
        too_small = height < SMALLEST_ROWS or width - 2 * (WORD_COLUMNS + MARGIN) < 2 * SMALLEST_ROWS
        return too_small or self._unpaced or self.app.animation_level == "none"

    def look(self) -> None:
        """Look at the clock, and repaint what has visibly changed."""
        if self._look is None:
            return
        schedule, now_s = self._look()
        self._look_at_form(schedule, now_s)
        self._prepare()
        said = caption(schedule, now_s, self.asked)
        if said != self._caption:
            self._caption = said
            self._beside = None
            self.refresh(self._caption_region())
        if self._painter is not None:
            self._resize_disc(self._painter, disc.step(schedule.level(now_s), self._painter.reach))

    def _look_at_form(self, schedule: Schedule, now_s: float) -> None:
        """Notice where the disc makes place for words, or fades."""
        cue = schedule.cue(now_s)
        unpaced = self.asked is not None or (cue is not None and cue.phase is Phase.FREE)
        shade = round(SHADES * schedule.visibility(now_s))
        calm = self.app.animation_level == "none"
        if (unpaced, shade, calm) != (self._unpaced, self._shade, self._calm):
            self._unpaced, self._shade, self._calm = unpaced, shade, calm
            self._prepared_for = None
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """Give one row: the disc's, with the caption beside it on the rows in the middle."""
        self._prepare()
        if self._painter is None:
            return self._row_in_words(y)
        row = self._painter.rows_of(self._disc_size)[y]
        if self._beside is None:
            self._beside = self._written_beside(self._painter)
        if y not in self._beside:
            return row
        return Strip.join([row.crop(0, row.cell_length - self._painter.right), self._beside[y]])

    def render_lines(self, crop: Region) -> list[Strip]:
        """Give the rows in `crop`, past Textual's cache of lines, which would make every row anew.

        A row of a disc is the same object in every breath, and keeps the escape codes it once became.
        """
        strips = [self.render_line(y) for y in crop.line_range]
        for line_filter in self.app.get_line_filters():
            strips = [strip.apply_filter(line_filter, self._ground) for strip in strips]
        if crop.column_span != (0, self.size.width):
            strips = [strip.crop(*crop.column_span) for strip in strips]
        return strips

    # --- the disc -----------------------------------------------------------------------------------

    def _prepare(self) -> None:
        """Take up the size and colours of now. The disc is in the middle of the widget."""
        # The size is looked at and not waited for: a row may be asked for before the news of it comes.
        if self._prepared_for == self.size:
            return
        self._prepared_for = self.size
        self._ground = self.background_colors[1]
        self._beside = None
        self._painter = None
        if not self.in_words:
            width, height = self.size
            columns = min(width - 2 * (WORD_COLUMNS + MARGIN), 2 * height + 2 * MARGIN)
            self._painter = Painter(
                width,
                columns,
                height,
                ground=self._ground,
                body=self._faded("pacer--disc"),
                ring=self._faded("pacer--ring"),
            )
            self._disc_size = disc.step(0.0, self._painter.reach)

    def _faded(self, name: str) -> Color:
        """Give a colour of the disc, as far as it has faded into the ground."""
        return self._ground.blend(self.get_component_styles(name).color, self._shade / SHADES)

    def _resize_disc(self, painter: Painter, size: int) -> None:
        before, self._disc_size = self._disc_size, size
        if size != before:
            rows = painter.changed_rows(before, size)
            self.refresh(*(Region(painter.left, row, painter.columns, 1) for row in rows))

    # --- the words ----------------------------------------------------------------------------------

    def _lines(self, columns: int) -> list[tuple[str, str]]:
        """Give the caption as lines of text, each with the name of the style it is written in."""
        said = [(text, "pacer--count") for text in textwrap.wrap(self._caption.before, columns)]
        lines = [*said, *((text, "pacer--word") for text in textwrap.wrap(self._caption.word, columns))]
        return [*lines, (self._caption.count, "pacer--count")] if self._caption.count else lines

    def _caption_region(self) -> Region:
        width, height = self.size
        left = self._painter.left + self._painter.columns if self._painter else 0
        return Region(left, 0, width - left, height)

    def _written_beside(self, painter: Painter) -> dict[int, Strip]:
        """Give what is written beside the disc, row by row, where anything is."""
        top = (painter.rows - 2) // 2
        return {
            top + index: Strip(
                [Segment(f"{'':{MARGIN}}{text}".ljust(painter.right), self.get_component_rich_style(name))]
            )
            for index, (text, name) in enumerate(self._lines(painter.right - MARGIN))
        }

    def _row_in_words(self, y: int) -> Strip:
        """Give one row of the form without motion: word, countdown, and a dot for each second left."""
        width, height = self.size
        lines = self._lines(max(min(width, TEXT_COLUMNS), 1))
        if self._caption.whole_s:
            dots = "●" * self._caption.left_s + "○" * (self._caption.whole_s - self._caption.left_s)
            lines = [*lines, (" ".join(dots), "pacer--disc")]
        index = y - max((height - len(lines)) // 2, 0)
        if not 0 <= index < len(lines):
            return Strip.blank(width, Style(bgcolor=self._ground.rich_color))
        text, name = lines[index]
        style = self.get_component_rich_style(name)
        if self._caption.ink and name == "pacer--word":
            style += Style(color=self._caption.ink)
        return Strip([Segment(text.center(width)[:width], style)])

"""A pick: one of many words in a row, shown one at a time; and a scale from 0 to 10.

Where there are more answers than fit beside each other, the arrows turn them over in place, and a letter goes
to the next word that begins with it.
"""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.content import Content

from biofeed.tui.widgets.question import MARK, NAME_COLUMNS, Question, Scale
from biofeed.words import visit as words


class Pick(Question):
    """One of many words."""

    HELP = "Where there are many words, left and right turn them over, and a letter goes to the next with it."

    def __init__(self, name: str, hint: str, choices: Sequence[str] = ()) -> None:
        super().__init__(name, hint)
        self.choices = tuple(choices)

    @property
    def value(self) -> str | None:
        """What was picked."""
        return self.answer if isinstance(self.answer, str) else None

    def offer(self, choices: Sequence[str]) -> None:
        """Offer other words; what was picked stays if it is among them."""
        self.choices = tuple(choices)
        if self.value not in self.choices:
            self.answer = None
        self.refresh()

    def picture(self) -> Content:
        """Give the word with its neighbours' direction, and how many there are."""
        if self.value is None:
            return Content.styled(f"‹ {words.NOT_SAID} ›", "$whisper")
        place = f"{self.choices.index(self.value) + 1} of {len(self.choices)}"
        return Content.assemble(
            ("‹ ", "$whisper"), (self.value, "bold"), (" ›", "$whisper"), (f"   {place}", "$whisper")
        )

    def action_step(self, by: int) -> None:
        """Go to the next or the previous word; before the first nothing is said."""
        values = [None, *self.choices]
        self.answer = values[(values.index(self.value) + by) % len(values)]

    def on_key(self, key: events.Key) -> None:
        """Go to the next word that begins with the letter typed."""
        letter = (key.character or "").casefold()
        begins = [at for at, word in enumerate(self.choices) if letter and word.casefold().startswith(letter)]
        if letter.isalpha() and begins:
            key.stop()
            now = self.choices.index(self.value) if self.value is not None else -1
            self.answer = self.choices[next((at for at in begins if at > now), begins[0])]

    def on_click(self, click: events.Click) -> None:
        """Turn back where the left mark was clicked, and on everywhere else."""
        left = 1 + len(MARK) + NAME_COLUMNS
        if click.x >= left:
            self.action_step(-1 if click.x < left + 2 else 1)


class OfTen(Scale):
    """From 0 to 10."""

    MOST = 10

    def picture(self) -> Content:
        """Give ten dots, and the number."""
        lit = self.value or 0
        number = words.NOT_SAID if self.value is None else str(self.value)
        dots = [("● ", "$primary")] * lit + [("○ ", "$whisper")] * (self.MOST - lit)
        return Content.assemble(*dots, f"{number:>4}")

    def action_step(self, by: int) -> None:
        """Go up or down by one; below 0 nothing is said."""
        value = (-1 if self.value is None else self.value) + by
        self.answer = None if value < 0 else min(value, self.MOST)

    def on_click(self, click: events.Click) -> None:
        """Take the dot that was clicked."""
        # Textual calls every class's handler; the dots of the longer scale mean tens.
        click.prevent_default()
        dot = (click.x - 1 - len(MARK) - NAME_COLUMNS) // 2
        if 0 <= dot < self.MOST:
            self.answer = dot + 1

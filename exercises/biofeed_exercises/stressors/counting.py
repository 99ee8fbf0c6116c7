"""Counting stars in a slow stream of shapes: the “vanilla” task that keeps a baseline even.

A mind that waits wanders, and the heart with it. An easy task that needs a little attention gives a baseline
as steady as plain rest or steadier, as Jennings et al. found with a colour to be detected. There is no hurry
in it: a shape stays until the next one comes, none of them wants an answer, and the total is asked for at
the end.

One shape in six is a star on average, never two in a row and never the same shape twice in a row, so that
each change can be seen. Every shape is written with its name, for ears and for fonts that lack it.

Source: Jennings J. R. et al. (1992). Alternate cardiovascular baseline assessment techniques: vanilla or
resting baseline. Psychophysiology 29, 742–750. doi:10.1111/j.1469-8986.1992.tb02052.x
"""

from __future__ import annotations

import random

from biofeed.task import Question, TaskScore
from biofeed_exercises.stressors import words

STAR = "☆ star"
OTHERS = ("○ circle", "□ square", "△ triangle", "◇ diamond")
SHAPE_S = 5.0
"""How long each shape, and before them the explanation, stays."""
STAR_CHANCE = 1 / 5
"""How likely a star is after another shape. As none follows a star, one in six of all shapes is one."""
TYPING_S = 15.0
"""How long before the end the total is asked for."""
A_FEW_DIGITS = 6


class Counting:
    """Show shapes until it is nearly over or Enter is pressed, then ask how many stars there were.

    Takes a level like every task, and has none.
    """

    name: str = "counting"

    def __init__(self, rng: random.Random, level: int = 0) -> None:
        self._rng = rng
        self._end_s = 0.0
        self._shape = ""
        self._stars = 0
        self._next_s: float | None = None
        self._asked = self._answered = self._correct = 0

    def begin(self, t_s: float, until_s: float) -> Question:
        """Say what to count; the first shape comes with the first lapse."""
        self._end_s = max(until_s - TYPING_S, t_s)
        return self._show(t_s, words.COUNT_THE_STARS)

    def answer(self, t_s: float, text: str) -> Question | None:
        """Take the total once it was asked for; before that, an empty answer asks for it at once.

        `None` for anything else, such as a number that was typed while the shapes were still coming.
        """
        typed = text.strip()
        if self._next_s is not None:
            return None if typed else self._ask_total(t_s)
        is_number = typed.isascii() and typed.isdigit() and len(typed) <= A_FEW_DIGITS
        if self._asked == self._answered or not is_number:
            return None
        self._answered = 1
        self._correct = int(int(typed) == self._stars)
        said = words.stars_counted(int(typed), self._stars)
        return Question(t_s, words.THAT_WAS_THE_COUNTING, None, said)

    def lapse(self, t_s: float) -> Question | None:
        """Show the next shape when the one before had its time, or ask for the total after the last."""
        if self._next_s is None or t_s < self._next_s:
            return None
        if t_s >= self._end_s:
            return self._ask_total(t_s)
        self._shape = self._draw()
        self._stars += self._shape == STAR
        return self._show(t_s, self._shape)

    def score(self) -> TaskScore:
        """Sum up: the total is the only question here."""
        return TaskScore(self._asked, self._answered, lapsed=0, correct=self._correct, level=None)

    def _draw(self) -> str:
        if self._shape != STAR and self._rng.random() < STAR_CHANCE:
            return STAR
        return self._rng.choice([shape for shape in OTHERS if shape != self._shape])

    def _show(self, t_s: float, text: str) -> Question:
        self._next_s = min(t_s + SHAPE_S, self._end_s)
        return Question(t_s, text, self._next_s)

    def _ask_total(self, t_s: float) -> Question:
        self._asked = 1
        self._next_s = None
        return Question(t_s, words.HOW_MANY_STARS, None)

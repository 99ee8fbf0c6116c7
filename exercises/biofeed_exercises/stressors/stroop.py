"""The Stroop task: the name of one colour written in another, and the ink is what is asked for.

Every word is incongruent, which raises the heart rate more than congruent ones do. The colours are named
in the question (`Question.colour`) as well as drawn, so that a log can be read without seeing them. The task
itself cannot be done without colour: where it cannot be shown or seen, it is not offered
(`words.NEEDS_COLOUR`).

Source: Stroop J. R. (1935). Studies of interference in serial verbal reactions. Journal of Experimental
Psychology 18, 643–662. doi:10.1037/h0054651
"""

from __future__ import annotations

import random
from itertools import permutations

from biofeed.task import Question
from biofeed_exercises.stressors import words
from biofeed_exercises.stressors.ladder import MIDDLE
from biofeed_exercises.stressors.paced import PacedTask

COLOURS = ("red", "green", "blue", "yellow")
KEYS = tuple(colour[0] for colour in COLOURS)
PAIRS = tuple(permutations(COLOURS, 2))
"""Every word with every ink that is not its own."""
SOONEST_S = 0.15
"""A key that comes sooner cannot be about this word; it was on its way to the one before."""


class Stroop(PacedTask):
    """Press the first letter of the ink; its whole name, typed and entered, does as well."""

    name: str = "stroop"
    longest_s = 4.0

    def __init__(self, rng: random.Random, level: int = MIDDLE) -> None:
        super().__init__(level)
        self._rng = rng
        self._word, self._ink = rng.choice(PAIRS)

    def _judge(self, after_s: float, text: str) -> bool | None:
        if after_s < SOONEST_S or text not in (*KEYS, *COLOURS):
            return None
        return text in (self._ink, self._ink[0])

    def _go_on(self, *, correct: bool) -> str:
        ink = self._turn()
        return words.YES if correct else words.ink_was(ink)

    def _go_on_after_lapse(self) -> str:
        return words.ink_had_been(self._turn())

    def _turn(self) -> str:
        """Take another word, visibly another, and give the ink of the one before."""
        before = (self._word, self._ink)
        self._word, self._ink = self._rng.choice([pair for pair in PAIRS if pair != before])
        return before[1]

    def _question(self, t_s: float, answer_by_s: float, said: str) -> Question:
        return Question(t_s, self._word, answer_by_s, said, KEYS, self._ink)

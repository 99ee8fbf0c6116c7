"""Paced serial subtraction: 1022 − 13, and again from the result, typed and against a limit that adapts.

It is the arithmetic of the Trier Social Stress Test (Kirschbaum et al. 1993, doi:10.1159/000119004) without
its audience. Answers are typed, because speaking disturbs the breath and so the heart's variability. The
level decides the limit and, whenever it starts from the top, which number is taken away: 7 is easier than
13, and 17 is harder.

A question whose time has passed is asked once more with more time. To start again there as well would
judge a number that was already being typed by a sum that it does not belong to.
"""

from __future__ import annotations

import random
import re

from biofeed.task import Question
from biofeed_exercises.stressors import words
from biofeed_exercises.stressors.ladder import MIDDLE
from biofeed_exercises.stressors.paced import PacedTask

CLASSIC_START = 1022
SUBTRAHENDS = ((75, 17), (25, 13), (0, 7))
"""From which level on which number is taken away."""
A_NUMBER = re.compile(r"[0-9]{1,9}")


class SerialSubtraction(PacedTask):
    """Take the same number away again and again; another result starts it from the first number again.

    The first number is `start`, or one from 1001 to 1999 taken from `rng`: after a few sessions anybody
    knows what follows 1022.
    """

    name: str = "subtraction"
    longest_s = 15.0

    def __init__(self, rng: random.Random, level: int = MIDDLE, *, start: int | None = None) -> None:
        super().__init__(level)
        self._start = rng.randint(1001, 1999) if start is None else start
        self._restart()

    def _restart(self) -> None:
        self._number = self._start
        self._subtrahend = next(take for least, take in SUBTRAHENDS if self._ladder.level >= least)

    def _judge(self, after_s: float, text: str) -> bool | None:
        if not A_NUMBER.fullmatch(text):
            return None
        return int(text) == self._number - self._subtrahend

    def _go_on(self, *, correct: bool) -> str:
        if not correct:
            self._restart()
            return words.once_more(self._start)
        self._number -= self._subtrahend
        if self._number < self._subtrahend:
            self._restart()
            return words.all_the_way(self._start)
        return words.YES

    def _go_on_after_lapse(self) -> str:
        return words.TIME_PASSED

    def _question(self, t_s: float, answer_by_s: float, said: str) -> Question:
        return Question(t_s, words.subtraction(self._number, self._subtrahend), answer_by_s, said)

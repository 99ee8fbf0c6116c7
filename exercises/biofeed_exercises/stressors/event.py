"""A real event, marked by keys: before it, when it starts, when it ends, and when one is okay again.

Life is the most natural stressor, and the least even: it has no level and no correct answer, and nothing
about it can be hurried. What counts is when each moment was.
"""

from __future__ import annotations

import random
from collections.abc import Mapping

from biofeed.task import Question, TaskScore
from biofeed_exercises.stressors import words

KEYS = tuple(words.MOMENTS)


class RealEvent:
    """Mark the moments in their order; one may be left out, and the last mark can be moved.

    Takes a generator and a level like every task, and needs neither.
    """

    name: str = "event"

    def __init__(self, rng: random.Random, level: int = 0) -> None:
        self._marks: dict[str, float] = {}
        self._asked = self._answered = 0
        self._keys: tuple[str, ...] = ()

    @property
    def marks(self) -> Mapping[str, float]:
        """When each marked moment was, on the session's clock, by its key."""
        return dict(self._marks)

    def begin(self, t_s: float, until_s: float) -> Question:
        """Ask for the first moment."""
        return self._ask(t_s, KEYS, said="")

    def answer(self, t_s: float, text: str) -> Question | None:
        """Mark a moment and ask for the ones after it; `None` for a key that is not on offer.

        The key of the latest mark is still on offer and moves that mark, because a key is easily pressed
        too early.
        """
        key = text.strip().lower()
        if key not in self._keys:
            return None
        again = key in self._marks
        self._marks[key] = t_s
        self._answered += 1
        return self._ask(t_s, KEYS[KEYS.index(key) :], words.marked(key, again=again))

    def lapse(self, t_s: float) -> Question | None:
        """Change nothing: an event takes the time it takes."""

    def score(self) -> TaskScore:
        """Count what was marked."""
        return TaskScore(self._asked, self._answered, lapsed=0, correct=None, level=None)

    def _ask(self, t_s: float, keys: tuple[str, ...], said: str) -> Question:
        self._asked += 1
        self._keys = keys
        to_come = tuple(key for key in keys if key not in self._marks)
        text = words.marks_to_come(to_come) if to_come else words.ALL_MARKED
        return Question(t_s, text, None, said, keys)

"""The rule that keeps a task at the edge of what a person can do: about two answers of three correct.

It is the weighted up-down method: after a correct answer it gets harder by 7 steps, after any other easier
by 13. The level rests where both balance, 7 · p = 13 · (1 − p), which is at p = 13/20, so 65 % correct.

The balance is more than a tendency. As long as neither end of the ladder was reached, n questions moved the
level by exactly 7 · correct − 13 · (n − correct), so the share correct is 13/20 + (moved) / (20 · n),
whoever answers. From the middle of 101 levels it lies between 60 and 70 % from the fiftieth question on.
At the ends it may lie outside: the easiest level is still too quick for somebody, or the hardest too slow.

Source: Kaernbach C. (1991). Simple adaptive testing with the weighted up-down method. Perception &
Psychophysics 49, 227–229. doi:10.3758/BF03214307
"""

from __future__ import annotations

from dataclasses import dataclass

HARDER = 7
EASIER = 13
TOP = 100
"""The hardest level; the easiest is 0."""
MIDDLE = 50

QUICKER = 0.98
"""How much of the time limit is left one level up: a correct answer takes 13 % off, another adds 30 %."""


@dataclass(frozen=True, slots=True)
class Ladder:
    """How hard a task is at the moment, from 0 to `TOP`."""

    level: int = MIDDLE

    @classmethod
    def at(cls, level: int) -> Ladder:
        """Stand at `level`, or at the end that is nearer to it."""
        return cls(min(max(level, 0), TOP))

    def after(self, *, correct: bool) -> Ladder:
        """Give the ladder after one more question; what was not answered in time was not correct."""
        return Ladder.at(self.level + HARDER if correct else self.level - EASIER)

    def limit_s(self, longest_s: float) -> float:
        """Give the time limit at this level, in whole milliseconds, if level 0 leaves `longest_s`."""
        return round(longest_s * QUICKER**self.level, 3)

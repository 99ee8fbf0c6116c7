"""A task: questions put to the person one after the other, and what became of them.

Stressors are tasks, and so is the easy counting of a baseline. A task is logic alone. It is told the time
and what was answered, and says what to ask next; it has no clock and draws nothing. Whatever chance it
needs comes from the generator it was made with, so the same seed and the same answers at the same times
give the same questions: that is how a session with a task can be replayed.

A session calls `begin` once, then `answer` for what the person typed and `lapse` when a question's time has
passed, and shows what comes back. A time limit is no race: which of the two calls comes first does not
matter, because an answer is judged by its own time.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Protocol, runtime_checkable


@dataclass(frozen=True, slots=True)
class Question:
    """What to put to the person next."""

    t_s: float
    """When it is asked, on the session's clock."""
    text: str
    """The question as it is shown, such as `1022 − 13 =`."""
    answer_by_s: float | None
    """After this moment it counts as not answered; `None` leaves all the time there is."""
    said: str = ""
    """What there is to say of the answer before; empty if there is nothing."""
    keys: tuple[str, ...] = ()
    """The answers there are, where one key is enough; else it is typed and entered."""
    colour: str = ""
    """The colour the text has to be drawn in, by name, where that is what the question is about."""


@dataclass(frozen=True, slots=True)
class TaskScore:
    """What became of the questions so far; the one that is still open is asked and nothing else."""

    asked: int
    answered: int
    lapsed: int
    """How many had their time pass before an answer came."""
    correct: int | None
    """How many answers were correct; `None` where the task has no correct answers."""
    level: int | None
    """How hard it was made at the end; `None` where the task is always the same."""

    @property
    def share_correct(self) -> float | None:
        """Correct answers as a share of the questions that are over; `None` if that means nothing yet."""
        over = self.answered + self.lapsed
        return None if self.correct is None or not over else self.correct / over


@runtime_checkable
class Task(Protocol):
    """What asks the questions."""

    name: str

    def begin(self, t_s: float, until_s: float) -> Question:
        """Ask the first question, of a task that lasts until `until_s`; called once."""

    def answer(self, t_s: float, text: str) -> Question | None:
        """Take what the person typed; `None` if it changes nothing and the question stays open."""

    def lapse(self, t_s: float) -> Question | None:
        """Go on when the open question's time has passed; `None` if it has not."""

    def score(self) -> TaskScore:
        """Sum up the questions so far."""


class TaskFactory(Protocol):
    """What makes a task: the class itself, in most cases.

    The level is how hard it begins, as an earlier `TaskScore.level` gave it; each task has a first one of
    its own, and a task that is always the same takes no notice of it.
    """

    def __call__(self, rng: random.Random, level: int = ...) -> Task:
        """Make a task that takes all its chance from `rng`."""

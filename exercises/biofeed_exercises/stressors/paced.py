"""Questions against a time limit that follows the person: what subtraction and Stroop have in common.

Such a task knows three things of its own: whether an answer is correct, what comes after it, and how the
question reads. Times, counts and the ladder are kept here.
"""

from __future__ import annotations

from abc import ABC, abstractmethod

from biofeed.task import Question, TaskScore
from biofeed_exercises.stressors.ladder import Ladder


class PacedTask(ABC):
    """A task whose every question has its time, and whose level follows the answers."""

    longest_s: float
    """The time limit at the easiest level."""

    def __init__(self, level: int) -> None:
        self._ladder = Ladder.at(level)
        self._asked = self._answered = self._correct = self._lapsed = 0
        self._asked_s = 0.0
        self._answer_by_s: float | None = None

    def begin(self, t_s: float, until_s: float) -> Question:
        """Ask the first question."""
        return self._ask(t_s, said="")

    def answer(self, t_s: float, text: str) -> Question | None:
        """Judge an answer and ask what comes next; `None` if it is no answer to this question.

        What comes after the time limit counts as not answered in time, whoever noticed it first.
        """
        if self._answer_by_s is None:
            return None
        if t_s > self._answer_by_s:
            return self.lapse(t_s)
        correct = self._judge(t_s - self._asked_s, text.strip().lower())
        if correct is None:
            return None
        self._answered += 1
        self._correct += correct
        self._ladder = self._ladder.after(correct=correct)
        return self._ask(t_s, said=self._go_on(correct=correct))

    def lapse(self, t_s: float) -> Question | None:
        """Ask what comes next once the open question's time has passed."""
        if self._answer_by_s is None or t_s < self._answer_by_s:
            return None
        self._lapsed += 1
        self._ladder = self._ladder.after(correct=False)
        return self._ask(t_s, said=self._go_on_after_lapse())

    def score(self) -> TaskScore:
        """Sum up the questions so far."""
        return TaskScore(self._asked, self._answered, self._lapsed, self._correct, self._ladder.level)

    def _ask(self, t_s: float, said: str) -> Question:
        self._asked += 1
        self._asked_s = t_s
        self._answer_by_s = t_s + self._ladder.limit_s(self.longest_s)
        return self._question(t_s, self._answer_by_s, said)

    @abstractmethod
    def _judge(self, after_s: float, text: str) -> bool | None:
        """Tell whether what came `after_s` after the question is correct; `None` if it is no answer."""

    @abstractmethod
    def _go_on(self, *, correct: bool) -> str:
        """Move to what is asked next, and give what there is to say of the answer."""

    @abstractmethod
    def _go_on_after_lapse(self) -> str:
        """Move to what is asked next, and say that the time has passed."""

    @abstractmethod
    def _question(self, t_s: float, answer_by_s: float, said: str) -> Question:
        """Put what is to be asked into a question."""

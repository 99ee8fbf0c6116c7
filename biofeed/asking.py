"""The questions of a task, on the session's clock: asked, answered, or left until their time is up.

A task is pure logic and knows nothing of pauses or of the part it is asked in. This is what stands between
the two: it numbers the prompts, keeps pauses out of the task's own time, and sums the task up at the end.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from functools import partial
from random import Random

from biofeed.exercise import Exercise
from biofeed.plugins import load_task
from biofeed.task import Question, Task
from biofeed.types import TASK, Answer, PhaseChange, Prompt, Result

Tasks = Mapping[str, Callable[[], Task]]
"""How to make each task that an exercise names."""


def tasks_of(exercise: Exercise, seed: int) -> Tasks:
    """Give what makes the tasks that an exercise names. Raises `PluginError` if one is not installed."""
    return {name: partial(load_task(name), Random(seed)) for name in exercise.tasks}


class Asking:
    """Puts the questions of one task at a time."""

    def __init__(self, tasks: Tasks) -> None:
        self._tasks = tasks
        self._task: Task | None = None
        self._question: Question | None = None
        self._part: PhaseChange | None = None
        """The part that the task is for."""
        self._asked = 0
        self._held_s = 0.0
        """How much of the session's time the task has not lived through."""
        self._paused_at_s: float | None = None

    @property
    def due_s(self) -> float:
        """When the question that is open counts as not answered; infinite if there is no such moment."""
        if self._question is None or self._question.answer_by_s is None or self._paused_at_s is not None:
            return math.inf
        return self._question.answer_by_s + self._held_s

    def begin(self, part: PhaseChange) -> Prompt | None:
        """Begin the task of a part, if it has one."""
        if part.task not in self._tasks:
            return None
        self._task, self._held_s = self._tasks[part.task](), 0.0
        self._part = part
        return self._put(self._task.begin(part.t_s, part.t_s + part.duration_s))

    def answer(self, answer: Answer) -> Prompt | None:
        """Hand in an answer; one to an earlier question comes too late and changes nothing."""
        if self._task is None or self._paused_at_s is not None or answer.prompt != self._asked - 1:
            return None
        return self._put(self._task.answer(answer.t_s - self._held_s, answer.text))

    def lapse(self, t_s: float) -> Prompt | None:
        """Let the time for the open question be up."""
        if self._task is None or self._question is None:
            return None
        # To add a pause and to take it off again may end a hair before the moment that the task knows.
        task_s = max(t_s - self._held_s, self._question.answer_by_s or 0.0)
        return self._put(self._task.lapse(task_s))

    def pause(self, t_s: float) -> None:
        """Stop the task's time."""
        if self._paused_at_s is None:
            self._paused_at_s = t_s

    def resume(self, t_s: float) -> Prompt | None:
        """Let the task's time go on, and put the open question once more."""
        if self._paused_at_s is not None:
            self._held_s += t_s - self._paused_at_s
        self._paused_at_s = None
        return self._put(self._question) if self._task else None

    def end(self, t_s: float) -> Result | None:
        """End the task that is going on, if there is one, and say how it went."""
        if self._task is None or self._part is None:
            return None
        score = self._task.score()
        self._task = self._question = None
        counts = {
            "asked": score.asked,
            "answered": score.answered,
            "lapsed": score.lapsed,
            "correct": score.correct,
            "level": score.level,
        }
        known = {what: float(count) for what, count in counts.items() if count is not None}
        return Result(t_s, TASK, (), {"task": self._part.task, "part": self._part.kind.value, **known})

    def _put(self, question: Question | None) -> Prompt | None:
        if question is None:
            return None
        self._question = question
        by_s = None if question.answer_by_s is None else question.answer_by_s + self._held_s
        prompt = Prompt(
            question.t_s + self._held_s,
            self._asked,
            question.text,
            by_s,
            question.said,
            question.keys,
            question.colour,
        )
        self._asked += 1
        return prompt

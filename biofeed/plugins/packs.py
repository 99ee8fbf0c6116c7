"""What exercise packages offer: collections of exercise files, and the tasks these may name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, cast, runtime_checkable

from biofeed.errors import ExerciseError, PluginError
from biofeed.exercise import Exercise, parse
from biofeed.plugins.registry import EXERCISES, TASKS, entries, load
from biofeed.task import TaskFactory


@runtime_checkable
class ExercisePack(Protocol):
    """A collection of exercise files."""

    def names(self) -> Sequence[str]:
        """Give the names of the exercises in it, such as `longer-exhale`."""

    def read(self, name: str) -> str:
        """Give the TOML text of one exercise. Raises `KeyError` if there is none of that name."""


def exercise_packs() -> list[ExercisePack]:
    """Load every installed exercise pack."""
    packs = []
    for entry in entries(EXERCISES).values():
        pack = load(entry)
        if not isinstance(pack, ExercisePack):
            raise PluginError(f"The plug-in “{entry.name}” is not an exercise pack.", "Its author can help.")
        packs.append(pack)
    return packs


def exercise_names() -> list[str]:
    """List the names of all installed exercises."""
    return sorted({name for pack in exercise_packs() for name in pack.names()})


def load_exercise(name: str) -> Exercise:
    """Find an exercise by name in the installed packs.

    Raises `ExerciseError` naming the exercises there are.
    """
    for pack in exercise_packs():
        if name in pack.names():
            return parse(pack.read(name), name)
    raise ExerciseError(
        f"There is no exercise called “{name}”.", f"There are: {', '.join(exercise_names()) or 'none'}."
    )


def load_task(name: str) -> TaskFactory:
    """Find what puts the questions of a task, by the task's name.

    Raises `PluginError` if no installed package offers it.
    """
    known = entries(TASKS)
    if name not in known:
        raise PluginError(f"There is no task called “{name}”.", f"There are: {', '.join(known) or 'none'}.")
    loaded = load(known[name])
    if not callable(loaded):
        raise PluginError(f"The plug-in “{name}” is not a task.", "Its author can help.")
    return cast(TaskFactory, loaded)

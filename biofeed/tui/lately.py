"""What home shows: what might suit now, the last few sessions, and on how many days there was any.

Read in a thread after the first frame, and no more than is shown, however many sessions there are. A log that
cannot be read is told of and leaves everything else as it is: exercises need no log.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from biofeed.care import SKIPPED, Practised, Suggestion, suggest
from biofeed.errors import BiofeedError, ExerciseError, UsageError
from biofeed.exercise import AS_WRITTEN, Exercise, Variant
from biofeed.library import Library
from biofeed.store import SessionRow, open_store
from biofeed.store.home import Home
from biofeed.store.row import State
from biofeed.tui.person import NOBODY, Person, read_person
from biofeed.types import Origin

RECENT_DAYS = 14
SHOWN = 3


@dataclass(frozen=True, slots=True)
class Latest:
    """One of the last sessions, as a line on home tells it."""

    row: SessionRow
    practised: Practised


@dataclass(frozen=True, slots=True)
class Lately:
    """Everything that home learns after its first frame."""

    exercises: tuple[Exercise, ...]
    broken: tuple[ExerciseError, ...]
    """The exercise files that cannot be read."""
    suggestion: Suggestion
    latest: tuple[Latest, ...]
    """The newest first."""
    days: int
    """On how many of the last fourteen days there was any practice."""
    trouble: BiofeedError | None
    """Why the log cannot be read; `None` if it can."""

    def exercise(self, name: str | None) -> Exercise | None:
        """Give an exercise by its name; `None` if there is none of that name that can be read."""
        return next((exercise for exercise in self.exercises if exercise.name == name), None)


def read_lately(home: Home, client: str, today: dt.date, *, simulated: bool = False) -> Lately:
    """Read what home shows; `simulated` looks at simulated sessions, which is what a demo has."""
    exercises, broken = Library(home.exercises).read_all()
    trouble: BiofeedError | None = None
    person, rows = NOBODY, list[SessionRow]()
    try:
        person = read_person(home, client, exercises, simulated=simulated)
        rows = _latest_rows(home, client, Origin.SIMULATED if simulated else Origin.STRAP)
    except BiofeedError as error:
        trouble = error
    return Lately(
        tuple(exercises),
        tuple(broken),
        suggest(SKIPPED, person.care, person.recent, exercises, today),
        told_of(rows, person),
        days_practised(person.recent, today),
        trouble,
    )


def told_of(rows: Sequence[SessionRow], person: Person) -> tuple[Latest, ...]:
    """Put the last sessions beside what was said in them; rows are the newest first."""
    over = [row for row in rows if row.state is not State.RUNNING]
    return tuple(
        Latest(row, practised)
        for row, practised in zip(over[:SHOWN], reversed(person.recent), strict=False)
        if row.started.date() == practised.day
    )


def days_practised(recent: Sequence[Practised], today: dt.date) -> int:
    """Count the days with any practice among the last fourteen, today included."""
    return len({one.day for one in recent if one.counts and 0 <= (today - one.day).days < RECENT_DAYS})


def fitting(exercise: Exercise, minutes: float | None, *, framed: bool) -> Variant:
    """Give the variant that is wanted, as far as this exercise can be done so.

    A length that was chosen for another exercise, or a frame, is left out where it does not fit.
    """
    wishes = (
        Variant(minutes, framed=framed),
        Variant(minutes),
        Variant(framed=framed),
    )
    for wish in wishes:
        try:
            exercise.schedule(wish)
        except UsageError:
            continue
        return wish
    return AS_WRITTEN


def _latest_rows(home: Home, client: str, origin: Origin) -> list[SessionRow]:
    if not home.database(origin).exists():
        return []
    with open_store(home, origin, create=False) as store:
        # One more than is shown, because one of them may be running in another window.
        return store.sessions(client, SHOWN + 1)

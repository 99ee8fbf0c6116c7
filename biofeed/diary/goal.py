"""Goals in the person's own words, and how near they are.

A goal has two sides, what there is to be less of and what more of. It is rated from 0 to 10; the first
rating and the latest are what is looked at. Goal attainment scaling, where therapist and client have written
down what each level means, has its own number.

Sources: Kiresuk & Sherman 1968 (doi:10.1007/BF01530764) for the T score. That a change of about 2.5 on a
scale from 0 to 10 means something stands in the literature on goal-based outcomes; it is given from memory.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from biofeed.diary.bounds import MAX_GOAL, require_within, require_zone
from biofeed.errors import UsageError
from biofeed.words import diary as words

MEANINGFUL_CHANGE = 2.5
"""The change of a rating from 0 to 10 from which on it is taken to mean something."""
GAS_CORRELATION = 0.30
"""How strongly the attainment of several goals of one person is taken to go together."""


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal, known by its name."""

    name: str
    happened: dt.datetime
    """When it was set, with its offset from UTC."""
    less_of: str = ""
    more_of: str = ""

    def __post_init__(self) -> None:
        require_zone(self.happened, words.GOAL)
        _require_name(self.name)


@dataclass(frozen=True, slots=True)
class GoalRating:
    """How near a goal is, from 0 (as far away as can be) to 10 (reached)."""

    goal: str
    value: float
    happened: dt.datetime

    def __post_init__(self) -> None:
        require_zone(self.happened, words.GOAL)
        _require_name(self.goal)
        require_within(self.value, 0, MAX_GOAL, words.GOAL_RATING)


@dataclass(frozen=True, slots=True)
class GoalCourse:
    """A goal with its first and its latest rating; `None` where there is none yet."""

    goal: Goal
    first: GoalRating | None
    latest: GoalRating | None
    ratings: int

    @property
    def change(self) -> float | None:
        """Say by how much it came nearer; `None` before there are two ratings."""
        if self.first is None or self.latest is None or self.ratings < 2:
            return None
        return self.latest.value - self.first.value

    @property
    def is_meaningful(self) -> bool:
        """Say whether it changed by so much, in either direction, that it is taken to mean something."""
        return self.change is not None and abs(self.change) >= MEANINGFUL_CHANGE


def same_goal(one: str, other: str) -> bool:
    """Say whether two names mean the same goal: case and spaces at the ends do not matter."""
    return one.strip().casefold() == other.strip().casefold()


def goal_courses(goals: Iterable[Goal], ratings: Iterable[GoalRating]) -> list[GoalCourse]:
    """Give each goal with its first and latest rating, the goals in the order given.

    A rating whose goal is not there any more makes a goal of its name, after the others.
    """
    by_time = sorted(ratings, key=lambda rating: rating.happened)
    known = list(goals)
    for rating in by_time:
        if not any(same_goal(goal.name, rating.goal) for goal in known):
            known.append(Goal(rating.goal, rating.happened))
    return [_course(goal, [one for one in by_time if same_goal(goal.name, one.goal)]) for goal in known]


def gas_t_score(
    levels: Sequence[float], weights: Sequence[float] | None = None, correlation: float = GAS_CORRELATION
) -> float:
    """Give the T score of goal attainment scaling: 50 where every goal came to what was expected.

    Each level goes from -2 (much less than expected) to +2 (much more). Weights are 1 if not given.
    Raises `UsageError` for a level off the scale, or weights that do not fit the levels.
    """
    weighed = [1.0] * len(levels) if weights is None else list(weights)
    if not levels or len(weighed) != len(levels) or min(weighed) <= 0:
        raise UsageError(words.GAS_WEIGHTS, words.GAS_WEIGHTS_HINT)
    for level in levels:
        require_within(level, -2, 2, words.GAS_LEVEL)
    attained = sum(weight * level for weight, level in zip(weighed, levels, strict=True))
    squares = sum(weight**2 for weight in weighed)
    return 50 + 10 * attained / math.sqrt((1 - correlation) * squares + correlation * sum(weighed) ** 2)


def _course(goal: Goal, ratings: Sequence[GoalRating]) -> GoalCourse:
    return GoalCourse(goal, ratings[0] if ratings else None, ratings[-1] if ratings else None, len(ratings))


def _require_name(name: str) -> None:
    if not name.strip():
        raise UsageError(words.GOAL_WITHOUT_NAME, words.GOAL_WITHOUT_NAME_HINT)

"""How the totals of one questionnaire go over time: the first, the latest, and what lies between them.

Only totals of one questionnaire, one part and one way of scoring are ever compared. A questionnaire that is
not in the table, or of which no reliable change is known, has a course and no verdict on it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from biofeed.diary.questionnaire import Questionnaires, Scale
from biofeed.diary.total import Total


class Class(StrEnum):
    """What became of a total, in the terms of Jacobson & Truax."""

    RECOVERED = "recovered"
    """Reliably less difficulty than at first, and across the cut-off."""
    IMPROVED = "improved"
    """Reliably less difficulty than at first."""
    UNCHANGED = "unchanged"
    """No more than measurement wobble."""
    DETERIORATED = "deteriorated"
    """Reliably more difficulty than at first."""


@dataclass(frozen=True, slots=True)
class Point:
    """One number on one day."""

    day: dt.date
    value: float


@dataclass(frozen=True, slots=True)
class Course:
    """One number of a questionnaire over time."""

    questionnaire: str
    part: str
    """Empty for the total."""
    variant: str
    points: tuple[Point, ...]
    """By day; at least one."""
    scale: Scale | None
    """What the table knows of it; `None` if it is not in there."""

    @property
    def change(self) -> float:
        """Give the latest value less the first."""
        return self.points[-1].value - self.points[0].value

    @property
    def worsening(self) -> float | None:
        """Say by how much the latest tells of more difficulty than the first; `None` without a direction."""
        if self.scale is None or self.scale.worse is None:
            return None
        return self.scale.worsening(self.points[0].value, self.points[-1].value)

    @property
    def reliable_change(self) -> float | None:
        """Give the change that is larger than measurement wobble; `None` where it is not known."""
        if self.scale is None or self.scale.reliable_change is None:
            return None
        return self.scale.reliable_change.index

    @property
    def is_reliable(self) -> bool | None:
        """Say whether the change is larger than measurement wobble; `None` where that cannot be told."""
        if self.reliable_change is None or len(self.points) < 2:
            return None
        return abs(self.change) >= self.reliable_change

    @property
    def outcome(self) -> Class | None:
        """Say what became of it; `None` before the second time, or where no table says it."""
        if self.scale is None or self.is_reliable is None or self.worsening is None:
            return None
        if not self.is_reliable:
            return Class.UNCHANGED
        if self.worsening > 0:
            return Class.DETERIORATED
        crossed = self.scale.is_beyond_cut_off(self.points[0].value) and not self.scale.is_beyond_cut_off(
            self.points[-1].value
        )
        return Class.RECOVERED if crossed else Class.IMPROVED


def courses(totals: Iterable[Total], known: Questionnaires) -> list[Course]:
    """Sort totals into courses, in the order of the questionnaires' first appearance; parts stay apart."""
    points: dict[tuple[str, str, str], list[Point]] = {}
    for total in sorted(totals, key=lambda one: one.day):
        for part, number in total.numbers:
            course = points.setdefault((total.questionnaire, part, total.variant), [])
            course.append(Point(total.day, number))
    return [
        Course(name, part, variant, tuple(found), known.scale(name, part, variant))
        for (name, part, variant), found in points.items()
    ]

"""What in a course of totals may be worth raising: told with the rule that gave it, and never as a verdict.

Three signals need no norms: reliable deterioration (Jacobson & Truax), an early warning that needs either
persistence or size, so that no single dip alarms, and a plateau. For the last two no published standard was
found; the rules are this project's own. Curves of expected recovery belong to their publishers and to their
samples, and are not in here. Nothing a heart does gives a signal: heart rate variability measures no outcome.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations
from statistics import NormalDist

from biofeed.diary.course import Course, Point
from biofeed.words import diary as words

EARLY_SHARE = 0.5
"""The share of the reliable change that counts for an early warning, twice in a row."""
PLATEAU_TIMES = (4, 6)
"""How many of the latest totals a plateau looks at: at least, and at most."""
PLATEAU_DAYS = 28
"""The least time that these have to span."""


class SignalKind(StrEnum):
    """Which signal it is."""

    DETERIORATION = "deterioration"
    EARLY_WARNING = "early warning"
    PLATEAU = "plateau"


@dataclass(frozen=True, slots=True)
class Signal:
    """One signal about one course."""

    kind: SignalKind
    text: str
    """What it says to the person."""
    rule: str
    """The rule that gave it, with its numbers."""


def signal_of(course: Course) -> Signal | None:
    """Give the one signal that a course gives as it stands, the gravest first; mostly there is none."""
    return deterioration(course) or early_warning(course) or plateau(course)


def deterioration(course: Course) -> Signal | None:
    """Tell of a latest total that is reliably harder than the first."""
    index, worsening = course.reliable_change, course.worsening
    if index is None or worsening is None or len(course.points) < 2 or worsening < index:
        return None
    rule = words.deterioration_rule(worsening, index)
    return Signal(SignalKind.DETERIORATION, words.DETERIORATION, rule)


def early_warning(course: Course) -> Signal | None:
    """Tell of two totals in a row that are harder than the first by half the reliable change, or one by all.

    The latest count: what has passed is no warning any more.
    """
    index, scale = course.reliable_change, course.scale
    if index is None or scale is None or scale.worse is None or len(course.points) < 2:
        return None
    first, *later = course.points
    worse = [scale.worsening(first.value, point.value) for point in later[-2:]]
    twice = len(worse) == 2 and min(worse) >= EARLY_SHARE * index
    if not twice and worse[-1] < index:
        return None
    return Signal(SignalKind.EARLY_WARNING, words.EARLY_WARNING, words.early_rule(EARLY_SHARE * index, index))


def plateau(course: Course) -> Signal | None:
    """Tell of a steady period: at least four weeks on the harder side of the cut-off without a slope."""
    index, scale = course.reliable_change, course.scale
    fewest, most = PLATEAU_TIMES
    latest = course.points[-most:]
    if index is None or scale is None or len(latest) < fewest:
        return None
    days = (latest[-1].day - latest[0].day).days
    total_change = abs(latest[-1].value - latest[0].value)
    if days < PLATEAU_DAYS or total_change >= EARLY_SHARE * index:
        return None
    if not scale.is_beyond_cut_off(latest[-1].value) or not _may_be_level(latest):
        return None
    rule = words.plateau_rule(len(latest), days, total_change, EARLY_SHARE * index)
    return Signal(SignalKind.PLATEAU, words.PLATEAU, rule)


def slope_interval(points: Sequence[Point], confidence: float = 0.95) -> tuple[float, float]:
    """Give the confidence interval of the Theil-Sen slope, in points a day.

    Sen 1968 (doi:10.1080/01621459.1968.10480934), with ties accounted for. Infinite where there are too few
    different days to say.
    """
    slopes = sorted(
        (later.value - earlier.value) / (later.day - earlier.day).days
        for earlier, later in combinations(points, 2)
        if later.day != earlier.day
    )
    reach = NormalDist().inv_cdf((1 + confidence) / 2) * math.sqrt(_variance(points))
    lower, upper = round((len(slopes) - reach) / 2) - 1, round((len(slopes) + reach) / 2)
    if lower < 0 or upper >= len(slopes):
        return -math.inf, math.inf
    return slopes[lower], slopes[upper]


def _may_be_level(points: Sequence[Point]) -> bool:
    low, high = slope_interval(points)
    return low <= 0 <= high


def _variance(points: Sequence[Point]) -> float:
    """Give the variance of Kendall's S, less what ties in days and in values take from it."""
    n = len(points)
    ties = (*_ties([point.day for point in points]), *_ties([point.value for point in points]))
    taken = sum(size * (size - 1) * (2 * size + 5) for size in ties)
    return max(0.0, (n * (n - 1) * (2 * n + 5) - taken) / 18)


def _ties(values: Sequence[object]) -> list[int]:
    return [values.count(value) for value in set(values)]

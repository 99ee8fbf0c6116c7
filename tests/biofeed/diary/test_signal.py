"""Signals: the rule printed, persistence or size needed, and a steady period told as such."""

from __future__ import annotations

import math
from datetime import timedelta
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from biofeed.diary import Point, SignalKind, signal_of
from biofeed.diary.questionnaire import Worse
from biofeed.diary.signal import deterioration, early_warning, plateau, slope_interval
from tests.biofeed.diary.making import DAY, course, scale


def kind(values: list[float], **said: Any) -> SignalKind | None:
    found = signal_of(course(values, **said))
    return None if found is None else found.kind


@pytest.mark.parametrize(
    ("values", "signal"),
    [
        ([12], None),
        ([12, 17], None),
        ([12, 18], SignalKind.DETERIORATION),
        ([12, 15, 15], SignalKind.EARLY_WARNING),
        ([12, 15, 14], None),
        ([12, 20, 12], None),
        ([12, 15, 15, 12], None),
        ([12, 17, 17, 18], SignalKind.DETERIORATION),
        ([12, 6], None),
    ],
)
def test_a_single_dip_gives_no_signal_and_what_lasts_or_is_large_does(
    values: list[float], signal: SignalKind | None
) -> None:
    """With a reliable change of 6."""
    assert kind(values) is signal


def test_where_lower_is_harder_the_signals_are_mirrored() -> None:
    lower = scale(Worse.LOWER, index=6, cut_off=10)

    assert kind([50, 44], its_scale=lower) is SignalKind.DETERIORATION
    assert kind([50, 47, 47], its_scale=lower) is SignalKind.EARLY_WARNING
    assert kind([50, 56], its_scale=lower) is None


def test_one_by_the_whole_reliable_change_is_an_early_warning_too() -> None:
    found = early_warning(course([12, 18]))

    assert found is not None
    assert "3 or more" in found.rule
    assert "6 or more" in found.rule


def test_a_signal_prints_its_rule_with_its_numbers() -> None:
    found = deterioration(course([12, 19]))

    assert found is not None
    assert "harder by 7" in found.rule
    assert "6 or more" in found.rule
    assert "next appointment" in found.text


@pytest.mark.parametrize(
    ("values", "every_days", "steady"),
    [
        ([14, 15, 13, 14, 14], 7, True),
        ([14, 15, 13, 14], 7, False),
        ([14, 15, 13, 14], 10, True),
        ([14, 15, 14], 30, False),
        ([14, 15, 13, 17], 10, False),
        ([9, 8, 9, 8, 9], 7, False),
        ([30, 14, 15, 13, 14, 14, 14], 7, True),
        ([14, 14, 14, 14, 14, 14], 7, True),
    ],
)
def test_a_plateau_needs_four_weeks_no_slope_and_the_harder_side_of_the_cut_off(
    values: list[float], every_days: int, steady: bool
) -> None:
    found = plateau(course(values, every_days=every_days))

    assert (found is not None) is steady


def test_a_steady_slope_is_no_plateau_even_where_it_is_small() -> None:
    assert plateau(course([16, 15.9, 15.8, 15.7, 15.6, 15.5])) is None


def test_without_a_cut_off_or_a_reliable_change_there_is_no_plateau() -> None:
    assert kind([14, 14, 14, 14, 14], its_scale=scale(cut_off=None)) is None
    assert kind([14, 14, 14, 14, 14], its_scale=scale(worse=None)) is None


values = st.lists(st.integers(0, 27).map(float), min_size=5, max_size=6)


@given(values)
def test_the_interval_of_the_slope_is_that_of_scipy(numbers: list[float]) -> None:
    """Where there are enough pairs for one: scipy gives the outermost slopes where there are not."""
    from scipy.stats import theilslopes

    days = np.arange(len(numbers)) * 7
    points = [
        Point(DAY + timedelta(days=int(day)), number) for day, number in zip(days, numbers, strict=True)
    ]
    low, high = slope_interval(points)

    expected = theilslopes(numbers, days, 0.95)
    if math.isfinite(low):
        assert (low, high) == pytest.approx((expected.low_slope, expected.high_slope))
    else:
        assert (low, high) == (-math.inf, math.inf)


def test_four_points_are_too_few_to_rule_a_level_course_out() -> None:
    points = [Point(DAY + timedelta(days=7 * index), index) for index in range(4)]

    assert slope_interval(points) == (-math.inf, math.inf)

"""NAP and Tau between two phases."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biofeed.diary import nap, tau
from biofeed.errors import UsageError

BEFORE = [62, 58, 60, 64, 61]
AFTER = [57, 59, 52, 50, 55, 48, 49]

phases = st.lists(st.integers(0, 20).map(float), min_size=5, max_size=12)


def test_a_worked_example() -> None:
    assert nap(BEFORE, AFTER, lower_is_better=True) == pytest.approx(34 / 35)
    assert tau(BEFORE, AFTER, lower_is_better=True) == pytest.approx(0.9429, abs=5e-5)


@given(phases, phases)
def test_the_direction_mirrors_it_and_equal_phases_are_one_half(
    before: list[float], after: list[float]
) -> None:
    up = nap(before, after, lower_is_better=False)

    assert nap(before, after, lower_is_better=True) == pytest.approx(1 - up)
    assert nap(before, before, lower_is_better=True) == pytest.approx(0.5)
    assert -1 <= tau(before, after, lower_is_better=True) <= 1


@given(phases, phases)
def test_it_is_the_probability_that_mann_whitney_counts(before: list[float], after: list[float]) -> None:
    from scipy.stats import mannwhitneyu

    expected = mannwhitneyu(after, before, method="asymptotic").statistic / (len(before) * len(after))

    assert nap(before, after, lower_is_better=False) == pytest.approx(expected)


def test_too_few_values_tell_nothing() -> None:
    with pytest.raises(UsageError, match="need 5"):
        nap(BEFORE[:4], AFTER, lower_is_better=True)

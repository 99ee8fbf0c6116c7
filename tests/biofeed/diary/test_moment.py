"""A setback or a win: one field is enough, and numbers have their scales."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from biofeed.diary import Moment, MomentKind
from biofeed.errors import UsageError
from tests.biofeed.diary.making import NOON, setback


@pytest.mark.parametrize(
    "told",
    [
        {"what": "argument"},
        {"feelings": ("hurt",)},
        {"places": ("jaw",)},
        {"peak": 0},
        {"minutes_until_okay": 0.0},
        {"helped": "a walk"},
        {"noticed_at": 30},
    ],
)
def test_any_one_field_is_enough(told: dict[str, Any]) -> None:
    assert Moment(MomentKind.SETBACK, NOON, **told)


def test_nothing_at_all_is_no_moment() -> None:
    with pytest.raises(UsageError, match="nothing in it") as caught:
        Moment(MomentKind.WIN, NOON, "  ", feelings=("",))
    assert "One thing is enough" in caught.value.hint


@pytest.mark.parametrize(
    ("field", "value", "range_"),
    [
        ("peak", 101, "0 to 100"),
        ("peak", -1, "0 to 100"),
        ("noticed_at", 1000, "0 to 100"),
        ("minutes_until_okay", float("nan"), "0 to 10080"),
        ("minutes_until_okay", float("inf"), "0 to 10080"),
    ],
)
def test_a_number_off_its_scale_is_refused_with_the_range(field: str, value: float, range_: str) -> None:
    with pytest.raises(UsageError) as caught:
        setback(**{field: value})
    assert range_ in caught.value.hint


def test_a_time_without_its_offset_is_refused() -> None:
    with pytest.raises(UsageError, match="offset from UTC"):
        Moment(MomentKind.WIN, dt.datetime(2026, 3, 4, 12, 0), "x")

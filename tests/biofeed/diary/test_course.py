"""What became of a total between the first time and the latest."""

from __future__ import annotations

import datetime as dt

import pytest

from biofeed.diary import Class, Total, courses, packaged_questionnaires
from biofeed.diary.questionnaire import Worse
from tests.biofeed.diary.making import DAY, course, scale, total

TABLE = packaged_questionnaires()


@pytest.mark.parametrize(
    ("values", "outcome"),
    [
        ([16, 11], Class.UNCHANGED),
        ([16, 10], Class.IMPROVED),
        ([16, 9], Class.RECOVERED),
        ([9, 3], Class.IMPROVED),
        ([10, 16], Class.DETERIORATED),
        ([16, 2, 16], Class.UNCHANGED),
        ([16], None),
    ],
)
def test_the_class_goes_by_reliable_change_and_cut_off(values: list[float], outcome: Class | None) -> None:
    """With a reliable change of 6 and a cut-off of 10 that is itself on the harder side."""
    assert course(values).outcome is outcome


def test_where_lower_is_harder_it_is_mirrored() -> None:
    lower = scale(Worse.LOWER, index=5, cut_off=25)

    assert course([20, 26], lower).outcome is Class.RECOVERED
    assert course([26, 20], lower).outcome is Class.DETERIORATED


def test_without_a_direction_there_is_a_change_and_no_class() -> None:
    found = course([10, 20], scale(worse=None))

    assert (found.is_reliable, found.outcome, found.worsening) == (True, None, None)


def test_what_is_not_in_the_table_has_a_course_and_no_verdict() -> None:
    (found,) = courses([total(3, 2, "Our own"), total(9, 1, "Our own")], TABLE)

    assert (found.change, found.is_reliable, found.outcome, found.reliable_change) == (6, None, None, None)


def test_parts_and_variants_are_never_mixed() -> None:
    totals = [
        Total("OQ-45.2", 70, DAY, parts=(("social role", 12.0),)),
        Total("OQ-45.2", 60, DAY + dt.timedelta(days=7), parts=(("social role", 14.0),)),
        Total("WHO-5", 40, DAY, "x4"),
        Total("WHO-5", 12, DAY, "raw"),
    ]

    found = {(one.questionnaire, one.part, one.variant): one.change for one in courses(totals, TABLE)}

    assert found == {
        ("OQ-45.2", "", ""): -10,
        ("OQ-45.2", "social role", ""): 2,
        ("WHO-5", "", "x4"): 0,
        ("WHO-5", "", "raw"): 0,
    }


def test_points_are_in_the_order_of_their_days() -> None:
    (found,) = courses([total(11, 0), total(16, 30), total(14, 10)], TABLE)

    assert [point.value for point in found.points] == [16, 14, 11]

"""The usual range of RMSSD, against numbers worked out by hand."""

from __future__ import annotations

import datetime as dt
from statistics import fmean, stdev

import pytest

from biofeed.history import Band, Reading, band
from biofeed.history.band import BandDay

FIRST = dt.date(2026, 3, 2)


def day(number: int) -> dt.date:
    return FIRST + dt.timedelta(days=number)


def readings(values: dict[int, float], posture: str = "sitting") -> list[Reading]:
    return [Reading(day(number), value, posture) for number, value in values.items()]


def found(values: dict[int, float], last: int) -> Band:
    result = band(readings(values), day(last))
    assert result is not None
    return result


def test_a_week_has_a_mean_from_three_readings_on() -> None:
    course = found({0: 3.0, 2: 3.3, 4: 3.6}, last=10)

    # On day 4 all three are in the week before; on day 7 the first has left it.
    assert [(one.day, one.readings) for one in course.days] == [(day(4), 3), (day(5), 3), (day(6), 3)]
    assert course.days[0].mean == pytest.approx(3.3)


def test_without_enough_readings_there_is_a_mean_and_no_range() -> None:
    course = found({0: 3.0, 1: 3.2, 2: 3.4, 3: 3.6, 4: 3.8}, last=4)

    assert [one.low for one in course.days] == [None, None, None]


def test_the_range_is_half_a_standard_deviation_to_either_side_of_28_days() -> None:
    values = {number: 3.0 + 0.1 * (number % 3) for number in range(0, 40, 2)}
    last = found(values, last=39).days[-1]

    inside = [value for number, value in values.items() if 39 - number < 28]
    assert last.low == pytest.approx(fmean(inside) - stdev(inside) / 2)
    assert last.high == pytest.approx(fmean(inside) + stdev(inside) / 2)
    assert last.readings == 3


def test_two_windows_of_one_day_are_one_reading() -> None:
    twice = band([*readings({0: 3.0, 1: 3.0, 2: 3.0}), Reading(day(2), 4.0, "sitting")], day(2))

    assert twice is not None
    assert [one.ln_rmssd for one in twice.readings] == [3.0, 3.0, 3.5]
    assert twice.days[-1].mean == pytest.approx(9.5 / 3)


def test_only_the_posture_with_most_readings_is_compared() -> None:
    mixed = [
        *readings({0: 3.0, 1: 3.1, 2: 3.2}),
        *readings({3: 5.0, 4: 5.0}, "lying"),
        *readings({5: 5.0}, ""),
    ]
    course = band(mixed, day(5))

    assert course is not None
    assert (course.posture, course.left_out, len(course.readings)) == ("sitting", 3, 3)
    assert course.days[-1].mean == pytest.approx(3.1)


def test_without_a_posture_nothing_can_be_compared() -> None:
    assert band(readings({0: 3.0, 1: 3.1, 2: 3.2}, ""), day(2)) is None


def test_what_comes_after_the_last_day_is_not_looked_at() -> None:
    assert len(found({0: 3.0, 1: 3.0, 2: 3.0, 9: 5.0}, last=2).readings) == 3


class TestOutside:
    def course(self, *outside: bool, gap: bool = False, readings: int = 4) -> Band:
        days = []
        for number, is_outside in enumerate(outside):
            place = number + (1 if gap and number == len(outside) - 1 else 0)
            days.append(BandDay(day(place), 9.0 if is_outside else 3.0, readings, 2.5, 3.5))
        return Band("sitting", (), tuple(days), 0)

    def test_it_takes_three_days_in_a_row(self) -> None:
        assert self.course(False, True, True, True).is_outside
        assert not self.course(True, True).is_outside
        assert not self.course(True, True, False, True).is_outside

    def test_it_takes_the_latest_three(self) -> None:
        assert not self.course(True, True, True, False).is_outside

    def test_a_missing_day_breaks_the_row(self) -> None:
        assert not self.course(True, True, True, gap=True).is_outside

    def test_it_takes_four_readings(self) -> None:
        assert not self.course(True, True, True, readings=3).is_outside
        assert BandDay(FIRST, 9.0, 4, 2.5, 3.5).is_outside

    def test_low_and_high_are_alike(self) -> None:
        assert BandDay(FIRST, 1.0, 4, 2.5, 3.5).is_outside
        assert not BandDay(FIRST, 2.5, 4, 2.5, 3.5).is_outside

"""When a recording began, as other programs write it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biofeed.formats import start


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2023-02-11T15:34:26.315", "2023-02-11T15:34:26.315000"),
        ("2023-02-11 5:34:26", "2023-02-11T05:34:26"),
        (" 2025-03-15 11:03:00 +0000 ", "2025-03-15T11:03:00+00:00"),
        ("2017-11-22 19:14:47 -0400", "2017-11-22T19:14:47-04:00"),
        ("2020-05-04T07:31:12.3456789+02:00", "2020-05-04T07:31:12.345678+02:00"),
        ("2020-05-04T07:31:12Z", "2020-05-04T07:31:12+00:00"),
        ("2020-05-04T07:31:12,5", "2020-05-04T07:31:12.500000"),
    ],
)
def test_moments_in_many_forms(text: str, iso: str) -> None:
    found = start.moment(text)

    assert found is not None
    assert found.isoformat() == iso


@pytest.mark.parametrize(
    "text", ["", "2023-02-30T15:34:26", "2023-02-11", "15:34:26", "2023-02-11T25:00:00", "x"]
)
def test_what_is_no_moment(text: str) -> None:
    assert start.moment(text) is None


@given(st.text(max_size=40))
def test_any_text_is_a_moment_or_none(text: str) -> None:
    start.moment(text)


def test_only_a_zone_that_is_told_is_kept() -> None:
    with_zone = start.local(start.moment("2025-03-15 11:03:00 +0100"))

    assert start.local(None) == start.UNKNOWN
    assert with_zone == start.Start("2025-03-15T11:03:00+01:00", ())
    assert start.local(dt.datetime(2025, 3, 15, 11)).notes == ("The time zone is not known.",)


def test_seconds_between_a_moment_with_a_zone_and_one_without_go_by_their_clocks() -> None:
    first, then = start.moment("2025-03-15T11:00:00+01:00"), start.moment("2025-03-15T11:00:05")

    assert first is not None
    assert then is not None
    assert start.seconds_between(first, then) == 5.0


@pytest.mark.parametrize(
    ("name", "iso"),
    [
        ("2017-09-06 06-23-22.txt", "2017-09-06T06:23:22"),
        ("rr-Anna_Lang_2019-02-03_07-08-09.txt", "2019-02-03T07:08:09"),
        ("2019-02-30_07-08-09.txt", ""),
        ("2019-02-03.txt", ""),
        ("12019-02-03_07-08-09.txt", ""),
    ],
)
def test_a_name_may_hold_the_start(name: str, iso: str) -> None:
    assert start.in_name(Path(name)).iso == iso


@pytest.mark.parametrize("unix_s", [1e20, float("inf"), float("nan")])
def test_seconds_beyond_all_dates_are_no_start(unix_s: float) -> None:
    assert start.utc(unix_s) == start.UNKNOWN

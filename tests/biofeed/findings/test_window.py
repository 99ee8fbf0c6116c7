"""A window is an unpaced rest or recovery, with its role, and what keeps it out of trends."""

from __future__ import annotations

import math
from typing import Any

import pytest

from biofeed import hrv
from biofeed.findings import WINDOW, Course, findings
from biofeed.types import PhaseKind, Result
from tests.biofeed.findings.hearts import course, free, paced, steady

SETTLE, REST, BREATHE = PhaseKind.SETTLE, PhaseKind.REST, PhaseKind.BREATHE
STRESSOR, RECOVER = PhaseKind.STRESSOR, PhaseKind.RECOVER


def found(session: Course) -> list[Result]:
    return [result for result in findings(session, "") if result.kind == WINDOW]


def value(result: Result, name: str) -> float | None:
    return next(measure.value for measure in result.measures if measure.name == name)


def test_each_rest_has_its_role_and_settling_and_paced_parts_have_no_window() -> None:
    framed = [free(SETTLE, 60), free(REST, 120, "one"), paced(6, 300), free(REST, 120, "two")]
    windows = found(course(framed))

    assert [(window.detail["title"], window.detail["role"]) for window in windows] == [
        ("one", "before"),
        ("two", "after"),
    ]


def test_before_is_the_last_rest_before_the_first_breath_and_after_the_first_behind_the_last() -> None:
    parts = [free(REST, 120), free(REST, 120), paced(6), free(REST, 120), paced(6), free(REST, 120)]

    assert [window.detail["role"] for window in found(course(parts))] == ["rest", "before", "rest", "after"]


def test_a_rest_alone_is_just_a_rest() -> None:
    (window,) = found(course([free(SETTLE, 60), free(REST, 120)]))

    assert window.detail["role"] == "rest"
    assert window.detail["breathing"] == "free"


def test_a_rest_during_which_the_breath_is_paced_is_none() -> None:
    assert not found(course([paced(6, 300), free(PhaseKind.GUIDE, 200)]))


def test_numbers_are_those_of_the_beats_that_end_in_the_window() -> None:
    session = course([free(SETTLE, 60), free(REST, 120)])
    (window,) = found(session)

    rr = [beat.rr_ms for beat in session.beats if 60 < beat.t_s <= 180]
    assert value(window, "mean_hr") == pytest.approx(hrv.mean_hr(rr))
    assert value(window, "rmssd") == pytest.approx(hrv.rmssd(rr))
    assert value(window, "ln_rmssd") == pytest.approx(math.log(hrv.rmssd(rr)))
    assert value(window, "sdnn") == pytest.approx(hrv.sdnn(rr))
    assert {measure.definition for measure in window.measures} == {
        "mean_hr.window.v1",
        "rmssd.window.v1",
        "ln_rmssd.window.v1",
        "sdnn.window.v1",
    }
    assert all(measure.coverage > 0.98 for measure in window.measures)
    assert (window.detail["start_s"], window.detail["end_s"]) == (60.0, 180.0)


def test_of_the_rest_before_a_stressor_the_last_three_minutes_are_used() -> None:
    parts = [free(SETTLE, 120), free(REST, 300), free(STRESSOR, 300), free(RECOVER, 300), free(REST, 120)]
    windows = found(course(parts))

    assert [(window.detail["role"], window.detail["start_s"]) for window in windows] == [
        ("before", 240.0),
        ("recover", 720.0),
        ("after", 1020.0),
    ]


def test_a_part_that_was_never_begun_has_no_window_and_one_cut_short_is_not_clean() -> None:
    session = course([free(REST, 120), paced(6), free(REST, 120)], ended_s=100.0)
    (window,) = found(session)

    assert window.detail["clean"] == "less than 120 s"
    assert window.detail["end_s"] == 100.0


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({}, "yes"),
        ({"dropped": (80.0, 84.0)}, "yes"),
        ({"dropped": (80.0, 87.0)}, "a gap of more than 5 s"),
        ({"wrong": (80.0, 84.0)}, "yes"),
        ({"wrong": (80.0, 90.0)}, "more than 5 % artefacts"),
        ({"pauses": [(100.0, 101.0)]}, "paused"),
        ({"pauses": [(10.0, 60.0)]}, "yes"),
    ],
)
def test_what_keeps_a_window_out_of_trends_is_said(changed: dict[str, Any], reason: str) -> None:
    (window,) = found(course([free(SETTLE, 60), free(REST, 130)], **changed))

    assert window.detail["clean"] == reason


def test_below_half_a_minute_of_clean_beats_the_numbers_are_blank() -> None:
    (window,) = found(course([free(REST, 120)], dropped=(20.0, 120.0)))

    assert all(measure.value is None for measure in window.measures)
    assert window.measures[0].coverage == pytest.approx(20 / 120, abs=0.01)


def test_without_a_strap_nothing_is_found() -> None:
    session = course([free(REST, 120)], steady(60))
    without = Course(session.schedule, (), (), (), (), session.ended_s, has_beats=False)

    assert findings(without, "resonance") == ()


def test_with_a_strap_and_no_beats_the_window_is_there_and_empty() -> None:
    (window,) = found(course([free(REST, 120)], dropped=(0.0, 120.0)))

    assert window.detail["clean_s"] == 0.0
    assert all(measure.value is None for measure in window.measures)

"""A past session: what it was, and how sure its numbers are."""

from __future__ import annotations

import datetime as dt

import pytest

from biofeed.care import Debrief, Posture, Setting, StopReason
from biofeed.history import PastSession, device_model, past_session
from biofeed.types import Origin
from tests.biofeed.history.year import LAST, Lived, at, gathered, window


def past(lived: Lived) -> PastSession:
    one = gathered(lived)
    return past_session(one.row, one.software, one.said, one.measures, one.findings, moved=False)


@pytest.mark.parametrize(
    ("name", "model"),
    [
        ("Polar H10 12345678", "Polar H10"),
        ("Polar H10 A1B2C3D4", "Polar H10"),
        ("TICKR 1A2B", "TICKR"),
        ("HRM-Dual:123456", "HRM-Dual"),
        ("A0:9E:1A:12:34:56", ""),
        ("Polar OH1", "Polar OH1"),
        ("simulated strap", "simulated strap"),
        ("", ""),
    ],
)
def test_a_devices_name_goes_without_what_tells_one_from_another(name: str, model: str) -> None:
    assert device_model(name) == model


def test_it_tells_how_it_was_and_how_it_felt() -> None:
    session = past(Lived(at(LAST), minutes=12, before=70, after=40, debrief=Debrief(bring="Monday")))

    assert (session.day, session.minutes, session.posture, session.setting) == (LAST, 12, "sitting", "calm")
    assert (session.checkin.stress, session.debrief.stress, session.debrief.bring) == (70, 40, "Monday")
    assert (session.was_cut_short, session.weak, session.device) == (False, "", "Polar H10")


def test_the_day_is_that_of_the_place() -> None:
    late = dt.datetime(2026, 3, 1, 23, 30, tzinfo=dt.timezone(dt.timedelta(hours=-5)))

    assert past(Lived(late)).day == dt.date(2026, 3, 1)


def test_a_session_that_was_stopped_says_why() -> None:
    session = past(Lived(at(LAST), end="stopped", debrief=Debrief(stop_reason=StopReason.DIZZY)))

    assert session.was_cut_short
    assert session.debrief.stop_reason is StopReason.DIZZY


def test_a_weak_window_makes_a_weak_session() -> None:
    session = past(Lived(at(LAST), weak="paused"))

    assert session.weak == "paused"
    assert session.reading is not None
    assert not session.reading.is_clean


def test_without_beats_nothing_is_weak() -> None:
    session = past(Lived(at(LAST), rmssd_ms=None))

    assert (session.weak, session.reading, session.coverage) == ("", None, None)


def test_a_window_after_the_exercise_is_no_reading() -> None:
    one = gathered(Lived(at(LAST)))
    after = past_session(one.row, "", (), one.measures, (window(80.0, role="after"),), moved=False)

    assert after.reading is None
    assert [free.rmssd_ms for free in after.windows] == [80.0]


def test_the_window_before_is_the_reading_wherever_it_stands() -> None:
    one = gathered(Lived(at(LAST)))
    findings = (window(80.0, role="recover"), window(30.0, role="rest"), window(40.0, role="before"))
    session = past_session(one.row, "", (), one.measures, findings, moved=False)

    assert session.reading is not None
    assert session.reading.rmssd_ms == 40.0


def test_a_stressor_is_told_with_what_was_felt() -> None:
    lived = Lived(at(LAST), half_s=40.0, before=50, peak=80, after=30, debrief=Debrief(okay_minutes=12))
    run = past(lived).recovery

    assert run is not None
    assert (run.reaction_bpm, run.half_s, run.low_s, run.high_s) == (12.0, 40.0, 20.0, 80.0)
    assert (run.felt_before, run.felt_peak, run.felt_after, run.okay_minutes) == (50, 80, 30, 12)


def test_what_was_skipped_stays_unsaid() -> None:
    lived = Lived(at(LAST), posture=None, setting=None, before=None, after=None, half_s=40.0)
    session = past(lived)

    assert (session.posture, session.setting) == ("", "")
    assert session.recovery is not None
    assert (session.recovery.felt_before, session.recovery.felt_peak) == (None, None)


def test_an_imported_recording_enters_no_trend() -> None:
    assert not past(Lived(at(LAST), origin=Origin.IMPORTED)).enters_trends
    assert past(Lived(at(LAST), posture=Posture.LYING, setting=Setting.CALM)).enters_trends

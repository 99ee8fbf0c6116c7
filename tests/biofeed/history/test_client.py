"""A client's history, against what can be counted by hand."""

from __future__ import annotations

import datetime as dt
import math

import pytest

from biofeed.care import Debrief, StopReason, Window
from biofeed.diary import Goal, GoalRating, Line, Moment, MomentKind, Tag, TagKind, Total
from biofeed.history import client_history
from biofeed.history.practice import monday_of
from biofeed.store.store import Store
from biofeed.types import Origin
from tests.biofeed.history.year import CLIENT, LAST, Lived, at, entry, history, live


def back(days: int) -> dt.date:
    return LAST - dt.timedelta(days=days)


def test_days_practised_are_counted_once_and_of_the_last_fourteen() -> None:
    lived = [
        Lived(at(back(14))),
        Lived(at(back(13))),
        Lived(at(back(3), 8)),
        Lived(at(back(3))),
        Lived(at(LAST)),
    ]
    practice = history(lived).practice

    assert (practice.recent_days, practice.sessions, practice.minutes) == (3, 5, 50.0)


def test_a_recording_without_an_exercise_is_no_practice() -> None:
    assert history([Lived(at(LAST), exercise="")]).practice.sessions == 0


def test_weeks_run_from_monday_and_empty_ones_count() -> None:
    weeks = history([Lived(at(back(15))), Lived(at(LAST), minutes=5)]).practice.weeks

    # The last day is a Sunday.
    assert [week.monday for week in weeks] == [back(20), back(13), back(6)]
    assert [(week.sessions, week.days, week.minutes) for week in weeks] == [(1, 1, 10), (0, 0, 0), (1, 1, 5)]
    assert monday_of(LAST) == back(6)


def test_what_made_somebody_stop_is_counted() -> None:
    dizzy, enough = Debrief(stop_reason=StopReason.DIZZY), Debrief(stop_reason=StopReason.ENOUGH)
    lived = [
        Lived(at(back(3)), end="stopped", debrief=enough),
        Lived(at(back(2)), end="stopped", debrief=dizzy),
        Lived(at(back(1)), end="stopped", debrief=dizzy),
        Lived(at(LAST)),
    ]
    practice = history(lived).practice

    assert (practice.cut_short, dict(practice.stop_reasons)) == (3, {"dizzy": 2, "enough": 1})
    assert dict(practice.windows_before) == {Window.INSIDE: 4}


def test_the_span_holds_its_first_and_its_last_day() -> None:
    lived = [Lived(at(back(days))) for days in (30, 20, 10, 0)]
    found = history(lived, since=back(20), until=back(10))

    assert [session.day for session in found.sessions] == [back(20), back(10)]
    assert (found.since, found.until) == (back(20), back(10))


def test_without_days_it_holds_everything() -> None:
    found = history([Lived(at(back(30))), Lived(at(back(2)))], until=None)

    assert (found.since, found.until) == (back(30), back(2))


def test_nothing_is_an_empty_history() -> None:
    assert history([]).is_empty


def test_the_usual_range_looks_back_beyond_the_span() -> None:
    found = history(
        [Lived(at(back(days)), rmssd_ms=40.0 + days) for days in range(27, -1, -1)], since=back(1)
    )

    assert found.band is not None
    assert [one.day for one in found.band.days] == [back(1), LAST]
    assert found.band.days[-1].readings == 7
    assert found.band.days[-1].low is not None
    assert found.band.days[-1].mean == pytest.approx(sum(math.log(40 + days) for days in range(7)) / 7)


@pytest.mark.parametrize("out", [Lived(at(LAST), weak="paused"), Lived(at(LAST), origin=Origin.IMPORTED)])
def test_weak_and_imported_windows_enter_no_trend(out: Lived) -> None:
    found = history([Lived(at(back(1))), out])

    assert found.band is not None
    assert [one.day for one in found.band.readings] == [back(1)]


def test_the_first_run_of_a_task_is_left_out_of_the_median_even_if_it_lies_before_the_span() -> None:
    times = (200.0, 30.0, 40.0, 80.0)
    lived = [Lived(at(back(30 - number)), half_s=half_s) for number, half_s in enumerate(times)]
    found = history(lived, since=back(29))

    assert [point.is_first for point in found.recoveries] == [False, False, False]
    assert [point.trend and point.trend.median_s for point in found.recoveries] == [None, None, 40.0]
    (trend,) = found.trends
    assert (trend.median_s, trend.low_s, trend.high_s, trend.sessions) == (40.0, 35.0, 60.0, 3)


def test_what_was_not_shared_stays_out_unless_it_is_asked_for() -> None:
    entries = [
        entry(Line("seen", at(LAST)), at(LAST)),
        entry(Line("hidden", at(LAST)), at(LAST), 2, shared=False),
    ]

    assert [one.id for one in history([], entries).entries] == [1]
    assert [one.id for one in history([], entries, private=True).entries] == [1, 2]


def test_the_diary_is_summed_up_over_the_span() -> None:
    when = at(back(2))
    values = [
        Goal("sleep", when),
        GoalRating("sleep", 2, when),
        GoalRating("sleep", 8, at(LAST)),
        Total("PHQ-9", 16, back(2)),
        Total("PHQ-9", 9, LAST),
        Tag(TagKind.SLEEP, LAST, 7.5),
        Moment(MomentKind.SETBACK, when, "late", minutes_until_okay=20),
        Moment(MomentKind.SETBACK, at(LAST), "later", minutes_until_okay=40),
    ]
    found = history([], [entry(value, when, number) for number, value in enumerate(values)])

    (goal,), (course,), (tags,) = found.goals, found.totals, found.tags
    assert (goal.change, course.change, tags.kind) == (6, -7, TagKind.SLEEP)
    assert found.okay is not None
    assert (found.okay.median_minutes, found.okay.moments) == (30, 2)


def test_it_says_when_beats_were_not_a_persons() -> None:
    assert history([Lived(at(LAST), origin=Origin.SIMULATED)]).is_unreal
    assert history([Lived(at(LAST), origin=Origin.REPLAYED)]).is_unreal
    assert not history([Lived(at(LAST)), Lived(at(LAST), origin=Origin.IMPORTED)]).is_unreal


def test_a_log_gives_its_clients_own_sessions_and_diary(store: Store) -> None:
    live(store, Lived(at(back(1)), before=60, peak=90, half_s=50.0, debrief=Debrief(bring="Monday")))
    live(store, Lived(at(LAST)), "somebody-else")
    store.write_entry(CLIENT, Line("seen", at(LAST)), at(LAST), shared=True)
    store.write_entry("somebody-else", Line("not hers", at(LAST)), at(LAST), shared=True)

    found = client_history(store, CLIENT)
    (session,) = found.sessions
    assert (session.debrief.bring, session.checkin.stress, session.row.id) == ("Monday", 60, "1")
    assert session.recovery is not None
    assert session.recovery.felt_peak == 90
    assert [one.kind for one in found.entries] == ["line"]
    assert (found.since, found.until) == (back(1), LAST)

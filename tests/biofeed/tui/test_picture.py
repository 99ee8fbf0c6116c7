"""Pictures of a client's history: what is drawn, and which session each dot stands for."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from biofeed.care import Debrief
from biofeed.diary import Moment, MomentKind
from biofeed.history import ClientHistory, client_history
from biofeed.store import open_store
from biofeed.store.home import Home
from biofeed.tui.picture import Picture, View, shown_sessions, views
from biofeed.types import Origin
from tests.biofeed.tui.kept import days_ago, keep


def history(home: Path) -> ClientHistory:
    with open_store(Home(home), Origin.STRAP) as store:
        return client_history(store, "me", private=True)


def named(found: list[View], kind: str) -> Picture:
    return next(picture for view in found for picture in view if picture.kind == kind)


def test_practice_counts_days_and_not_sessions_and_has_no_bar_for_an_empty_week(tmp_path: Path) -> None:
    names = [keep(tmp_path, days_ago(days, hour), "reset", beats=False) for days, hour in ((20, 7), (20, 9))]
    keep(tmp_path, days_ago(1), "reset", beats=False)

    picture = named(views(history(tmp_path)), "practice")

    assert (picture.bars[0].value, picture.bars[0].sessions) == (1, tuple(names))
    assert len(picture.bars) == 2
    assert (picture.low, picture.high) == (0, 7)


def test_what_was_felt_is_drawn_by_session_and_over_a_longer_time_by_week(tmp_path: Path) -> None:
    late = keep(tmp_path, days_ago(1), "reset", before=60, after=40, beats=False)
    keep(tmp_path, days_ago(2), "reset", before=80, after=50, beats=False)
    single = named(views(history(tmp_path)), "felt")
    assert [dot.value for dot in single.dots] == [80, 50, 60, 40]
    assert single.dots[-1].sessions == (late,)

    keep(tmp_path, days_ago(200), "reset", before=30, after=20, beats=False)
    weekly = named(views(history(tmp_path)), "felt")

    assert [dot.value for dot in weekly.dots] == [30, 20, 70, 45]
    assert weekly.day_of(late) == dt.date(2026, 11, 16)


def test_windows_at_rest_stand_for_their_sessions(tmp_path: Path) -> None:
    names = [keep(tmp_path, days_ago(days), "resting-reading") for days in range(12, 0, -1)]

    picture = named(views(history(tmp_path)), "rest")

    assert [dot.sessions[0] for dot in picture.dots] == names
    assert picture.line
    assert picture.line[-1].low is not None
    assert "sitting" in picture.explained


def test_recovery_and_ones_own_account_stand_beside_each_other(tmp_path: Path) -> None:
    keep(tmp_path, days_ago(3), "reset", debrief=Debrief(30), beats=False)
    with open_store(Home(tmp_path), Origin.STRAP) as store:
        for minutes in (60, 40, 30, 20, 10):
            when = days_ago(10)
            store.write_entry("me", Moment(MomentKind.SETBACK, when, "x", minutes_until_okay=minutes), when)

    okay = named(views(history(tmp_path)), "okay")

    assert [dot.value for dot in okay.dots if dot.glyph == "●"] == [30]
    assert all(not dot.sessions for dot in okay.dots)


def test_of_one_exercise_there_is_practice_and_what_was_felt(tmp_path: Path) -> None:
    keep(tmp_path, days_ago(3), "reset", before=50, beats=False)
    keep(tmp_path, days_ago(2), "grounding", before=40, beats=False)
    found = history(tmp_path)

    assert [view[0].kind for view in views(found, "reset")] == ["practice", "felt"]
    assert [dot.value for dot in named(views(found, "reset"), "felt").dots] == [50]
    assert [one.row.exercise for one in shown_sessions(found, "reset")] == ["reset"]


def test_where_the_rhythm_means_nothing_nothing_of_it_is_drawn(tmp_path: Path) -> None:
    for days in range(12, 0, -1):
        keep(tmp_path, days_ago(days), "resting-reading")

    kinds = {picture.kind for view in views(history(tmp_path), hrv=False) for picture in view}

    assert "rest" not in kinds


def test_there_is_always_something_to_show(tmp_path: Path) -> None:
    keep(tmp_path, days_ago(1), "reset", beats=False)

    assert len(views(history(tmp_path), "no-such-exercise")) == 1


@pytest.mark.parametrize("session", ["1", "2"])
def test_every_listed_session_has_its_place_in_practice(tmp_path: Path, session: str) -> None:
    keep(tmp_path, days_ago(9), "reset", beats=False)
    keep(tmp_path, days_ago(1), "reset", beats=False)

    assert named(views(history(tmp_path)), "practice").day_of(session) is not None

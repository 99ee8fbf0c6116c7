"""What home reads, and how a wish is fitted to an exercise."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from biofeed.care import Practised
from biofeed.exercise import AS_WRITTEN, Variant
from biofeed.plugins import load_exercise
from biofeed.store.home import Home
from biofeed.tui.lately import days_practised, fitting, read_lately
from tests.biofeed.tui.kept import NOW, days_ago, keep


@pytest.mark.parametrize(
    ("exercise", "minutes", "framed", "wanted"),
    [
        ("longer-exhale", 7.0, True, Variant(7.0, framed=True)),
        ("grounding", 7.0, True, AS_WRITTEN),
        ("resonance-assessment", 7.0, False, AS_WRITTEN),
        ("longer-exhale", None, True, Variant(framed=True)),
        ("reset", 2.0, True, Variant(2.0)),
    ],
)
def test_a_wish_holds_as_far_as_the_exercise_can_be_done_so(
    exercise: str, minutes: float | None, framed: bool, wanted: Variant
) -> None:
    assert fitting(load_exercise(exercise), minutes, framed=framed) == wanted


def test_days_are_counted_once_and_only_the_last_fourteen() -> None:
    today = dt.date(2026, 11, 22)
    days = [today, today, today - dt.timedelta(days=13), today - dt.timedelta(days=14)]

    assert days_practised([Practised(day, "reset", 1.0, with_strap=False) for day in days], today) == 2


def test_the_last_three_come_with_what_was_felt(tmp_path: Path) -> None:
    for days in (9, 5, 2, 1):
        keep(tmp_path, days_ago(days), "reset", before=10 * days, after=days, beats=False)

    lately = read_lately(Home(tmp_path), "me", NOW.date())

    assert [(one.practised.stress_before, one.practised.stress_after) for one in lately.latest] == [
        (10, 1),
        (20, 2),
        (50, 5),
    ]
    assert lately.days == 4
    assert lately.trouble is None


def test_an_empty_folder_is_no_trouble_and_nothing_is_made_in_it(tmp_path: Path) -> None:
    lately = read_lately(Home(tmp_path / "none"), "me", NOW.date())

    assert (lately.latest, lately.days, lately.trouble) == ((), 0, None)
    assert not (tmp_path / "none").exists()


def test_a_broken_file_of_ones_own_is_told_and_hides_no_other(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.exercises.mkdir(parents=True)
    (home.exercises / "mine.toml").write_text("title = 3", "utf-8")

    lately = read_lately(home, "me", NOW.date())

    assert "mine.toml" in lately.broken[0].title
    assert lately.exercise("longer-exhale") is not None
    assert lately.exercise("mine") is None

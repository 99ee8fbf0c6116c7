"""What is known of the person comes from the log, and nothing is made by looking."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from biofeed.care import ASKED_ELSEWHERE, Care, Caution
from biofeed.exercise import Variant
from biofeed.library import Library
from biofeed.plugins import load_exercise
from biofeed.practice import Plan, start
from biofeed.store.home import Home
from biofeed.tui.person import (
    NOBODY,
    read_contacts,
    read_person,
    remember,
    remember_care,
)
from biofeed.types import Rating


async def practise(home: Home, exercise: str, client: str = "me", before: float = 60.0) -> None:
    """Log a session of the simulated strap, with a rating before and one after."""
    opening = (Rating(0.0, "stress before", before),)
    plan = Plan(home, "sim:?seed=1&speed=max", load_exercise(exercise), Variant(), client, opening)
    async with start(plan) as practice:
        async for _ in practice.session.events():
            pass
        practice.session.rate("stress after", 40.0)


def test_where_nothing_was_kept_nothing_is_known_and_nothing_is_made(tmp_path: Path) -> None:
    home = Home(tmp_path / "data")

    assert read_person(home, "me", ()) == NOBODY
    assert not home.path.exists()


@pytest.mark.parametrize("care", [ASKED_ELSEWHERE, Care(True, frozenset({Caution.PANIC}))])
def test_answers_are_read_as_they_were_kept_and_belong_to_one_client(tmp_path: Path, care: Care) -> None:
    remember_care(Home(tmp_path), "me", care)

    assert read_person(Home(tmp_path), "me", ()).care == care
    assert not read_person(Home(tmp_path), "somebody-else", ()).care.answered


def test_contacts_are_lines(tmp_path: Path) -> None:
    remember(Home(tmp_path), "me", "contacts", "Kim: 0123\n\nDr Lee: 0987\n")

    assert read_contacts(Home(tmp_path), "me") == ("Kim: 0123", "Dr Lee: 0987")


async def test_sessions_come_with_how_they_felt_and_simulated_ones_only_where_asked_for(
    tmp_path: Path,
) -> None:
    home = Home(tmp_path)
    await practise(home, "reset")
    exercises, _ = Library(home.exercises).read_all()

    assert read_person(home, "me", exercises).recent == ()
    person = read_person(home, "me", exercises, simulated=True)
    (one,) = person.recent
    assert (one.exercise, one.with_strap, one.stress_before, one.stress_after) == ("reset", True, 60, 40)
    assert person.sessions == 1
    assert person.is_new


async def test_the_day_of_the_last_stressor_is_known(tmp_path: Path) -> None:
    home = Home(tmp_path)
    await practise(home, "stress-recovery")
    exercises, _ = Library(home.exercises).read_all()

    person = read_person(home, "me", exercises, simulated=True)
    assert person.last_stressor == dt.datetime.now().astimezone().date()

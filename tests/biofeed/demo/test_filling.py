"""A made-up life in the demo's log: simulated throughout, whole, and replaced as a whole."""

from __future__ import annotations

import asyncio
import datetime as dt
from itertools import pairwise
from pathlib import Path

import pytest

from biofeed.demo import fill, is_filled
from biofeed.history import client_history
from biofeed.store import open_store
from biofeed.store.home import Home
from biofeed.types import Beat, Origin

NOW = dt.datetime(2026, 11, 22, 9, 0, tzinfo=dt.timezone(dt.timedelta(hours=1)))
DAYS = 12


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """Give a home filled with some days; the progress is checked on the way."""
    home = Home(tmp_path_factory.mktemp("demo"))
    steps: list[tuple[int, int]] = []
    asyncio.run(fill(home, "demo", DAYS, NOW, lambda done, of: steps.append((done, of))))
    assert steps == sorted(steps)
    assert steps[-1][0] == steps[-1][1]
    return home


def test_every_session_is_simulated_done_and_measured(home: Home) -> None:
    with open_store(home, Origin.SIMULATED, create=False) as store:
        rows = store.sessions("demo")
        for row in rows:
            assert row.origin is Origin.SIMULATED
            assert row.state == "finished"
            assert row.end_reason in {"done", "stopped"}
            assert bool(row.beats) == ("simulated" in row.device)
            assert "made up" in store.header(row.id).notes[0]
    assert rows
    assert not home.database(Origin.STRAP).exists()


def test_beats_follow_each_other_without_a_hole_to_the_end(home: Home) -> None:
    with open_store(home, Origin.SIMULATED, create=False) as store:
        row = next(row for row in store.sessions("demo") if row.beats)
        beats = [event for event in store.events(row.id) if isinstance(event, Beat)]

    for before, after in pairwise(beats):
        assert after.t_s - before.t_s == pytest.approx(after.rr_ms / 1000, abs=1e-9)
    assert row.duration_s - beats[-1].t_s < 3


def test_quiet_windows_of_framed_sessions_are_clean(home: Home) -> None:
    with open_store(home, Origin.SIMULATED, create=False) as store:
        history = client_history(store, "demo", private=True)
    framed = [one for one in history.sessions if len(one.windows) == 2 and not one.was_cut_short]

    assert framed
    assert all(window.is_clean for one in framed for window in one.windows)


def test_there_is_a_diary_beside_the_sessions(home: Home) -> None:
    with open_store(home, Origin.SIMULATED, create=False) as store:
        kinds = {entry.kind for entry in store.entries("demo")}

    assert {"goal", "rating", "total"} <= kinds


def test_filling_again_replaces_all_of_it(home: Home, tmp_path: Path) -> None:
    assert is_filled(home, "demo")
    assert not is_filled(Home(tmp_path), "demo")

    made = asyncio.run(fill(home, "demo", DAYS, NOW, lambda done, of: None))

    with open_store(home, Origin.SIMULATED, create=False) as store:
        assert len(store.sessions("demo")) == made.sessions
        assert len(store.entries("demo")) == made.entries

"""`biofeed store delete`: nothing about a person is left in the files, and what is out of reach is named."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from biofeed.store import all_sessions, engine, open_store
from biofeed.store.engine import connect
from biofeed.store.home import Home
from biofeed.types import Origin
from tests.biofeed.cli.conftest import Run
from tests.biofeed.store.conftest import HEADER
from tests.biofeed.store.vault.conftest import ADDRESS, CLIENT, DEVICE, NOTE, fill, found_in


@pytest.fixture(autouse=True)
def home(own_home: Path) -> Home:
    """Give the data folder with three sessions of one client, and one of another."""
    home = Home(own_home)
    fill(home, HEADER)
    with open_store(home, Origin.STRAP) as store, store.begin(replace(HEADER, client="other-2"), "other-2"):
        pass
    return home


def test_no_byte_of_the_database_files_says_who_was_deleted_or_what_they_said(run: Run, home: Home) -> None:
    assert found_in(home.path, CLIENT, NOTE, DEVICE, ADDRESS) == ["sessions.db", "simulated.db"]
    ran = run("store", "delete", "--client", CLIENT, "--yes")

    assert (ran.code, ran.err) == (0, "")
    assert found_in(home.path, CLIENT, NOTE, DEVICE, ADDRESS) == []
    assert [row.client for row in all_sessions(home)] == ["other-2"]


def test_nor_while_another_program_has_the_log_open(run: Run, home: Home) -> None:
    """A log that is open keeps its -wal file, which is emptied."""
    with closing(connect(home.database(Origin.STRAP))) as other:
        other.execute("SELECT count(*) FROM event").fetchone()
        assert run("store", "delete", "--client", CLIENT, "--yes").code == 0
        assert found_in(home.path, CLIENT, NOTE, DEVICE, ADDRESS) == []
        assert (home.path / "sessions.db-wal").stat().st_size == 0


def test_somebody_who_is_just_reading_keeps_it_from_going_and_that_is_said(
    run: Run, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "BUSY_S", 0.1)
    with closing(connect(home.database(Origin.STRAP))) as other:
        other.execute("BEGIN")
        other.execute("SELECT count(*) FROM event").fetchone()
        ran = run("store", "delete", "--client", CLIENT, "--yes")
        assert ran.code == 30
        assert "another program is reading" in ran.err

    assert run("store", "delete", "--client", CLIENT, "--yes").code == 0
    assert found_in(home.path, CLIENT, NOTE, DEVICE, ADDRESS) == []


def test_what_is_out_of_reach_is_named(run: Run, home: Home) -> None:
    aside = home.path / "sessions-before-20260101-120000.db"
    aside.write_bytes(home.database(Origin.STRAP).read_bytes())
    ran = run("store", "delete", "--client", CLIENT, "--yes")

    assert str(aside) in ran.out
    for word in ("backups", "exported recordings", "bundles", "snapshots", "SSD"):
        assert word in ran.out


def test_off_a_terminal_it_takes_a_yes(run: Run, home: Home) -> None:
    ran = run("store", "delete", "--client", CLIENT)

    assert (ran.code, "--yes" in ran.err) == (2, True)
    assert len(all_sessions(home, CLIENT)) == 3


def test_a_client_with_a_running_session_is_not_deleted(run: Run, home: Home) -> None:
    with open_store(home, Origin.STRAP) as store, store.begin(HEADER, CLIENT) as log:
        ran = run("store", "delete", "--client", CLIENT, "--yes")
        assert (ran.code, f"Session {log.id} is running" in ran.err) == (30, True)
    assert len(all_sessions(home, CLIENT)) == 4


def test_somebody_about_whom_nothing_is_kept_is_said(run: Run) -> None:
    ran = run("store", "delete", "--client", "nobody-1", "--yes")

    assert (ran.code, ran.out) == (30, "")

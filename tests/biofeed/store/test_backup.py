"""A backup is a whole log in one file, and can take the log's place."""

from __future__ import annotations

import datetime as dt
import sqlite3
import stat
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from biofeed.errors import StoreError
from biofeed.recording import Header
from biofeed.store import all_sessions, open_store
from biofeed.store.backup import backup, restore
from biofeed.store.home import Home
from biofeed.store.store import Store
from biofeed.types import Marker, Note, Origin

NOW = dt.datetime(2026, 3, 2, 9, 0, 5)


def keep(store: Store, header: Header) -> str:
    with store.begin(header, "river-7") as log:
        log.append([Marker(1.0), Note(2.0, "warm hands")])
        log.finish(3.0, "done", ())
    return log.id


def damage(path: Path) -> None:
    """Overwrite a page in the middle of the file."""
    raw = bytearray(path.read_bytes())
    middle = len(raw) // 2 // 4096 * 4096
    raw[middle : middle + 4096] = b"\xa5" * 4096
    path.write_bytes(raw)


def test_a_backup_is_one_private_file_with_everything_in_it(
    store: Store, header: Header, tmp_path: Path
) -> None:
    keep(store, header)
    target = tmp_path / "kept" / "mine.db"
    target.parent.mkdir()

    backup(store.path, target)

    assert [path.name for path in target.parent.iterdir()] == ["mine.db"]
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    with closing(sqlite3.connect(target)) as database:
        assert database.execute("SELECT count(*) FROM event").fetchone() == (2,)
        assert database.execute("PRAGMA journal_mode").fetchone() == ("delete",)


def test_a_backup_may_be_made_while_a_session_is_running(
    store: Store, header: Header, tmp_path: Path
) -> None:
    with store.begin(header, "me") as log:
        log.append([Marker(1.0)])
        backup(store.path, tmp_path / "mine.db")
        log.append([Marker(2.0)])

    with closing(sqlite3.connect(tmp_path / "mine.db")) as database:
        assert database.execute("SELECT t_s FROM event").fetchall() == [(1.0,)]
    assert list(store.events(log.id)) == [Marker(1.0), Marker(2.0)]


def test_a_file_that_is_there_is_written_over_only_when_asked(
    store: Store, header: Header, tmp_path: Path
) -> None:
    keep(store, header)
    target = tmp_path / "mine.db"
    target.write_text("something else")

    with pytest.raises(StoreError, match="already a file") as caught:
        backup(store.path, target)
    assert "--force" in caught.value.hint
    assert target.read_text() == "something else"

    backup(store.path, target, overwrite=True)
    assert target.read_bytes().startswith(b"SQLite")


def test_what_is_damaged_is_not_called_a_backup(store: Store, header: Header, tmp_path: Path) -> None:
    keep(store, header)
    damage(store.path)
    target = tmp_path / "kept" / "mine.db"
    target.parent.mkdir()

    with pytest.raises(StoreError, match="damaged") as caught:
        backup(store.path, target)
    assert "rescue" in caught.value.hint
    assert list(target.parent.iterdir()) == []


def test_a_folder_that_is_not_there_is_an_error(store: Store, tmp_path: Path) -> None:
    with pytest.raises(StoreError):
        backup(store.path, tmp_path / "nowhere" / "mine.db")


def test_a_restored_backup_takes_the_place_of_the_log_which_is_kept(
    store: Store, home: Home, header: Header, tmp_path: Path
) -> None:
    keep(store, header)
    backup(store.path, tmp_path / "mine.db")
    keep(store, header)

    kept = restore(store.path, tmp_path / "mine.db", home.running, NOW)

    assert [row.id for row in all_sessions(home)] == ["1"]
    assert kept == home.path / "sessions-before-20260302-090005.db"
    assert stat.S_IMODE(store.path.stat().st_mode) == 0o600
    restore(store.path, kept, home.running, NOW + dt.timedelta(seconds=1))
    assert [row.id for row in all_sessions(home)] == ["2", "1"]


def test_a_log_that_is_gone_can_be_restored(store: Store, home: Home, header: Header, tmp_path: Path) -> None:
    keep(store, header)
    backup(store.path, tmp_path / "mine.db")
    store.path.unlink()

    assert restore(store.path, tmp_path / "mine.db", home.running, NOW) is None
    assert [row.id for row in all_sessions(home)] == ["1"]


def test_even_a_log_that_cannot_be_opened_is_kept_aside(
    store: Store, home: Home, header: Header, tmp_path: Path
) -> None:
    keep(store, header)
    backup(store.path, tmp_path / "mine.db")
    store.path.write_text("my diary")

    kept = restore(store.path, tmp_path / "mine.db", home.running, NOW)

    assert kept is not None
    assert kept.read_text() == "my diary"


def test_nothing_is_restored_under_a_running_session(
    store: Store, home: Home, header: Header, tmp_path: Path
) -> None:
    backup(store.path, tmp_path / "mine.db")

    with store.begin(header, "me"), pytest.raises(StoreError, match="Session 1 is running"):
        restore(store.path, tmp_path / "mine.db", home.running, NOW)


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda path: path.unlink(), "There is no file"),
        (lambda path: path.write_text("my diary"), "is no backup of biofeed"),
        (lambda path: path.write_bytes(b""), "is no backup of biofeed"),
        (damage, "damaged"),
        (lambda path: change(path, "DROP TABLE alembic_version"), "is no backup of biofeed"),
        (lambda path: change(path, "UPDATE alembic_version SET version_num = '9999'"), "newer version"),
        (lambda path: change(path, "UPDATE session SET origin = 'simulated'"), "holds simulated"),
    ],
)
def test_what_is_no_backup_of_this_log_does_not_take_its_place(
    store: Store, home: Home, header: Header, tmp_path: Path, spoil: object, said: str
) -> None:
    keep(store, header)
    source = tmp_path / "mine.db"
    backup(store.path, source)
    assert callable(spoil)
    spoil(source)

    with pytest.raises(StoreError, match=said) as caught:
        restore(store.path, source, home.running, NOW)

    assert "store rescue" not in caught.value.hint or said == "damaged"
    assert [row.id for row in all_sessions(home)] == ["1"]
    assert sorted(path.name for path in home.path.iterdir()) == ["running", "sessions.db"]


def test_own_sessions_are_not_restored_among_the_simulated(
    home: Home, header: Header, tmp_path: Path, store: Store
) -> None:
    keep(store, header)
    backup(store.path, tmp_path / "mine.db")
    with open_store(home, Origin.SIMULATED) as simulated:
        keep(simulated, replace(header, origin=Origin.SIMULATED))

    with pytest.raises(StoreError, match="person's own"):
        restore(simulated.path, tmp_path / "mine.db", home.running, NOW)


def change(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path)) as database:
        database.execute(statement)
        database.commit()

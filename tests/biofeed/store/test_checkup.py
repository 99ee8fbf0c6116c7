"""A checkup finds what is wrong with a log, says what to do, and changes nothing."""

from __future__ import annotations

import shlex
import sqlite3
from contextlib import closing

import pytest

from biofeed.errors import StoreError
from biofeed.recording import Header
from biofeed.store.checkup import Line, checkup
from biofeed.store.store import Store
from biofeed.types import Beat, Marker, Note, Origin


@pytest.fixture
def kept(store: Store, header: Header) -> Store:
    """Give a log with two sessions; the second has many entries."""
    for count in (2, 400):
        with store.begin(header, "river-7") as log:
            log.append([Beat(0, 0.9, 900.0), *(Note(float(t_s), "x" * 500) for t_s in range(1, count))])
            log.finish(3.0, "done", ())
    return store


def open_lines(store: Store) -> list[Line]:
    """Give what there is to do."""
    lines = list(checkup(store.path, simulated=False))
    assert all(line.hint for line in lines if not line.ok), "what is not in order says what to do"
    return [line for line in lines if not line.ok]


def change(store: Store, *statements: str) -> None:
    with closing(sqlite3.connect(store.path)) as database:
        for statement in statements:
            database.execute(statement)
        database.commit()


def test_a_log_in_order_has_nothing_to_do_and_is_not_changed(kept: Store) -> None:
    before = kept.path.read_bytes()

    assert open_lines(kept) == []
    assert kept.path.read_bytes() == before


def test_it_may_be_looked_at_while_a_session_is_running(kept: Store, header: Header) -> None:
    with kept.begin(header, "me") as log:
        log.append([Marker(1.0)])
        assert open_lines(kept) == []


def test_a_damaged_page_is_found(kept: Store) -> None:
    raw = bytearray(kept.path.read_bytes())
    middle = raw.index(b'{"text":"xxx', len(raw) // 2) // 4096 * 4096
    raw[middle : middle + 4096] = b"\xa5" * 4096
    kept.path.write_bytes(raw)

    (line,) = open_lines(kept)
    assert "damaged" in line.title
    assert "biofeed store rescue" in line.hint


def test_an_index_that_does_not_fit_its_table_is_found(kept: Store) -> None:
    change(
        kept,
        "PRAGMA writable_schema = ON",
        "UPDATE sqlite_master SET sql = 'CREATE INDEX session_client ON session (device)' "
        "WHERE name = 'session_client'",
    )

    (line,) = open_lines(kept)
    assert line.title.startswith("damaged: ")
    assert "session_client" in line.title


def test_a_file_that_is_no_log_is_found(kept: Store) -> None:
    kept.path.write_bytes(b"my diary " * 1000)

    assert "is damaged" in open_lines(kept)[-1].title


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("DELETE FROM event WHERE session = 1 AND seq = 1", "fewer entries than they say: 1"),
        ("UPDATE session SET beats = 7 WHERE id = 2", "fewer entries than they say: 2"),
        ("DELETE FROM session WHERE id = 1", "belong to nothing that is there (event)"),
        ("UPDATE alembic_version SET version_num = '9999'", "of a newer biofeed"),
    ],
)
def test_what_does_not_fit_together_is_found(kept: Store, statement: str, said: str) -> None:
    change(kept, statement)

    (line,) = open_lines(kept)
    assert said in line.title


def test_an_older_version_is_in_order_and_stays_older(kept: Store) -> None:
    change(kept, "UPDATE alembic_version SET version_num = '0001'")

    assert open_lines(kept) == []
    with closing(sqlite3.connect(kept.path)) as database:
        assert database.execute("SELECT version_num FROM alembic_version").fetchone() == ("0001",)


def test_a_file_that_others_may_read_is_found(kept: Store) -> None:
    kept.path.chmod(0o640)

    (line,) = open_lines(kept)
    assert line.hint == f"Close it to them: chmod go-rwx {shlex.quote(str(kept.path))}"


def test_simulated_sessions_are_named_as_people_know_them(kept: Store) -> None:
    change(kept, "UPDATE session SET beats = 7 WHERE id = 2")

    titles = [line.title for line in checkup(kept.path, simulated=True) if not line.ok]
    assert titles[0].endswith("sim-2")


def test_whereabouts_count_what_is_there(kept: Store) -> None:
    place = kept.whereabouts()

    assert (place.path, place.sessions, place.encrypted) == (kept.path, {Origin.STRAP: 2}, False)
    assert place.size_bytes == kept.path.stat().st_size


def test_a_file_that_does_not_begin_as_a_log_is_taken_for_encrypted(kept: Store) -> None:
    from biofeed.store.whereabouts import is_encrypted

    kept.path.write_bytes(b"\x8f" * 4096)
    assert is_encrypted(kept.path)
    kept.path.write_bytes(b"")
    assert not is_encrypted(kept.path)
    kept.path.unlink()
    with pytest.raises(StoreError):
        is_encrypted(kept.path)

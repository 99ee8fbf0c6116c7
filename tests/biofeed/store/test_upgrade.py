"""A log of the first version, with everything in it, brought to the newest: nothing is lost or changed."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config

from biofeed.store import open_store
from biofeed.store.engine import connect_to_write, open_engine
from biofeed.store.home import Home
from biofeed.store.note import Author
from biofeed.store.revision import MIGRATIONS, REVISIONS, stored_revision
from biofeed.types import Beat, Marker, Measure, Note, Origin

CLIENTS = [(1, "river-7", "2026-03-01T18:30:00+01:00"), (2, "hill-2", "2026-03-02T18:30:00+01:00")]
SESSION = (
    "started, started_utc, origin, device, device_url, exercise, exercise_toml, minutes, software, format, "
    "remarks, duration_s, events, beats, ended_s, end_reason"
)
SESSIONS = [
    (
        *(number, client, f"2026-03-0{number}T18:30:00+01:00", f"2026-03-0{number}T17:30:00.000000+00:00"),
        *("strap", "Polar H10", "ble:", "longer-exhale", 'title = "länger aus"\n', 5.0, "biofeed 0.1.0", 1),
        *('["made up"]', 3.0, 3, 1, *end),
    )
    for number, client, end in ((1, 1, (3.0, "done")), (2, 2, (None, None)), (3, 1, (3.0, "stopped")))
]
EVENTS = [
    (number, *rest)
    for number in (1, 2, 3)
    for rest in (
        (0, 1.0, "beat", '{"seq":0,"rr_ms":900.5,"flag":"normal"}'),
        (1, 2.0, "marker", '{"text":""}'),
        (2, 3.0, "note", '{"text":"wärmere Hände","topic":""}'),
    )
]
MEASURES = [
    (1, 0, "rmssd", 48.25, "ms", 60.0, 0.97, "rmssd.v1", "biofeed 0.1.0"),
    (1, 1, "coherence", None, "", 64.0, 0.5, "coherence.v1", "biofeed 0.1.0"),
    (3, 0, "rmssd", 1e-300, "ms", 60.0, 1.0, "rmssd.v1", "biofeed 0.1.0"),
]
NOTES = [
    (1, 1, 1, "2026-03-01T19:00:00+01:00", "slept well"),
    (2, 2, None, "2026-03-02T19:00:00+01:00", "a day off"),
]
TABLES = {
    "client": ("id, code, created", CLIENTS),
    "session": (f"id, client, {SESSION}", SESSIONS),
    "event": ("session, seq, t_s, kind, payload", EVENTS),
    "measure": (
        "session, position, name, value, unit, window_s, coverage, definition, software",
        MEASURES,
    ),
    "note": ("id, client, session, written, text", NOTES),
}


@pytest.fixture
def first(tmp_path: Path) -> Home:
    """Give a data folder with a log as the first version of the program made and filled it."""
    home = Home(tmp_path / "first")
    home.ensure()
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with connect_to_write(open_engine(home.database(Origin.STRAP))) as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
    with closing(sqlite3.connect(home.database(Origin.STRAP))) as database:
        for table, (columns, rows) in TABLES.items():
            marks = ", ".join("?" * len(rows[0]))
            database.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", rows)  # noqa: S608
        database.commit()
    return home


def kept(home: Home) -> Iterator[tuple[str, list[tuple[object, ...]]]]:
    """Give every row of every table, in the columns of the first version."""
    with closing(sqlite3.connect(home.database(Origin.STRAP))) as database:
        for table, (columns, _) in TABLES.items():
            yield table, database.execute(f"SELECT {columns} FROM {table} ORDER BY 1, 2").fetchall()  # noqa: S608


def test_every_row_of_the_first_version_is_there_with_the_same_values(first: Home) -> None:
    open_store(first, Origin.STRAP).close()

    assert dict(kept(first)) == {table: rows for table, (_, rows) in TABLES.items()}
    assert stored_revision(open_engine(first.database(Origin.STRAP))) == REVISIONS[-1]


def test_the_program_understands_them(first: Home) -> None:
    with open_store(first, Origin.STRAP) as store:
        assert [(row.id, row.client, row.end_reason) for row in store.sessions()] == [
            ("3", "river-7", "stopped"),
            ("2", "hill-2", ""),
            ("1", "river-7", "done"),
        ]
        assert list(store.events("2")) == [Beat(0, 1.0, 900.5), Marker(2.0), Note(3.0, "wärmere Hände")]
        assert store.measures("1")[0] == Measure("rmssd", 48.25, "ms", 60.0, 0.97, "rmssd.v1")
        assert store.header("1").holds
        assert (store.findings("1"), store.moves("1"), store.profile("river-7")) == ((), (), {})


def test_a_note_of_the_first_version_is_the_clients_and_private(first: Home) -> None:
    with open_store(first, Origin.STRAP) as store:
        (note,) = store.notes("1")

    assert (note.text, note.author, note.private) == ("slept well", Author.CLIENT, True)


def test_it_can_be_opened_by_two_programs_one_after_the_other(first: Home) -> None:
    open_store(first, Origin.STRAP).close()
    before = dict(kept(first))
    open_store(first, Origin.STRAP).close()

    assert dict(kept(first)) == before

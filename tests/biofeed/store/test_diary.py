"""The diary in the log: it only grows, an edit keeps what was, and deleting leaves nothing."""

from __future__ import annotations

import datetime as dt
import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from biofeed.diary import Entry, Line, Tag, TagKind, Value
from biofeed.errors import StoreError, UsageError
from biofeed.recording import Header
from biofeed.store import open_store
from biofeed.store.engine import open_engine
from biofeed.store.home import Home
from biofeed.store.revision import MIGRATIONS, REVISIONS, stored_revision, upgrade
from biofeed.store.store import Store
from biofeed.types import Origin
from tests.biofeed.diary.making import DAY, NOON, days_ago, goal, rating, setback, total, win

LATER = NOON + dt.timedelta(hours=1)


def rows(store: Store) -> int:
    with closing(sqlite3.connect(store.path)) as database:
        (number,) = database.execute("SELECT count(*) FROM entry").fetchone()
    return int(number)


@pytest.mark.parametrize(
    "value",
    [
        win(feelings=("proud", "dankbar für Ruhe")),
        setback(peak=70, minutes_until_okay=20.0, places=("jaw",)),
        goal(),
        rating(4),
        Tag(TagKind.SLEEP, DAY, 6.5),
        total(11),
        Line("nothing to report", NOON),
    ],
    ids=lambda value: type(value).__name__,
)
def test_every_kind_of_entry_comes_back_exactly(store: Store, value: Value) -> None:
    kept = store.write_entry("river-7", value, NOON)

    assert store.entries() == [kept] == [Entry(kept.id, "river-7", value, NOON)]
    assert store.entry(kept.id) == kept


def test_half_a_surrogate_pair_is_kept(store: Store) -> None:
    kept = store.write_entry("me", Line("walk\udcff", NOON), NOON)

    assert store.entry(kept.id).value == Line("walk\udcff", NOON)


def test_an_entry_is_private_until_it_is_shared(store: Store) -> None:
    kept = store.write_entry("me", win(), NOON)
    ticked = store.write_entry("me", win(), NOON, shared=True)

    assert [store.entry(one.id).shared for one in (kept, ticked)] == [False, True]
    assert store.revise(kept.id, LATER, shared=True).shared
    assert store.entry(kept.id).value == kept.value


def test_an_edit_is_a_new_row_under_the_same_number_and_keeps_what_was(store: Store) -> None:
    first = store.write_entry("me", win(), NOON)
    other = store.write_entry("me", setback(), NOON)
    edited = store.revise(first.id, LATER, win(helped="a walk"))

    assert edited == Entry(first.id, "me", win(helped="a walk"), LATER, revision=2)
    assert store.entry(first.id) == edited
    assert store.revisions(first.id) == (first, edited)
    assert {one.id: one.value for one in store.entries()} == {first.id: edited.value, other.id: other.value}
    assert rows(store) == 3


def test_a_deleted_entry_leaves_no_row_and_its_number_is_not_used_again(store: Store) -> None:
    first = store.write_entry("me", win(), NOON)
    store.revise(first.id, LATER, win(helped="a walk"))
    store.delete_entry(first.id)

    assert rows(store) == 0
    with pytest.raises(StoreError, match=f"no entry {first.id}"):
        store.entry(first.id)
    assert store.write_entry("me", win(), NOON).id > first.id


def test_a_row_that_replaces_another_is_no_entry_of_its_own(store: Store) -> None:
    first = store.write_entry("me", win(), NOON)
    store.revise(first.id, LATER, win(helped="a walk"))

    for ask in (store.entry, store.revisions, store.delete_entry):
        with pytest.raises(StoreError):
            ask(first.id + 1)
    with pytest.raises(StoreError):
        store.revise(first.id + 1, LATER, win())


def test_entries_are_listed_newest_first_by_when_they_were(store: Store) -> None:
    for days in (3, 0, 9):
        store.write_entry("me", win(days), NOON)

    assert [entry.happened for entry in store.entries()] == [days_ago(0), days_ago(3), days_ago(9)]


def test_times_of_two_zones_are_ordered_as_they_happened(store: Store) -> None:
    east = dt.timezone(dt.timedelta(hours=9))
    early = store.write_entry(
        "me", replace(win(), happened=dt.datetime(2026, 3, 4, 18, 0, tzinfo=east)), NOON
    )
    late = store.write_entry("me", win(), NOON)

    assert [entry.id for entry in store.entries()] == [late.id, early.id]


def test_a_list_can_be_of_one_client_of_some_kinds_and_from_a_time_on(store: Store) -> None:
    store.write_entry("river-7", win(0), NOON)
    mine = [store.write_entry("me", value, NOON) for value in (win(9), setback(1), total(11, 2), win(2))]

    assert {entry.client for entry in store.entries("me")} == {"me"}
    assert [entry.id for entry in store.entries("me", ("win",))] == [mine[3].id, mine[0].id]
    assert [entry.id for entry in store.entries("me", since=days_ago(2))] == [
        mine[1].id,
        mine[3].id,
        mine[2].id,
    ]
    assert store.entries("me", ()) == []
    assert store.entries("nobody") == []


def test_goals_are_a_clients_own_as_they_are_now_the_first_set_leading(store: Store) -> None:
    sleep = store.write_entry("me", goal("sleep", 10), NOON)
    store.write_entry("me", goal("walks", 30), NOON)
    store.write_entry("river-7", goal("other"), NOON)
    store.revise(sleep.id, LATER, replace(goal("sleep", 10), more_of="quiet evenings"))

    assert [(one.name, one.more_of) for one in store.goals("me")] == [
        ("walks", "walks"),
        ("sleep", "quiet evenings"),
    ]


def test_what_is_no_client_code_is_refused(store: Store) -> None:
    with pytest.raises(UsageError, match="not a client code"):
        store.write_entry("Jane Doe", win(), NOON)


def test_an_entry_of_a_newer_program_is_named_and_not_guessed_at(store: Store) -> None:
    kept = store.write_entry("me", win(), NOON)
    with closing(sqlite3.connect(store.path)) as database:
        database.execute("UPDATE entry SET kind = 'dream'")
        database.commit()

    with pytest.raises(StoreError, match=f"Entry {kept.id} .* “dream”") as caught:
        store.entries()
    assert "update" in caught.value.hint


def test_an_older_log_gets_the_diary_and_keeps_its_rows(tmp_path: Path, home: Home) -> None:
    """The log as it was before there was a diary, with a client and a note in it."""
    older = tmp_path / "migrations"
    shutil.copytree(MIGRATIONS, older, ignore=shutil.ignore_patterns("v0004*", "__pycache__"))
    for later in older.glob("versions/v*.py"):
        if later.name[1:5] > "0003":
            later.unlink()
    home.ensure()
    path = home.database(Origin.STRAP)
    upgrade(open_engine(path), older)
    with closing(sqlite3.connect(path)) as database:
        database.execute("INSERT INTO client (code, created) VALUES ('river-7', '2026-01-01')")
        database.execute("INSERT INTO note (client, written, text) VALUES (1, '2026-01-01', 'kept')")
        database.commit()
    assert stored_revision(open_engine(path)) == "0003"

    with open_store(home, Origin.STRAP) as store:
        assert store.entries("river-7") == []
        store.write_entry("river-7", win(), NOON)
    with closing(sqlite3.connect(path)) as database:
        assert database.execute("SELECT text FROM note").fetchall() == [("kept",)]
        assert database.execute("SELECT count(*) FROM client").fetchone() == (1,)
    assert stored_revision(open_engine(path)) == REVISIONS[-1]


def test_with_a_client_goes_the_clients_diary(store: Store, header: Header) -> None:
    store.begin(header, "me").close()
    first = store.write_entry("me", win(), NOON)
    store.revise(first.id, LATER, win(helped="a walk"))
    with closing(sqlite3.connect(store.path)) as database:
        database.execute("PRAGMA foreign_keys = ON")
        database.execute("DELETE FROM client WHERE code = 'me'")
        database.commit()

    assert rows(store) == 0

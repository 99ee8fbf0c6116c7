"""Under whom a session is filed, what is written about it, and how it is taken out."""

from __future__ import annotations

import datetime as dt
import sqlite3
from contextlib import closing
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from biofeed.errors import StoreError, UsageError
from biofeed.recording import Header
from biofeed.store.filing import Move
from biofeed.store.note import Annotation, Author
from biofeed.store.store import Store
from biofeed.types import SUMMARY, Marker, Measure, Note, Result

NOW = dt.datetime(2026, 3, 2, 9, 0, tzinfo=dt.timezone(dt.timedelta(hours=1)))
MEASURES = (Measure("rmssd", 48.25, "ms", 60.0, 0.97, "rmssd.60s.v1"),)
BEST_PACE = Result(9.0, "resonance", (Measure("best_pace", 5.5, "/min", 900.0, 1.0, "best_pace.v1"),))
CAME_LATE = Annotation("came late", Author.THERAPIST, private=True, written=NOW)


def keep(store: Store, header: Header, client: str = "river-7") -> str:
    """Log a session of three events with measures and a finding; give its name."""
    with store.begin(header, client) as log:
        log.append([Marker(1.0), Marker(2.0), Note(3.0, "warm hands")])
        log.finish(9.0, "done", [Result(9.0, SUMMARY, MEASURES), BEST_PACE])
    return log.id


def rows(store: Store) -> dict[str, int]:
    """Count the rows of every table but those of Alembic and SQLite."""
    with closing(sqlite3.connect(store.path)) as database:
        names = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        ours = [name for name in names if name != "alembic_version" and not name.startswith("sqlite")]
        return {
            name: database.execute(f"SELECT count(*) FROM {name}").fetchone()[0]  # noqa: S608  # our own names
            for name in ours
        }


# --- moved ------------------------------------------------------------------------------------------


def test_a_moved_session_is_its_persons_with_all_that_belongs_to_it(store: Store, header: Header) -> None:
    name = keep(store, header)
    store.annotate(name, CAME_LATE)

    store.move(name, "hill-2", NOW)

    assert store.session(name).client == store.header(name).client == "hill-2"
    assert store.sessions("river-7") == []
    assert [row.id for row, _ in store.found("hill-2", "resonance")] == [name]
    assert store.found("river-7", "resonance") == []
    assert store.notes(name) == (CAME_LATE,)
    with closing(sqlite3.connect(store.path)) as database:
        owners = "SELECT code FROM client JOIN note ON note.client = client.id"
        assert database.execute(owners).fetchall() == [("hill-2",)]


def test_every_move_stays_on_record(store: Store, header: Header) -> None:
    name = keep(store, header)
    later = NOW + dt.timedelta(days=1)

    store.move(name, "hill-2", NOW)
    store.move(name, "river-7", later)

    assert store.moves(name) == (Move(NOW, "river-7", "hill-2"), Move(later, "hill-2", "river-7"))


def test_the_record_of_a_move_does_not_keep_the_code_of_a_deleted_client(
    store: Store, header: Header
) -> None:
    name = keep(store, header)
    store.move(name, "hill-2", NOW)
    with closing(sqlite3.connect(store.path)) as database:
        database.execute("PRAGMA foreign_keys = ON")
        database.execute("DELETE FROM client WHERE code = 'river-7'")
        database.commit()

    assert store.moves(name) == (Move(NOW, "", "hill-2"),)


def test_a_move_to_where_it_is_changes_nothing(store: Store, header: Header) -> None:
    name = keep(store, header)

    with pytest.raises(UsageError, match="filed under river-7 already"):
        store.move(name, "river-7", NOW)
    with pytest.raises(UsageError, match="not a client code"):
        store.move(name, "Jane Doe", NOW)

    assert store.moves(name) == ()
    assert rows(store)["client"] == 1


# --- deleted ----------------------------------------------------------------------------------------


def test_a_deleted_session_leaves_nothing_and_its_number_is_not_used_again(
    store: Store, header: Header
) -> None:
    kept, name = keep(store, header), keep(store, header)
    store.annotate(name, CAME_LATE)
    store.move(name, "hill-2", NOW)
    before = rows(store)

    store.delete(name)

    with pytest.raises(StoreError, match="no session “2”"):
        store.session(name)
    after = rows(store)
    assert {table: before[table] - after[table] for table in before if before[table] != after[table]} == {
        "session": 1,
        "event": 3,
        "measure": 1,
        "finding": 1,
        "note": 1,
        "move": 1,
    }
    assert len(list(store.events(kept))) == 3
    assert keep(store, header) == "3"


def test_what_is_deleted_is_overwritten_in_the_file(store: Store, header: Header) -> None:
    with store.begin(header, "me") as log:
        log.append([Note(0.0, f"a private word {number}") for number in range(200)])
    assert b"a private word" in store.path.read_bytes()

    # Another session keeps SQLite from clearing up by itself.
    with store.begin(header, "me"):
        store.delete(log.id)
        left = [path.read_bytes() for path in store.path.parent.glob(f"{store.path.name}*")]

    assert len(left) == 3
    assert not any(b"a private word" in data for data in left)


@pytest.mark.parametrize("what", ["moved", "deleted", "measured anew"])
def test_a_running_session_is_left_alone(store: Store, header: Header, what: str) -> None:
    with store.begin(header, "river-7") as log:
        ask = {
            "moved": lambda: store.move(log.id, "hill-2", NOW),
            "deleted": lambda: store.delete(log.id),
            "measured anew": lambda: store.replace_results(log.id, (), "biofeed 9"),
        }
        with pytest.raises(StoreError, match=f"is running and cannot be {what}") as caught:
            ask[what]()
        assert "End it first" in caught.value.hint
    ask[what]()


# --- written about ----------------------------------------------------------------------------------


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=10)
@given(
    notes=st.lists(
        st.builds(
            Annotation,
            st.text(st.characters(exclude_categories=("Cs",))),
            st.sampled_from(Author),
            st.booleans(),
            st.just(NOW),
        ),
        max_size=4,
    )
)
def test_notes_come_back_as_they_were_written_apart_from_what_was_said(
    store: Store, header: Header, notes: list[Annotation]
) -> None:
    name = keep(store, header)
    for note in notes:
        store.annotate(name, note)

    assert store.notes(name) == tuple(notes)
    assert [event for event in store.events(name) if isinstance(event, Note)] == [Note(3.0, "warm hands")]


def test_the_posture_and_the_setting_that_were_said_stand_in_the_list(store: Store, header: Header) -> None:
    with store.begin(header, "me") as log:
        log.append([Note(0.0, "sitting", "posture"), Note(0.0, "at home", "setting"), Marker(1.0)])
        assert (store.session(log.id).posture, store.session(log.id).setting) == ("sitting", "at home")
        log.append([Note(2.0, "lying", "posture"), Note(3.0, "something else", "line")])

    assert (store.session(log.id).posture, store.session(log.id).setting) == ("lying", "at home")
    assert store.session(keep(store, header)).posture == ""


# --- measured anew ----------------------------------------------------------------------------------


def test_new_results_take_the_place_of_all_the_old_ones(store: Store, header: Header) -> None:
    name = keep(store, replace(header, software="biofeed 1"))
    other = keep(store, replace(header, software="biofeed 1"))
    newer = replace(MEASURES[0], value=47.0)

    store.replace_results(name, [Result(9.0, SUMMARY, (newer,))], "biofeed 2")

    assert (store.measures(name), store.findings(name)) == ((newer,), ())
    assert (store.measures(other), store.findings(other)) == (MEASURES, (BEST_PACE,))
    assert store.outdated("biofeed 2") == [other]
    assert store.outdated("biofeed 3") == [name, other]

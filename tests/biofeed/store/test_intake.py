"""What comes into the log from elsewhere, and everything that is held about one person."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from biofeed.diary import Line
from biofeed.errors import StoreError, UsageError
from biofeed.recording import Header
from biofeed.store.intake import Known, NewEntry, NewSession
from biofeed.store.store import Store
from biofeed.types import SUMMARY, Beat, Event, Marker, Measure, Note, Result, Stop

NOW = dt.datetime(2026, 3, 2, 9, 0, tzinfo=dt.timezone(dt.timedelta(hours=1)))
EVENTS: tuple[Event, ...] = (
    Note(0.0, "lying", "posture"),
    Beat(0, 1.0, 900.0),
    Marker(2.0, "half a pair \ud800"),
    Stop(3.0, "stopped"),
    Result(3.0, SUMMARY, (Measure("rmssd", 48.25, "ms", 60.0, 0.97, "rmssd.v1"),)),
    Note(20.0, "later"),
)
OUTSIDE = Line("from outside", NOW)


def test_a_session_from_elsewhere_is_as_if_it_had_been_logged_here(store: Store, header: Header) -> None:
    with store.begin(header, "river-7") as log:
        log.append(EVENTS[:4])
        log.finish(3.0, "stopped", [event for event in EVENTS if isinstance(event, Result)])
        log.append(EVENTS[4:])

    (name,) = store.take_in("river-7", [NewSession("a", header, EVENTS)], (), NOW)

    logged, taken = store.session(log.id), store.session(name)
    assert taken == logged._replace(id=name)
    assert tuple(store.events(name)) == tuple(store.events(log.id)) == EVENTS
    assert store.measures(name) == store.measures(log.id)
    assert store.header(name) == store.header(log.id)


def test_a_session_without_a_stop_ends_as_it_is_told_or_is_interrupted(store: Store, header: Header) -> None:
    sessions = [
        NewSession("a", header, EVENTS[:3], end_reason="end of file"),
        NewSession("b", header, EVENTS[:3]),
        NewSession("c", header, ()),
    ]
    names = store.take_in("river-7", sessions, (), NOW)

    told = [(row.end_reason, row.state, row.duration_s) for row in map(store.session, names)]
    assert told == [("end of file", "finished", 2.0), ("", "interrupted", 2.0), ("", "interrupted", 0.0)]


def test_marks_are_known_afterwards_however_many_are_asked_for(store: Store, header: Header) -> None:
    entries = [NewEntry(f"entry-{at}", 2, OUTSIDE, NOW, shared=True) for at in range(700)]
    store.take_in("river-7", [NewSession("a", header, EVENTS)], entries, NOW)

    known = store.here(["a", "b", *(entry.mark for entry in entries)])
    assert len(known) == 701
    assert known["a"] == Known("1", 1)
    assert known["entry-0"] == Known("", 2)


def test_a_mark_that_is_here_takes_everything_back_that_came_with_it(store: Store, header: Header) -> None:
    store.take_in("river-7", [NewSession("a", header, EVENTS)], (), NOW)

    with pytest.raises(StoreError):
        store.take_in("hill-2", [NewSession("b", header, EVENTS), NewSession("a", header, EVENTS)], (), NOW)
    assert [row.client for row in store.sessions()] == ["river-7"]


def test_an_older_version_of_an_entry_changes_nothing(store: Store) -> None:
    newer = NewEntry("e", 3, OUTSIDE, NOW, shared=True)
    store.take_in("river-7", (), [newer], NOW)
    store.take_in("hill-2", (), [replace(newer, revision=2, value=Line("older", NOW))], NOW)
    assert [entry.value for entry in store.entries()] == [OUTSIDE]

    store.take_in("hill-2", (), [replace(newer, revision=4, value=Line("newest", NOW))], NOW)
    assert [(entry.client, entry.value) for entry in store.entries()] == [("river-7", Line("newest", NOW))]


def test_a_code_that_is_none_is_refused(store: Store) -> None:
    with pytest.raises(UsageError):
        store.take_in("Anna Berg", (), (), NOW)


def test_what_is_held_about_one_person_holds_nothing_of_another(store: Store, header: Header) -> None:
    store.take_in("river-7", [NewSession("a", header, EVENTS)], (), NOW)
    store.take_in(
        "hill-2", [NewSession("b", header, EVENTS)], [NewEntry("e", 1, OUTSIDE, NOW, shared=False)], NOW
    )

    held = dict(store.held("river-7"))
    assert [row["code"] for row in held["client"]] == ["river-7"]
    assert [row["mark"] for row in held["imported"]] == ["a"]
    assert [len(held[table]) for table in ("session", "measure", "entry")] == [1, 1, 0]
    assert "event" not in held

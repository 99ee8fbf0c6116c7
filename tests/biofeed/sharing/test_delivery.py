from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from biofeed.diary import Line
from biofeed.errors import StoreError
from biofeed.sharing.bundle import Bundle, decode, encode
from biofeed.sharing.choice import Choice, choose
from biofeed.sharing.delivery import Delivered, deliver
from biofeed.sharing.tick import Extra
from biofeed.store import open_store
from biofeed.store.home import Home
from biofeed.store.store import Store
from biofeed.types import Origin
from tests.biofeed.sharing.conftest import CLIENT, EVENTS, HEADER, NOW, log_session

ALL = frozenset(Extra)


def bundle_of(home: Home, choice: Choice) -> Bundle:
    """Give what comes out at the other end."""
    return decode(encode(choose(home, choice, "biofeed 0.1.0", NOW).bundle), Path("week.age"))


def test_what_was_shared_is_in_the_therapists_log(home: Home, filled: Store, therapist: Home) -> None:
    done = deliver(bundle_of(home, Choice(CLIENT, ticked=ALL)), therapist, "case-12", NOW)

    assert done == Delivered(("1",), 3, ())
    with open_store(therapist, Origin.STRAP) as store:
        (row,) = store.sessions("case-12")
        was = filled.session("1")
        assert (row.started, row.origin, row.exercise) == (was.started, was.origin, was.exercise)
        assert (row.state, row.end_reason, row.duration_s) == (was.state, was.end_reason, was.duration_s)
        assert (row.events, row.beats, row.posture) == (len(EVENTS) - 1, was.beats, was.posture)
        assert store.measures("1") == filled.measures("1")
        assert [note.text for note in store.notes("1")] == ["for both of us", "kept to myself"]
        assert {entry.kind for entry in store.entries("case-12")} == {"line", "goal"}


@pytest.mark.usefixtures("filled")
def test_taken_in_twice_it_changes_nothing(home: Home, therapist: Home) -> None:
    bundle = bundle_of(home, Choice(CLIENT))
    deliver(bundle, therapist, "case-12", NOW)
    with open_store(therapist, Origin.STRAP) as store:
        before = dict(store.held("case-12"))

        assert deliver(bundle, therapist, "case-12", NOW) == Delivered((), 0, ("1",))
        assert deliver(bundle, therapist, "case-13", NOW) == Delivered((), 0, ("1",))
        assert dict(store.held("case-12")) == before
        assert dict(store.held("case-13"))["client"] == []


def test_what_is_new_comes_in_beside_what_is_here(home: Home, filled: Store, therapist: Home) -> None:
    deliver(bundle_of(home, Choice(CLIENT)), therapist, "case-12", NOW)
    log_session(filled, replace(HEADER, started="2026-03-05T18:30:00+01:00"))

    assert deliver(bundle_of(home, Choice(CLIENT)), therapist, "case-12", NOW).sessions == ("2",)


def test_an_entry_that_was_edited_is_edited_there_too_and_an_older_version_changes_nothing(
    home: Home, filled: Store, therapist: Home
) -> None:
    first = bundle_of(home, Choice(CLIENT))
    deliver(first, therapist, "case-12", NOW)
    filled.revise(1, NOW, Line("said better", NOW))

    assert deliver(bundle_of(home, Choice(CLIENT)), therapist, "case-12", NOW).entries == 1
    assert deliver(first, therapist, "case-12", NOW).entries == 0
    with open_store(therapist, Origin.STRAP) as store:
        lines = store.entries("case-12", ("line",))
        assert [entry.value for entry in lines] == [Line("said better", NOW)]
        assert len(store.revisions(lines[0].id)) == 2


@pytest.mark.usefixtures("filled")
def test_what_was_deleted_may_come_anew(home: Home, therapist: Home) -> None:
    bundle = bundle_of(home, Choice(CLIENT))
    deliver(bundle, therapist, "case-12", NOW)
    with open_store(therapist, Origin.STRAP) as store:
        store.delete("1")
        for entry in store.entries():
            store.delete_entry(entry.id)

    assert deliver(bundle, therapist, "case-12", NOW) == Delivered(("2",), 2, ())


@pytest.mark.usefixtures("filled")
def test_where_one_session_cannot_come_in_none_does(home: Home, therapist: Home) -> None:
    bundle = bundle_of(home, Choice(CLIENT))
    timeless = replace(bundle.sessions[0], mark="session:" + 64 * "0", header=replace(HEADER, started="once"))
    with pytest.raises(StoreError, match="time zone"):
        deliver(replace(bundle, sessions=(*bundle.sessions, timeless)), therapist, "case-12", NOW)

    with open_store(therapist, Origin.STRAP) as store:
        assert dict(store.held("case-12"))["client"] == []
        assert store.sessions() == []


def test_simulated_sessions_stay_apart(home: Home, therapist: Home) -> None:
    with open_store(home, Origin.SIMULATED) as store:
        name = log_session(store, replace(HEADER, origin=Origin.SIMULATED))

    done = deliver(bundle_of(home, Choice(CLIENT, (name,))), therapist, "case-12", NOW)
    assert done.sessions == ("sim-1",)
    with open_store(therapist, Origin.STRAP) as store:
        assert store.sessions() == []


def test_a_session_that_was_interrupted_stays_interrupted(home: Home, therapist: Home) -> None:
    with open_store(home, Origin.STRAP) as store, store.begin(HEADER, CLIENT) as log:
        log.append(EVENTS[:10])

    deliver(bundle_of(home, Choice(CLIENT)), therapist, "case-12", NOW)
    with open_store(therapist, Origin.STRAP) as store:
        assert store.session("1").state == "interrupted"

"""What the session log keeps, and how it is asked for."""

from __future__ import annotations

import datetime as dt
import os
import sqlite3
import stat
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from biofeed.errors import BiofeedError, StoreError, UsageError
from biofeed.recording import Header
from biofeed.store import all_sessions, find, open_store
from biofeed.store import event as event_module
from biofeed.store.home import Home
from biofeed.store.row import SessionRow, State
from biofeed.store.store import Store
from biofeed.types import SUMMARY, Beat, Event, Marker, Measure, Note, Origin, Packet, Result
from tests.privilege import read_only_folder, unprivileged
from tests.strategies import events

MEASURES = (
    Measure("rmssd", 48.25, "ms", 60.0, 0.97, "rmssd.60s.v1"),
    Measure("coherence", None, "", 64.0, 0.5, "coherence.64s.v1"),
)
PACKET = Packet(1.0, "2a37", b"\x10\x48\x00\x04")


def keep(
    store: Store, header: Header, *session: Event, client: str = "river-7", reason: str | None = "done"
) -> str:
    """Log a session, with its end unless `reason` is `None`; give its name."""
    with store.begin(header, client) as log:
        log.append(session)
        if reason is not None:
            log.finish(9.5, reason, [Result(9.5, SUMMARY, MEASURES)])
    return log.id


# --- what is kept -----------------------------------------------------------------------------------


def test_half_a_surrogate_pair_in_a_name_is_shown_as_its_escape(store: Store, header: Header) -> None:
    """A file's name may hold bytes that are no text; the name of a replayed device comes from one."""
    name = keep(store, replace(header, device="walk\udcff.jsonl"), Note(0.0, "a\udc80b"), reason="x\ud800")

    assert store.session(name).device == r"walk\udcff.jsonl"
    assert store.session(name).end_reason == r"x\ud800"
    assert list(store.events(name)) == [Note(0.0, "a\udc80b")]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=30)
@given(session=st.lists(events, max_size=8))
def test_events_of_every_kind_come_back_exactly(store: Store, header: Header, session: list[Event]) -> None:
    name = keep(store, header, *session)

    assert list(store.events(name)) == session


def test_events_keep_their_order_over_many_appends_and_pages(
    store: Store, header: Header, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A back-dated beat stands where it was appended, not where its time is."""
    monkeypatch.setattr(event_module, "PAGE", 3)
    session = [Marker(float(t_s)) for t_s in (5, 1, 4, 1, 5, 9, 2, 6)]
    with store.begin(header, "me") as log:
        for event in session:
            log.append([event])

    assert list(store.events(log.id)) == session


def test_the_header_comes_back_exactly(store: Store, header: Header) -> None:
    assert store.header(keep(store, header)) == header


def test_the_client_of_a_session_is_whom_it_was_begun_for(store: Store, header: Header) -> None:
    name = keep(store, replace(header, client=""), client="me")

    assert store.header(name).client == store.session(name).client == "me"


def test_measures_come_back_as_they_were(store: Store, header: Header) -> None:
    name = keep(store, header)

    assert store.measures(name) == MEASURES


def test_a_session_is_listed_with_its_length_and_counts(store: Store, header: Header) -> None:
    name = keep(store, header, PACKET, Beat(0, 0.9, 900.0), Marker(7.5), Beat(1, 1.8, 900.0))

    assert store.session(name) == SessionRow(
        id="1",
        client="river-7",
        started=dt.datetime(2026, 3, 1, 18, 30, tzinfo=dt.timezone(dt.timedelta(hours=1))),
        origin=Origin.STRAP,
        device="Polar H10",
        exercise="longer-exhale",
        state=State.FINISHED,
        end_reason="done",
        duration_s=7.5,
        events=4,
        beats=2,
    )


def test_the_list_never_looks_at_events(store: Store, header: Header) -> None:
    """Counts are kept along, so a list does not take longer because sessions are long."""
    keep(store, header, PACKET, Beat(0, 0.9, 900.0))
    with closing(sqlite3.connect(store.path)) as database:
        database.execute("DROP TABLE event")
        database.commit()

    assert [(row.events, row.beats) for row in store.sessions()] == [(2, 1)]


def test_an_append_of_nothing_is_nothing(store: Store, header: Header) -> None:
    assert store.session(keep(store, header)).events == 0


def test_an_event_that_cannot_be_written_takes_none_of_its_batch_along(store: Store, header: Header) -> None:
    with store.begin(header, "me") as log:
        log.append([Marker(0.0)])
        with pytest.raises(ValueError, match="JSON"):
            log.append([Marker(1.0), Beat(0, 2.0, float("nan"))])
        log.append([Marker(3.0)])

    assert list(store.events(log.id)) == [Marker(0.0), Marker(3.0)]


def test_appends_from_other_threads_are_kept(store: Store, header: Header) -> None:
    with store.begin(header, "me") as log, ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda t_s: log.append([Marker(float(t_s))]), range(40)))

    assert sorted(event.t_s for event in store.events(log.id)) == [float(t_s) for t_s in range(40)]


# --- lists and names --------------------------------------------------------------------------------


def test_the_newest_session_is_first_wherever_it_was(store: Store, header: Header) -> None:
    """Sessions are ordered by when they were, not by what the clock on the wall said there."""
    for started in ("2026-03-01T18:00:00+01:00", "2026-03-01T17:30:00+00:00", "2026-03-01T19:00:00+05:00"):
        keep(store, replace(header, started=started))

    assert [row.id for row in store.sessions()] == ["2", "1", "3"]
    assert [row.id for row in store.sessions(limit=2)] == ["2", "1"]


def test_a_list_can_be_one_client_s(store: Store, header: Header) -> None:
    keep(store, header, client="a")
    keep(store, header, client="b")
    keep(store, header, client="a")

    assert [row.id for row in store.sessions("a")] == ["3", "1"]
    assert store.sessions("nobody") == []


def test_simulated_sessions_have_a_log_and_names_of_their_own(home: Home, header: Header) -> None:
    for origin in (Origin.STRAP, Origin.SIMULATED, Origin.REPLAYED):
        with open_store(home, origin) as store:
            keep(store, replace(header, origin=origin))

    assert {row.id: row.origin for row in all_sessions(home)} == {
        "1": Origin.STRAP,
        "sim-1": Origin.SIMULATED,
        "sim-2": Origin.REPLAYED,
    }
    for name in ("1", "sim-1", "sim-2"):
        store, row = find(home, name)
        assert row.id == name
        assert store.session(name) == row


def test_all_sessions_are_ordered_and_cut_together(home: Home, header: Header) -> None:
    for day, origin in enumerate([Origin.STRAP, Origin.SIMULATED] * 2, 1):
        with open_store(home, origin) as store:
            keep(store, replace(header, started=f"2026-03-0{day}T08:00:00+00:00"), client=f"c{day}")

    assert [row.id for row in all_sessions(home)] == ["sim-2", "2", "sim-1", "1"]
    assert [row.id for row in all_sessions(home, limit=3)] == ["sim-2", "2", "sim-1"]
    assert [row.id for row in all_sessions(home, client="c2")] == ["sim-1"]


def test_to_look_makes_nothing(home: Home) -> None:
    assert all_sessions(home) == []
    with pytest.raises(StoreError, match="No sessions"):
        open_store(home, Origin.STRAP, create=False)
    with pytest.raises(StoreError, match="no session “1”"):
        find(home, "1")
    assert not home.path.exists()


@pytest.mark.parametrize("name", ["2", "0", "-1", "sim-1", "", "one", "1 ", "01", "9" * 40, "١"])
def test_a_session_that_is_not_there_is_named(store: Store, home: Home, header: Header, name: str) -> None:
    keep(store, header)
    for ask in (store.session, store.header, store.measures, store.events, lambda name: find(home, name)):
        with pytest.raises(StoreError, match=f"no session “{name}”") as caught:
            ask(name)
        assert "sessions list" in caught.value.hint


@pytest.mark.parametrize("code", ["a", "A-1_b", "x" * 40])
def test_a_client_code_is_letters_digits_dashes_underscores(store: Store, header: Header, code: str) -> None:
    assert store.session(keep(store, header, client=code)).client == code


@pytest.mark.parametrize("code", ["", "x" * 41, "Jane Doe", "müller", "a/b", "a\n", "a.b"])
def test_other_client_codes_are_refused(store: Store, header: Header, code: str) -> None:
    with pytest.raises(UsageError, match="not a client code"):
        store.begin(header, code)
    assert store.sessions() == []


@pytest.mark.parametrize("started", ["", "yesterday", "2026-03-01T18:30:00"])
def test_a_session_has_to_have_begun_some_time(store: Store, header: Header, started: str) -> None:
    with pytest.raises(StoreError, match="when and in which time zone"):
        store.begin(replace(header, started=started), "me")


# --- running, finished, interrupted -----------------------------------------------------------------


def test_a_session_runs_until_it_is_finished(store: Store, header: Header) -> None:
    with store.begin(header, "me") as log:
        assert store.session(log.id).state is State.RUNNING
        log.finish(60.0, "the person stopped", ())
        row = store.session(log.id)
        assert (row.state, row.end_reason) == (State.FINISHED, "the person stopped")


def test_a_session_closed_without_an_end_was_interrupted(store: Store, header: Header) -> None:
    name = keep(store, header, PACKET, reason=None)

    assert store.session(name).state is State.INTERRUPTED
    assert store.session(name).end_reason == ""
    assert list(store.events(name)) == [PACKET]


def test_an_interrupted_session_does_not_keep_the_next_from_running(store: Store, header: Header) -> None:
    keep(store, header, reason=None)
    with store.begin(header, "me"):
        assert [row.state for row in store.sessions()] == [State.RUNNING, State.INTERRUPTED]


def test_nothing_of_a_closed_session_stays_open(store: Store, home: Home, header: Header) -> None:
    log = store.begin(header, "me")
    log.close()
    log.close()

    assert list(home.running.iterdir()) == []
    assert [entry.name for entry in home.path.glob("sessions.db*")] == ["sessions.db"]


# --- whose eyes, and whose errors -------------------------------------------------------------------


@pytest.mark.parametrize("umask", [0o000, 0o077, 0o777])
def test_only_their_owner_may_read_the_files_whatever_the_umask(
    home: Home, header: Header, umask: int
) -> None:
    before = os.umask(umask)
    try:
        store = open_store(home, Origin.STRAP)
        with store.begin(header, "me") as log:
            log.append([PACKET])
            names = {
                path: stat.S_IMODE(path.stat().st_mode) for path in home.path.rglob("*") if path.is_file()
            }
    finally:
        os.umask(before)

    assert {path.name for path in names} == {"sessions.db", "sessions.db-wal", "sessions.db-shm", "1.lock"}
    assert set(names.values()) == {0o600}


def test_a_log_that_others_could_read_is_closed_to_them(store: Store, home: Home) -> None:
    store.path.chmod(0o644)
    open_store(home, Origin.STRAP)

    assert stat.S_IMODE(store.path.stat().st_mode) == 0o600


def test_a_read_only_data_folder_is_an_error_with_a_hint() -> None:
    with read_only_folder() as folder, unprivileged(), pytest.raises(StoreError) as caught:
        open_store(Home(folder), Origin.STRAP)
    assert "BIOFEED_HOME" in caught.value.hint


def test_a_file_that_is_no_database_is_an_error_with_a_hint(home: Home) -> None:
    home.ensure()
    home.database(Origin.STRAP).write_bytes(b"my diary, which nobody may read " * 200)

    with pytest.raises(StoreError, match="is damaged") as caught:
        open_store(home, Origin.STRAP)
    assert "aside" in caught.value.hint
    assert home.database(Origin.STRAP).read_bytes().startswith(b"my diary")


def test_a_damaged_page_is_an_error_and_other_sessions_stay_readable(store: Store, header: Header) -> None:
    keep(store, header, Note(0.0, "early"))
    keep(store, header, *(Note(float(t_s), "x" * 500) for t_s in range(200)))
    raw = bytearray(store.path.read_bytes())
    middle = raw.index(b'{"text":"xxx', len(raw) // 2) // 4096 * 4096
    raw[middle : middle + 4096] = b"\xa5" * 4096
    store.path.write_bytes(raw)

    with pytest.raises(StoreError, match="is damaged"):
        list(store.events("2"))
    assert list(store.events("1")) == [Note(0.0, "early")]


def test_an_entry_that_cannot_be_understood_is_named(store: Store, header: Header) -> None:
    keep(store, header, PACKET)
    with closing(sqlite3.connect(store.path)) as database:
        database.execute("UPDATE event SET kind = 'sneeze'")
        database.commit()

    with pytest.raises(StoreError, match="Entry 0 of session 1 cannot be read: “sneeze” is not a known kind"):
        list(store.events("1"))


def test_a_full_disk_is_an_error_and_the_events_can_be_written_again(store: Store, header: Header) -> None:
    """SQLite says the same when the disk is full and when a limit on the file's size is reached."""
    with store.begin(header, "me") as log:
        log.append([Marker(0.0)])
        limit = log._connection.connection.cursor()
        pages = limit.execute("PRAGMA page_count").fetchone()[0]
        limit.execute(f"PRAGMA max_page_count = {pages}")
        large = [Note(float(t_s), "x" * 4000) for t_s in range(100)]
        with pytest.raises(StoreError, match="no room left"):
            log.append(large)
        limit.execute("PRAGMA max_page_count = 1000000")
        log.append(large)

    assert list(store.events(log.id)) == [Marker(0.0), *large]
    assert store.session(log.id).events == 101


def test_a_log_that_another_program_keeps_to_itself_is_an_error(
    store: Store, header: Header, monkeypatch: pytest.MonkeyPatch
) -> None:
    with store.begin(header, "me") as log, closing(sqlite3.connect(store.path)) as other:
        other.execute("BEGIN IMMEDIATE")
        log._connection.connection.cursor().execute("PRAGMA busy_timeout = 0")
        with pytest.raises(StoreError, match="Another program"):
            log.append([PACKET])
        other.rollback()
        log.append([PACKET])

    assert list(store.events(log.id)) == [PACKET]


def test_errors_of_the_log_name_the_disk_and_never_the_person(store: Store, header: Header) -> None:
    with pytest.raises(BiofeedError) as caught:
        keep(replace_path(store), header, Note(0.0, "a private word"))
    assert "private" not in f"{caught.value.title} {caught.value.hint}"


def replace_path(store: Store) -> Store:
    """Take the tables away from under a log."""
    with closing(sqlite3.connect(store.path)) as database:
        database.execute("DROP TABLE event")
        database.commit()
    return store


# --- what is found, and what is known of a client ---------------------------------------------------


def best_pace(bpm: float) -> Result:
    return Result(
        9.0, "resonance", (Measure("best_pace", bpm, "/min", 900.0, 1.0, "best_pace.v1"),), {"n": 5.0}
    )


def test_what_a_session_found_comes_back_exactly_and_newest_first(store: Store, header: Header) -> None:
    for bpm, day in ((5.5, "01"), (6.0, "02")):
        begun = replace(header, started=f"2026-03-{day}T18:30:00+01:00")
        with store.begin(begun, "river-7") as log:
            log.finish(9.5, "done", [Result(9.5, SUMMARY, MEASURES), best_pace(bpm)])

    assert store.measures(log.id) == MEASURES
    assert store.findings(log.id) == (best_pace(6.0),)
    assert [result for _, result in store.found("river-7", "resonance")] == [best_pace(6.0), best_pace(5.5)]
    assert [row.id for row, _ in store.found("river-7", "resonance")] == ["2", "1"]
    assert store.found("river-8", "resonance") == store.found("river-7", "recovery") == []


def test_what_is_said_after_the_end_makes_the_session_no_longer(store: Store, header: Header) -> None:
    with store.begin(header, "me") as log:
        log.append([Marker(60.0)])
        log.finish(60.0, "done", ())
        log.append([Note(200.0, "easier than yesterday", "line")])

    assert store.session(log.id).duration_s == 60.0
    assert list(store.events(log.id))[-1] == Note(200.0, "easier than yesterday", "line")


def test_what_is_known_of_a_client_holds_until_it_is_changed(store: Store) -> None:
    store.remember("me", "cautions", "none")
    store.remember("me", "cautions", "pregnancy")
    store.remember("you", "cautions", "none")

    assert store.profile("me") == {"cautions": "pregnancy"}
    assert store.profile("nobody") == {}

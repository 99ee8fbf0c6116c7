"""Gathering a client's sessions gives what asking for each by itself gives."""

from __future__ import annotations

from dataclasses import replace

from biofeed.rows import Header
from biofeed.store.bulk import FIRST_EVENTS, LAST_EVENTS
from biofeed.store.store import Store
from biofeed.types import SUMMARY, Marker, Measure, Note, Rating, Result, Stop

MEASURES = (
    Measure("mean_hr", 62.5, "bpm", 300.0, 0.97, "mean_hr.v1"),
    Measure("rmssd", None, "ms", 300.0, 0.1, "x"),
)
FOUND = Result(300.0, "window", MEASURES, {"role": "before", "start_s": 0.0})


def lived(store: Store, header: Header, client: str, middle: int = 0) -> str:
    with store.begin(header, client) as log:
        log.append([Rating(0.0, "stress before", 60.0), Note(0.0, "sitting", "posture")])
        log.append([Marker(float(number)) for number in range(middle)])
        log.append([Stop(300.0, "done")])
        log.finish(300.0, "done", [Result(300.0, SUMMARY, MEASURES), FOUND])
        log.append([Rating(305.0, "stress after", 30.0), Note(306.0, "Monday", "bring to session")])
    return log.id


def test_it_gives_what_each_session_gives_by_itself(store: Store, header: Header) -> None:
    for days in ("01", "02", "03"):
        lived(store, replace(header, started=f"2026-03-{days}T18:30:00+01:00"), "river-7")
    lived(store, header, "somebody-else")

    found = store.gather("river-7")
    assert [one.row for one in reversed(found)] == store.sessions("river-7")
    for one in found:
        assert one.measures == store.measures(one.row.id)
        assert one.findings == store.findings(one.row.id)
        assert one.software == store.header(one.row.id).software
        assert list(one.said) == [
            event for event in store.events(one.row.id) if isinstance(event, Rating | Note)
        ]


def test_what_was_said_is_found_around_a_long_session(store: Store, header: Header) -> None:
    lived(store, header, "river-7", middle=FIRST_EVENTS + LAST_EVENTS + 500)

    (one,) = store.gather("river-7")
    assert [event.t_s for event in one.said] == [0.0, 0.0, 305.0, 306.0]


def test_nothing_is_found_twice_where_beginning_and_end_overlap(store: Store, header: Header) -> None:
    for middle in (0, FIRST_EVENTS - 3, LAST_EVENTS, LAST_EVENTS + FIRST_EVENTS):
        lived(store, header, f"client-{middle}", middle=middle)

        (one,) = store.gather(f"client-{middle}")
        assert len(one.said) == 4


def test_a_session_that_was_moved_says_so(store: Store, header: Header) -> None:
    name = lived(store, header, "before")
    store.move(name, "river-7", store.session(name).started)

    assert [one.moved for one in store.gather("river-7")] == [True]
    assert store.gather("before") == []


def test_nobody_has_no_sessions(store: Store) -> None:
    assert store.gather("nobody") == []

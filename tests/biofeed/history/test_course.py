"""One session whole: its course, what was written about it, and a hash that can be computed again."""

from __future__ import annotations

import datetime as dt
import hashlib

import pytest

from biofeed.history import session_course
from biofeed.history.course import heart_lines
from biofeed.rows import encode_line
from biofeed.store.note import Annotation, Author
from biofeed.store.store import Store
from biofeed.types import Beat, Flag, Gap, Marker, PhaseChange, PhaseKind, Reflag
from tests.biofeed.history.year import LAST, Lived, at, live

EVENTS = (
    PhaseChange(0.0, PhaseKind.REST, "arrive", 60.0),
    *(Beat(number, number * 1.0, 1000.0) for number in range(1, 60)),
    Reflag(20.0, 19, Flag.ECTOPIC),
    Gap(30.0, 2.0, "lost"),
    PhaseChange(60.0, PhaseKind.BREATHE, "longer exhale", 540.0),
    Marker(70.0, "door"),
)


def test_the_hash_is_that_of_the_events_as_they_are_printed(store: Store) -> None:
    name = live(store, Lived(at(LAST), events=EVENTS))

    printed = b"".join(encode_line(seq, event) for seq, event in enumerate(store.events(name)))
    assert session_course(store, name).sha256 == hashlib.sha256(printed).hexdigest()


def test_it_has_parts_gaps_markers_and_what_was_said(store: Store) -> None:
    course = session_course(store, live(store, Lived(at(LAST), events=EVENTS, before=60)))

    assert [part.title for part in course.parts] == ["arrive", "longer exhale"]
    assert [(gap.t_s, gap.duration_s) for gap in course.gaps] == [(30.0, 2.0)]
    assert [marker.text for marker in course.markers] == ["door"]
    assert course.session.checkin.stress == 60
    assert course.header.exercise == "longer-exhale"


def test_private_notes_stay_out_unless_they_are_asked_for(store: Store) -> None:
    name = live(store, Lived(at(LAST)))
    when = dt.datetime(2026, 11, 23, 9, tzinfo=dt.UTC)
    for text, private in (("kept to myself", True), ("to be seen", False)):
        store.annotate(name, Annotation(text, Author.THERAPIST, private, when))

    assert [note.text for note in session_course(store, name).notes] == ["to be seen"]
    assert len(session_course(store, name, private=True).notes) == 2


def test_a_moved_session_says_so(store: Store) -> None:
    name = live(store, Lived(at(LAST)), "before")
    store.move(name, "after", at(LAST))

    course = session_course(store, name)
    assert course.session.moved
    assert [move.to_client for move in course.moves] == ["after"]


class TestHeartLines:
    def test_steps_average_the_beats_that_count(self) -> None:
        beats = [
            Beat(0, 0.5, 1000.0),
            Beat(1, 1.5, 500.0),
            Beat(2, 1.9, 9000.0, Flag.MISSED),
            Beat(3, 2.5, 600.0),
        ]

        assert heart_lines(beats, 10.0) == (((1.0, pytest.approx(80.0)), (3.0, pytest.approx(100.0))),)

    def test_the_line_breaks_where_beats_are_missing(self) -> None:
        lines = heart_lines([Beat(0, 1.0, 1000.0), Beat(1, 5.0, 1000.0), Beat(2, 30.0, 1000.0)], 60.0)

        assert [len(line) for line in lines] == [2, 1]

    def test_a_long_session_has_longer_steps(self) -> None:
        beats = [Beat(number, number * 1.0, 1000.0) for number in range(1, 9001)]

        assert len(heart_lines(beats, 9000.0)[0]) <= 901

    def test_without_beats_there_is_no_line(self) -> None:
        assert heart_lines([], 60.0) == ()

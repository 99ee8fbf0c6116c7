"""The page of one session."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from biofeed.care import Debrief, StopReason
from biofeed.history import SessionCourse, session_course
from biofeed.report import Page, session_page
from biofeed.report.html import as_html
from biofeed.report.number import Number
from biofeed.store import open_store
from biofeed.store.home import Home
from biofeed.store.note import Annotation, Author
from biofeed.store.store import Store
from biofeed.types import Beat, Gap, Marker, Measure, Origin, PhaseChange, PhaseKind, Result
from tests.biofeed.history.year import LAST, Lived, at, live
from tests.biofeed.report.read_page import Read

NOW = at(LAST, 21)
EVENTS = (
    PhaseChange(0.0, PhaseKind.REST, "arrive", 180.0),
    *(Beat(number, number * 1.0, 900.0 + number % 60) for number in range(1, 300)),
    Gap(300.0, 20.0, "lost"),
    *(Beat(number, number + 20.0, 900.0) for number in range(300, 560)),
    PhaseChange(180.0, PhaseKind.BREATHE, "<b>longer exhale</b>", 420.0),
    Marker(70.0, "door"),
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(Home(tmp_path / "home"), Origin.STRAP) as store:
        yield store


@pytest.fixture
def course(store: Store) -> SessionCourse:
    debrief = Debrief(bring="Monday", line="quieter", okay_minutes=12)
    lived = Lived(at(LAST), events=EVENTS, half_s=46.0, before=60, peak=80, after=30, debrief=debrief)
    return session_course(store, live(store, lived))


def headline(page: Page) -> list[str]:
    return [
        "".join(part.text if isinstance(part, Number) else part for part in line.said)
        for line in page.headline
    ]


def test_it_begins_with_what_it_was_how_it_felt_and_what_is_flagged(course: SessionCourse) -> None:
    assert headline(session_page(course, NOW)) == [
        "longer-exhale, 10 min.",
        "Felt stress before and after: 60/100 → 30/100.",
        "to bring to the session: “Monday”",
    ]


def test_a_session_that_was_stopped_with_a_weak_signal_says_so(store: Store) -> None:
    lived = Lived(
        at(LAST),
        minutes=4,
        weak="paused",
        before=None,
        end="stopped",
        debrief=Debrief(stop_reason=StopReason.DIZZY),
    )
    page = session_page(session_course(store, live(store, lived)), NOW)

    assert headline(page) == [
        "longer-exhale, 4 min, ended early at 4:00 (stopped).",
        "Felt stress: after 35/100.",
        "Nothing was marked for the next session. ○ low signal: paused.",
    ]
    assert "stopped because dizzy" in Read.page(as_html(page)).text


def test_sections_come_in_their_order(course: SessionCourse) -> None:
    read = Read.page(as_html(session_page(course, NOW)))

    assert read.sections == ["headline", "told", "course", "recovery", "window", "method", "provenance"]


def test_the_course_shows_parts_gaps_and_markers_and_nothing_runs(course: SessionCourse) -> None:
    read = Read.page(as_html(session_page(course, NOW)))

    assert "arrive" in read.text
    assert "<b>longer exhale</b>" in read.text
    assert "1:10 “door”" in read.text
    assert sum(found.get("class") == "bar" for _, found in read.elements) == 1
    # One stroke for each stretch with beats.
    assert sum(found.get("class") == "line" for _, found in read.elements) == 2
    assert not {"b", "script"} & {tag for tag, _ in read.elements}


def test_private_words_and_notes_are_shown_only_where_they_are_asked_for(store: Store) -> None:
    name = live(store, Lived(at(LAST), debrief=Debrief(line="quieter", helped="an open door")))
    when = dt.datetime(2026, 11, 23, tzinfo=dt.UTC)
    store.annotate(name, Annotation("kept to myself", Author.THERAPIST, True, when))
    texts = ("quieter", "an open door", "kept to myself")

    plain = as_html(session_page(session_course(store, name), NOW))
    asked = as_html(session_page(session_course(store, name, private=True), NOW))
    assert not any(text in plain for text in texts)
    assert all(text in asked for text in texts)
    assert "did not share" in asked


def test_neither_address_nor_serial_number_is_on_it(store: Store, course: SessionCourse) -> None:
    page = as_html(session_page(course, NOW))

    assert store.header(course.session.row.id).device_url.endswith("12:34:56")
    assert "Polar H10" in page
    assert "12345678" not in page
    assert "12:34:56" not in page


def test_it_has_the_hash_of_its_events(course: SessionCourse) -> None:
    assert course.sha256 in as_html(session_page(course, NOW))


def test_the_paces_of_an_assessment_have_a_row_each(course: SessionCourse) -> None:
    swing = Measure("swing", 14.2, "bpm", 95.0, 0.99, "swing.step.v1")
    steps = tuple(
        Result(600.0, "resonance step", (swing,), {"pace_bpm": pace, "followed": "follows"})
        for pace in (5.0, 6.0)
    )
    read = Read.page(as_html(session_page(replace(course, steps=steps), NOW)))

    assert [row.text for row in read.rows if "a minute" in row.text] == [
        "5.0 a minute14 bpm99 %follows",
        "6.0 a minute14 bpm99 %follows",
    ]


def test_a_simulated_session_says_so_on_every_sheet(tmp_path: Path) -> None:
    with open_store(Home(tmp_path / "simulated"), Origin.SIMULATED) as store:
        course = session_course(store, live(store, Lived(at(LAST), origin=Origin.SIMULATED)))
    page = as_html(session_page(course, NOW))

    assert Read.page(page).text.count("Simulated beats") == 1
    assert '@bottom-center { content: "Simulated beats: nobody’s heart was measured here"' in page


def test_a_session_without_beats_has_words_and_no_numbers_of_the_heart(store: Store) -> None:
    read = Read.page(
        as_html(session_page(session_course(store, live(store, Lived(at(LAST), rmssd_ms=None))), NOW))
    )

    assert read.sections == ["headline", "told", "method", "provenance"]


def test_a_session_full_of_gaps_and_notes_keeps_its_page_small(course: SessionCourse) -> None:
    when = dt.datetime(2026, 11, 23, tzinfo=dt.UTC)
    notes = tuple(
        Annotation(f"note {number} " + "x" * 500, Author.CLIENT, False, when) for number in range(500)
    )
    gaps = tuple(Gap(number * 0.1, 0.05, "lost") for number in range(6000))
    page = as_html(session_page(replace(course, gaps=gaps, notes=notes), NOW))

    assert len(page) < 100_000
    assert "note 499" in page
    assert "the latest 8 of 500" in page

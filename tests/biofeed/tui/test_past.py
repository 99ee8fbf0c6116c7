"""What is told of a past session: words before numbers, and the same order for two beside each other."""

from __future__ import annotations

from pathlib import Path

from biofeed.care import Debrief, StopReason, Window
from biofeed.history import PastSession, SessionCourse, session_course
from biofeed.store import open_store
from biofeed.store.home import Home
from biofeed.tui.past import facts, paired, said_lines
from biofeed.types import Origin
from biofeed.words import history as words
from tests.biofeed.tui.kept import days_ago, keep


def course_of(home: Path, name: str) -> SessionCourse:
    with open_store(Home(home), Origin.STRAP) as store:
        return session_course(store, name, private=True)


def session_of(home: Path, name: str) -> PastSession:
    return course_of(home, name).session


def test_what_was_felt_comes_before_what_was_measured(tmp_path: Path) -> None:
    name = keep(tmp_path, days_ago(1), framed=True, before=60, after=40)
    told = [fact for fact, _ in facts(session_of(tmp_path, name))]

    assert told.index(words.FACTS["stress"]) < told.index(words.FACTS["before"])
    assert told.index(words.FACTS["before"]) < told.index(words.FACTS["heart"])


def test_both_quiet_windows_are_told_with_their_numbers(tmp_path: Path) -> None:
    name = keep(tmp_path, days_ago(1), framed=True)
    told = dict(facts(session_of(tmp_path, name)))

    assert told[words.FACTS["before"]] == "67 bpm, RMSSD 24 ms"
    assert told[words.FACTS["after"]] == "67 bpm, RMSSD 24 ms"


def test_where_the_rhythm_means_nothing_no_number_of_it_is_told(tmp_path: Path) -> None:
    name = keep(tmp_path, days_ago(1), framed=True, before=60)
    told = dict(facts(session_of(tmp_path, name), hrv=False))

    assert words.FACTS["stress"] in told
    assert not {words.FACTS[key] for key in ("rmssd", "before", "after", "heart")} & set(told)


def test_without_beats_there_is_nothing_measured_to_tell(tmp_path: Path) -> None:
    name = keep(tmp_path, days_ago(1), "reset", beats=False)

    assert words.FACTS["heart"] not in dict(facts(session_of(tmp_path, name)))


def test_why_it_was_stopped_and_how_long_it_took_are_told(tmp_path: Path) -> None:
    debrief = Debrief(20, Window.INSIDE, stop_reason=StopReason.DIZZY, okay_minutes=4)
    name = keep(tmp_path, days_ago(1), "reset", beats=False, debrief=debrief)
    told = dict(facts(session_of(tmp_path, name)))

    assert told[words.FACTS["ended"]] == "stopped: dizzy"
    assert told[words.FACTS["okay"]] == "4 min"
    assert told[words.FACTS["window"]] == "– → inside"


def test_ones_own_words_and_marks_are_told(tmp_path: Path) -> None:
    debrief = Debrief(20, line="quiet", helped="the window open", bring="the dream")
    name = keep(tmp_path, days_ago(1), "reset", beats=False, debrief=debrief)

    assert list(said_lines(course_of(tmp_path, name))) == [
        ("helped", "the window open"),
        (words.LINE, "quiet"),
        ("bring to session", "the dream"),
        (words.MARKED, "0:30 here"),
    ]


def test_two_are_paired_fact_by_fact_with_a_dash_where_one_has_none() -> None:
    when, stress = words.FACTS["when"], words.FACTS["stress"]

    assert paired([(when, "a"), (stress, "60 → 40")], [(when, "b")]) == [
        (when, "a", "b"),
        (stress, "60 → 40", words.NOT_SAID),
    ]

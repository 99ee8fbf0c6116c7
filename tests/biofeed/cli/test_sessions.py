"""`biofeed sessions`: looking at the log, and keeping it in order."""

from __future__ import annotations

import json
import os
from importlib import import_module
from pathlib import Path
from typing import get_args

import pytest

from biofeed.recording import Header
from biofeed.store import open_store
from biofeed.store.home import Home
from biofeed.types import SUMMARY, Beat, Event, Measure, Note, Origin, Result
from biofeed.words.log import EVENTS
from biofeed.words.said import device
from tests.biofeed.cli.conftest import Run
from tests.privilege import read_only_copy, unprivileged

MEASURES = (Measure("rmssd", 48.25, "ms", 60.0, 0.97, "rmssd.v1"), Measure("sdnn", None, "ms", 60.0, 0, "x"))
BEST_PACE = Result(9.0, "resonance", (Measure("best_pace", 5.5, "/min", 900.0, 1.0, "best_pace.v1"),))


@pytest.fixture(autouse=True)
def home(own_home: Path) -> Home:
    """Give the data folder with two sessions of `river-7` and one of `hill-2` in it."""
    home = Home(own_home)
    with open_store(home, Origin.STRAP) as store:
        for day, client in enumerate(("river-7", "hill-2", "river-7"), 1):
            header = Header(Origin.STRAP, "Polar H10", f"2026-03-0{day}T18:30:00+01:00", exercise="box")
            with store.begin(header, client) as log:
                log.append([Note(0.0, "sitting", "posture"), Beat(0, 1.0, 900.0), Note(8.0, "warm hands")])
                log.finish(9.0, "done", [Result(9.0, SUMMARY, MEASURES), BEST_PACE])
    return home


def ids(run: Run, *options: str) -> list[str]:
    listed = json.loads(run("sessions", "list", "--json", *options).out)
    return [row["id"] for row in listed["sessions"]]


# --- list -------------------------------------------------------------------------------------------


def test_the_newest_session_is_first_and_the_list_can_be_cut(run: Run) -> None:
    assert ids(run) == ["3", "2", "1"]
    assert ids(run, "--client", "river-7") == ["3", "1"]
    assert ids(run, "--limit", "2") == ["3", "2"]
    assert ids(run, "--client", "river-7", "--limit", "1") == ["3"]
    assert run("sessions", "list", "--limit", "0").code == 2


def test_a_list_is_columns_of_text(run: Run) -> None:
    head, first, *_ = run("sessions", "list").out.splitlines()

    assert head.split() == ["id", "client", "started", "exercise", "length", "beats", "state"]
    assert first.split() == ["3", "river-7", "2026-03-03", "18:30", "box", "0:08", "1", "finished"]


def test_nothing_to_list_is_said(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert run("sessions", "list", "--client", "nobody").out == "no sessions of nobody\n"
    monkeypatch.setenv("BIOFEED_HOME", str(tmp_path / "empty"))
    assert run("sessions", "list").out == "no sessions yet\n"


# --- show -------------------------------------------------------------------------------------------


def test_a_session_is_shown_with_words_before_numbers(run: Run) -> None:
    run("sessions", "annotate", "1", "came late", "--by", "therapist")
    out = run("sessions", "show", "1").out

    order = ["river-7", "0:08  warm hands", "therapist, private: came late", "48.25", "resonance 0:09"]
    assert [out.index(part) for part in order] == sorted(out.index(part) for part in order)
    assert "posture: sitting" in out


def test_each_finding_says_which_it_is_and_of_what_time(run: Run, home: Home) -> None:
    named = {"title": "sitting", "role": "before", "start_s": 60.0, "end_s": 180.0}
    header = Header(Origin.STRAP, device("none"), "2026-03-04T18:30:00+01:00")
    with open_store(home, Origin.STRAP) as store, store.begin(header, "river-7") as log:
        log.append([Note(0.0, "here")])
        log.finish(200.0, "done", [Result(200.0, "window", MEASURES, named), BEST_PACE])
    out = run("sessions", "show", "4").out

    assert "window “before” 1:00–3:00  rmssd" in out
    assert "resonance 0:09" in out
    assert f"{device('none')}\n" in out


def test_events_have_names_for_people(run: Run) -> None:
    assert {kind.__name__ for kind in get_args(Event)} <= EVENTS.keys()
    assert "  1 beat, 2 notes\n" in run("sessions", "show", "1").out


def test_a_session_is_shown_to_programs(run: Run) -> None:
    run("sessions", "annotate", "1", "slept well", "--shared")
    shown = json.loads(run("sessions", "show", "1", "--json").out)["session"]

    assert shown["posture"] == "sitting"
    assert shown["said"][1] == {"t_s": 8.0, "topic": "", "text": "warm hands"}
    assert shown["events"] == {"Beat": 1, "Note": 2}
    assert shown["measures"]["rmssd"]["value"] == 48.25
    assert shown["findings"][0]["measures"]["best_pace"]["value"] == 5.5
    (note,) = shown["notes"]
    assert (note["author"], note["private"], note["text"]) == ("client", False, "slept well")
    assert shown["moves"] == []


def test_every_event_can_be_printed(run: Run) -> None:
    lines = run("sessions", "show", "1", "--events").out.splitlines()

    assert [json.loads(line)["kind"] for line in lines] == ["note", "beat", "note"]


# --- delete -----------------------------------------------------------------------------------------


def test_off_a_terminal_nothing_is_deleted_without_a_yes(run: Run) -> None:
    ran = run("sessions", "delete", "1")

    assert (ran.code, ran.out) == (2, "")
    assert "--yes" in ran.err
    assert ids(run) == ["3", "2", "1"]


def test_a_session_is_deleted_with_a_yes(run: Run) -> None:
    ran = run("sessions", "delete", "1", "--yes")

    assert (ran.code, ran.err) == (0, "")
    assert "session 1 is deleted" in ran.out
    assert ids(run) == ["3", "2"]
    assert run("sessions", "show", "1").code == 30


@pytest.mark.parametrize(
    ("answer", "left"), [("y\n", ["3", "2"]), ("n\n", ["3", "2", "1"]), ("", ["3", "2", "1"])]
)
def test_on_a_terminal_it_is_asked_first(
    run: Run, monkeypatch: pytest.MonkeyPatch, answer: str, left: list[str]
) -> None:
    monkeypatch.setattr(import_module("biofeed.cli.sessions"), "on_terminal", lambda: True)
    monkeypatch.setattr("click.termui.visible_prompt_func", lambda _: answer.strip() or stop())
    ran = run("sessions", "delete", "1")

    assert ran.code == (0 if answer == "y\n" else 130)
    assert ids(run) == left


def stop() -> str:
    """Do what the end of the input does."""
    raise EOFError


def test_what_cannot_be_deleted_is_said(run: Run, home: Home) -> None:
    assert "no session “9”" in run("sessions", "delete", "9", "--yes").err
    with open_store(home, Origin.STRAP) as store, store.begin(store.header("1"), "me"):
        ran = run("sessions", "delete", "4", "--yes")
        assert ran.code == 30
        assert "is running and cannot be deleted" in ran.err


# --- annotate and move ------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["", "  \n"])
def test_an_empty_note_is_not_kept(run: Run, text: str) -> None:
    assert run("sessions", "annotate", "1", text).code == 2
    assert json.loads(run("sessions", "show", "1", "--json").out)["session"]["notes"] == []


def test_a_moved_session_says_where_it_came_from(run: Run) -> None:
    ran = run("sessions", "move", "1", "--to", "hill-2")

    assert (ran.code, ran.out) == (0, "session 1 moved from river-7 to hill-2\n")
    assert ids(run, "--client", "hill-2") == ["2", "1"]
    assert "moved from river-7 to hill-2" in run("sessions", "show", "1").out
    (move,) = json.loads(run("sessions", "show", "1", "--json").out)["session"]["moves"]
    assert (move["from"], move["to"]) == ("river-7", "hill-2")
    assert run("sessions", "move", "1", "--to", "hill-2").code == 2
    assert run("sessions", "move", "1", "--to", "Jane Doe").code == 2


def test_the_demo_has_a_log_of_its_own(run: Run) -> None:
    assert run("sessions", "list", "--demo").out == "no sessions yet\n"
    assert run("sessions", "delete", "1", "--yes", "--demo").code == 30
    assert ids(run) == ["3", "2", "1"]


def test_a_log_that_may_not_be_written_is_listed_and_shown(
    run: Run, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    with read_only_copy(home.path) as copy:
        monkeypatch.setenv("BIOFEED_HOME", os.fspath(copy))
        with unprivileged():
            assert ids(run) == ["3", "2", "1"]
            assert "warm hands" in run("sessions", "show", "1").out
            refused = run("sessions", "annotate", "1", "came late")
        assert (refused.code, refused.out) == (30, "")
        assert "BIOFEED_HOME" in refused.err

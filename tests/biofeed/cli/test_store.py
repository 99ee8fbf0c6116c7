"""`biofeed store`: the files behind the log, for their owner."""

from __future__ import annotations

import json
import sqlite3
import stat
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from biofeed import recording
from biofeed.practice import SOFTWARE
from biofeed.recording import Header
from biofeed.store import open_store
from biofeed.store.home import Home
from biofeed.types import Event, Note, Origin, Stop
from tests.biofeed.cli.conftest import Run
from tests.scripted import steady_heart

HEADER = Header(Origin.STRAP, "Polar H10", "2026-03-01T18:30:00+01:00", software="biofeed 0.0.9")
EVENTS: list[Event] = [*steady_heart(90), Note(80.0, "a word like no other"), Stop(90.5, "done")]


@pytest.fixture(autouse=True)
def home(own_home: Path) -> Home:
    """Give the data folder with two sessions, and a simulated one, none of them measured yet."""
    home = Home(own_home)
    for origin, count in ((Origin.STRAP, 2), (Origin.SIMULATED, 1)):
        with open_store(home, origin) as store:
            for _ in range(count):
                with store.begin(replace(HEADER, origin=origin), "river-7") as log:
                    log.append(EVENTS)
                    log.finish(90.5, "done", ())
    return home


# --- where and check --------------------------------------------------------------------------------


def test_where_names_the_files_and_says_that_anybody_could_read_them(run: Run, home: Home) -> None:
    out = run("store", "where").out

    assert str(home.path / "sessions.db") in out
    assert str(home.path / "simulated.db") in out
    assert "2 strap" in out
    assert "1 simulated" in out
    assert "not encrypted" in out
    own, simulated = json.loads(run("store", "where", "--json").out)["databases"]
    assert (own["sessions"], own["encrypted"]) == ({"strap": 2}, False)
    assert own["bytes"] == (home.path / "sessions.db").stat().st_size
    assert simulated["sessions"] == {"simulated": 1}


def test_before_the_first_session_there_is_nothing_and_nothing_is_made(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("BIOFEED_HOME", str(tmp_path / "empty"))

    for command in ("where", "check"):
        ran = run("store", command)
        assert (ran.code, ran.out) == (0, f"nothing logged yet: {tmp_path / 'empty'}\n")
    assert run("store", "rebuild").code == 0
    assert run("store", "backup", tmp_path / "mine.db").code == 30
    assert run("store", "rescue", "-o", tmp_path / "out").code == 30
    assert not (tmp_path / "empty").exists()


def test_a_check_of_files_in_order_ends_with_0(run: Run) -> None:
    ran = run("store", "check")

    assert (ran.code, ran.err) == (0, "")
    assert "to do" not in ran.out


def test_a_check_says_what_to_do_and_ends_with_1(run: Run, home: Home) -> None:
    (home.path / "sessions.db").chmod(0o644)
    ran = run("store", "check")

    assert ran.code == 1
    assert "to do  others on this computer may look into it" in ran.out
    assert "chmod" in ran.out
    own, simulated = json.loads(run("store", "check", "--json").out)["databases"]
    assert [line["ok"] for line in own["checks"]].count(False) == 1
    assert all(line["ok"] for line in simulated["checks"])


# --- rebuild ----------------------------------------------------------------------------------------


def software(home: Home) -> list[tuple[int, str]]:
    with closing(sqlite3.connect(home.path / "sessions.db")) as database:
        return database.execute("SELECT DISTINCT session, software FROM measure ORDER BY 1").fetchall()


def test_rebuild_measures_what_this_version_has_not_measured(run: Run, home: Home) -> None:
    assert software(home) == []
    ran = run("store", "rebuild")

    assert (ran.code, ran.out) == (0, f"measured by {SOFTWARE} now: 2\nmeasured by {SOFTWARE} now: 1\n")
    assert software(home) == [(1, SOFTWARE), (2, SOFTWARE)]
    with open_store(home, Origin.STRAP) as store:
        assert store.measures("1")[0].value == 60.0
        assert list(store.events("1")) == EVENTS
    assert "already: 2 of 2; --all" in run("store", "rebuild").out
    assert f"measured by {SOFTWARE} now: 2" in run("store", "rebuild", "--all").out


def test_rebuild_goes_on_where_it_was_interrupted(
    run: Run, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    from biofeed import rebuilding

    measured = []
    results_of = rebuilding.results_of

    def interrupted(header: Header, events: object) -> object:
        measured.append(header)
        if len(measured) == 2:
            raise KeyboardInterrupt
        return results_of(header, events)  # type: ignore[arg-type]  # passed on as it came

    monkeypatch.setattr(rebuilding, "results_of", interrupted)
    assert run("store", "rebuild").code == 130
    assert software(home) == [(1, SOFTWARE)]

    assert run("store", "rebuild").code == 0
    assert software(home) == [(1, SOFTWARE), (2, SOFTWARE)]
    assert len(measured) == 4, "the first was not measured twice"


def test_a_session_that_cannot_be_read_is_said_and_the_others_are_measured(run: Run, home: Home) -> None:
    with closing(sqlite3.connect(home.path / "sessions.db")) as database:
        database.execute("UPDATE event SET kind = 'sneeze' WHERE session = 1 AND seq = 7")
        database.commit()
    ran = run("store", "rebuild")

    assert ran.code == 30
    assert "Entry 7 of session 1 cannot be read" in ran.err
    assert "now: 1" in ran.out
    assert software(home) == [(2, SOFTWARE)]


def test_a_running_session_is_left_alone(run: Run, home: Home) -> None:
    with open_store(home, Origin.STRAP) as store, store.begin(HEADER, "me"):
        assert run("store", "rebuild").code == 0
        assert software(home) == [(1, SOFTWARE), (2, SOFTWARE)]


# --- backup, restore, rescue ------------------------------------------------------------------------


def test_a_backup_can_be_restored(run: Run, home: Home, tmp_path: Path) -> None:
    file = tmp_path / "mine.db"
    backed_up = run("store", "backup", file)
    assert (backed_up.code, backed_up.err) == (0, "")
    assert backed_up.out.startswith(f"{file}: ")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert run("store", "backup", file).code == 30
    assert run("store", "backup", file, "--force").code == 0

    run("sessions", "delete", "1", "--yes")
    restored = run("store", "restore", file)
    assert (restored.code, restored.err) == (0, "")
    (kept,) = home.path.glob("sessions-before-*.db")
    assert str(kept) in restored.out
    assert str(kept) in run("store", "where").out, "it holds what a person may want to be rid of"
    assert run("sessions", "show", "1").code == 0


def test_each_log_has_backups_of_its_own(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "simulated.db"
    assert run("store", "backup", file, "--simulated").code == 0
    ran = run("store", "restore", file)

    assert ran.code == 30
    assert "--simulated" in ran.err
    assert run("store", "restore", file, "--simulated").code == 0


def test_a_damaged_log_is_rescued_into_recordings(run: Run, home: Home, tmp_path: Path) -> None:
    path = home.path / "sessions.db"
    raw = bytearray(path.read_bytes())
    page = raw.index(b"a word like no other") // 4096 * 4096
    raw[page : page + 4096] = b"\xa5" * 4096
    path.write_bytes(raw)

    shown = [run("sessions", "show", name) for name in ("1", "2")]
    assert {30} <= {ran.code for ran in shown} <= {0, 30}
    assert any("biofeed store rescue" in ran.err for ran in shown)
    ran = run("store", "rescue", "-o", tmp_path / "out")
    assert ran.code == 30
    assert "not all there were" in ran.out
    files = sorted((tmp_path / "out").iterdir())
    assert [file.name for file in files] == ["session-1.jsonl", "session-2.jsonl"]
    for file in files:
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert len(recording.read(file).beats()) > 10


def test_a_log_in_order_is_rescued_whole(run: Run, tmp_path: Path) -> None:
    ran = run("store", "rescue", "-o", tmp_path / "out", "--simulated")

    assert (ran.code, ran.err) == (0, "")
    rescued = recording.read(tmp_path / "out" / "session-sim-1.jsonl")
    assert list(rescued.events) == EVENTS
    assert run("store", "rescue", "-o", tmp_path / "out", "--simulated").code == 20, "nothing is written over"

from __future__ import annotations

import csv
import json
import zipfile
from pathlib import Path

import pytest

from biofeed.errors import RecordingError, UsageError
from biofeed.recording import read
from biofeed.sharing.access import export_person
from biofeed.sharing.bundle import decode, encode
from biofeed.sharing.choice import Choice, choose
from biofeed.sharing.delivery import deliver
from biofeed.store import open_store, schema
from biofeed.store.home import Home
from biofeed.store.note import Annotation, Author
from biofeed.store.store import Store
from biofeed.types import Measure, Origin, Result
from tests.biofeed.sharing.conftest import CLIENT, EVENTS, HEADER, NOW, SECRETS, log_session

FINDING = Result(9.0, "resonance", (Measure("best_pace", 5.5, "/min", 900.0, 1.0, "best_pace.v1"),))


@pytest.fixture
def whole(home: Home, filled: Store) -> Store:
    """Give a log with at least one row about the client in every table there is."""
    filled.annotate("1", Annotation("=1+1 came late", Author.THERAPIST, private=True, written=NOW))
    filled.replace_results("1", [FINDING], "biofeed 0.1.0")
    other = log_session(filled, client="hill-2")
    filled.move(other, CLIENT, NOW)
    with open_store(home, Origin.STRAP) as store:
        bundle = choose(home, Choice(CLIENT, (other,)), "biofeed 0.1.0", NOW).bundle
        store.delete_entry(1)
        deliver(decode(encode(bundle), Path("week.age")), home, CLIENT, NOW)
    return filled


def exported(home: Home, path: Path) -> Path:
    export_person(home, CLIENT, path, "biofeed 0.1.0", NOW)
    return path


def test_every_table_of_the_log_is_in_the_export_with_its_rows(
    home: Home, whole: Store, tmp_path: Path
) -> None:
    """A table that is added later, and holds something about a person, is found here or fails here."""
    out = exported(home, tmp_path / "all")

    files = {"note": "note-client", "event": "sessions/1"}
    for table in schema.metadata.tables.values():
        path = out / f"{files.get(table.name, table.name)}.csv"
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        assert rows, table.name
        assert set(rows[0]) == set(table.columns.keys()) - ({"session"} if table.name == "event" else set())
    assert whole.session("1").client == CLIENT


@pytest.mark.usefixtures("whole")
def test_json_and_csv_hold_the_same_rows(home: Home, tmp_path: Path) -> None:
    out = exported(home, tmp_path / "all")

    for path in out.glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        assert len(rows) == len(json.loads(path.with_suffix(".json").read_text("utf-8"))), path.name


@pytest.mark.usefixtures("whole")
def test_everything_that_was_ever_said_is_in_it(home: Home, tmp_path: Path) -> None:
    out = exported(home, tmp_path / "all")
    text = "".join(path.read_text("utf-8") for path in out.rglob("*") if path.is_file())

    for secret in SECRETS:
        assert secret in text


def test_each_session_is_a_recording_that_reads_back(home: Home, filled: Store, tmp_path: Path) -> None:
    out = exported(home, tmp_path / "all")

    recording = read(out / "sessions" / "1.jsonl")
    assert recording.events == tuple(filled.events("1"))
    assert recording.header == filled.header("1")
    debrief = json.loads((out / "debrief.json").read_text("utf-8"))
    assert (debrief[0]["stress"], debrief[0]["bring"]) == (30, "so much shame")
    checkin = json.loads((out / "checkin.json").read_text("utf-8"))
    assert (checkin[0]["stress"], checkin[0]["posture"]) == (60, "sitting")


@pytest.mark.usefixtures("whole")
def test_the_therapists_notes_are_apart_and_no_cell_is_a_formula(home: Home, tmp_path: Path) -> None:
    out = exported(home, tmp_path / "all")

    assert "came late" not in (out / "note-client.csv").read_text("utf-8")
    assert "'=1+1 came late" in (out / "note-therapist.csv").read_text("utf-8")
    assert json.loads((out / "note-therapist.json").read_text("utf-8"))[0]["text"] == "=1+1 came late"


def test_nothing_about_anybody_else_is_in_it(home: Home, filled: Store, tmp_path: Path) -> None:
    other = log_session(filled, client="hill-2")
    filled.annotate(other, Annotation("about hill", Author.CLIENT, private=False, written=NOW))
    out = exported(home, tmp_path / "all")

    text = "".join(path.read_text("utf-8") for path in out.rglob("*") if path.is_file())
    assert "hill" not in text
    assert not (out / "sessions" / f"{other}.jsonl").exists()


@pytest.mark.usefixtures("filled")
def test_it_is_for_its_owner_alone(home: Home, tmp_path: Path) -> None:
    out = exported(home, tmp_path / "all")

    for path in (out, *out.rglob("*")):
        assert path.stat().st_mode & 0o777 == (0o700 if path.is_dir() else 0o600), path
    assert exported(home, tmp_path / "all.zip").stat().st_mode & 0o777 == 0o600


@pytest.mark.usefixtures("filled")
def test_a_zip_holds_the_same_files_as_the_folder(home: Home, tmp_path: Path) -> None:
    out = exported(home, tmp_path / "all")
    with zipfile.ZipFile(exported(home, tmp_path / "all.zip")) as packed:
        there = {name: packed.read(name) for name in packed.namelist()}

    assert there == {
        str(path.relative_to(out)): path.read_bytes() for path in out.rglob("*") if path.is_file()
    }


@pytest.mark.usefixtures("filled")
def test_simulated_sessions_are_in_a_folder_of_their_own(home: Home, tmp_path: Path) -> None:
    with open_store(home, Origin.SIMULATED) as store, store.begin(HEADER, CLIENT) as log:
        log.append(EVENTS[:10])

    assert (exported(home, tmp_path / "all") / "simulated" / "sessions" / "sim-1.jsonl").exists()


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize("name", ["all", "all.zip"])
def test_nothing_is_written_over_and_nothing_is_left_half_done(home: Home, tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError, match="Nothing is held"):
        export_person(home, "nobody", tmp_path / name, "biofeed 0.1.0", NOW)
    assert not [path for path in tmp_path.iterdir() if path.name.startswith((".all", "all"))]

    exported(home, tmp_path / name)
    with pytest.raises(RecordingError, match="already"):
        exported(home, tmp_path / name)
    with pytest.raises(RecordingError, match="not a folder"):
        exported(home, tmp_path / "missing" / name)

from __future__ import annotations

import math
import os
from collections.abc import Sequence
from pathlib import Path

import pytest

from biofeed.errors import RecordingError, UsageError
from biofeed.formats.export import write_jsonl
from biofeed.recording import Header, Recording
from biofeed.sharing import folder, waiting
from biofeed.sharing.folder import files_in, take_in_files
from biofeed.sharing.waiting import Outcome
from biofeed.store import all_sessions, open_store
from biofeed.store.home import Home
from biofeed.types import Beat, Flag, Origin, Reflag, Stop
from biofeed.words import sharing as words
from tests.biofeed.sharing.conftest import EVENTS, HEADER, NOW


def reading(number: int = 0, beats: int = 60) -> str:
    """Give a made-up list of intervals, another one for each number."""
    return "".join(f"{800 + number + round(50 * math.sin(beat / 2))}\n" for beat in range(beats))


@pytest.fixture
def readings(tmp_path: Path) -> Path:
    """Give a folder with three readings, in two folders, and what lies beside such files."""
    found = tmp_path / "readings"
    (found / "march").mkdir(parents=True)
    (found / "1.txt").write_text(reading(1))
    (found / "2.txt").write_text(reading(2))
    (found / "march" / "3.txt").write_text(reading(3))
    (found / "._1.txt").write_bytes(b"\x00\x05\x16\x07" + bytes(20))
    (found / "photo.jpg").write_bytes(b"\xff\xd8\xff\xe0" + bytes(20))
    (found / "empty.txt").write_bytes(b"")
    return found


def taken(home: Home, *paths: Path, column: str | None = None) -> list[Outcome]:
    return list(take_in_files(files_in(paths), home, "me", NOW, column))


def names(outcomes: Sequence[Outcome]) -> dict[str, tuple[str, ...]]:
    return {
        outcome.path.name: outcome.sessions for outcome in outcomes if outcome.is_new and outcome.sessions
    }


def test_each_recording_becomes_an_imported_session_and_the_rest_is_told(home: Home, readings: Path) -> None:
    outcomes = taken(home, readings)

    assert names(outcomes) == {"1.txt": ("1",), "2.txt": ("2",), "3.txt": ("3",)}
    troubled = {outcome.path.name for outcome in outcomes if outcome.trouble}
    assert troubled == {"._1.txt", "photo.jpg", "empty.txt"}
    assert [(row.client, row.origin, row.beats) for row in all_sessions(home)] == [
        ("me", Origin.IMPORTED, 60)
    ] * 3
    assert {row.end_reason for row in all_sessions(home)} == {words.FILE_ENDED}


def test_a_second_time_everything_is_recognised_under_any_name(home: Home, readings: Path) -> None:
    taken(home, readings)
    (readings / "1.txt").rename(readings / "march" / "renamed.txt")
    (readings / "new.txt").write_text(reading(4))

    outcomes = taken(home, readings)

    assert names(outcomes) == {"new.txt": ("4",)}
    assert [o.sessions for o in outcomes if o.path.name == "renamed.txt"] == [("1",)]
    assert len(all_sessions(home)) == 4


def test_two_files_of_the_same_content_are_one_session(home: Home, readings: Path) -> None:
    (readings / "copy.txt").write_text(reading(1))

    taken(home, readings)

    assert len(all_sessions(home)) == 3


def test_an_interrupted_import_keeps_what_was_read_and_goes_on_from_there(home: Home, readings: Path) -> None:
    coming = take_in_files(files_in([readings]), home, "me", NOW)
    next(coming)  # the first file is none, and is told at once
    next(coming)  # so is the second; three readings have been met by now

    kept = [coming.throw(KeyboardInterrupt)]  # type: ignore[attr-defined]  # it is a generator
    with pytest.raises(KeyboardInterrupt):
        kept.extend(coming)

    before = len(all_sessions(home))
    assert before == len(names(kept)) > 0
    taken(home, readings)
    assert len(all_sessions(home)) == 3


def test_an_interruption_while_reading_keeps_the_files_before_it(home: Home, readings: Path) -> None:
    read = folder.read_recordings

    def interrupted(path: Path) -> object:
        if path.name == "2.txt":
            raise KeyboardInterrupt
        return read(path)

    seen: list[Outcome] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(folder, "read_recordings", interrupted)
        with pytest.raises(KeyboardInterrupt):
            seen.extend(take_in_files(files_in([readings]), home, "me", NOW))

    assert len(all_sessions(home)) == 1
    taken(home, readings)
    assert len(all_sessions(home)) == 3


def test_many_events_are_written_in_several_transactions(
    home: Home, readings: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(waiting, "EVENTS_AT_ONCE", 50)

    assert len(names(taken(home, readings))) == 3


def test_an_unknown_start_is_the_files_date_and_that_is_said(home: Home, readings: Path) -> None:
    os.utime(readings / "1.txt", (1_700_000_000, 1_700_000_000))
    taken(home, readings / "1.txt")

    with open_store(home, Origin.STRAP) as store:
        assert store.session("1").started.timestamp() == 1_700_000_000
        assert words.ITS_OWN_DATE in store.header("1").notes


def test_a_start_without_a_zone_gets_this_computers_and_that_is_said(home: Home, tmp_path: Path) -> None:
    file = tmp_path / "2026-03-01 18-30-00.txt"
    file.write_text(reading())
    taken(home, file)

    with open_store(home, Origin.STRAP) as store:
        header = store.header("1")
        assert header.started.startswith("2026-03-01T18:30:00")
        assert words.THIS_ZONE in header.notes


def test_artefacts_are_marked_where_the_file_says_nothing_of_them(home: Home, tmp_path: Path) -> None:
    lines = reading(beats=100).splitlines()
    lines[50] = "1700"
    (tmp_path / "rr.txt").write_text("\n".join(lines))
    taken(home, tmp_path / "rr.txt")

    with open_store(home, Origin.STRAP) as store:
        marked = [event for event in store.events("1") if isinstance(event, Reflag)]
    assert 50 in [event.seq for event in marked]


def test_a_file_of_ours_keeps_its_verdicts_its_end_and_its_words(home: Home, tmp_path: Path) -> None:
    write_jsonl(Recording(HEADER, EVENTS), tmp_path / "own.jsonl")
    taken(home, tmp_path / "own.jsonl")

    with open_store(home, Origin.STRAP) as store:
        assert tuple(store.events("1")) == EVENTS
        row = store.session("1")
    assert (row.origin, row.end_reason, row.duration_s) == (Origin.IMPORTED, "done", 9.0)
    assert row.posture == "sitting"


def test_a_simulated_recording_goes_where_simulated_sessions_are(home: Home, tmp_path: Path) -> None:
    header = Header(Origin.SIMULATED, "sim", "2026-03-01T18:30:00+01:00")
    write_jsonl(Recording(header, (Beat(0, 1.0, 1000.0), Stop(2.0, "done"))), tmp_path / "sim.jsonl")

    assert names(taken(home, tmp_path / "sim.jsonl")) == {"sim.jsonl": ("sim-1",)}
    assert [outcome.is_new for outcome in taken(home, tmp_path / "sim.jsonl")] == [False]


def test_a_flagged_beat_of_the_file_stays_as_it_is(home: Home, tmp_path: Path) -> None:
    events = (Beat(0, 1.0, 1000.0), Beat(1, 2.0, 1000.0, Flag.ECTOPIC), Beat(2, 2.2, 200.0))
    write_jsonl(Recording(HEADER, events), tmp_path / "own.jsonl")
    taken(home, tmp_path / "own.jsonl")

    with open_store(home, Origin.STRAP) as store:
        assert tuple(store.events("1")) == events


def test_a_column_is_named(home: Home, tmp_path: Path) -> None:
    rows = "\n".join(f"{beat},{line}" for beat, line in enumerate(reading().splitlines()))
    (tmp_path / "table.csv").write_text(f"n,mine\n{rows}\n")

    assert names(taken(home, tmp_path / "table.csv", column="mine")) == {"table.csv": ("1",)}


def test_a_bundle_among_the_files_is_told(home: Home, tmp_path: Path) -> None:
    (tmp_path / "week.age").write_bytes(b"age-encryption.org/v1\n")

    (outcome,) = taken(home, tmp_path / "week.age")
    assert outcome.trouble is not None
    assert "bundle" in outcome.trouble.title


def test_what_is_not_there_is_said_before_anything_is_taken_in(home: Home, readings: Path) -> None:
    with pytest.raises(RecordingError, match="no file"):
        taken(home, readings, readings / "nothing.txt")
    empty = readings / "april"
    empty.mkdir()
    with pytest.raises(RecordingError, match="no file"):
        taken(home, empty)
    assert all_sessions(home) == []


def test_a_code_that_is_none_is_refused(home: Home, readings: Path) -> None:
    with pytest.raises(UsageError):
        list(take_in_files(files_in([readings]), home, "Anna Berg", NOW))

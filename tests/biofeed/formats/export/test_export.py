"""What is written for other programs comes back, and what does not is said."""

from __future__ import annotations

import csv
import datetime as dt
import stat
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import edfio
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from biofeed.errors import RecordingError
from biofeed.formats import read_recording
from biofeed.formats.export import EXPORTS, write_csv, write_edf, write_jsonl, write_rr_text
from biofeed.formats.export import edf as edf_export
from biofeed.recording import Header, Recording
from biofeed.types import (
    Beat,
    Cue,
    Flag,
    Gap,
    Marker,
    Note,
    Origin,
    Packet,
    Phase,
    PhaseChange,
    PhaseKind,
    Rating,
    Reflag,
)

HEADER = Header(
    Origin.STRAP,
    "Polar H10",
    "2026-03-01T18:30:00.250000+01:00",
    exercise="calm",
    client="C7",
    notes=("a note",),
)
EVENTS = (
    PhaseChange(0.0, PhaseKind.BREATHE, "breathe, slowly", 60.0),
    Packet(0.5, "2a37", b"\x10\x48\x00\x04"),
    Cue(0.5, Phase.INHALE, 1.0, "in", 4.0),
    Beat(0, 1.0, 1000.0),
    Marker(1.5, "=cmd()"),
    Beat(1, 1.80078125, 800.78125, Flag.MISSED),
    Reflag(2.0, 1, Flag.ECTOPIC),
    Gap(1.80078125, 5.0, "no contact"),
    Beat(2, 7.6, 812.5),
    Note(8.0, "-warm\n  hands"),
    Rating(9.0, "tension", None),
)
SESSION = Recording(HEADER, EVENTS)
LEFT_OUT = (
    "Left out: the strap's own bytes, markers, ratings, notes, the parts of the exercise, "
    "breathing cues, gaps."
)
NOT_NAMED = (
    "The file does not name the device, the exercise, the code of the person, "
    "the notes on what the recording cannot tell."
)
BARE = Recording(Header(Origin.IMPORTED, "", ""), (Beat(0, 0.8, 800.0), Beat(1, 1.61, 810.0)))


@pytest.mark.parametrize("name", EXPORTS)
def test_a_new_file_is_for_its_owner_alone_and_never_over_another(tmp_path: Path, name: str) -> None:
    path = tmp_path / "x"
    EXPORTS[name](SESSION, path)
    before = path.read_bytes()

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with pytest.raises(RecordingError, match="already a file"):
        EXPORTS[name](SESSION, path)
    assert path.read_bytes() == before


@pytest.mark.parametrize("name", EXPORTS)
def test_every_export_is_read_again_by_its_content(tmp_path: Path, name: str) -> None:
    EXPORTS[name](SESSION, tmp_path / "x")
    recording = read_recording(tmp_path / "x")

    exact = [1000.0, 800.78125, 812.5]
    assert [beat.rr_ms for beat in recording.beats()] == ([1000, 801, 812] if name == "rr" else exact)


@pytest.mark.parametrize("name", ["csv", "edf", "rr"])
def test_a_recording_without_a_beat_has_nothing_for_others(tmp_path: Path, name: str) -> None:
    with pytest.raises(RecordingError, match="not one beat"):
        EXPORTS[name](replace(SESSION, events=(Marker(0.0),)), tmp_path / "x")
    assert not (tmp_path / "x").exists()


def test_our_own_format_loses_nothing(tmp_path: Path) -> None:
    assert write_jsonl(SESSION, tmp_path / "x") == ()
    assert read_recording(tmp_path / "x") == SESSION


SMALL_DISK = """
import resource, signal, sys
from pathlib import Path
from biofeed.errors import RecordingError
from biofeed.formats.export import EXPORTS
from biofeed.recording import Header, Recording
from biofeed.types import Beat, Origin

resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
beats = tuple(Beat(k, float(k), 800.0) for k in range(99))
for name in ("jsonl", "csv", "rr"):
    try:
        EXPORTS[name](Recording(Header(Origin.STRAP, "", ""), beats), Path(sys.argv[1]))
    except RecordingError as error:
        print(error.title)
"""
"""A process of its own, because the limit on the size of files cannot be taken back."""


@pytest.mark.skipif(sys.platform == "win32", reason="the size of files can be limited only on POSIX")
def test_a_full_disk_leaves_nothing_behind(tmp_path: Path) -> None:
    path = tmp_path / "x"
    done = subprocess.run(
        [sys.executable, "-c", SMALL_DISK, path], capture_output=True, text=True, check=True
    )

    assert done.stdout.splitlines() == [f"There is no room left for “{path}”."] * 3
    assert not path.exists()


# --- RR text ----------------------------------------------------------------------------------------


def test_rr_text_is_whole_milliseconds_one_a_line(tmp_path: Path) -> None:
    lost = write_rr_text(SESSION, tmp_path / "x")

    assert (tmp_path / "x").read_bytes() == b"1000\n801\n812\n"
    assert lost == (
        "The file says neither when the recording began nor when each beat was.",
        "Intervals are rounded to whole milliseconds.",
        "Intervals that are flagged here stand in the file like any other: 1.",
        LEFT_OUT,
        NOT_NAMED,
    )


def test_only_what_there_was_to_lose_is_said(tmp_path: Path) -> None:
    assert write_rr_text(BARE, tmp_path / "rr") == (
        "The file says neither when the recording began nor when each beat was.",
    )
    assert write_csv(BARE, tmp_path / "csv") == ()


# --- CSV --------------------------------------------------------------------------------------------


def test_csv_has_a_row_for_each_beat_and_what_happened_between(tmp_path: Path) -> None:
    lost = write_csv(SESSION, tmp_path / "x")

    with (tmp_path / "x").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["event"] for row in rows] == [
        "phase_change", "beat", "marker", "beat", "gap", "beat", "note", "rating"
    ]  # fmt: skip
    assert rows[3] == {
        "time": "2026-03-01T18:30:02.050781+01:00",
        "t_s": "1.80078125",
        "event": "beat",
        "rr_ms": "800.78125",
        "flag": "ectopic",
        "duration_s": "",
        "kind": "",
        "text": "",
    }
    assert lost[0] == "Left out: the strap's own bytes, breathing cues."
    assert lost[-1] == "Line breaks and runs of blanks in texts become one blank."


def test_a_text_that_a_spreadsheet_would_compute_is_guarded(tmp_path: Path) -> None:
    write_csv(SESSION, tmp_path / "x")

    with (tmp_path / "x").open(newline="") as file:
        texts = [row["text"] for row in csv.DictReader(file) if row["text"]]
    assert not any(text.startswith(("=", "+", "-", "@")) for text in texts)
    assert Marker(1.5, "=cmd()") in read_recording(tmp_path / "x").events


words = st.text(st.characters(exclude_categories=["Cs", "Cc", "Z"]), max_size=12)
sums = st.integers(0, 10**8).map(lambda ticks: ticks / 1024)
sessions = st.lists(
    st.builds(Marker, sums, words)
    | st.builds(Note, sums, words)
    | st.builds(Gap, sums, sums, words)
    | st.builds(Rating, sums, words, st.none() | sums)
    | st.builds(PhaseChange, sums, st.sampled_from(PhaseKind), words, sums),
    max_size=8,
)
same_folder = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40
)


@same_folder
@given(sessions, st.lists(st.tuples(st.floats(300, 2000), st.sampled_from(Flag)), min_size=1, max_size=9))
def test_csv_comes_back_as_it_was(
    tmp_path: Path, others: list[Marker | Note | Gap | Rating | PhaseChange], rr: list[tuple[float, Flag]]
) -> None:
    beats = [Beat(seq, float(seq), rr_ms, flag) for seq, (rr_ms, flag) in enumerate(rr)]
    path = tmp_path / "x.csv"
    path.unlink(missing_ok=True)
    write_csv(Recording(Header(Origin.STRAP, "", ""), (*beats, *others)), path)

    assert read_recording(path).events == (*beats, *others)


def test_csv_s_start_comes_back(tmp_path: Path) -> None:
    write_csv(SESSION, tmp_path / "x")

    assert read_recording(tmp_path / "x").header.started == SESSION.header.started


# --- EDF+ -------------------------------------------------------------------------------------------


def test_edf_keeps_beats_parts_gaps_markers_and_notes(tmp_path: Path) -> None:
    lost = write_edf(SESSION, tmp_path / "x")
    recording = read_recording(tmp_path / "x")

    assert recording.events == (
        PhaseChange(0.0, PhaseKind.BREATHE, "breathe, slowly", 60.0),
        Beat(0, 1.0, 1000.0),
        Marker(1.5, "=cmd()"),
        Beat(1, 1.80078125, 800.78125, Flag.ECTOPIC),
        Gap(1.80078125, 5.0, "no contact"),
        Beat(2, 7.6, 812.5),
        Note(8.0, "-warm   hands"),
    )
    assert recording.header.started == "2026-03-01T18:30:00"
    assert lost == (
        "EDF has no time zone and no fractions of a second in its start.",
        "Texts are cut after 500 characters, and line breaks become blanks.",
        "Left out: the strap's own bytes, ratings, breathing cues.",
    )


def test_edf_is_read_by_others(tmp_path: Path) -> None:
    write_edf(SESSION, tmp_path / "x")
    edf = edfio.read_edf(tmp_path / "x")

    (signal,) = edf.signals
    assert (signal.label, signal.physical_dimension, signal.sampling_frequency) == ("RR tachogram", "ms", 4.0)
    assert edf.startdatetime == dt.datetime(2026, 3, 1, 18, 30)
    assert edf.recording.equipment_code == "Polar_H10"
    assert [one.text for one in edf.annotations][1] == "RR 1000 ms"
    quarter = np.arange(len(signal.data)) / 4
    assert signal.data[(quarter >= 0) & (quarter < 1)] == pytest.approx(1000, abs=0.07)
    assert signal.data[(quarter >= 1) & (quarter < 1.8)] == pytest.approx(800.78, abs=0.07)
    assert signal.data[(quarter > 1.9) & (quarter < 6.7)] == pytest.approx(0)
    assert "C7" not in str(edf.patient)


def test_edf_without_a_start_says_so(tmp_path: Path) -> None:
    assert write_edf(BARE, tmp_path / "x") == (edf_export.NO_START,)
    assert read_recording(tmp_path / "x").header.started == ""
    assert read_recording(tmp_path / "x").beats() == BARE.beats()


@pytest.mark.parametrize(
    "events",
    [
        (Beat(0, 0.8, 800.0), Beat(1, 2_000_000.0, 800.0)),
        (*[Note(1.0, "x" * 400)] * 4000, Beat(0, 0.8, 800.0), Beat(1, 90_000.0, 800.0)),
    ],
    ids=["too long", "too full"],
)
def test_what_would_grow_beyond_measure_does_not_fit_into_edf(
    tmp_path: Path, events: tuple[Beat | Note, ...]
) -> None:
    with pytest.raises(RecordingError, match="does not fit"):
        write_edf(Recording(HEADER, events), tmp_path / "x")
    assert not (tmp_path / "x").exists()


def test_edf_needs_its_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "edfio", None)

    with pytest.raises(RecordingError, match="edfio"):
        write_edf(BARE, tmp_path / "x")


@pytest.mark.parametrize("name", ["csv", "edf", "jsonl"])
def test_real_beats_come_back(tmp_path: Path, real_data: Path, name: str) -> None:
    recording = read_recording(real_data / "mitdb" / "100.atr")
    EXPORTS[name](recording, tmp_path / "x")

    assert read_recording(tmp_path / "x").events == recording.events

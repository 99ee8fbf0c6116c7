"""One way in: a format is told by what is in a file, and what is none gets one clear error."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from biofeed.errors import BiofeedError, RecordingError, UsageError
from biofeed.formats import read_recording
from biofeed.recording import Header, Writer, read
from biofeed.types import Beat, Marker, Origin

same_folder = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Name a file that does not exist yet; its name says nothing about its format."""
    return tmp_path / "recording"


def test_our_own_recordings_are_read_by_their_own_reader(path: Path) -> None:
    with Writer(path, Header(Origin.STRAP, "Polar H10", "")) as writer:
        writer.write([Marker(0.0), Beat(0, 1.0, 1000.0)])

    assert read_recording(path) == read(path)


def test_a_damaged_recording_of_our_own_is_not_taken_for_something_else(path: Path) -> None:
    path.write_text('{"biofeed":1,"origin":"strap","device":"","started":""}\n812\n830\n')

    with pytest.raises(RecordingError, match="damaged in line 2"):
        read_recording(path)


@pytest.mark.parametrize(
    ("make", "title"),
    [
        (lambda path: None, "There is no file"),
        (lambda path: path.mkdir(), "is a folder"),
        (lambda path: path.touch(), "is empty"),
        (lambda path: os.mkfifo(path), "not an ordinary file"),
        (lambda path: path.write_bytes(b"812\n\0830\n"), "is a binary file"),
        (lambda path: path.write_bytes(b"\0\5\x16\7\0\2\0\0Mac OS X"), "companion file that macOS makes"),
        (lambda path: path.write_bytes(b"812\n" * 1_300_000), "too large to be a list of beats (4 MB)"),
        (lambda path: path.write_text("a letter\nto nobody\n"), "is not a recording"),
        (lambda path: path.write_text("\n \n# nothing\n"), "is not a recording"),
    ],
)
def test_each_wrong_file_has_words_of_its_own(path: Path, make: Callable[[Path], object], title: str) -> None:
    make(path)

    with pytest.raises(RecordingError) as caught:
        read_recording(path)
    assert title in caught.value.title
    assert caught.value.hint


def test_where_the_formats_are_listed_is_said(path: Path) -> None:
    path.write_text("a letter\n")

    with pytest.raises(RecordingError) as caught:
        read_recording(path)
    assert "docs/formats.md" in caught.value.hint


@pytest.mark.parametrize("rate", [0.0, -1.0, float("nan"), float("inf")])
def test_a_rate_of_beat_times_has_to_be_one(path: Path, rate: float) -> None:
    path.write_text("1\n2\n")

    with pytest.raises(UsageError):
        read_recording(path, beat_times_hz=rate)


def check_is_recording_or_error(path: Path, data: bytes, **options: float) -> None:
    path.write_bytes(data)
    try:
        recording = read_recording(path, **options)
    except BiofeedError:
        return
    beats = recording.beats()
    assert recording.events
    assert all(beat.rr_ms > 0 for beat in beats)
    assert [beat.seq for beat in beats] == list(range(len(beats)))
    assert recording.header.origin is Origin.IMPORTED


@same_folder
@given(data=st.binary(max_size=300))
def test_any_bytes_are_a_recording_or_one_error(path: Path, data: bytes) -> None:
    check_is_recording_or_error(path, data)


tables = st.lists(
    st.lists(
        st.integers(-10, 3000).map(str)
        | st.floats(-1e12, 1e12).map(str)
        | st.sampled_from(
            ["0,812", "812.5", "1e9", "+.5", "", "abc", "1e99", "9" * 40, "nan", "inf", "0x10"]
        ),
        max_size=3,
    ),
    max_size=12,
)


@same_folder
@given(
    rows=tables,
    between=st.sampled_from([",", ";", "\t", " ", ", ", " ; "]),
    end=st.sampled_from(["\n", "\r\n", "\r", "\n\n"]),
    head=st.sampled_from(["", "[Params]\nInterval=238\n[HRData]\n", "t_s,ibi_ms\n", "\ufeff"]),
    rate=st.sampled_from([{}, {"beat_times_hz": 250.0}]),
)
def test_any_table_is_a_recording_or_one_error(
    path: Path, rows: list[list[str]], between: str, end: str, head: str, rate: dict[str, float]
) -> None:
    text = head + end.join(between.join(row) for row in rows)

    check_is_recording_or_error(path, text.encode(), **rate)


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1", "utf-16"])
def test_line_ends_and_encodings_do_not_matter(path: Path, ends: str, encoding: str) -> None:
    path.write_bytes(ends.join(["# Köln, Müllerstraße", "812", "", "830", "805"]).encode(encoding))

    assert [beat.rr_ms for beat in read_recording(path).beats()] == [812, 830, 805]

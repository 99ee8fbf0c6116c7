"""What holds for every format: its example is read as what it is, and whatever is done to it is survived."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from biofeed.errors import RecordingError
from biofeed.formats import FORMATS, beatless, read_recording, read_recordings
from biofeed.recording import Recording
from biofeed.types import Beat
from tests.biofeed.formats.examples import EXAMPLES, Example
from tests.biofeed.test_words import BANNED

ROOT = Path(__file__).parents[3]
names = [f"{example.kind} {example.name}" for example in EXAMPLES]
each = pytest.mark.parametrize("example", EXAMPLES, ids=names)
same_folder = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=12
)

KINDS = {
    read.__module__.rpartition(".")[2]: sys.modules[read.__module__].KIND
    for read in FORMATS
    if read is not beatless.read
}
"""The kind of recording that each module makes."""

WITH_MARKS = {
    "fit",
    "edf",
    "wfdb",
    "apple-health",
    "workbook",
    "suunto-xml",
    "suunto-json",
    "biofeed",
    "kubios-report",
}
"""Formats in which another line end would be another file."""


def write(folder: Path, example: Example, data: bytes) -> Path:
    path = folder / example.name
    path.write_bytes(data)
    return path


def check_is_recording_or_one_error(path: Path) -> None:
    """Whatever is in a file, reading gives a recording, or one error that names the file."""
    try:
        recording = read_recording(path)
    except RecordingError as error:
        said = error.title + error.hint
    else:
        check_is_recording(recording)
        return
    assert path.name in said
    assert said.isprintable()
    assert not BANNED.search(re.sub("“[^”]*”", "", said)), "what is not quoted from the file is calm"


def check_is_recording(recording: Recording) -> None:
    beats = recording.beats()
    assert recording.events or recording.format == "biofeed"
    assert all(0 < beat.rr_ms <= 3_600_000 for beat in beats)
    if recording.format != "biofeed":
        assert [beat.seq for beat in beats] == list(range(len(beats)))


@each
def test_each_example_is_read_as_what_it_is(tmp_path: Path, example: Example) -> None:
    recording = read_recording(write(tmp_path, example, example.data))

    assert recording.format == example.kind
    assert tuple(beat.rr_ms for beat in recording.beats()) == pytest.approx(example.rr_ms)


@each
def test_each_example_is_told_by_its_content(tmp_path: Path, example: Example) -> None:
    """A name alone decides nothing. Elite HRV's lists have nothing but the name to tell them from others."""
    (tmp_path / "x").write_bytes(example.data)

    kind = read_recording(tmp_path / "x").format
    assert kind == ("rr-text" if example.kind == "elite-hrv" else example.kind)


@pytest.mark.parametrize(
    "example",
    [one for one in EXAMPLES if one.kind not in WITH_MARKS],
    ids=lambda one: f"{one.kind} {one.name}",
)
@pytest.mark.parametrize("ends", [b"\n", b"\r\n", b"\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_line_ends_marks_and_blank_lines_do_not_matter(
    tmp_path: Path, example: Example, ends: bytes, mark: bytes
) -> None:
    data = (
        mark
        + example.data.decode("latin-1").encode().replace(b"\r\n", b"\n").replace(b"\n", ends)
        + ends
        + ends
    )
    recording = read_recording(write(tmp_path, example, data))

    assert recording.format == example.kind
    assert tuple(beat.rr_ms for beat in recording.beats()) == pytest.approx(example.rr_ms)


@each
def test_what_is_not_known_is_said(tmp_path: Path, example: Example) -> None:
    header = read_recording(write(tmp_path, example, example.data)).header
    if example.kind == "biofeed":
        return

    zone_told = header.started[-6:-5] in ("+", "-")
    assert zone_told or any("time zone" in note for note in header.notes)
    assert not any(BANNED.search(note) for note in header.notes)


@each
def test_no_person_s_name_is_kept(tmp_path: Path, example: Example) -> None:
    recording = read_recording(write(tmp_path, example, example.data))

    assert not any(name in str(recording) for name in ("Anna", "Müller", "Jörg", "Users"))


@each
@same_folder
@given(data=st.data())
def test_a_file_that_was_damaged_is_a_recording_or_one_error(
    tmp_path: Path, example: Example, data: st.DataObject
) -> None:
    """Bytes are exchanged, taken out, doubled, or the file is cut."""
    damaged = bytearray(example.data)
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, max(0, len(damaged) - 1)))
        end = at + data.draw(st.integers(0, 12))
        match data.draw(st.sampled_from(["exchange", "take out", "double", "cut", "flip"])):
            case "exchange":
                damaged[at:end] = data.draw(
                    st.binary(max_size=12) | st.sampled_from([b"\0", b"9" * 30, b"-1", b"nan"])
                )
            case "take out":
                del damaged[at:end]
            case "double":
                damaged[at:at] = damaged[at:end] * 3
            case "flip" if damaged:
                damaged[at] ^= 1 << data.draw(st.integers(0, 7))
            case "cut":
                del damaged[at:]

    check_is_recording_or_one_error(write(tmp_path, example, bytes(damaged) or b"\n"))


@each
@same_folder
@given(tail=st.binary(max_size=200))
def test_a_true_beginning_with_any_end_is_a_recording_or_one_error(
    tmp_path: Path, example: Example, tail: bytes
) -> None:
    half = len(example.data) // 2

    check_is_recording_or_one_error(write(tmp_path, example, example.data[:half] + tail))


@each
def test_every_recording_of_a_file_can_be_asked_for(tmp_path: Path, example: Example) -> None:
    path = write(tmp_path, example, example.data)

    assert [recording.events for recording in read_recordings(path)] == [read_recording(path).events]


def test_every_format_has_an_example() -> None:
    assert set(KINDS.values()) == {example.kind for example in EXAMPLES}


def test_every_format_stands_in_the_docs() -> None:
    text = (ROOT / "docs" / "formats.md").read_text("utf-8")

    assert "module `beatless`" in text
    for module, kind in KINDS.items():
        assert f"| `{kind}` | `{module}` |" in text


def test_no_heavy_library_is_loaded_before_it_is_needed() -> None:
    """Command-line help imports the formats; it has to stay quick."""
    code = "import sys, biofeed.formats, biofeed.formats.export; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()

    assert not {"numpy", "scipy", "pandas", "fitdecode", "edfio"} & set(loaded)


@each
def test_beats_come_in_the_order_of_time(tmp_path: Path, example: Example) -> None:
    recording = read_recording(write(tmp_path, example, example.data))

    times = [event.t_s for event in recording.events if isinstance(event, Beat)]
    assert times == sorted(times)

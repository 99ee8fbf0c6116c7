"""Formats in XML and JSON: Apple Health and Suunto, and what is refused before it can do harm."""

from __future__ import annotations

import io
import tracemalloc
import zipfile
from pathlib import Path

import pytest

from biofeed import file
from biofeed.errors import RecordingError
from biofeed.formats import (
    apple_health,
    read_recording,
    read_recordings,
    sheets,
    suunto_json,
    suunto_xml,
    workbook,
    xml,
)
from biofeed.formats.source import Source
from biofeed.recording import Recording
from biofeed.types import Beat, Gap, Marker, Samples
from tests.biofeed.formats import examples


def health(data: bytes) -> Recording:
    recording = apple_health.read(Source(Path("export.xml"), data))
    assert recording is not None
    return recording


# --- Apple Health -----------------------------------------------------------------------------------


def test_steps_of_the_clock_are_intervals_and_a_hole_is_a_gap() -> None:
    recording = health(examples.APPLE)

    assert recording.events == (
        Beat(0, 1.94, 810.811),
        Beat(1, 2.77, 830.0),
        Beat(2, 3.57, 800.0),
        Gap(3.57, 2.0, "left out of the file"),
        Beat(3, 6.37, 800.0),
    )
    assert (recording.header.started, recording.header.device) == ("2017-11-22T19:14:47-04:00", "Apple Watch")


@pytest.mark.parametrize(
    ("clock", "t_s"),
    [
        ("6:14:48.94 PM", 1.94),
        ("20:14:48.94", 1.94),
        ("08:14:48,94", 1.94),
        ("下午6:14:48.94", 1.94),
        ("6.14.48", 1.0),
    ],
)
def test_a_clock_is_read_in_many_languages(clock: str, t_s: float) -> None:
    recording = health(examples.APPLE.replace("6:14:48.94\u202fPM".encode(), clock.encode()))

    assert recording.beats()[0].t_s == t_s


def test_a_measurement_may_pass_the_full_hour() -> None:
    text = examples.APPLE.decode().replace("19:14:47", "18:59:58")
    text = (
        text.replace("6:14:48.94", "6:59:59.90")
        .replace("6:14:49.77", "7:00:00.73")
        .replace("6:14:5", "7:00:0")
    )
    recording = health(text.encode())

    assert [beat.t_s for beat in recording.beats()][:2] == [1.9, 2.73]


def many(count: int) -> bytes:
    head, record, tail = (
        examples.APPLE[: examples.APPLE.index(b'<Record type="HKQuantityTypeIdentifierHeart')],
        examples.APPLE[
            examples.APPLE.index(b'<Record type="HKQuantityTypeIdentifierHeart') : -len(b"</HealthData>\n")
        ],
        b"</HealthData>\n",
    )
    return head + record * count + tail


def test_each_measurement_is_a_recording_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "export.zip"
    path.write_bytes(examples.zipped(many(3)))

    assert [len(recording.beats()) for recording in read_recordings(path)] == [4, 4, 4]
    assert (
        read_recording(path).header.notes[-1] == "The export holds 3 measurements; this is the last of them."
    )


def test_an_export_is_read_in_little_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    """However long it is, no more than a piece of it is held at a time."""
    monkeypatch.setattr(xml, "CHUNK_BYTES", 8 * 1024)
    source = Source(Path("export.xml"), many(1500))
    tracemalloc.start()
    recordings = apple_health.read_all(source)
    assert recordings is not None
    count = sum(1 for _ in recordings)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert count == 1500
    assert peak < len(source.data) / 4


def test_an_export_may_be_larger_than_any_other_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file, "MAX_BYTES", 500)
    path = tmp_path / "export.xml"
    path.write_bytes(examples.APPLE)
    assert len(examples.APPLE) > file.MAX_BYTES

    assert len(read_recording(path).beats()) == 4
    path.write_bytes(b"812\n" * 300)
    with pytest.raises(RecordingError, match="too large to be read"):
        read_recording(path)


def test_an_export_without_beats_says_so() -> None:
    data = examples.APPLE.replace(b"InstantaneousBeatsPerMinute", b"SomethingElse")

    with pytest.raises(RecordingError, match="no list of beats"):
        health(data)


@pytest.mark.parametrize(
    "change", [(b'bpm="72"', b'bpm="x"'), (b'bpm="72"', b'bpm="9999"'), (b"6:14:49.77", b"soon")]
)
def test_a_beat_without_a_rate_or_a_time_is_damage(change: tuple[bytes, bytes]) -> None:
    with pytest.raises(RecordingError, match="a beat has no rate or no time"):
        health(examples.APPLE.replace(*change))


def test_a_measurement_of_endless_beats_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apple_health, "MAX_BEATS", 3)

    with pytest.raises(RecordingError, match="more beats in one measurement"):
        health(examples.APPLE)


# --- its zip ----------------------------------------------------------------------------------------


def test_a_zip_that_unpacks_to_far_more_than_it_is_gets_refused(tmp_path: Path) -> None:
    path = tmp_path / "bomb.zip"
    path.write_bytes(examples.zipped(examples.APPLE[:-14] + b" " * 50_000_000 + b"</HealthData>"))
    assert path.stat().st_size < 100_000

    with pytest.raises(RecordingError, match="unpacks to more than 100 times its size"):
        read_recording(path)


def test_other_archives_are_no_recordings(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("letter.xml", "<letter/>")

    with pytest.raises(RecordingError, match="is an archive, not a recording"):
        read_recording(path)


def test_a_damaged_archive_is_told() -> None:
    packed = bytearray(examples.zipped(examples.APPLE))
    packed[packed.index(b"Exportieren.xml") + 20] ^= 0xFF

    with pytest.raises(RecordingError, match="damaged"):
        list(apple_health.read_all(Source(Path("a.zip"), bytes(packed))) or ())


def test_an_encrypted_archive_is_told() -> None:
    packed = bytearray(examples.zipped(examples.APPLE))
    for mark in (b"PK\1\2",):
        at = packed.index(mark, packed.index(mark) + 4)
        packed[at + 8] |= 1

    with pytest.raises(RecordingError, match="damaged archive"):
        list(apple_health.read_all(Source(Path("a.zip"), bytes(packed))) or ())


# --- workbooks --------------------------------------------------------------------------------------


def book(data: bytes) -> Recording:
    recording = workbook.read(Source(Path("a.xlsx"), data))
    assert recording is not None
    return recording


def test_sheets_follow_one_another_by_their_dates() -> None:
    recording = book(examples.WORKBOOK)

    assert recording.header.started == "2019-10-23T12:00:00"
    assert [event for event in recording.events if isinstance(event, Marker)] == [
        Marker(0.0, "Part 0"),
        Marker(60.0, "Part 1"),
    ]
    (gap,) = recording.gaps()
    assert gap.duration_s == pytest.approx(60 - 0.812 - 0.83, abs=0.001)


def test_intervals_without_dates_stand_end_to_end() -> None:
    sheet = examples.cells(1, "rr", kind="str") + "".join(examples.cells(k, 812) for k in range(2, 5))

    assert [beat.t_s for beat in book(examples.workbook(sheet)).beats()] == [0.812, 1.624, 2.436]


def test_heart_rates_with_dates_are_samples() -> None:
    head = examples.cells(1, "Time", "Heart_Rate", kind="str")
    recording = book(
        examples.workbook(head + examples.cells(2, examples.DAY, 61) + examples.cells(3, examples.DAY, 0))
    )

    assert recording.events == (Samples(0.0, "hr_bpm", 1.0, (61.0,)),)


@pytest.mark.parametrize(
    ("sheet", "title"),
    [
        ("", "no column of intervals"),
        (examples.cells(1, "HR", kind="str") + examples.cells(2, 61), "heart rates without times"),
        (examples.cells(1, "RR", kind="str") + examples.cells(2, 61), "are none between heartbeats"),
        (examples.cells(1, 0, kind="s") + examples.cells(2, 812), "no column of intervals"),
        ("</nonsense>", "is damaged in line 1"),
    ],
)
def test_a_workbook_without_beats_is_told(sheet: str, title: str) -> None:
    with pytest.raises(RecordingError) as caught:
        book(examples.workbook(sheet))
    assert title in caught.value.title


def test_a_workbook_of_endless_rows_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "MAX_LINES", 1)

    with pytest.raises(RecordingError, match="more rows than"):
        book(examples.WORKBOOK)


def test_a_workbook_without_its_list_of_sheets_is_damaged() -> None:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as target:
        target.writestr("xl/workbook.xml", "<workbook/>")

    with pytest.raises(RecordingError, match="damaged archive"):
        book(archive.getvalue())


# --- XML without trust ------------------------------------------------------------------------------

LAUGHS = b'<!DOCTYPE HealthData [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><HealthData>&b;</HealthData>'
FILE = b'<!DOCTYPE HealthData [<!ENTITY a SYSTEM "file:///etc/passwd">]><HealthData>&a;</HealthData>'
PARAMETER = b'<!DOCTYPE HealthData [<!ENTITY % a SYSTEM "http://localhost/x">%a;]><HealthData/>'
DEFAULT = b'<!DOCTYPE HealthData [<!ATTLIST Record x CDATA "long">]><HealthData><Record/></HealthData>'
DEEP = b"<HealthData>" + b"<a>" * 200
LONG = b'<HealthData x="' + b"y" * 5_000_000 + b'"/>'


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (LAUGHS, "declares entities"),
        (FILE, "declares entities"),
        (PARAMETER, "declares entities"),
        (DEFAULT, "declares attributes"),
        (DEEP, "nests its elements"),
        (LONG, "longer than any"),
        (b"<HealthData><a></b>", "damaged in line 1"),
        (b'<?xml version="1.0" encoding="utf-99"?><HealthData/>', "an encoding that is none"),
    ],
)
def test_what_could_do_harm_is_refused(data: bytes, what: str) -> None:
    with pytest.raises(RecordingError) as caught:
        health(data)
    assert what in caught.value.title


def test_a_document_is_read_piece_by_piece(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the pieces end makes no difference."""
    monkeypatch.setattr(xml, "CHUNK_BYTES", 7)

    assert health(examples.APPLE).beats()[-1] == Beat(3, 6.37, 800.0)


# --- Suunto -----------------------------------------------------------------------------------------


def test_suunto_s_first_and_last_interval_are_cut_by_the_edges(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xml, "CHUNK_BYTES", 5)
    recording = suunto_xml.read(Source(Path("a.xml"), examples.SUUNTO_XML))

    assert recording is not None
    assert [beat.rr_ms for beat in recording.beats()] == [812, 830, 805, 790]
    assert recording.header.started == "2013-05-04T07:31:12"


@pytest.mark.parametrize(
    ("change", "title"),
    [
        ((b"830", b"8x0"), "“8x0” is not an interval"),
        ((b"</sml>", b"</sm>"), "damaged in line"),
        ((b"165 812 830 </IBI></Samples><Samples><IBI>805 790 417", b"1"), "not one beat"),
    ],
)
def test_a_damaged_suunto_document_is_told(change: tuple[bytes, bytes], title: str) -> None:
    with pytest.raises(RecordingError) as caught:
        suunto_xml.read(Source(Path("a.xml"), examples.SUUNTO_XML.replace(*change)))
    assert title in caught.value.title


def test_suunto_intervals_without_end_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(suunto_xml, "MAX_CHARS", 10)

    with pytest.raises(RecordingError, match="more intervals than"):
        suunto_xml.read(Source(Path("a.xml"), examples.SUUNTO_XML))


def test_suunto_s_start_keeps_its_zone() -> None:
    recording = suunto_json.read(Source(Path("a.json"), examples.SUUNTO_JSON))

    assert recording is not None
    assert recording.header.started == "2020-05-04T07:31:12.345000+02:00"


@pytest.mark.parametrize(
    ("data", "title"),
    [
        (b'{"DeviceLog":{"Header":{}}}', "without intervals"),
        (b'{"DeviceLog":{"R-R":{"Data":["x"]}}}', "damaged"),
        (b'{"DeviceLog":{"R-R":{"Data":[812]}}', "damaged"),
        (b'{"DeviceLog":{"R-R":{"Data":[]}}}', "not one beat"),
        (b'{"a":' + b"[" * 100_000 + b',"DeviceLog":1}', "damaged"),
        (b'{"DeviceLog":{"Header":{"DateTime":"\xb0"}}}', "damaged"),
    ],
)
def test_a_damaged_suunto_move_is_told(data: bytes, title: str) -> None:
    with pytest.raises(RecordingError) as caught:
        suunto_json.read(Source(Path("a.json"), data))
    assert title in caught.value.title


def test_suunto_json_of_endless_intervals_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(suunto_json, "MAX_INTERVALS", 3)

    with pytest.raises(RecordingError, match="more intervals than"):
        suunto_json.read(Source(Path("a.json"), examples.SUUNTO_JSON))


def test_other_documents_are_something_else() -> None:
    for read in (suunto_json.read, suunto_xml.read, apple_health.read):
        assert read(Source(Path("a"), b"<html><body>812 830</body></html>")) is None
        assert read(Source(Path("a"), b'{"heart": 812}')) is None
        assert read(Source(Path("a"), io.BytesIO(b"812\n830\n").getvalue())) is None

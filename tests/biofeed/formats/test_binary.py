"""Binary formats: annotations of PhysioNet, FIT and EDF."""

from __future__ import annotations

import datetime as dt
import io
import struct
import sys
import warnings
from itertools import accumulate, pairwise
from pathlib import Path

import edfio
import fitdecode
import pytest
from hypothesis import given
from hypothesis import strategies as st

from biofeed.errors import RecordingError
from biofeed.formats import edf, fit, read_recording, wfdb
from biofeed.formats.edf_annotations import annotations_in
from biofeed.formats.source import Source
from biofeed.recording import Recording
from biofeed.types import Beat, Flag, Marker, PhaseChange, PhaseKind, Samples
from tests.biofeed.formats import examples
from tests.biofeed.formats.examples import annotation, edf_file, fit_file, fit_hrv, fit_message, fit_record


def wfdb_read(data: bytes, rate_hz: float | None = 250.0) -> Recording | None:
    return wfdb.read(Source(Path("a.atr"), data), rate_hz)


def fit_read(*messages: bytes) -> Recording:
    recording = fit.read(Source(Path("a.fit"), fit_file(*messages)))
    assert recording is not None
    return recording


def edf_read(data: bytes) -> Recording | None:
    return edf.read(Source(Path("a.edf"), data))


# --- PhysioNet's annotations ------------------------------------------------------------------------


def test_labels_become_flags_and_rhythms_markers() -> None:
    """Both intervals beside an early beat are spoiled; noise is no beat; a step may exceed ten bits."""
    recording = wfdb_read(examples.WFDB)

    assert recording is not None
    assert recording.events == (
        Marker(0.02, "(N"),
        Beat(0, 1.6, 800.0),
        Beat(1, 2.2, 600.0, Flag.ECTOPIC),
        Beat(2, 3.2, 1000.0, Flag.ECTOPIC),
        Beat(3, 8.84, 5640.0),
    )


def test_the_rate_of_the_file_itself_counts_before_the_one_that_is_told() -> None:
    recording = wfdb_read(examples.WFDB, 1.0)

    assert recording is not None
    assert recording.beats()[0].rr_ms == 800.0


BARE = b"".join(annotation(1, 180) for _ in range(4)) + b"\0\0"


def test_rate_and_start_come_from_the_header_beside_it(tmp_path: Path) -> None:
    (tmp_path / "7.atr").write_bytes(BARE)
    (tmp_path / "7.hea").write_text(
        "# made up\n7 2 360/36(0) 650000 12:30:05.5 24/12/1999\n7.dat 212\n# 69 M\n"
    )
    recording = read_recording(tmp_path / "7.atr")

    assert [beat.rr_ms for beat in recording.beats()] == [500.0, 500.0, 500.0]
    assert recording.header.started == "1999-12-24T12:30:05"
    assert "69" not in str(recording.header)


@pytest.mark.parametrize("header", [None, "nonsense", ""])
def test_without_a_rate_it_has_to_be_told(tmp_path: Path, header: str | None) -> None:
    (tmp_path / "7.atr").write_bytes(BARE)
    if header is not None:
        (tmp_path / "7.hea").write_text(header)

    with pytest.raises(RecordingError, match="nothing says how many make a second") as caught:
        read_recording(tmp_path / "7.atr")
    assert "7.hea" in caught.value.hint
    assert read_recording(tmp_path / "7.atr", beat_times_hz=180.0).beats()[0].rr_ms == 1000.0


@pytest.mark.parametrize("head", ["7 2", "7 2 0"])
def test_a_header_without_a_rate_means_250_and_one_of_0_none(tmp_path: Path, head: str) -> None:
    (tmp_path / "7.atr").write_bytes(BARE)
    (tmp_path / "7.hea").write_text(head)

    if head == "7 2":
        assert read_recording(tmp_path / "7.atr").beats()[0].rr_ms == 720.0
    else:
        with pytest.raises(RecordingError, match="nothing says"):
            read_recording(tmp_path / "7.atr")


@pytest.mark.parametrize(
    "data",
    [
        b"\0\0",
        BARE[:-2],
        BARE + b"\0",
        BARE + b"ab",
        annotation(50, 3) + BARE,
        annotation(14, 3) * 5 + BARE,
        annotation(59, 0) + struct.pack("<hH", -2, 0) + BARE,
    ],
)
def test_other_bytes_are_no_annotations(data: bytes) -> None:
    assert wfdb_read(data) is None


def test_a_jump_of_hours_is_no_interval() -> None:
    data = annotation(1, 1) + annotation(59, 0) + struct.pack("<hH", 30_000, 0) + annotation(1, 1) + b"\0\0"

    with pytest.raises(RecordingError, match="over an hour"):
        wfdb_read(data)


@given(st.lists(st.tuples(st.sampled_from([1, 5, 8, 13]), st.integers(50, 1023)), min_size=2, max_size=40))
def test_annotations_are_read_as_they_were_written(beats: list[tuple[int, int]]) -> None:
    recording = wfdb_read(b"".join(annotation(*beat) for beat in beats) + b"\0\0", 1000.0)

    assert recording is not None
    assert [beat.rr_ms for beat in recording.beats()] == [step for _, step in beats[1:]]
    spoiled = [first != 1 or second != 1 for (first, _), (second, _) in pairwise(beats)]
    assert [beat.flag is not Flag.NORMAL for beat in recording.beats()] == spoiled


# --- FIT --------------------------------------------------------------------------------------------


def test_fit_s_start_is_utc_and_its_maker_is_kept() -> None:
    header = fit_read(fit_record(1), fit_hrv(812), fit_record(2), fit_hrv(830)).header

    assert header.started == "2021-09-08T01:46:41+00:00"
    recording = fit.read(Source(Path("a.fit"), examples.FIT))
    assert recording is not None
    assert recording.header.device == "garmin"


def test_fit_s_dropouts_are_gaps_missing_or_as_one_long_interval() -> None:
    before = [part for second in range(30) for part in (fit_record(second), fit_hrv(1000))]
    after = [part for second in range(60, 90) for part in (fit_record(second), fit_hrv(1000))]

    for hole in ([], [fit_record(60), fit_hrv(30_500)]):
        (gap,) = fit_read(*before, *hole, *after).gaps()
        assert gap.t_s == pytest.approx(29, abs=1)
        assert gap.duration_s == pytest.approx(30, abs=1)


def packed(*values: int) -> bytes:
    """Pack pairs of 12 bits into three bytes, as a strap does that stores."""
    pairs = zip(values[::2], values[1::2], strict=True)
    return b"".join(bytes([a & 0xFF, a >> 8 | (b & 0xF) << 4, b >> 4]) for a, b in pairs)


def fit_stored(first: int, *later: int) -> list[bytes]:
    start = fit_message(3, 132, [(253, 4, 0x86), (9, 4, 0x86)], struct.pack("<II", examples.FIT_START, first))
    rest = fit_message(
        4,
        132,
        [(10, 12, 0x0D)],
        *[packed(*[t & 0xFFF for t in later[k : k + 8]]) for k in range(0, len(later), 8)],
    )
    return [start, rest]


def test_fit_s_stored_beats_are_differences_of_the_strap_s_clock() -> None:
    """Times go round each 4096 ticks; one told twice is no beat."""
    ticks = [5000 + 900 * k for k in range(1, 8)] + [5000 + 900 * 7]
    recording = fit_read(*fit_stored(5000, *ticks))

    assert [beat.rr_ms for beat in recording.beats()] == [900 * 1000 / 1024] * 7
    assert recording.beats()[-1].t_s == 7 * 900 / 1024
    assert recording.header.started == "2021-09-08T01:46:40+00:00"


@given(st.lists(st.integers(300, 3000), min_size=8, max_size=8))
def test_twelve_bits_are_unpacked_as_fitdecode_unpacks_them(steps: list[int]) -> None:
    ticks = [5000 + step for step in accumulate(steps)]
    data = fit_file(*fit_stored(5000, *ticks))

    messages = [
        frame
        for frame in fitdecode.FitReader(io.BytesIO(data))
        if isinstance(frame, fitdecode.FitDataMessage)
    ]
    theirs = [field.raw_value for field in messages[1].fields if field.name == "event_timestamp"]
    assert [after - before for before, after in pairwise(theirs)] == [step / 1024 for step in steps[1:]]
    assert [beat.rr_ms for beat in fit_read(*fit_stored(5000, *ticks)).beats()] == [
        step * 1000 / 1024 for step in steps
    ]


def test_fit_beats_before_any_time_are_those_just_before_it() -> None:
    recording = fit_read(fit_hrv(812), fit_record(5), fit_hrv(830), fit_record(6), fit_hrv(805))

    assert recording.gaps() == ()
    assert recording.header.started == "2021-09-08T01:46:45+00:00"


def test_a_fit_file_without_any_time_has_no_start() -> None:
    assert fit_read(fit_hrv(812), fit_hrv(830)).header.started == ""


def test_a_fit_file_without_intervals_says_what_to_switch_on() -> None:
    with pytest.raises(RecordingError, match="no intervals") as caught:
        fit_read(fit_record(1))
    assert "Log HRV" in caught.value.hint


@pytest.mark.parametrize("damage", [slice(0, 14), slice(0, -5), slice(0, 40)])
def test_a_cut_fit_file_is_damaged(damage: slice) -> None:
    with pytest.raises(RecordingError, match="damaged FIT file"):
        fit.read(Source(Path("a.fit"), examples.FIT[damage]))


def test_a_fit_file_with_a_wrong_checksum_is_damaged() -> None:
    data = bytearray(examples.FIT)
    data[-1] ^= 1

    with pytest.raises(RecordingError, match="damaged FIT file"):
        fit.read(Source(Path("a.fit"), bytes(data)))


def test_a_fit_file_that_claims_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fit, "MAX_FIELDS", 10)

    with pytest.raises(RecordingError, match="claims more than"):
        fit_read(*[fit_record(second) for second in range(20)])


@pytest.mark.parametrize(
    ("library", "data"), [("fitdecode", examples.FIT), ("edfio", examples.EDF)], ids=["fit", "edf"]
)
def test_a_library_that_is_not_installed_is_named(
    monkeypatch: pytest.MonkeyPatch, library: str, data: bytes
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    read = fit.read if library == "fitdecode" else edf.read

    with pytest.raises(RecordingError, match=library) as caught:
        read(Source(Path("a"), data))
    assert caught.value.hint == "Install it with: pip install 'biofeed[formats]'"


# --- EDF --------------------------------------------------------------------------------------------


def test_edf_gives_beats_parts_markers_and_an_ecg() -> None:
    recording = edf_read(examples.EDF)

    assert recording is not None
    assert recording.events == (
        Samples(0.0, "ecg_uv", 4.0, (0.0, 100.0, -100.0, 5.0)),
        PhaseChange(0.2, PhaseKind.REST, "sitting", 0.0),
        Beat(0, 0.812, 812.0),
        Marker(1.642, "cough"),
        Beat(1, 1.642, 830.0, Flag.ECTOPIC),
        Beat(2, 2.447, 805.0),
        Beat(3, 3.237, 790.0),
    )
    assert recording.header.started == "2026-03-01T18:30:00"


def test_edf_beats_of_another_program_are_times() -> None:
    block = b"+0\x14\x14\0+0.5\x14QRS\x14\0+1.3\x14qrs\x14\0+1.3\x14Turned\x14\0+2.2\x14QRS\x14\0".ljust(
        100, b"\0"
    )
    recording = edf_read(edf_file(["EDF Annotations"], [block]))

    assert recording is not None
    assert recording.events == (Marker(1.3, "Turned"), Beat(0, 1.3, 800.0), Beat(1, 2.2, 900.0))


def test_edf_in_millivolts_becomes_microvolts() -> None:
    recording = edf_read(edf_file(["EKG"], [struct.pack("<2h", 1, -2)], reserved="", unit="mV"))

    assert recording is not None
    assert recording.events == (Samples(0.0, "ecg_uv", 2.0, (1000.0, -2000.0)),)
    assert edf.ECG_KEPT in recording.header.notes


def test_edf_with_holes_keeps_its_annotations_alone() -> None:
    recording = edf_read(examples.EDF.replace(b"EDF+C", b"EDF+D"))

    assert recording is not None
    assert not any(isinstance(event, Samples) for event in recording.events)
    assert edf.HOLES in recording.header.notes


@pytest.mark.parametrize(
    "change", [(b"01.03.26", b"32.03.26"), (b"01.03.26", b"01.01.85"), (b"18.30.00", b"18:30:0x")]
)
def test_an_edf_start_that_is_none_is_not_known(change: tuple[bytes, bytes]) -> None:
    recording = edf_read(examples.EDF.replace(*change, 1))

    assert recording is not None
    assert recording.header.started == ""


def test_an_edf_file_without_a_heart_says_what_was_looked_for() -> None:
    with pytest.raises(RecordingError, match="neither beats nor an ECG"):
        edf_read(edf_file(["SpO2"], [b"\1\0\2\0"], reserved=""))


@pytest.mark.parametrize(
    "data",
    [
        examples.EDF[:256],
        examples.EDF[:252] + b"9999" + examples.EDF[256:],
        examples.EDF[:252] + b"-1  " + examples.EDF[256:],
        edf_file(["ECG"], [b""]),
    ],
)
def test_an_edf_header_that_does_not_hold_together_is_damage(data: bytes) -> None:
    with pytest.raises(RecordingError, match="damaged EDF file"):
        edf_read(data)


def test_digits_without_an_end_take_no_time() -> None:
    """A reader that goes back over them again and again would need hours for this one."""
    block = (b"+" + b"1" * 300_000).ljust(400_000, b"1")

    assert list(annotations_in(edf_file(["EDF Annotations"], [block]))) == []


texts = st.text(st.characters(min_codepoint=32, exclude_categories=["Cs", "Cc"]), min_size=1, max_size=20)


@given(
    st.lists(st.tuples(st.integers(0, 5000), st.none() | st.integers(1, 900), texts), min_size=1, max_size=20)
)
def test_annotations_are_read_as_edfio_reads_them(rows: list[tuple[int, int | None, str]]) -> None:
    written = [edfio.EdfAnnotation(ms / 1000, length and length / 1000, text) for ms, length, text in rows]
    signal = edfio.EdfSignal(edfio.edf.np.zeros(40), 4, physical_range=(0, 1))
    with warnings.catch_warnings(action="ignore"):
        data = edfio.Edf(
            [signal], data_record_duration=1, annotations=written, starttime=dt.time(1, 2, 3)
        ).to_bytes()

    read = sorted((one.onset, one.duration or 0.0, one.text) for one in edfio.read_edf(data).annotations)
    assert sorted(tuple(one) for one in annotations_in(data)) == read

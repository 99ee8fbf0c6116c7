"""Every real recording has the beats, and the length, that it is known to have."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from biofeed.errors import RecordingError
from biofeed.formats import read_recording
from biofeed.recording import Recording
from biofeed.types import Flag, Marker, Samples

MINUTE = 60.0


def duration_s(recording: Recording) -> float:
    beats = recording.beats()
    return beats[-1].t_s - beats[0].t_s + beats[0].rr_ms / 1000


@pytest.mark.parametrize(
    ("name", "kind", "beats", "length_s", "rounding_s"),
    [
        ("slow_breathing_h10/sample_data_ibi.csv", "beat-text", 620, 10 * MINUTE, 30),
        ("polar_hrm/rest_rri.txt", "rr-text", 910, 16 * MINUTE, 30),
        ("polar_hrm/exercise_rri.hrm", "polar-hrm", 4117, 43 * MINUTE, 30),
        ("polar_hrm/noisy_rri.hrm", "polar-hrm", 3581, 40 * MINUTE, 30),
        ("polar_hrm/real_rri.txt", "rr-text", 771, 15 * MINUTE, 30),
        ("polar_hrm/14121501.hrm", "polar-hrm", 19001, 2.6 * 3600, 180),
        ("mitdb/100.atr", "wfdb", 2272, 650_000 / 360, 1),
        ("verity_sensor_logger/Polar_Sense_PPI.txt", "polar-sensor-logger", 442, 8.5 * MINUTE, 3),
    ],
)
def test_recordings_have_their_beats_and_their_length(
    real_data: Path, name: str, kind: str, beats: int, length_s: float, rounding_s: float
) -> None:
    recording = read_recording(real_data / name)

    assert (recording.format, len(recording.beats())) == (kind, beats)
    assert duration_s(recording) == pytest.approx(length_s, abs=rounding_s)
    assert recording.gaps() == ()


@pytest.mark.parametrize("subject", range(1, 22))
def test_a_seated_rest_is_one_line_of_about_a_hundred_intervals(real_data: Path, subject: int) -> None:
    path = real_data / "welltory_h10" / f"subject_{subject:02}.txt"
    recording = read_recording(path)

    numbers = [float(word) for word in path.read_text().split()]
    assert recording.format == "rr-text"
    assert [beat.rr_ms for beat in recording.beats()] == numbers
    assert 85 <= len(numbers) <= 105
    assert duration_s(recording) == pytest.approx(sum(numbers) / 1000)


def test_the_length_that_a_watch_wrote_is_that_of_its_intervals(real_data: Path) -> None:
    """Of the whole day 2.5 s are missing, and a note says so."""
    assert duration_s(read_recording(real_data / "polar_hrm" / "exercise_rri.hrm")) == pytest.approx(
        2561.7, abs=2
    )
    notes = read_recording(real_data / "polar_hrm" / "14121501.hrm").header.notes
    assert notes[-1] == "The file says that it is 9514.6 s long; its intervals add up to 9512.1 s."


def test_published_numbers_come_out_of_the_rest(real_data: Path) -> None:
    rr_ms = np.array(
        [beat.rr_ms for beat in read_recording(real_data / "polar_hrm" / "rest_rri.txt").beats()]
    )

    steps = np.diff(rr_ms)
    assert np.sqrt(np.mean(steps**2)) == pytest.approx(55.137442, abs=1e-6)
    assert np.std(rr_ms, ddof=1) == pytest.approx(57.818178, abs=1e-6)
    assert 100 * np.mean(np.abs(steps) > 50) == pytest.approx(35.313531, abs=1e-6)


@pytest.mark.parametrize("subject", range(25))
@pytest.mark.parametrize("part", ["sitting", "maths", "walking"])
def test_r_peaks_are_read_when_their_rate_is_told(real_data: Path, subject: int, part: str) -> None:
    """Sample numbers at 250 Hz are no intervals until the rate is known. Each part took two minutes."""
    path = real_data / "gudb" / f"subject_{subject:02}_{part}.tsv"
    if not path.exists():
        # Of some people one part was not labelled.
        assert len(list((real_data / "gudb").glob(f"subject_{subject:02}_*.tsv"))) < 3
        return
    with pytest.raises(RecordingError, match="sample numbers"):
        read_recording(path)

    recording = read_recording(path, beat_times_hz=250.0)

    peaks = [int(line) for line in path.read_text().split()]
    assert [beat.rr_ms for beat in recording.beats()] == [
        (after - before) * 4 for before, after in pairwise(peaks)
    ]
    assert duration_s(recording) == pytest.approx(120, abs=5)


def test_early_beats_are_flagged_by_their_labels(real_data: Path) -> None:
    """34 early beats, none beside another, spoil 68 intervals."""
    recording = read_recording(real_data / "mitdb" / "100.atr")

    flags = [beat.flag for beat in recording.beats()]
    assert (flags.count(Flag.NORMAL), flags.count(Flag.ECTOPIC)) == (2204, 68)
    assert [event for event in recording.events if isinstance(event, Marker)] == [Marker(0.05, "(N")]


def test_an_optical_sensor_tells_what_it_is_not_sure_of(real_data: Path) -> None:
    """21 intervals were blocked, 35 had no heart rate, and 39 were one or the other."""
    recording = read_recording(real_data / "verity_sensor_logger" / "Polar_Sense_PPI.txt")

    flags = [beat.flag for beat in recording.beats()]
    assert flags.count(Flag.IRREGULAR) == 39
    assert set(flags[:20]) == {Flag.IRREGULAR}, "the first 25 s are warm-up"
    assert recording.header.started == "2022-04-25T11:39:41.224000"


def test_other_streams_of_the_sensor_are_samples_and_markers(real_data: Path) -> None:
    folder = real_data / "verity_sensor_logger"
    rates = [
        event for event in read_recording(folder / "Polar_Sense_HR.txt").events if isinstance(event, Samples)
    ]
    axes = [
        event
        for event in read_recording(folder / "Polar_Sense_ACC_head.txt").events
        if isinstance(event, Samples)
    ]
    markers = [event for event in read_recording(folder / "MARKER.txt").events if isinstance(event, Marker)]

    lines = (folder / "Polar_Sense_HR.txt").read_text().splitlines()[1:]
    shown = [float(line.split(";")[1]) for line in lines]
    assert [one.values[0] for one in rates] == [rate for rate in shown if rate > 0]
    assert {one.kind for one in rates} == {"hr_bpm"}
    assert [(one.kind, len(one.values)) for one in axes] == [
        ("acc_x_mg", 1999),
        ("acc_y_mg", 1999),
        ("acc_z_mg", 1999),
    ]
    assert axes[0].fs_hz == pytest.approx(52, abs=0.5)
    assert axes[0].values[:2] == (-777.0, -778.0)
    assert markers == [Marker(0.0, "marker start"), Marker(481.015, "marker stop")]


@pytest.mark.parametrize(
    ("name", "beats", "bpm"),
    [
        ("rpeaks_result_Vp01.xlsx", 91 + 139 + 419 + 193, 88),
        ("rpeaks_result_Vp02.xlsx", 84 + 191 + 221 + 208, 107),
    ],
)
def test_a_workbook_s_sheets_are_the_parts_of_a_session(
    real_data: Path, name: str, beats: int, bpm: float
) -> None:
    """Each row of the sheets is one interval; under stress the hearts beat at 88 and 107 a minute."""
    recording = read_recording(real_data / "mist" / name)

    marks = [event for event in recording.events if isinstance(event, Marker)]
    assert len(recording.beats()) == beats
    assert [mark.text for mark in marks] == ["Baseline", "Intervention", "Stress", "Recovery"]
    stress, end = marks[2].t_s, marks[3].t_s
    mean_ms = np.mean([beat.rr_ms for beat in recording.beats() if stress < beat.t_s <= end])
    assert 60_000 / mean_ms == pytest.approx(bpm, abs=1)


def test_a_workbook_of_heart_rates_is_samples(real_data: Path) -> None:
    recording = read_recording(real_data / "mist" / "hr_sample_mist.xlsx")

    rates = [event.values[0] for event in recording.events if isinstance(event, Samples)]
    assert len(rates) == 2394 + 809 + 736 + 683 + 3306
    assert rates[0] == pytest.approx(97.215, abs=0.001)


def test_a_workbook_of_other_things_is_no_recording(real_data: Path) -> None:
    with pytest.raises(RecordingError, match="no column of intervals"):
        read_recording(real_data / "mist" / "ecg_time_log.xlsx")

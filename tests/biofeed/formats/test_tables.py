"""Tables by other programs: what their columns mean, and how a damaged one is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from biofeed.errors import RecordingError, UsageError
from biofeed.formats import (
    beatless,
    biofeed_csv,
    csv_column,
    elite_hrv,
    empatica,
    fatmaxxer,
    hrv_logger,
    kubios_report,
    polar_flow,
    polar_sensor_logger,
)
from biofeed.formats.source import Source
from biofeed.recording import HEADER_START
from biofeed.types import Beat, Flag, Gap, Marker, Note, PhaseChange, PhaseKind, Rating, Samples
from tests.biofeed.formats import examples
from tests.biofeed.formats.examples import RR_MS


def source(data: bytes, name: str = "a.csv") -> Source:
    return Source(Path(name), data)


# --- Polar Sensor Logger ----------------------------------------------------------------------------


def test_psl_stamps_the_start_of_each_interval() -> None:
    recording = polar_sensor_logger.read(source(examples.PSL_RR))

    assert recording is not None
    assert [beat.t_s for beat in recording.beats()] == [0.812, 1.642, 2.447, 3.237]
    assert recording.header.started == "2023-02-11T15:34:26.315000"


def test_psl_intervals_that_came_in_bursts_stand_end_to_end() -> None:
    burst = examples.PSL_RR.replace(b"26.315", b"27.127").replace(b"28.762", b"27.957")
    recording = polar_sensor_logger.read(source(burst))

    assert recording is not None
    assert [beat.t_s for beat in recording.beats()] == [0.0, 0.83, 1.635, 2.425]
    assert any("times are those of arrival" in note for note in recording.header.notes)


def test_psl_pulses_that_the_sensor_is_not_sure_of_are_flagged() -> None:
    """A large error, a blocked interval, no heart rate yet, and a clear one."""
    recording = polar_sensor_logger.read(source(examples.PSL_PPI))

    assert recording is not None
    assert [beat.flag for beat in recording.beats()] == [*[Flag.IRREGULAR] * 3, Flag.NORMAL]
    assert "The sensor was not sure of 3 of its intervals; they are flagged." in recording.header.notes


def test_psl_heart_rates_are_samples_and_a_rate_of_zero_is_none() -> None:
    data = (
        b"Phone timestamp;HR [bpm];HRV [ms];Breathing interval [rpm];\r\n"
        b"2023-02-11T15:34:26.315;0\r\n2023-02-11T15:34:27.300;61;12,1\r\n2023-02-11T15:34:28.320;62;12,1;\r\n"
    )
    recording = polar_sensor_logger.read(source(data))

    assert recording is not None
    assert recording.events == (
        Samples(0.985, "hr_bpm", 1.0, (61.0,)),
        Samples(2.005, "hr_bpm", 1.0, (62.0,)),
    )


def test_psl_acceleration_is_cut_where_samples_are_missing() -> None:
    steps_ms = [0, 20, 40, 500, 520, 540, 560]
    rows = "".join(f"2023-02-11T15:34:26.3;{ms * 1_000_000};{ms};1;-2\n" for ms in steps_ms)
    recording = polar_sensor_logger.read(
        source(f"Phone timestamp;sensor timestamp [ns];X [mg];Y [mg];Z [mg]\n{rows}".encode())
    )

    assert recording is not None
    samples = [event for event in recording.events if isinstance(event, Samples)]
    assert samples[0] == Samples(0.0, "acc_x_mg", 50.0, (0.0, 20.0, 40.0))
    assert samples[3] == Samples(0.5, "acc_x_mg", 50.0, (500.0, 520.0, 540.0, 560.0))
    assert [one.kind for one in samples] == ["acc_x_mg", "acc_y_mg", "acc_z_mg"] * 2


@pytest.mark.parametrize(
    ("data", "title"),
    [
        (b"Phone timestamp;sensor timestamp [ns];timestamp [ms];ecg [uV]\n", "without heartbeats"),
        (b"Phone timestamp;RR-interval [ms]\nyesterday;812\n", "row 1: “yesterday” is no date"),
        (b"Phone timestamp;RR-interval [ms]\n2023-02-11T15:34:26.315;x\n", "row 1: “x” is not a number"),
        (b"Phone timestamp;RR-interval [ms]\n2023-02-11T15:34:26.315\n", "row 1: “” is not a number"),
        (b"Phone timestamp;RR-interval [ms]\n", "not one beat"),
        (b"Phone timestamp;HR [bpm]\n", "nothing in"),
        (
            b"Phone timestamp;sensor timestamp [ns];X [mg];Y [mg];Z [mg]\n2023-02-11T15:34:26.3;5;1;1;1\n",
            "does not go on",
        ),
    ],
)
def test_psl_files_without_what_they_promise_are_named(data: bytes, title: str) -> None:
    with pytest.raises(RecordingError) as caught:
        polar_sensor_logger.read(source(data))
    assert title in caught.value.title


# --- HRV Logger and FatMaxxer -----------------------------------------------------------------------


def test_the_running_sum_tells_hrv_logger_from_fatmaxxer() -> None:
    assert fatmaxxer.read(source(examples.HRV_LOGGER)) is None
    assert hrv_logger.read(source(examples.FATMAXXER)) is None


@pytest.mark.parametrize(
    ("data", "started"),
    [
        (examples.HRV_LOGGER, "2023-02-08T20:49:27.255000+00:00"),
        (examples.HRV_LOGGER_IPHONE, "2025-03-15T11:03:00+00:00"),
    ],
)
def test_hrv_logger_s_start_has_its_zone(data: bytes, started: str) -> None:
    recording = hrv_logger.read(source(data))

    assert recording is not None
    assert recording.header.started == started
    assert not any("zone" in note for note in recording.header.notes)


def test_fatmaxxer_shows_a_dropout_as_a_gap() -> None:
    rows, at, since = [], 1_622_959_867_016, 0
    for beat in range(60):
        at += 20_000 if beat == 30 else 800
        rows.append(f"{at + 7 * (beat % 3)},800,{since}\n")
        since += 800
    recording = fatmaxxer.read(source(("timestamp,rr,since_start\n\n" + "".join(rows)).encode()))

    assert recording is not None
    (gap,) = recording.gaps()
    assert gap.duration_s == pytest.approx(19.2, abs=0.05)


def test_a_damaged_row_is_named() -> None:
    with pytest.raises(RecordingError, match="row 2: “x” is not a number"):
        hrv_logger.read(
            source(b"timestamp, rr, since_start \n\n1675889367255,812,34096\n1675889367255,x,1\n")
        )


# --- others -----------------------------------------------------------------------------------------


def test_polar_flow_s_first_row_is_no_beat_and_its_name_is_its_start() -> None:
    recording = polar_flow.read(source(examples.POLAR_FLOW, "rr-Anna_Lang_2019-02-03_07-08-09.txt"))

    assert recording is not None
    assert [beat.t_s for beat in recording.beats()] == [0.812, 1.642, 2.447, 3.237]
    assert recording.header.started == "2019-02-03T07:08:09"
    assert "The start is taken from the file's name; the time zone is not known." in recording.header.notes


def test_polar_flow_s_gaps_are_found() -> None:
    recording = polar_flow.read(
        source(b"0.000 0.749\n5.455 0.749\n6.204 0.749\n12.953 0.749\n13.702 0.749\n")
    )

    assert recording is not None
    assert recording.gaps() == (Gap(6.204, 6.0, "left out of the file"),)


@pytest.mark.parametrize(
    "data", [b"0.1 0.812\n0.912 0.812\n", b"0.0 0.812\n", b"0.0 0.8\n1.0 0.9\n2.0 1.0\n", b"0.0 x\n"]
)
def test_other_tables_are_not_polar_flow_s(data: bytes) -> None:
    assert polar_flow.read(source(data)) is None


def test_elite_hrv_s_name_is_its_start() -> None:
    recording = elite_hrv.read(source(b"812\r\n830\r\n805", "2017-09-06 06-23-22.txt"))

    assert recording is not None
    assert recording.header.started == "2017-09-06T06:23:22"
    assert recording.beats()[0] == Beat(0, 0.812, 812.0)


@pytest.mark.parametrize(
    "data", [b"0.812\n0.83\n", b"812 830\n", b"rr\n812\n", b"19\n20\n21\n", b"", b"812\n-5\n"]
)
def test_other_lists_are_not_elite_hrv_s(data: bytes) -> None:
    assert elite_hrv.read(source(data, "2017-09-06 06-23-22.txt")) is None


def test_empatica_s_gaps_and_start_are_kept() -> None:
    recording = empatica.read(source(examples.EMPATICA))

    assert recording is not None
    assert recording.gaps() == (Gap(10.953125, 3.0, "left out of the file"),)
    assert recording.header.started == "2022-02-21T13:12:26+00:00"


def test_a_file_that_only_begins_as_empatica_s_is_an_error() -> None:
    with pytest.raises(RecordingError, match="does not go on so"):
        empatica.read(source(b"1645449146.000000, IBI\nx\n"))


def test_times_beyond_all_recordings_are_an_error() -> None:
    with pytest.raises(RecordingError, match="three hundred years"):
        empatica.read(source(b"1645449146.0, IBI\n1e20,0.8\n1,0.8\n2,0.8\n"))


def test_kubios_report_gives_the_intervals_and_not_its_numbers() -> None:
    recording = kubios_report.read(source(examples.KUBIOS))

    assert recording is not None
    assert [(beat.t_s, beat.rr_ms) for beat in recording.beats()] == [
        (0.812, 812.0), (1.642, 830.0), (2.447, 805.0), (3.237, 790.0)
    ]  # fmt: skip
    assert recording.header.started == ""


def test_a_report_without_its_list_is_an_error() -> None:
    with pytest.raises(RecordingError, match="without its list of intervals"):
        kubios_report.read(source(examples.KUBIOS.partition(b"RR INTERVAL")[0]))


# --- any table --------------------------------------------------------------------------------------


def test_a_column_is_found_by_its_name() -> None:
    recording = csv_column.read(source(examples.CSV))

    assert recording is not None
    assert [(beat.t_s, beat.rr_ms) for beat in recording.beats()] == list(
        zip([0.812, 1.642, 2.447, 3.237], RR_MS, strict=True)
    )


@pytest.mark.parametrize("column", ["Beat to beat", " beat TO beat", "2"])
def test_a_column_is_told_by_name_or_number(column: str) -> None:
    data = b"phase,Beat to beat,mood\nrest,0.812,1\nrest,NA,1\nrest,,\nwork,0.83,2\n"

    assert [beat.rr_ms for beat in csv_column.read_column(source(data), column).beats()] == [812.0, 830.0]


def test_a_table_without_names_has_numbered_columns() -> None:
    recording = csv_column.read_column(source(b"a1;812\na2;830\na3;805\n".replace(b"a", b"")), "2")

    assert [beat.rr_ms for beat in recording.beats()] == [812.0, 830.0, 805.0]


@pytest.mark.parametrize("column", ["x", "3", "0", "-1"])
def test_a_column_that_is_not_there_is_a_wrong_request(column: str) -> None:
    with pytest.raises(UsageError) as caught:
        csv_column.read_column(source(b"name,rr\nx,812\n"), column)
    assert "“name”, “rr”" in caught.value.hint


def test_a_recording_of_ours_has_no_columns_and_nothing_of_it_is_said() -> None:
    data = HEADER_START + b', "device": "Polar H10 8A3C4D21"}\n'
    with pytest.raises(UsageError, match="has no columns") as caught:
        csv_column.read_column(source(data), "rr")
    assert "8A3C4D21" not in caught.value.hint


def test_of_a_first_line_only_short_names_are_said() -> None:
    data = b'{"serial": "8A3C4D21"};rr (ms);' + b"n" * 50 + b"\n1;812;3\n"
    with pytest.raises(UsageError) as caught:
        csv_column.read_column(source(data), "x")
    assert caught.value.hint == f"It has these columns: 1, “rr (ms)”, “{'n' * 30}”."


def test_a_column_of_something_else_holds_no_intervals() -> None:
    with pytest.raises(RecordingError, match="holds no intervals"):
        csv_column.read_column(source(b"name,power\nx,66\ny,67\n"), "power")


@pytest.mark.parametrize("data", [b"name,mood\nx,1\n", b"rr,ibi\n812,813\n", b"rr\n812\n", b"\n"])
def test_a_table_that_names_no_one_column_is_not_guessed(data: bytes) -> None:
    assert csv_column.read(source(data)) is None


def test_a_quote_that_is_never_closed_is_a_damaged_table() -> None:
    with pytest.raises(RecordingError, match="is damaged in row"):
        csv_column.read(source(b'rr,text\n812,a\n830,"' + b"x\n" * 200_000))


# --- our own ----------------------------------------------------------------------------------------


def test_our_own_table_gives_back_all_that_it_holds() -> None:
    recording = biofeed_csv.read(source(examples.BIOFEED_CSV))

    assert recording is not None
    assert recording.events == (
        PhaseChange(0.0, PhaseKind.SETTLE, "settle", 30.0),
        Beat(0, 0.812, 812.0),
        Marker(1.0, "=1+1"),
        Beat(1, 1.642, 830.0, Flag.ECTOPIC),
        Beat(2, 2.447, 805.0),
        Gap(2.447, 5.0, "no contact"),
        Beat(3, 8.237, 790.0),
        Rating(9.0, "tension", 4.0),
        Note(9.0, "calm, warm"),
    )
    assert recording.header.started == "2026-03-01T18:30:00+01:00"


@pytest.mark.parametrize(
    "row",
    [
        b",1.0,beat,812,odd,,,",
        b",1.0,beat,0,normal,,,",
        b",1e30,beat,812,normal,,,",
        b",x,beat,812,normal,,,",
        b",1.0,beat",
        b",1.0,song,,,,,",
        b",1.0,phase_change,,,3,party,x",
        b",1.0,gap,,,x,,",
        b",1.0,rating,,,,tension,much",
    ],
)
def test_a_row_of_another_kind_is_damage(row: bytes) -> None:
    with pytest.raises(RecordingError, match="is damaged in row 10"):
        biofeed_csv.read(source(examples.BIOFEED_CSV + row + b"\n"))


def test_our_own_table_has_to_be_in_the_order_of_time() -> None:
    with pytest.raises(RecordingError, match="order of time"):
        biofeed_csv.read(source(examples.BIOFEED_CSV + b",1.0,beat,812,normal,,,\n"))


# --- files without beats ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("head", "what"),
    [
        ("\ufeffMember,Date,Datetime,Type,HRV,lnRmssd\r\n", "Elite HRV's summary"),
        ("timestamp, since_start, heart_rate\n\n1,2,3\n", "HRV Logger's heart rates"),
        ("index, timestamp, HR, AVNN, SDNN\n", "HRV Logger's features"),
        ("timestamp,heartrate,rmssd,sdnn\n1,,,\n", "FatMaxxer's features"),
        ("timestamp_measurement,HR,AVNN,SDNN\n", "HRV4Training's summary"),
        ("date, time, HR,AVNN\n", "HRV4Training's summary"),
        ("date,timestamp_measurement,HR,AVNN\r", "HRV4Training's summary"),
        ("Name,Sport,Date,Start time\n", "Polar Flow's table of a training"),
    ],
)
def test_files_without_beats_are_known_by_name(head: str, what: str) -> None:
    with pytest.raises(RecordingError, match="without intervals between beats") as caught:
        beatless.read(source(head.encode()))
    assert what in caught.value.title
    assert caught.value.hint

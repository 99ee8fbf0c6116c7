"""Polar's `.hrm` files."""

from __future__ import annotations

from pathlib import Path

import pytest

from biofeed.errors import RecordingError
from biofeed.formats import hrm
from biofeed.formats.source import Source
from biofeed.recording import Recording

PARAMS = """\
[Params]
Version=106
Monitor=37
Date=20141215
StartTime=19:59:34.0
Length=00:00:02.4
Interval=238
"""
DATA = "\n[Note]\nKöln\n\n[HRData]\n812\n830\n805\n\n"


def imported(text: str) -> Recording | None:
    return hrm.read(Source(Path("a.hrm"), text.replace("\n", "\r\n").encode("latin-1")))


def test_intervals_stand_below_the_last_heading() -> None:
    recording = imported(PARAMS + DATA)

    assert recording is not None
    assert [beat.rr_ms for beat in recording.beats()] == [812, 830, 805]
    assert [beat.t_s for beat in recording.beats()] == [0.812, 1.642, 2.447]


def test_the_start_is_local_and_its_zone_is_not_known() -> None:
    recording = imported(PARAMS + DATA)

    assert recording is not None
    assert (recording.header.started, recording.header.device) == ("2014-12-15T19:59:34", "Polar monitor 37")
    assert recording.header.notes[0] == "The time zone is not known."


@pytest.mark.parametrize("wrong", ["Date=20141315", "Date=", "Day=20141215"])
def test_a_start_that_is_none_is_not_known(wrong: str) -> None:
    recording = imported(PARAMS.replace("Date=20141215", wrong) + DATA)

    assert recording is not None
    assert recording.header.started == ""
    assert recording.header.notes[0] == "The start time and the time zone are not known."


def test_a_length_that_the_intervals_do_not_reach_is_told() -> None:
    recording = imported(PARAMS.replace("00:00:02.4", "00:01:10.0") + DATA)

    assert recording is not None
    assert recording.header.notes[-1] == (
        "The file says that it is 70.0 s long; its intervals add up to 2.4 s."
    )


def test_heart_rates_are_not_taken_for_intervals() -> None:
    with pytest.raises(RecordingError, match="holds heart rates and no intervals"):
        imported(PARAMS.replace("238", "5") + DATA)


@pytest.mark.parametrize("row", ["abc", "812 90", "1e9x"])
def test_a_row_that_is_no_interval_is_named(row: str) -> None:
    with pytest.raises(RecordingError, match=f"damaged: “{row}” is not an interval"):
        imported(PARAMS + DATA + row)


def test_a_file_without_a_beat_is_an_error() -> None:
    with pytest.raises(RecordingError, match="not one beat"):
        imported(PARAMS + "[HRData]\n")


@pytest.mark.parametrize("text", ["", "812\n830\n", PARAMS, "[HRData]\n812\n"])
def test_other_files_are_something_else(text: str) -> None:
    assert imported(text) is None

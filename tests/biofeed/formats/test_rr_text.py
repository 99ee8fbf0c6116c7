"""Plain lists of intervals, in the forms in which programs write them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biofeed.errors import RecordingError
from biofeed.formats import beat_times, rr_text
from biofeed.formats.source import Source
from biofeed.recording import Recording
from biofeed.types import Beat, Origin


def imported(text: str) -> Recording:
    recording = rr_text.read(Source(Path("rr.txt"), text.encode()))
    assert recording is not None
    return recording


def intervals(text: str) -> list[float]:
    return [beat.rr_ms for beat in imported(text).beats()]


@pytest.mark.parametrize(
    "text",
    [
        "812\n830\n805\n",
        "812\n830\n805",
        "812 830 805",
        "812\t830\t805\n",
        "812, 830, 805",
        "812,830,805",
        "812;830;805;",
        "0.812\n0.830\n0.805\n",
        "0,812\n0,830\n0,805\n",
        "0,812;0,830;0,805",
        "812,0\n830,0\n805,0\n",
        "8.12e+02\n8.30e+02\n8.05e+02\n",
        "RR-interval [ms]\n812\n830\n805\n",
        "# made by somebody\n\n 812 \n\n830\n805\n\n",
        "+812\n+830\n+805\n",
    ],
)
def test_one_list_in_many_forms(text: str) -> None:
    assert intervals(text) == [812, 830, 805]


def test_beats_stand_end_to_end_and_the_last_is_as_exact_as_the_first() -> None:
    beats = imported("812\n830\n805\n" * 10_000).beats()

    assert beats[:3] == (Beat(0, 0.812, 812), Beat(1, 1.642, 830), Beat(2, 2.447, 805))
    assert beats[-1].t_s == 24_470.0


@given(st.lists(st.integers(300, 2500), min_size=1, max_size=7))
def test_seconds_and_milliseconds_say_the_same(rr_ms: list[int]) -> None:
    in_ms = imported("\n".join(map(str, rr_ms)))
    in_s = imported("\n".join(f"{rr / 1000:.3f}" for rr in rr_ms))

    assert in_ms.events == in_s.events
    assert [beat.rr_ms for beat in in_ms.beats()] == rr_ms


def test_what_is_not_above_zero_is_left_out_and_counted() -> None:
    recording = imported("812\n0\n830\n-1\n805\n")

    assert [beat.rr_ms for beat in recording.beats()] == [812, 830, 805]
    assert "2 values of 0 or less were left out." in recording.header.notes


def test_the_header_says_what_cannot_be_known() -> None:
    header = imported("812\n830\n").header

    assert (header.origin, header.started, header.device) == (Origin.IMPORTED, "", "")
    assert header.notes == (
        "The start time and the time zone are not known.",
        "A list of intervals does not show where beats are missing.",
    )


@pytest.mark.parametrize(
    "text", ["", ",", "a\nb\n", "812\n830\nx\n", "812 830\n805 790\n", "0x10\n", "nan\n", "1_000\n"]
)
def test_what_is_no_list_of_numbers_is_something_else(text: str) -> None:
    assert rr_text.read(Source(Path("rr.txt"), text.encode())) is None


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("66\n67\n65\n", "half of them are below 66"),
        ("19 240 440 650 848 1055 1261 1466", "sample numbers"),
        ("0.7\n1.5\n2.3\n3.1\n3.9\n4.7\n5.5\n6.3\n", "sample numbers"),
        ("812\n830\n99999999\n", "over an hour"),
    ],
)
def test_numbers_that_are_no_intervals_are_refused(text: str, title: str) -> None:
    with pytest.raises(RecordingError) as caught:
        imported(text)
    assert title in caught.value.title
    assert caught.value.hint


def test_a_few_rising_intervals_are_intervals() -> None:
    assert intervals("800\n810\n820\n") == [800, 810, 820]


def test_beat_times_become_intervals_at_their_rate() -> None:
    recording = beat_times.read_counted(Source(Path("peaks.tsv"), b"19\n240\n440\n"), 250.0)

    assert recording.events == (Beat(0, 0.96, 884.0), Beat(1, 1.76, 800.0))
    assert recording.format == "beat-times"


@pytest.mark.parametrize("text", ["812\n830\n805\n", "5\n", "1\n1\n", "a\nb\nc\n"])
def test_beat_times_have_to_rise(text: str) -> None:
    with pytest.raises(RecordingError, match="not a list of beat times"):
        beat_times.read_counted(Source(Path("peaks.tsv"), text.encode()), 1.0)

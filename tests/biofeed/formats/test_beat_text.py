"""Two columns, a time and an interval: what the time means is found out from the intervals."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import accumulate, pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biofeed.formats import beat_text
from biofeed.formats.source import Source
from biofeed.recording import Recording
from biofeed.types import Beat, Gap

RR_MS = [812.0, 830.0, 805.0, 790.0]
ENDS_S = [0.812, 1.642, 2.447, 3.237]


def imported(text: str) -> Recording:
    recording = beat_text.read(Source(Path("beats.csv"), text.encode()))
    assert recording is not None
    return recording


def table(times_s: Sequence[float], rr_ms: Sequence[float]) -> str:
    return "".join(f"{t_s:.6f},{rr}\n" for t_s, rr in zip(times_s, rr_ms, strict=True))


@pytest.mark.parametrize(
    "text",
    [
        "0.812,812\n1.642,830\n2.447,805\n3.237,790\n",
        "0.812 812\n1.642 830\n2.447 805\n3.237 790\n",
        "0.812\t812\n1.642\t830\n2.447\t805\n3.237\t790\n",
        "0.812;812;\n1.642;830;\n2.447;805;\n3.237;790;\n",
        "0,812;812\n1,642;830\n2,447;805\n3,237;790\n",
        "0,812 812\n1,642 830\n2,447 805\n3,237 790\n",
        "0.812, 0.812\n1.642, 0.83\n2.447, 0.805\n3.237, 0.79\n",
        "812,812\n1642,830\n2447,805\n3237,790\n",
        "t_s,ibi_ms\n0.812,812\n1.642,830\n2.447,805\n3.237,790\n",
        "# comment\r\n0.812,812\r\n\r\n1.642,830\r\n2.447,805\r\n3.237,790\r\n",
    ],
)
def test_one_table_in_many_forms(text: str) -> None:
    beats = imported(text).beats()

    assert [beat.rr_ms for beat in beats] == RR_MS
    assert [beat.t_s for beat in beats] == ENDS_S


def test_times_of_the_starts_of_intervals_are_told_apart() -> None:
    starts_s = [0.0, *ENDS_S[:-1]]

    assert [beat.t_s for beat in imported(table(starts_s, RR_MS)).beats()] == pytest.approx(ENDS_S)


def test_times_keep_their_own_zero() -> None:
    beats = imported("100.812,812\n101.642,830\n102.447,805\n").beats()

    assert beats[0] == Beat(0, 100.812, 812)


def test_a_step_that_exceeds_its_interval_by_more_than_half_of_it_is_a_gap() -> None:
    recording = imported("0.812,812\n1.642,830\n3.047,805\n3.837,790\n4.597,760\n5.737,770\n6.507,770\n")

    assert recording.gaps() == (Gap(1.642, 0.6, "left out of the file"),)
    assert recording.events.index(recording.gaps()[0]) == 2, "a gap stands before the beat that ends it"


ADRIFT = [0.03, -0.04, 0.05, -0.02, 0.04, -0.05, 0.0, 0.06]


def arrivals(late_s: Callable[[int], float], count: int = 60) -> str:
    """Write beats of 800 ms whose times are those of arrival: unsteady, and late by `late_s` each."""
    ends = list(accumulate([0.8] * count))
    times = [end + ADRIFT[k % 8] + late_s(k) for k, end in enumerate(ends)]
    return table(list(accumulate(times, max)), [800.0] * count)


def test_arrivals_are_put_end_to_end() -> None:
    recording = imported(arrivals(lambda _: 0.0))

    times = [beat.t_s for beat in recording.beats()]
    assert [round(b - a, 6) for a, b in pairwise(times)] == [0.8] * 59
    assert recording.gaps() == ()
    assert "arrival" in recording.header.notes[-1]


def test_a_burst_that_comes_late_is_no_gap() -> None:
    assert imported(arrivals(lambda k: max(0.0, 5.0 - 0.8 * (k - 30)) if k >= 30 else 0.0)).gaps() == ()


def test_lateness_that_stays_is_a_gap() -> None:
    recording = imported(arrivals(lambda k: 8.0 if k >= 30 else 0.0))

    (gap,) = recording.gaps()
    assert gap.duration_s == pytest.approx(8.0, abs=0.15)
    assert gap.t_s == pytest.approx(30 * 0.8, abs=0.15)
    assert recording.beats()[-1].t_s == pytest.approx(60 * 0.8 + 8.0, abs=0.2)


@pytest.mark.parametrize(
    "text",
    [
        "812\n830\n805\n",
        "0,812\n0,830\n0,805\n",
        "1,2,3\n2,3,4\n",
        "0.812,812\n",
        "2.0,812\n1.0,830\n",
        "0.812,66\n1.642,67\n",
        "0.8,812\n80.6,830\n160.4,805\n",
        "1.0,812\n1.0,830\n1.0,805\n",
        "1,8x2\n2,830\n3,805\n",
    ],
)
def test_other_numbers_are_something_else(text: str) -> None:
    assert beat_text.read(Source(Path("beats.csv"), text.encode())) is None


def test_a_burst_that_was_stamped_too_early_is_no_gap() -> None:
    """Some rows claim to have come seconds before they did; what follows them is on time, and not late."""
    early = arrivals(lambda k: -5.0 if 30 <= k < 36 else 0.0)

    assert imported(early).gaps() == ()


def test_a_first_column_that_counts_is_no_time() -> None:
    """Tables with an index: 0, 1, 2 … are not seconds, though hearts beat about once in one."""
    recording = imported("beat,rr\n0,812.0\n1,830.5\n2,805.0\n")

    assert [beat.rr_ms for beat in recording.beats()] == [812.0, 830.5, 805.0]
    assert recording.beats()[-1].t_s == 2.4475
    assert recording.gaps() == ()
    assert "The first column counts the rows; it was not taken for times." in recording.header.notes


@given(
    st.lists(st.tuples(st.integers(300, 1500), st.integers(0, 20)), min_size=3, max_size=30),
    st.integers(1, 1000),
)
def test_from_the_first_beat_to_the_last_every_second_is_beats_or_a_gap(
    beats: list[tuple[int, int]], offset_ms: int
) -> None:
    """With exact times, gaps fill precisely what the intervals leave open."""
    kept = [(rr, gap * rr if gap > 12 and place % 4 == 3 else 0) for place, (rr, gap) in enumerate(beats)]
    ends_ms = list(accumulate((rr + gap for rr, gap in kept), initial=offset_ms))[1:]
    recording = imported(table([end / 1000 for end in ends_ms], [float(rr) for rr, _ in kept]))

    covered_s = sum(beat.rr_ms for beat in recording.beats()[1:]) / 1000
    covered_s += sum(gap.duration_s for gap in recording.gaps())
    times = [beat.t_s for beat in recording.beats()]
    assert covered_s == pytest.approx(times[-1] - times[0], abs=1e-4)

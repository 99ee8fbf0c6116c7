"""What is remembered of a session until its end."""

from __future__ import annotations

from biofeed.breath import Part
from biofeed.pacer import Schedule
from biofeed.types import Beat, Flag, Gap, Marker, Pause, PhaseKind, Rating, Reflag
from biofeed.witness import Witness

SCHEDULE = Schedule.of((Part(PhaseKind.REST, "rest", 60.0),))


def test_beats_have_the_flags_that_they_have_in_the_end() -> None:
    witness = Witness()
    for seq in range(3):
        witness.see(Beat(seq, float(seq + 1), 1000.0))
    witness.see(Reflag(3.0, 1, Flag.ECTOPIC))
    witness.see(Reflag(3.0, 2, Flag.MISSED))
    witness.see(Reflag(4.0, 2, Flag.NORMAL))

    course = witness.course(SCHEDULE, 60.0, has_beats=True)
    assert [beat.flag for beat in course.beats] == [Flag.NORMAL, Flag.ECTOPIC, Flag.NORMAL]


def test_a_pause_that_nobody_ended_lasts_until_the_end() -> None:
    witness = Witness()
    for event in (
        Pause(5.0, paused=True),
        Pause(6.0, paused=True),
        Pause(9.0, paused=False),
        Pause(50.0, paused=True),
    ):
        witness.see(event)

    assert list(witness.course(SCHEDULE, 60.0, has_beats=True).pauses) == [(5.0, 9.0), (50.0, 60.0)]


def test_gaps_and_ratings_are_kept_and_the_rest_is_not() -> None:
    witness = Witness()
    gap, rating = Gap(3.0, 2.0, "lost"), Rating(0.0, "stress before", 40.0)
    for event in (gap, Marker(4.0), rating):
        witness.see(event)

    course = witness.course(SCHEDULE, 60.0, has_beats=False)
    assert (list(course.gaps), list(course.ratings), course.has_beats) == ([gap], [rating], False)

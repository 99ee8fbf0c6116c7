"""Measuring a session anew from what its log says, as its end would have been summed up by this version.

Beats are taken as they are on file, with the flags they had in the end. So it takes milliseconds where a
replay, which begins with the packets, takes seconds; a replay is what to ask when the beats themselves are
in question.
"""

from __future__ import annotations

from collections.abc import Iterable

from biofeed.analysis import summarise
from biofeed.exercise import Variant, parse
from biofeed.findings import findings
from biofeed.pacer import Schedule
from biofeed.rows import Header
from biofeed.session import free_schedule
from biofeed.types import SUMMARY, Event, Result, Stop
from biofeed.witness import Witness


def results_of(header: Header, events: Iterable[Event]) -> tuple[Result, ...]:
    """Give what a session came to. One without an end is measured as far as it went.

    Raises `ExerciseError` if the exercise in its header is none that this version understands.
    """
    schedule, protocol = _asked_for(header)
    witness = Witness()
    ended_s = 0.0
    for event in events:
        if isinstance(event, Stop):
            ended_s = event.t_s
            break
        ended_s = max(ended_s, event.t_s)
        schedule = schedule.after(event)
        witness.see(event)
    summary = Result(ended_s, SUMMARY, summarise(witness.beats, ended_s))
    course = witness.course(schedule, ended_s, has_beats=bool(witness.beats))
    return (summary, *witness.tasks, *findings(course, protocol), *witness.breath(schedule, ended_s))


def _asked_for(header: Header) -> tuple[Schedule, str]:
    """Give what was laid out when the session began, and what was to be found out."""
    if not header.exercise_toml:
        return free_schedule(header.minutes), ""
    exercise = parse(header.exercise_toml, header.exercise)
    variant = Variant(header.minutes, header.pace_bpm, header.framed, header.holds)
    return exercise.schedule(variant), exercise.protocol

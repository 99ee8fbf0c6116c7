"""What came of a practice, in lines: the person's own ratings first, then what was measured.

Before and after are compared in unpaced windows alone. Where there are none, the ratings are all there is to
compare, and the numbers of the paced part stand by themselves, with their pace.
"""

from __future__ import annotations

from dataclasses import dataclass

from biofeed import words
from biofeed.care import Care, CheckIn, Debrief
from biofeed.practice import Practice
from biofeed.words import care as care_words
from biofeed.words import checkin as asked
from biofeed.words import result, visit
from biofeed.words.before_after import before_after_lines


@dataclass(frozen=True, slots=True)
class Told:
    """What the person said before and after."""

    before: CheckIn
    after: Debrief


def felt_lines(told: Told) -> list[str]:
    """Give the person's own ratings, before and after."""
    before, after = told.before, told.after
    changes = [
        visit.stress_change(before.stress, after.stress),
        visit.window_change(before.window, after.window),
    ]
    lines = ["   ".join(filter(None, changes))]
    if after.okay_minutes is not None:
        lines.append(visit.okay_after(after.okay_minutes))
    if before.stress is not None and after.stress is not None and after.stress >= before.stress:
        lines.append(asked.SAME_OR_MORE)
    return [line for line in lines if line]


def measured_lines(practice: Practice, care: Care) -> list[str]:
    """Give what was measured, the comparison first; why there is nothing where that is so."""
    session = practice.session
    if not practice.info.has_beats:
        return [words.NOTHING_MEASURED]
    if not care.shows_numbers:
        return [care_words.NO_NUMBERS]
    ended_s = session.ended.t_s if session.ended else 0.0
    compared = before_after_lines(session.results)
    found = result.last_words(session.results)
    schedule = session.schedule
    whole = words.summary_lines(session.summary, schedule.paces(ended_s), schedule.paced_share(ended_s))
    return [*compared, *found, *whole]

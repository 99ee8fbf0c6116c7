"""Intervals that come with times: where each beat was, and where beats are missing.

Programs mean three different things by the time, and a file does not say which. What agrees with the
intervals decides:

- the *end* of the interval: each time is the one before plus this interval;
- the *start* of the interval: each time is the one before plus that interval;
- the *arrival* of the beat at a phone, which comes in bursts. Differences of arrivals say little about the
  heart, so there the beats are put end to end.

Times show gaps. Beside exact times a gap is a step that exceeds its interval by more than half of it.
Arrivals may be late by seconds and catch up, so there a gap has to exceed three seconds and last.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from biofeed.errors import RecordingError
from biofeed.formats.imported import LEFT_OUT, checked, left_out_note, recording_of
from biofeed.formats.numbers import MAX_T_S
from biofeed.formats.source import Source
from biofeed.formats.start import UNKNOWN, Start
from biofeed.recording import Recording
from biofeed.types import Beat, Flag, Gap

AGREE_S = 0.01
"""Times that agree with the intervals as closely as this are those of the beats themselves."""
LATE_S = 3.0
"""A burst of beats may arrive so late without anything missing."""
CATCH_UP_BEATS = 20
"""Within so many beats a late burst has caught up, and one that was stamped too early is over."""

ARRIVALS = "The times are those of arrival; the beats have been put end to end by their intervals."


class Timed(NamedTuple):
    """One interval and its time."""

    t_s: float
    rr_ms: float
    flag: Flag = Flag.NORMAL
    """What the file says about it."""


def timed_recording(
    source: Source,
    rows: Sequence[Timed],
    kind: str,
    *,
    start: Start = UNKNOWN,
    device: str = "",
    notes: Sequence[str] = (),
) -> Recording:
    """Make a recording of intervals with times; values of 0 or less are left out, and counted in a note.

    Raises `RecordingError` if there is no interval, or one beyond any pause of the heart.
    """
    kept = [row for row in rows if row.rr_ms > 0]
    checked(source, [row.rr_ms for row in kept])
    if max(abs(row.t_s) for row in kept) > MAX_T_S:
        raise RecordingError(
            f"The times in “{source.path}” are beyond three hundred years.", "Look at its column of times."
        )
    left_out = [left_out_note(len(rows) - len(kept))] if len(kept) < len(rows) else []
    events, how = _placed(kept)
    return recording_of(events, kind, start=start, notes=[*notes, *left_out, *how], device=device)


def _placed(rows: Sequence[Timed]) -> tuple[list[Beat | Gap], list[str]]:
    """Find out what the times mean, and give the beats and gaps with notes on what was done."""
    to_end, to_start = _disagreement(rows)
    if min(to_end, to_start) <= AGREE_S:
        ends = rows
        if to_start < to_end:
            ends = [row._replace(t_s=row.t_s + row.rr_ms / 1000) for row in rows]
        if all(before.t_s <= row.t_s for before, row in pairwise(ends)):
            return from_ends(ends), []
    return from_arrivals(rows), [ARRIVALS]


def from_ends(rows: Sequence[Timed]) -> list[Beat | Gap]:
    """Take the times as those of the beats; a step that its interval does not fill is a gap."""
    events: list[Beat | Gap] = []
    before_s: float | None = None
    for seq, (t_s, rr_ms, flag) in enumerate(rows):
        if before_s is not None and (missing_s := t_s - before_s - rr_ms / 1000) > rr_ms / 2000:
            events.append(Gap(before_s, round(missing_s, 6), LEFT_OUT))
        events.append(Beat(seq, round(t_s, 6), rr_ms, flag))
        before_s = t_s
    return events


def from_arrivals(rows: Sequence[Timed]) -> list[Beat | Gap]:
    """Put beats end to end from the first arrival on; lateness that does not go away again is a gap."""
    late_s = _lateness(rows)
    events: list[Beat | Gap] = []
    end_s, usual_s = rows[0].t_s - rows[0].rr_ms / 1000, 0.0
    for seq, (_, rr_ms, flag) in enumerate(rows):
        if late_s[seq] - usual_s > LATE_S:
            lasting_s = min(late_s[seq : seq + CATCH_UP_BEATS]) - usual_s
            if lasting_s > LATE_S:
                events.append(Gap(round(end_s, 6), round(lasting_s, 6), LEFT_OUT))
                end_s += lasting_s
                usual_s += lasting_s
        usual_s = min(usual_s, max(late_s[seq : seq + CATCH_UP_BEATS]))
        end_s += rr_ms / 1000
        events.append(Beat(seq, round(end_s, 6), rr_ms, flag))
    return events


def _disagreement(rows: Sequence[Timed]) -> tuple[float, float]:
    """Give the median distance, in s, of the times from the ends, and from the starts, of the intervals."""
    ends = [abs(row.t_s - before.t_s - row.rr_ms / 1000) for before, row in pairwise(rows)]
    starts = [abs(row.t_s - before.t_s - before.rr_ms / 1000) for before, row in pairwise(rows)]
    return (median(ends), median(starts)) if ends else (0.0, 0.0)


def _lateness(rows: Sequence[Timed]) -> list[float]:
    """Give by how much each beat arrived later than the first one did, measured by the intervals."""
    late_s = [0.0]
    for before, row in pairwise(rows):
        late_s.append(late_s[-1] + row.t_s - before.t_s - row.rr_ms / 1000)
    return late_s

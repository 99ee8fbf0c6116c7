"""A recording from elsewhere as a session of this log.

The log orders sessions by when they began, in a known time zone, so what a file does not say is filled in
here, and said in the session's remarks. Where the file says nothing of artefacts they are marked, with the
hindsight of the whole recording, as `biofeed analyze` does.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from biofeed.hrv.artefacts import FLAGS, OUT_OF_RANGE, mark_artefacts
from biofeed.recording import Recording
from biofeed.rows import Header
from biofeed.store.intake import NewSession
from biofeed.types import Beat, Event, Flag, Origin, Reflag
from biofeed.words import sharing as words

_MADE_UP = frozenset({Origin.SIMULATED, Origin.REPLAYED})


def as_session(recording: Recording, mark: str, file_date: dt.datetime) -> NewSession:
    """Make a session of a recording; one that was simulated stays that, any other counts as imported.

    `file_date` is when the file was written, with a time zone.
    """
    header = recording.header
    origin = header.origin if header.origin in _MADE_UP else Origin.IMPORTED
    header = replace(_with_start(header, file_date), origin=origin, client="")
    return NewSession(mark, header, _judged(recording.events), end_reason=words.FILE_ENDED)


def _with_start(header: Header, file_date: dt.datetime) -> Header:
    """Fill in what is not known of the start, and say so."""
    try:
        started = dt.datetime.fromisoformat(header.started)
        if started.tzinfo is not None:
            return header
        here = started.astimezone()
    except (ValueError, OverflowError, OSError):
        date = file_date.isoformat(timespec="seconds")
        return replace(header, started=date, notes=(*header.notes, words.ITS_OWN_DATE))
    return replace(header, started=here.isoformat(), notes=(*header.notes, words.THIS_ZONE))


def _judged(events: Sequence[Event]) -> tuple[Event, ...]:
    """Add a verdict on each beat that is no regular one, unless the file has verdicts of its own."""
    beats = [event for event in events if isinstance(event, Beat)]
    judged = any(beat.flag is not Flag.NORMAL for beat in beats)
    if judged or any(isinstance(event, Reflag) for event in events):
        return tuple(events)
    return (*events, *_verdicts(beats))


def _verdicts(beats: Sequence[Beat]) -> list[Reflag]:
    rr_ms = np.array([beat.rr_ms for beat in beats], dtype=float)
    t_s = np.array([beat.t_s for beat in beats], dtype=float)
    # What is no time at all, or goes back in it, is no interval and cannot be asked about.
    latest_s = np.maximum.accumulate(np.concatenate([[-np.inf], t_s[:-1]]))[: t_s.size]
    is_time = (rr_ms > 0) & (t_s > latest_s)
    codes = np.where(is_time, 0, OUT_OF_RANGE)
    if is_time.sum() >= 2:
        codes[is_time] = mark_artefacts(rr_ms[is_time], t_s=t_s[is_time])
    verdicts = zip(beats, codes.tolist(), strict=True)
    return [Reflag(beats[-1].t_s, beat.seq, FLAGS[code]) for beat, code in verdicts if code]

"""What is told of a session of the past: lines of facts, the person's own words before any number.

The same facts in the same order for one session and for two side by side. Pure.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from biofeed.history import FreeWindow, PastSession, SessionCourse
from biofeed.history.window import value_of
from biofeed.store.row import SessionRow
from biofeed.types import Note
from biofeed.words import as_clock
from biofeed.words import history as words
from biofeed.words import home as day_words

Fact = tuple[str, str]
"""What it is, and what there is to say."""


def facts(session: PastSession, *, hrv: bool = True) -> list[Fact]:
    """Give everything that is known of a session, of what there is to tell.

    Without `hrv` the numbers of the heart's rhythm are left out.
    """
    told = {**_felt(session), **_circumstances(session), **(_measured(session) if hrv else {})}
    return [(words.FACTS[name], told[name]) for name in words.FACTS if told.get(name)]


def paired(one: Sequence[Fact], other: Sequence[Fact]) -> list[tuple[str, str, str]]:
    """Put the facts of two sessions beside each other: what it is, of the one, of the other."""
    first, second = dict(one), dict(other)
    return [
        (name, first.get(name, words.NOT_SAID), second.get(name, words.NOT_SAID))
        for name in words.FACTS.values()
        if name in first or name in second
    ]


def said_lines(course: SessionCourse) -> Iterator[Fact]:
    """Give the person's own words, in the session and after it, then the notes that were written about it."""
    for one in course.said:
        if isinstance(one, Note) and one.topic not in ("posture", "setting", "stop reason"):
            yield one.topic or words.LINE, one.text
    for note in course.notes:
        yield words.NOTE_BY.format(author=note.author.value), note.text
    for marker in course.markers:
        if marker.text:
            yield words.MARKED, f"{as_clock(marker.t_s)} {marker.text}"


def listed(session: PastSession, title: str, when: str) -> tuple[tuple[str, bool], ...]:
    """Give a session as a row of a list: when, which exercise, how long, and how it felt."""
    felt = day_words.stress(session.checkin.stress, session.debrief.stress)
    minutes = day_words.length(session.minutes)
    return (f"{when:<19}", True), (f"{title:<31}", False), (f"{minutes:>6}   {felt}", True)


def ended(row: SessionRow) -> str:
    """Say how a session ended."""
    return words.HOW_IT_ENDED.get(row.end_reason or row.state.value, row.end_reason)


def _felt(session: PastSession) -> dict[str, str]:
    before, after = session.checkin, session.debrief
    return {
        "stress": words.change(before.stress, after.stress),
        "window": words.change(before.window, after.window),
        "okay": "" if after.okay_minutes is None else words.minutes(after.okay_minutes),
    }


def _circumstances(session: PastSession) -> dict[str, str]:
    reason = session.debrief.stop_reason
    return {
        "when": f"{session.row.started:%a %d %b %Y, %H:%M}",
        "device": session.device,
        "setting": session.setting,
        "posture": session.posture,
        "ended": words.STOPPED_BECAUSE.format(reason=reason) if reason else ended(session.row),
    }


def _measured(session: PastSession) -> dict[str, str]:
    if not session.row.beats:
        return {}
    heart, rmssd = value_of(session.measures, "mean_hr"), value_of(session.measures, "rmssd")
    windows = {window.role: window for window in session.windows}
    best = session.best_pace
    return {
        "heart": words.bpm(heart) if heart is not None else "",
        "rmssd": words.paced_rmssd(rmssd) if rmssd is not None and session.row.exercise else "",
        "before": _quiet(windows.get("before") or windows.get("rest")),
        "after": _quiet(windows.get("after") or windows.get("recover")),
        "recovery": "" if session.recovery is None else session.recovery.words or session.recovery.verdict,
        "pace": ""
        if best is None
        else words.best_pace(best.pace_bpm, best.low_bpm, best.high_bpm, best.verdict),
        "clean": "" if session.coverage is None else words.percent(session.coverage),
    }


def _quiet(window: FreeWindow | None) -> str:
    return "" if window is None else words.quiet(window.mean_hr_bpm, window.rmssd_ms, window.weak)

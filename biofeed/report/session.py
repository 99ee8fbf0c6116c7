"""The page of one session: what was felt, the course of the heart, and the windows that can be compared."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from biofeed.findings.window import WINDOW
from biofeed.history import UNREAL, FreeWindow, RecoveryPoint, SessionCourse
from biofeed.history.window import value_of
from biofeed.report.heart import heart
from biofeed.report.number import Number, percent
from biofeed.report.page import Line, Lines, Page, Row, Said, Section, Table, clipped, filled
from biofeed.report.recovery import COLUMNS as RECOVERY_COLUMNS
from biofeed.report.recovery import felt
from biofeed.report.recovery import row as recovery_row
from biofeed.report.source import SOFTWARE, method, session_provenance
from biofeed.types import Result
from biofeed.words import as_clock, small_print
from biofeed.words import report as words

WINDOW_COLUMNS = ("what", "when", "rmssd", "hr", "clean", "coverage", "artefacts", "how", "remark")
MOST_NOTES = 8
PACE_COLUMNS = ("pace", "swing", "coverage", "followed")


def session_page(course: SessionCourse, made: dt.datetime) -> Page:
    """Give the page of one session, made at a moment."""
    session = course.session
    sections = (
        _told(course),
        heart(course),
        _recovery(course),
        _windows(course),
        _paces(course),
        _notes(course),
        method(small_print.READING_SESSION),
        session_provenance(course),
    )
    origin = session.row.origin
    return Page(
        title=words.SESSION_TITLE,
        subtitle=words.session_of(session.row.id, session.row.client, session.row.started),
        headline=_headline(course),
        sections=filled(sections),
        unreal=words.unreal([origin]) if origin in UNREAL else "",
        made=small_print.made(SOFTWARE, made),
    )


def _headline(course: SessionCourse) -> tuple[Line, Line, Line]:
    session = course.session
    what = clipped(session.row.exercise) or words.RECORDING
    length = Number("length", session.minutes, "min")
    how = (
        words.ended(clipped(session.row.end_reason), session.row.duration_s) if session.was_cut_short else ""
    )
    ratings = felt(session.checkin.stress, session.debrief.stress)
    is_once = None in (session.checkin.stress, session.debrief.stress)
    label = words.FELT_ONCE if is_once else words.FELT_BEFORE_AFTER
    bring = session.debrief.bring
    flag = f"{words.BRING}: “{clipped(bring)}”" if bring else words.NOTHING_MARKED
    weak = f" {words.low_signal(session.weak)}." if session.weak else ""
    return (
        Line((f"{what}, ", length, f", {how}." if how else ".")),
        Line((f"{label} ", *ratings, ".") if ratings else (words.NOT_RATED,)),
        Line((flag + weak,)),
    )


def _told(course: SessionCourse) -> Section:
    checkin, debrief = course.session.checkin, course.session.debrief
    lines: list[Line] = []
    if checkin.window or debrief.window:
        places = [str(place) for place in (checkin.window, debrief.window) if place]
        lines.append(Line((" → ".join(places),), words.TOLERANCE))
    if debrief.okay_minutes is not None:
        lines.append(Line((Number("until okay", debrief.okay_minutes, "min"),), words.OKAY_AFTER_TASK))
    if debrief.stop_reason is not None:
        lines.append(Line((str(debrief.stop_reason),), words.STOPPED_FOR))
    if course.session.setting:
        lines.append(Line((clipped(course.session.setting),), words.COLUMNS["setting"]))
    own = ((debrief.helped, words.HELPED), (debrief.line, words.LINES)) if course.with_private else ()
    lines += [Line((f"“{clipped(text)}”",), label) for text, label in own if text]
    return Section("told", words.TOLD, (Lines(tuple(lines), "columns"),) if lines else ())


def _recovery(course: SessionCourse) -> Section:
    if course.session.recovery is None:
        return Section("recovery", words.RECOVERY, ())
    point = RecoveryPoint(course.session, course.session.recovery)
    table = Table(
        tuple(words.COLUMNS[name] for name in RECOVERY_COLUMNS),
        (recovery_row(words.day(course.session.day), point),),
    )
    return Section("recovery", words.RECOVERY, (table,))


def _windows(course: SessionCourse) -> Section:
    if not course.session.windows:
        return Section(WINDOW, words.WINDOWS, ())
    rows = tuple(_window_row(course, window) for window in course.session.windows)
    return Section(WINDOW, words.WINDOWS, (Table(tuple(words.COLUMNS[n] for n in WINDOW_COLUMNS), rows),))


def _window_row(course: SessionCourse, window: FreeWindow) -> Row:
    session = course.session
    how = ", ".join(filter(None, (words.FREE, clipped(session.posture) or words.NOT_SAID, session.device)))
    return Row(
        clipped(window.title) or window.role,
        (
            (f"{as_clock(window.start_s)} – {as_clock(window.start_s + window.length_s)}",),
            _known("RMSSD", window.rmssd_ms, "ms"),
            _known("heart rate", window.mean_hr_bpm, "bpm"),
            (Number("clean", window.clean_s, "s"), " / ", Number("window", window.length_s, "s")),
            (percent("coverage", window.coverage),),
            (percent("artefacts", window.artefact_share, digits=1),),
            (clipped(how),),
            (words.low_signal(window.weak) if window.weak else "",),
        ),
        window.weak,
    )


def _paces(course: SessionCourse) -> Section:
    rows = tuple(_pace_row(step) for step in course.steps)
    table = Table(tuple(words.COLUMNS[name] for name in PACE_COLUMNS), rows)
    remark = ""
    if course.session.best_pace is not None:
        found = course.session.best_pace
        remark = words.best_pace(found.pace_bpm, found.low_bpm, found.high_bpm)
    return Section("paces", words.PACES, (table,) if rows else (), remark)


def _pace_row(step: Result) -> Row:
    swing = value_of(step.measures, "swing")
    coverage = next(iter(measure.coverage for measure in step.measures), 0.0)
    pace = float(step.detail.get("pace_bpm", 0.0))
    return Row(
        f"{pace:.1f} {words.A_MINUTE}",
        (
            _known("swing", swing, "bpm"),
            (percent("coverage", coverage),),
            (clipped(str(step.detail.get("followed", ""))),),
        ),
    )


def _notes(course: SessionCourse) -> Section:
    lines = tuple(_note_lines(course))
    remark = words.shown(len(lines), len(course.notes))
    return Section("notes", words.NOTES, (Lines(lines),) if lines else (), remark)


def _note_lines(course: SessionCourse) -> Iterator[Line]:
    for note in course.notes[-MOST_NOTES:]:
        kept = f" ({words.PRIVATE})" if note.private else ""
        label = f"{words.day(note.written)}, {note.author}{kept}"
        yield Line((f"“{clipped(note.text)}”",), label)


def _known(name: str, value: float | None, unit: str) -> Said:
    return (words.TOO_FEW_BEATS,) if value is None else (Number(name, value, unit),)

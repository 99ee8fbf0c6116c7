"""Sessions as rows, each with how sure its numbers are; weeks or months where there are many.

A row whose signal is weak says so and looks different. Where a row stands for several sessions its RMSSD and
heart rate are medians over the clean windows alone, and it counts as weak where most of its windows are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from biofeed.history import ClientHistory, FreeWindow, PastSession
from biofeed.report.number import Number, middle, percent
from biofeed.report.page import CELL, Row, Said, Section, Table, clipped
from biofeed.report.period import MOST_ROWS, Period, periods
from biofeed.report.recovery import felt
from biofeed.types import Origin
from biofeed.words import report as words
from biofeed.words import small_print

MOST_SESSIONS = 12
"""Beyond so many sessions a row is a week or more."""
COLUMNS = ("when", "what", "length", "felt", "rmssd", "hr", "clean", "coverage", "artefacts", "how", "remark")
NOTHING: Said = ()


def rows(history: ClientHistory) -> Section:
    """Give the sessions of a span, or its weeks, months or quarters, the newest first."""
    sessions = history.sessions
    if len(sessions) <= MOST_SESSIONS:
        table = Table(_named(COLUMNS), tuple(session_row(session) for session in reversed(sessions)))
        return Section("sessions", words.SESSIONS, (table,) if sessions else ())
    kind, found = periods(sessions)
    table = Table(_named(COLUMNS), tuple(_period_row(period) for period in reversed(found[-MOST_ROWS:])))
    remark = words.shown(min(len(found), MOST_ROWS), len(found))
    return Section("sessions", words.PERIODS[kind], (table,), remark)


def _named(columns: Iterable[str]) -> tuple[str, ...]:
    return tuple(words.COLUMNS[name] for name in columns)


def session_row(session: PastSession) -> Row:
    """Give the row of one session."""
    window = session.reading if session.row.beats else None
    moved = f" {small_print.MOVED_MARK}" if session.moved else ""
    what = clipped(session.row.exercise, CELL) or words.RECORDING
    return Row(
        f"{words.day(session.day)}{moved}",
        (
            (what,),
            (Number("length", session.minutes, "min"),),
            felt(session.checkin.stress, session.debrief.stress),
            *_window_cells(session, window),
            (_how([session]),),
            (_remark(session),),
        ),
        session.weak,
    )


def _window_cells(session: PastSession, window: FreeWindow | None) -> tuple[Said, Said, Said, Said, Said]:
    if window is None:
        missing = words.NO_WINDOW if session.row.beats else words.NO_STRAP
        coverage = session.coverage
        covered: Said = (percent("coverage", coverage),) if coverage is not None else NOTHING
        return ((missing,), NOTHING, NOTHING, covered, NOTHING)
    return (
        _known("RMSSD", window.rmssd_ms, "ms"),
        _known("heart rate", window.mean_hr_bpm, "bpm"),
        (Number("clean", window.clean_s, "s"), " / ", Number("window", window.length_s, "s")),
        (percent("coverage", window.coverage),),
        (percent("artefacts", window.artefact_share, digits=1),),
    )


def _known(name: str, value: float | None, unit: str) -> Said:
    return (words.TOO_FEW_BEATS,) if value is None else (Number(name, value, unit),)


def _remark(session: PastSession) -> str:
    said = [words.low_signal(session.weak)] if session.weak else []
    if session.row.origin is Origin.IMPORTED:
        said.append(words.IMPORTED)
    if session.was_cut_short:
        reason = str(session.debrief.stop_reason or clipped(session.row.end_reason, CELL))
        said.append(words.ended(reason, session.row.duration_s))
    return "; ".join(said)


def _period_row(period: Period) -> Row:
    sessions = period.sessions
    windows = [window for session in sessions if session.row.beats and (window := session.reading)]
    clean = [window for window in windows if window.is_clean]
    weak = Counter(window.weak for window in windows if window.weak)
    is_weak = 2 * weak.total() > len(windows)
    reason = weak.most_common(1)[0][0] if is_weak else ""
    short = sum(session.was_cut_short for session in sessions)
    remarks = [words.low_signal_in(weak.total(), len(windows), reason)] if weak else []
    remarks += [words.cut_short(short)] if short else []
    moved = f" {small_print.MOVED_MARK}" if any(session.moved for session in sessions) else ""
    return Row(
        f"{period.label}{moved}",
        (
            (Number("sessions", len(sessions), words.sessions(len(sessions))),),
            (Number("length", sum(session.minutes for session in sessions), "min"),),
            _middle_felt(sessions),
            *_middle_cells(windows, clean, any(session.row.beats for session in sessions)),
            (_how(sessions),),
            ("; ".join(remarks),),
        ),
        reason,
    )


def _middle_felt(sessions: Sequence[PastSession]) -> Said:
    before = [session.checkin.stress for session in sessions if session.checkin.stress is not None]
    after = [session.debrief.stress for session in sessions if session.debrief.stress is not None]
    first, last = middle(f"felt {words.BEFORE}", before, "/100"), middle(f"felt {words.AFTER}", after, "/100")
    if first is None or last is None:
        known = ((words.BEFORE, first), (words.AFTER, last))
        return next(((f"{name} ", found) for name, found in known if found is not None), NOTHING)
    return (replace(first, shows_n=first.n != last.n), " → ", last)


def _middle_cells(
    windows: Sequence[FreeWindow], clean: Sequence[FreeWindow], beats: bool
) -> tuple[Said, ...]:
    if not windows:
        missing = words.NO_WINDOW if beats else words.NO_STRAP
        return ((missing,), NOTHING, NOTHING, NOTHING, NOTHING)

    def cell(
        name: str, of: Iterable[FreeWindow], what: Callable[[FreeWindow], float | None], unit: str
    ) -> Said:
        found = middle(name, [value for window in of if (value := what(window)) is not None], unit)
        return (
            (words.NONE_CLEAN,) if found is None else (replace(found, shows_n=name in {"RMSSD", "coverage"}),)
        )

    return (
        cell("RMSSD", clean, lambda window: window.rmssd_ms, "ms"),
        cell("heart rate", clean, lambda window: window.mean_hr_bpm, "bpm"),
        cell("clean", windows, lambda window: window.clean_s, "s"),
        cell("coverage", windows, lambda window: 100 * window.coverage, "%"),
        cell("artefacts", windows, lambda window: 100 * window.artefact_share, "%"),
    )


def _how(sessions: Sequence[PastSession]) -> str:
    """Say how the windows were breathed, in which postures and with which straps."""
    if not any(session.row.beats for session in sessions):
        return ""
    postures = _names(
        clipped(session.posture, CELL) or words.NOT_SAID for session in sessions if session.row.beats
    )
    devices = _names(clipped(session.device, CELL) for session in sessions if session.row.beats)
    breath = [words.FREE] if any(session.reading for session in sessions) else []
    return ", ".join(filter(None, (*breath, postures, devices)))


def _names(found: Iterable[str]) -> str:
    return "/".join(name for name, _ in Counter(found).most_common() if name)

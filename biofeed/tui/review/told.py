"""Sessions as the list shows them, and the notes of whoever reads them. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from biofeed.history import PastSession
from biofeed.store.note import Annotation
from biofeed.tui.review.sheet import HANGING, heading
from biofeed.tui.review.text import PLAIN, QUIET, Row, wrapped
from biofeed.tui.timeline import Timeline
from biofeed.tui.widgets.excerpt import excerpt
from biofeed.words import home as day_words
from biofeed.words import report, visit
from biofeed.words import review as words

WIDTHS = (20, 20, 9, 11)
"""Of when, what, how long, and how it felt; the rest is for what there is to know of it."""
NOT_SAID = "–"


def listed(session: PastSession, today: dt.date, columns: int) -> tuple[tuple[str, bool], ...]:
    """Give a session as a row of so many columns: texts, each with whether it is a quiet one."""
    row = session.row
    what = excerpt(row.exercise or words.RECORDING, WIDTHS[1] - 2)
    texts = (
        day_words.moment(row.started, today),
        what,
        f"{day_words.length(session.minutes):>6}",
        _felt(session),
    )
    placed = [f"{text:<{width}}" for text, width in zip(texts, WIDTHS, strict=True)]
    remarks = excerpt(_remarks(session), max(columns - sum(WIDTHS), 1))
    return (placed[0], True), (placed[1], False), (placed[2], True), (placed[3], True), (remarks, True)


def titles() -> str:
    """Give the headings above the list."""
    return "".join(
        f"{name:<{width}}" for name, width in zip(words.SESSION_COLUMNS, WIDTHS, strict=True)
    ).rstrip()


def _felt(session: PastSession) -> str:
    before, after = session.checkin.stress, session.debrief.stress
    if before is None and after is None:
        return ""
    return " → ".join(NOT_SAID if rating is None else str(rating) for rating in (before, after))


def _remarks(session: PastSession) -> str:
    remarks = [words.BRINGS] if session.debrief.bring else []
    remarks += [report.LOW_SIGNAL] if session.weak else []
    remarks += [report.CUT_SHORT] if session.was_cut_short else []
    return " · ".join(remarks)


def legend(timeline: Timeline) -> str:
    """Say what the glyphs under a session's picture stand for, of those that are there."""
    there = {
        visit.MARK_GLYPH: timeline.marks_s,
        visit.PAUSE_GLYPH: timeline.pauses,
        visit.GAP_GLYPH: timeline.gaps,
    }
    return "   ".join(f"{glyph} {visit.LEGEND[glyph]}" for glyph, found in there.items() if found)


def own_notes(notes: Sequence[Annotation], columns: int) -> list[Row]:
    """Give the notes of whoever reads, under a heading of their own."""
    rows = heading(words.OWN_NOTES, words.OWN_NOTES_REMARK, columns)
    if not notes:
        return [*rows, ((words.NO_OWN_NOTES, QUIET),)]
    for note in notes:
        label = words.noted(note.written.date(), note.private)
        rows += wrapped([(f"{label}  ", QUIET), (note.text, PLAIN)], columns, HANGING)
    return rows

"""How to read the numbers, and where they come from: the small print at the end of a page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from biofeed import __version__
from biofeed.history import ClientHistory, PastSession, SessionCourse
from biofeed.report.page import Line, Lines, Section, clipped
from biofeed.words import report as words
from biofeed.words import small_print

SOFTWARE = f"biofeed {__version__}"


def method(texts: Iterable[str]) -> Section:
    """Give the box that says how each number is meant."""
    lines = tuple(Line((text,)) for text in (*texts, small_print.SOURCES, small_print.NOT_FOR_DIAGNOSIS))
    return Section("method", words.METHOD, (Lines(lines, "columns"),), small=True)


def client_provenance(history: ClientHistory) -> Section:
    """Give what a client's page was made from."""
    edited = sum(entry.revision > 1 for entry in history.entries)
    moved = sum(session.moved for session in history.sessions)
    said = [
        small_print.entered_by(small_print.measured_by(devices(history.sessions))),
        zones([session.row.started for session in history.sessions]),
        small_print.versions(versions(session.software for session in history.sessions)),
        small_print.edited(edited) if edited else "",
        small_print.moved(moved) if moved else "",
        small_print.WITH_PRIVATE if history.with_private else small_print.NOT_SHARED,
    ]
    return _provenance(said)


def session_provenance(course: SessionCourse) -> Section:
    """Give what a session's page was made from, with the hash of its events."""
    session = course.session
    said = [
        small_print.entered_by(small_print.measured_by(devices([session]))),
        zones([session.row.started]),
        small_print.versions(versions([session.software])),
        *(small_print.moved_on(move.moved) for move in course.moves),
        small_print.WITH_PRIVATE if course.with_private else small_print.NOT_SHARED,
        small_print.hash_of_events(session.row.id, course.sha256),
    ]
    return _provenance(said)


def zones(moments: Sequence[dt.datetime]) -> str:
    """Say in which offsets from UTC the times are; empty without any."""
    offsets = dict.fromkeys(moment.isoformat()[-6:] for moment in moments if moment.tzinfo)
    return small_print.zones([f"UTC{offset}" for offset in offsets]) if offsets else ""


def _provenance(said: Iterable[str]) -> Section:
    lines = tuple(Line((text,)) for text in said if text)
    return Section("provenance", words.PROVENANCE, (Lines(lines, "flow"),), small=True)


def versions(found: Iterable[str]) -> tuple[str, ...]:
    """List the versions of the program, each once, in their order."""
    return tuple(dict.fromkeys(clipped(one) for one in found if one))


def devices(sessions: Iterable[PastSession]) -> tuple[str, ...]:
    """List the kinds of strap, each once."""
    return tuple(dict.fromkeys(clipped(one.device) for one in sessions if one.row.beats and one.device))

"""The desk: what the therapist's side reads from the log and writes into it, each in one go, for a thread.

It opens the log anew each time, so a log that was locked meanwhile is met as such, and nothing stays open
while somebody reads.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from biofeed.history import ClientHistory, PastSession, SessionCourse, client_history, session_course
from biofeed.report import Page, client_page, session_page, write
from biofeed.store import SessionRow, open_store
from biofeed.store.note import Annotation, Author
from biofeed.store.questionnaire import questionnaires
from biofeed.tui.review.client import Known, known_clients
from biofeed.tui.timeline import Timeline
from biofeed.types import Origin

if TYPE_CHECKING:
    from biofeed.store.home import Home
    from biofeed.store.store import Store


@dataclass(frozen=True, slots=True)
class ClientPage:
    """A client, as the page tells of them."""

    history: ClientHistory
    page: Page

    @property
    def sessions(self) -> tuple[PastSession, ...]:
        """Their sessions, the newest first."""
        return tuple(reversed(self.history.sessions))


@dataclass(frozen=True, slots=True)
class SessionPage:
    """One session, as the page tells of it, with its course and the notes of whoever reads it."""

    course: SessionCourse
    page: Page
    """As it is read on the screen, where one's own notes stand apart."""
    printed: Page
    """As `biofeed report` writes it."""
    timeline: Timeline
    own: tuple[Annotation, ...]
    """Written by the therapist; kept apart from what the client said."""

    @property
    def row(self) -> SessionRow:
        """The session as a list shows it."""
        return self.course.session.row


class Desk:
    """The log of one data folder: a person's own, or the demo's.

    Everything here raises `StoreError` if the log cannot be used.
    """

    def __init__(self, home: Home, *, demo: bool = False, private: bool = False) -> None:
        """Read what was shared, or with `private` everything that is kept."""
        self.home = home
        self.demo = demo
        self.private = private

    @property
    def origin(self) -> Origin:
        """Which log is read: that of real sessions, or the demo's simulated ones."""
        return Origin.SIMULATED if self.demo else Origin.STRAP

    def clients(self) -> list[Known]:
        """List everybody there is something of, by their sessions; who was here last comes first."""
        if not self.home.database(self.origin).exists():
            return []
        with self._open() as store:
            written = {entry.client for entry in store.entries()}
            return known_clients(store.sessions(), written)

    def brought(self, client: str, until: dt.date) -> int:
        """Count the sessions that a client has marked for the next appointment."""
        from biofeed.report.told import brought

        with self._open() as store:
            return len(brought(client_history(store, client, None, until).sessions))

    def client(self, client: str, now: dt.datetime) -> ClientPage:
        """Read everything about a client, up to now."""
        with self._open() as store:
            known = questionnaires(self.home)
            history = client_history(store, client, None, now.date(), private=self.private, known=known)
        return ClientPage(history, client_page(history, now))

    def session(self, session: str, now: dt.datetime) -> SessionPage:
        """Read one session whole. Raises `StoreError` if there is none of that name."""
        with self._open() as store:
            course = session_course(store, session, private=self.private)
            notes = store.notes(session)
            timeline = Timeline.of(store.events(session))
        # One that was interrupted has no end of its own.
        timeline.ended_s = timeline.ended_s or course.session.row.duration_s
        own = tuple(note for note in notes if note.author is Author.THERAPIST)
        printed = session_page(course, now)
        course = replace(course, notes=tuple(note for note in course.notes if note not in own))
        return SessionPage(course, session_page(course, now), printed, timeline, own)

    def annotate(self, session: str, text: str, when: dt.datetime, *, shared: bool) -> None:
        """Keep a note of the therapist's own about a session."""
        with self._open() as store:
            store.annotate(session, Annotation(text, Author.THERAPIST, not shared, when))

    def move(self, session: str, client: str, when: dt.datetime) -> None:
        """File a session under another client. Raises `UsageError` for a code that is none, or is its own."""
        with self._open() as store:
            store.move(session, client, when)

    def write(self, page: Page, path: Path) -> Path:
        """Write a page and the table beside it, and name the table. Raises as `biofeed.report.write` does."""
        return write(page, path)

    def _open(self) -> Store:
        return open_store(self.home, self.origin, create=False)

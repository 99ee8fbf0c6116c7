"""The log of all sessions: what the rest of the program may ask of it.

One `Store` is one database. Nothing stays open between two calls, except the connection of a session that
is running.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from biofeed.diary import Entry, Goal, Value
from biofeed.rows import Header
from biofeed.store import (
    beginning,
    bulk,
    diary,
    event,
    filing,
    holding,
    intake,
    listing,
    note,
    profile,
    result,
)
from biofeed.store.bulk import Gathered
from biofeed.store.database import Database
from biofeed.store.filing import Move
from biofeed.store.intake import Known, NewEntry, NewSession
from biofeed.store.log import SessionLog
from biofeed.store.note import Annotation
from biofeed.store.rescue import Rescued, rescue
from biofeed.store.row import SessionRow, no_such_session
from biofeed.store.vault.key import Key
from biofeed.store.whereabouts import Whereabouts, whereabouts
from biofeed.types import Event, Measure, Result


class Store:
    """The sessions in one database; made by `biofeed.store.open_store`. A context manager.

    Everything here raises `StoreError` if the database cannot be used, and whatever names a session raises
    it if there is none of that name.
    """

    def __init__(
        self,
        path: Path,
        running: Path,
        *,
        simulated: bool,
        read_only: bool = False,
        key: Key | None = None,
    ) -> None:
        """Open the database, making it or bringing its tables up to date; with a key, an encrypted one.

        Raises `StoreError`.
        """
        self.path = path
        self._database = Database(path, running, simulated=simulated, read_only=read_only, key=key)

    # --- sessions -----------------------------------------------------------------------------------

    def begin(self, header: Header, client: str) -> SessionLog:
        """Begin a session's log, under the client's code.

        Raises `UsageError` if that is no code, `StoreError` if the log cannot be written or the header does
        not say when the session began.
        """
        return beginning.begin(self._database, header, client)

    def sessions(self, client: str | None = None, limit: int | None = None) -> list[SessionRow]:
        """List the sessions, the newest first: everybody's or one client's, all or the first `limit`."""
        return listing.rows(self._database, client, limit)

    def session(self, session: str) -> SessionRow:
        """Give one session."""
        return listing.row(self._database, session)

    def header(self, session: str) -> Header:
        """Give what was known when the session began."""
        return listing.header(self._database, session)

    def events(self, session: str) -> Iterator[Event]:
        """Give the session's events in the order in which they were appended.

        Raises `StoreError` on the way if an entry cannot be read.
        """
        return event.events(self._database, self._number(session))

    def delete(self, session: str) -> None:
        """Delete a session and everything about it. Raises `StoreError` if it is running."""
        filing.delete_session(self._database, session)

    def move(self, session: str, client: str, when: dt.datetime) -> None:
        """File a session under another client, who may be new, and remember that.

        Raises `StoreError` if it is running, `UsageError` if that is no code or it is filed there already.
        """
        filing.move(self._database, session, client, when)

    def moves(self, session: str) -> tuple[Move, ...]:
        """Give when a session was filed under another client, the oldest move first."""
        return filing.moves(self._database, self._number(session))

    # --- what they came to --------------------------------------------------------------------------

    def measures(self, session: str) -> tuple[Measure, ...]:
        """Give what was measured when the session ended."""
        return result.measures(self._database, self._number(session))

    def findings(self, session: str) -> tuple[Result, ...]:
        """Give what a session found, beside its measures."""
        return result.findings(self._database, self._number(session))

    def found(self, client: str, kind: str) -> list[tuple[SessionRow, Result]]:
        """List what a client's sessions found of one kind, such as `resonance`, the newest first."""
        return result.found(self._database, client, kind)

    def gather(self, client: str) -> list[Gathered]:
        """Give a client's sessions with what each came to and what was said, the oldest first.

        Meant for looking back over hundreds: their events are left unread but for the first and last few.
        """
        return bulk.gather(self._database, client)

    def outdated(self, software: str) -> list[str]:
        """Name the sessions, oldest first, whose results were not computed by this version."""
        return result.outdated(self._database, software)

    def replace_results(self, session: str, results: Sequence[Result], software: str) -> None:
        """Put newly computed measures and findings in the place of the old, in one transaction.

        Raises `StoreError` if the session is running.
        """
        with self._database.changing(session, "measured anew") as (connection, number):
            result.keep(connection, number, results, software)

    # --- people and what they say ------------------------------------------------------------------

    def annotate(self, session: str, annotation: Annotation) -> None:
        """Add a note to a session."""
        note.annotate(self._database, session, annotation)

    def notes(self, session: str) -> tuple[Annotation, ...]:
        """Give the notes about a session, the oldest first."""
        return note.notes(self._database, self._number(session))

    def delete_client(self, client: str) -> bool:
        """Delete everything about a client, out of the files too, and say whether there was anything.

        Raises `StoreError` if one of their sessions is running.
        """
        return filing.delete_client(self._database, client)

    def profile(self, client: str) -> dict[str, str]:
        """Give what is known about a client and holds until it is changed, by name."""
        return profile.known(self._database, client)

    def remember(self, client: str, name: str, value: str) -> None:
        """Set one thing that is known about a client. Raises `UsageError` for a code that is none."""
        profile.remember(self._database, client, name, value, dt.datetime.now().astimezone())

    # --- the day between practices ------------------------------------------------------------------

    def write_entry(self, client: str, value: Value, when: dt.datetime, *, shared: bool = False) -> Entry:
        """Keep something in a client's diary, private unless it is shared.

        Raises `UsageError` for a code that is none.
        """
        return diary.write(self._database, client, value, when, shared=shared)

    def entries(
        self,
        client: str | None = None,
        kinds: Collection[str] | None = None,
        since: dt.datetime | None = None,
    ) -> list[Entry]:
        """List the diary's entries as they are now, the newest first: all, or of one client, kind or time."""
        return diary.entries(self._database, client, kinds, since)

    def entry(self, number: int) -> Entry:
        """Give one entry of the diary as it is now. Raises `StoreError` if there is none of that number."""
        return diary.one(self._database, number)

    def revise(
        self, number: int, when: dt.datetime, value: Value | None = None, *, shared: bool | None = None
    ) -> Entry:
        """Say an entry anew, or share it or not; what it said before is kept. `None` leaves as it is.

        Raises `StoreError` if there is none of that number.
        """
        return diary.revise(self._database, number, when, value, shared)

    def revisions(self, number: int) -> tuple[Entry, ...]:
        """Give everything an entry ever said, the oldest first. Raises `StoreError` if there is none."""
        return diary.revisions(self._database, number)

    def delete_entry(self, number: int) -> None:
        """Delete an entry with everything it ever said. Raises `StoreError` if there is none."""
        diary.delete_entry(self._database, number)

    def goals(self, client: str) -> list[Goal]:
        """List a client's goals, the one set first leading."""
        return diary.goals(self._database, client)

    # --- from elsewhere, and to it ------------------------------------------------------------------

    def here(self, marks: Collection[str]) -> dict[str, Known]:
        """Give those of the marks under which something came in before, with what it is here."""
        return intake.here(self._database, marks)

    def take_in(
        self,
        client: str,
        sessions: Sequence[NewSession],
        entries: Sequence[NewEntry],
        when: dt.datetime,
    ) -> list[str]:
        """Take in what comes from elsewhere, all of it or nothing, and name the sessions.

        Raises `UsageError` for a code that is none.
        """
        return intake.take_in(self._database, client, sessions, entries, when)

    def held(self, client: str) -> Iterator[tuple[str, list[dict[str, Any]]]]:
        """Give everything that is held about a client but the events: the rows of each table, by its name."""
        return holding.held(self._database, client)

    # --- the database itself ------------------------------------------------------------------------

    def whereabouts(self) -> Whereabouts:
        """Say where the database is, how large, and what is in it."""
        return whereabouts(self._database)

    def rescue(self) -> Iterator[Rescued]:
        """Give every session of a damaged database of which something can be read."""
        return rescue(self._database)

    def close(self) -> None:
        """Let go of the database; running sessions keep theirs."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _number(self, session: str) -> int:
        number = self._database.number(self.session(session).id)
        if number is None:
            raise no_such_session(session)
        return number

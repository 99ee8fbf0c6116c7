"""One database file and how it is asked: a query at a time, or a transaction that writes.

Nothing stays open between two calls. Everything that the disk or SQLite has to say about it comes out as
a `StoreError`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, TypeAlias

from sqlalchemy import Connection, Engine, Row, Select, select

from biofeed.errors import StoreError
from biofeed.store import schema
from biofeed.store.engine import connect, connect_to_write, open_engine
from biofeed.store.revision import bring_up_to_date, require_newest
from biofeed.store.row import no_such_session, parse_public_id, public_id
from biofeed.store.running import is_running
from biofeed.store.trouble import not_allowed, told_plainly
from biofeed.store.vault.key import Key

AnyRow: TypeAlias = Row[*tuple[Any, ...]]
Query: TypeAlias = Select[*tuple[Any, ...]]

_NUMBER: Query = select(schema.session.c.id)


class Database:
    """A database of sessions, with the folder of locks that tell which of them are running."""

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
        self.running = running
        self.simulated = simulated
        self.read_only = read_only
        self.key = key
        with told_plainly(path):
            self.engine: Engine = open_engine(path, read_only=read_only, key=key)
            if read_only:
                require_newest(self.engine, path)
            else:
                bring_up_to_date(self.engine, path)

    def fetch(self, query: Query) -> list[AnyRow]:
        """Give all rows of a query. Raises `StoreError`."""
        with told_plainly(self.path), self.engine.connect() as connection:
            return list(connection.execute(query).all())

    def one(self, query: Query, session: str) -> AnyRow:
        """Give the row of a query that is about one session. Raises `StoreError` if there is none."""
        number = self.number(session)
        rows = [] if number is None else self.fetch(query.where(schema.session.c.id == number))
        if not rows:
            raise no_such_session(session)
        return rows[0]

    def connect_to_write(self) -> Connection:
        """Connect for transactions that write. Raises `StoreError`."""
        if self.read_only:
            raise not_allowed(self.path)
        with told_plainly(self.path):
            return connect_to_write(self.engine)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Run one transaction that writes: all of it or nothing. Raises `StoreError`."""
        with told_plainly(self.path), self.connect_to_write() as connection, connection.begin():
            yield connection

    @contextmanager
    def changing(self, session: str, what: str) -> Iterator[tuple[Connection, int]]:
        """Run one transaction about a session that is over, and give its number.

        Raises `StoreError` if there is no such session, or if it is running and so cannot be `what` (moved).
        """
        number = self.one(_NUMBER, session).id
        with self.writing() as connection:
            # Sessions begin, and take their locks, in transactions of this kind: none can come in between.
            if is_running(self.running, session):
                raise StoreError(
                    f"Session {session} is running and cannot be {what}.", "End it first, then try again."
                )
            yield connection, number

    def take_in(self) -> None:
        """Take in what waits in the -wal file, and empty it, so that nothing deleted is left there.

        While somebody is reading, SQLite leaves that to the next time.
        """
        with told_plainly(self.path), closing(connect(self.path, key=self.key)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def write_anew(self) -> None:
        """Write the whole file anew, without what was deleted, and leave nothing waiting in the -wal file.

        Raises `StoreError`, also where another program is reading and so keeps the old pages from going.
        """
        with told_plainly(self.path), closing(connect(self.path, key=self.key)) as connection:
            connection.execute("VACUUM")
            ((is_busy, _, _),) = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        if is_busy:
            raise StoreError(
                "It is deleted, but another program is reading, and part of it waits beside the log.",
                "Close that program, and give the same command again.",
            )

    def number(self, session: str) -> int | None:
        """Give the number of a session by its name; `None` if the name is none of this database's."""
        number, simulated = parse_public_id(session) or (None, self.simulated)
        return number if simulated == self.simulated else None

    def name(self, number: int) -> str:
        """Give the name of a session, as people see and type it."""
        return public_id(number, simulated=self.simulated)

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()

"""One database from plain to encrypted, or back, so that at every moment there is one whole log.

The new file is written beside the old one, read back and compared, and synced. Only then does it get its
name, and only after that does the old one go. While both have their names, the encrypted one counts (see
`Home.database`), and the other is a copy of it. Nobody else may have the database open meanwhile: SQLite's
own exclusive lock is held from the first byte to the last, and what waited for it finds the old file gone.

A conversion is a generator of the steps it has taken, for whoever shows them, and for the tests, which kill
it after each.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from biofeed.errors import StoreError
from biofeed.store.trouble import told_plainly
from biofeed.store.vault.cipher import open_file
from biofeed.store.vault.key import Key
from biofeed.store.vault.shredding import shred, sync

BUSY_S = 5.0
_WHOLE = [("ok",)]


class Step(StrEnum):
    """What has been done so far."""

    HELD = "held"
    COPIED = "copied"
    CHECKED = "checked"
    IN_PLACE = "in place"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Place:
    """A database file, and the key that opens it; a plain one has none."""

    path: Path
    key: Key | None

    def open(self, mode: str = "rw") -> sqlite3.Connection:
        """Open it through SQLCipher. Raises the driver's own `Error`, `NotInstalled`."""
        return open_file(f"{self.path.absolute().as_uri()}?mode={mode}", self.key, BUSY_S)


def convert(source: Place, target: Place) -> Iterator[Step]:
    """Put `target` in the place of `source`, with the same rows under another key, or under none.

    Raises `StoreError` if somebody else has the database open, if it is damaged, or if there is no room; the
    source is then as it was.
    """
    draft = Place(target.path.with_name(f".{target.path.name}.{os.getpid()}.draft"), target.key)
    with told_plainly(source.path), closing(source.open()) as whole:
        _hold(whole, source.path)
        yield Step.HELD
        try:
            copy(whole, draft)
            yield Step.COPIED
            require_equal(whole, draft)
            sync(draft.path)
            yield Step.CHECKED
            # A journal left from some other time would be played back into the new file.
            _clear_beside(target.path)
            draft.path.replace(target.path)
            sync(target.path.parent)
            yield Step.IN_PLACE
        finally:
            _discard(draft.path)
        remove(source.path)
        yield Step.REMOVED


def remove(database: Path) -> None:
    """Overwrite and remove a database, with what SQLite left beside it. Raises `OSError`."""
    shred(database)
    _clear_beside(database)


def copy(source: sqlite3.Connection, draft: Place) -> None:
    """Write all that `source` holds into a file for its owner alone, under the draft's own key.

    Raises the driver's own `Error`, `OSError`.
    """
    os.close(os.open(draft.path, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600))
    draft.path.chmod(0o600)
    key = "" if draft.key is None else draft.key.literal
    source.execute("ATTACH DATABASE ? AS draft KEY ?", (str(draft.path), key))
    try:
        source.execute("BEGIN")
        source.execute("SELECT sqlcipher_export('draft')")
        source.execute("COMMIT")
    finally:
        if source.in_transaction:
            source.execute("ROLLBACK")
        source.execute("DETACH DATABASE draft")


def require_equal(source: sqlite3.Connection, draft: Place) -> None:
    """Read the copy back, and raise `StoreError` unless it is whole and has as many rows in every table."""
    with closing(draft.open("ro")) as again:
        sealed_pages = again.execute("PRAGMA cipher_integrity_check").fetchall() if draft.key else []
        whole = again.execute("PRAGMA integrity_check(1)").fetchall() == _WHOLE and not sealed_pages
        if not whole or _counts(again) != _counts(source):
            raise StoreError(
                "The copy is not equal to the session log, so everything was left as it was.",
                "biofeed store check says whether the log is damaged; is there room on the disk?",
            )


def is_copy(lesser: Place, greater: Place) -> bool:
    """Say whether every row of one database is also in another. Raises `StoreError`."""
    with told_plainly(lesser.path), closing(lesser.open()) as first:
        key = "" if greater.key is None else greater.key.literal
        first.execute("ATTACH DATABASE ? AS other KEY ?", (str(greater.path), key))
        for table in _tables(first):
            rows = f'SELECT * FROM main."{table}" EXCEPT SELECT * FROM other."{table}" LIMIT 1'  # noqa: S608 -- a name out of the database's own list
            if first.execute(rows).fetchone() is not None:
                return False
    return True


def _hold(whole: sqlite3.Connection, path: Path) -> None:
    """Take in what waits beside the database, and keep everybody else out of it until it is closed."""
    whole.execute("PRAGMA secure_delete = ON")
    whole.execute("PRAGMA locking_mode = EXCLUSIVE")
    ((mode,),) = whole.execute("PRAGMA journal_mode = DELETE").fetchall()
    if mode != "delete":
        raise StoreError(f"Another program has “{path}” open.", "Close it, or try again in a moment.")
    whole.execute("BEGIN EXCLUSIVE")
    whole.execute("COMMIT")


def _counts(connection: sqlite3.Connection) -> dict[str, int]:
    """Count the rows of every table."""
    return {
        table: int(connection.execute(f'SELECT count(*) FROM main."{table}"').fetchone()[0])  # noqa: S608 -- a name out of the database's own list
        for table in _tables(connection)
    }


def _tables(connection: sqlite3.Connection) -> list[str]:
    rows = connection.execute("SELECT name FROM main.sqlite_master WHERE type = 'table' ORDER BY name")
    return [name for (name,) in rows.fetchall()]


def _clear_beside(path: Path) -> None:
    for ending in ("-journal", "-wal", "-shm"):
        shred(path.with_name(path.name + ending))


def _discard(draft: Path) -> None:
    with suppress(OSError):
        remove(draft)

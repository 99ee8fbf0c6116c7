"""The one place that opens a database file.

SQLite in WAL mode with `synchronous=FULL`: what was committed survives a killed program and a power cut, and
readers do not wait for the writer. What is deleted is overwritten with zeros. A connection may be used from
any thread, one at a time, since a session is logged from a thread of its own.

Where a file or its folder may not be written, a database is opened to be read alone: WAL mode keeps two
files beside the database even for readers, and there they cannot be made.

With a key it is opened through SQLCipher, everything else being the same. Nobody else opens a database file,
not even to look at its first bytes: on POSIX systems a program that closes a file gives up all its locks on
it, SQLite's included, and another program could then throw away what a running session has just written.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import suppress
from pathlib import Path
from types import ModuleType

from sqlalchemy import Connection, Engine, NullPool, create_engine, event

from biofeed.errors import StoreError
from biofeed.store.vault.cipher import driver, errors, open_file
from biofeed.store.vault.key import Key

BUSY_S = 5.0
"""How long to wait for another process's transaction before giving up."""

_BEGIN = "biofeed_begin"


def open_engine(path: Path, *, read_only: bool = False, key: Key | None = None) -> Engine:
    """Prepare connections to the database at `path`, which is made, readable by its owner alone, if need be.

    Connections are not pooled: a file that nobody uses is a file that is not open. Raises `OSError`, and
    `StoreError` if it is encrypted and SQLCipher is not installed.
    """
    module: ModuleType = sqlite3 if key is None else driver()
    if not read_only:
        make_private_file(path)
    engine = create_engine(
        "sqlite://",
        creator=lambda: connect(path, read_only, key),
        module=module,
        poolclass=NullPool,
        # What people wrote stays out of every error and log line, those nobody foresaw included.
        hide_parameters=True,
    )
    event.listen(engine, "begin", _begin)
    return engine


def connect_to_write(engine: Engine) -> Connection:
    """Connect for transactions that write: they take their turn at once and cannot collide half-way."""
    return engine.connect().execution_options(**{_BEGIN: "IMMEDIATE"})


def connect(path: Path, read_only: bool = False, key: Key | None = None) -> sqlite3.Connection:
    """Open the database file at `path`, which is there, through the driver itself.

    Raises the driver's `Error`, and `StoreError` if it is encrypted and SQLCipher is not installed.
    """
    uri = path.absolute().as_uri() + (_to_read(path) if read_only else "?mode=rw")
    connection = _open_plain(uri) if key is None else open_file(uri, key, BUSY_S)
    try:
        if not read_only:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA secure_delete = ON")
        connection.execute("PRAGMA foreign_keys = ON")
    except errors():
        connection.close()
        raise
    return connection


def may_write(path: Path) -> bool:
    """Say whether the database at `path`, and the files that SQLite needs beside it, may be written."""
    return os.access(path, os.R_OK | os.W_OK) and os.access(path.parent, os.W_OK | os.X_OK)


def make_private_file(path: Path) -> None:
    """Make the file if there is none, and let nobody but its owner read it. Raises `OSError`."""
    # Not opened if it is there: to close it again would give up the locks of a session that is running.
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    # SQLite gives its -wal and -shm files the permissions of the database itself.
    path.chmod(0o600)


def beside(path: Path) -> tuple[Path, Path]:
    """Name the two files that SQLite keeps beside a database that is in use: -wal and -shm."""
    return path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm")


def _open_plain(uri: str) -> sqlite3.Connection:
    # The driver's own idea of when a transaction begins is switched off: `_begin` says it.
    return sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=False, timeout=BUSY_S)


def _to_read(path: Path) -> str:
    """Give the way to open a database that may not be written."""
    wal, shm = beside(path)
    if os.access(path.parent, os.W_OK | os.X_OK):
        return "?mode=ro"
    if not wal.exists() or wal.stat().st_size == 0:
        # Nothing waits beside it, and without the two files SQLite cannot see whether anybody writes.
        return "?mode=ro&immutable=1"
    if shm.exists():
        return "?mode=ro"
    raise StoreError(
        f"Part of the session log waits in “{wal.name}”, and this folder may not be written to take it in.",
        "Copy the folder to a place of your own, and set BIOFEED_HOME to the copy.",
    )


def _begin(connection: Connection) -> None:
    mode = connection.get_execution_options().get(_BEGIN, "DEFERRED")
    connection.exec_driver_sql(f"BEGIN {mode}")

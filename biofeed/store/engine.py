"""The one place that opens a database file.

SQLite in WAL mode with `synchronous=FULL`: what was committed survives a killed program and a power cut, and
readers do not wait for the writer. A connection may be used from any thread, one at a time, since a
session is logged from a thread of its own.
"""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, NullPool, create_engine, event
from sqlalchemy.pool import ConnectionPoolEntry

BUSY_S = 5.0
"""How long to wait for another process's transaction before giving up."""

_BEGIN = "biofeed_begin"


def open_engine(path: Path) -> Engine:
    """Prepare connections to the database at `path`, which is made, readable by its owner alone, if need be.

    Connections are not pooled: a file that nobody uses is a file that is not open.
    """
    _make_private(path)
    engine = create_engine(
        URL.create("sqlite", database=str(path)),
        poolclass=NullPool,
        connect_args={"check_same_thread": False, "timeout": BUSY_S},
    )
    event.listen(engine, "connect", _set_up)
    event.listen(engine, "begin", _begin)
    return engine


def connect_to_write(engine: Engine) -> Connection:
    """Connect for transactions that write: they take their turn at once and cannot collide half-way."""
    return engine.connect().execution_options(**{_BEGIN: "IMMEDIATE"})


def _make_private(path: Path) -> None:
    # SQLite gives its -wal and -shm files the permissions of the database itself.
    fd = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    os.close(fd)
    path.chmod(0o600)


def _set_up(connection: sqlite3.Connection, _: ConnectionPoolEntry) -> None:
    # The driver's own idea of when a transaction begins is switched off: `_begin` says it.
    connection.isolation_level = None
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")


def _begin(connection: Connection) -> None:
    mode = connection.get_execution_options().get(_BEGIN, "DEFERRED")
    connection.exec_driver_sql(f"BEGIN {mode}")

"""Opening a database file through SQLCipher, which is SQLite with a cipher under its pages.

SQLCipher's own SQLite is another library than Python's `sqlite3`, and the two must not have the same file
open in one process: each would take away the other's locks. So an encrypted file is only ever opened here,
and a plain one only where it is being converted and nobody else has it open.
"""

from __future__ import annotations

import sqlite3
import sys
from types import ModuleType
from typing import cast

from biofeed.store.vault.key import Key
from biofeed.store.vault.refusal import NotInstalled


def driver() -> ModuleType:
    """Give the module that speaks to SQLCipher, in the shape of `sqlite3`. Raises `NotInstalled`."""
    try:
        from sqlcipher3 import dbapi2
    except ModuleNotFoundError as error:
        raise NotInstalled("sqlcipher3") from error
    return cast("ModuleType", dbapi2)


def open_file(uri: str, key: Key | None, busy_s: float) -> sqlite3.Connection:
    """Open a database by its URI, a plain one without a key; nothing is read yet.

    Raises the driver's own `Error`, `NotInstalled`.
    """
    connection: sqlite3.Connection = driver().connect(
        uri, uri=True, isolation_level=None, check_same_thread=False, timeout=busy_s
    )
    # First of all: it would write about a wrong key on stderr, in the midst of the app's screen. Not “none”,
    # which would be the name of a file to write to.
    connection.execute("PRAGMA cipher_log = off")
    if key is not None:
        connection.execute(f'PRAGMA key = "{key.literal}"')
    return connection


def errors() -> tuple[type[Exception], ...]:
    """Give what the drivers raise: `sqlite3.Error`, and once it is loaded SQLCipher's, which is another."""
    loaded = sys.modules.get("sqlcipher3.dbapi2")
    return (sqlite3.Error,) if loaded is None else (sqlite3.Error, loaded.Error)

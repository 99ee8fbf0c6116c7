"""What a complaint of the disk or of SQLite means to a person: a `StoreError` with a way out."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from biofeed.errors import StoreError
from biofeed.store.vault.cipher import errors

_PRIMARY = 0xFF
"""SQLite puts the kind of an error into the lowest byte, and its details above."""


class Damaged(StoreError):
    """A file that SQLite cannot read as a database, or not as a whole one."""


@contextmanager
def told_plainly(path: Path) -> Iterator[None]:
    """Turn what goes wrong inside into a `StoreError` about the database at `path`."""
    try:
        yield
    except _expected() as error:
        raise _store_error(path, error) from error


def _expected() -> tuple[type[Exception], ...]:
    return (SQLAlchemyError, OSError, *errors())


def _store_error(path: Path, error: Exception) -> StoreError:
    cause = getattr(error, "orig", None) or error
    match getattr(cause, "sqlite_errorcode", 0) & _PRIMARY:
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB:
            return Damaged(
                f"The session log “{path}” is damaged.",
                "biofeed store rescue -o DIR writes out what can be read. After that, restore a backup "
                "(biofeed store restore FILE), or move that file aside and start again.",
            )
        case sqlite3.SQLITE_FULL:
            return StoreError("There is no room left for the session log.", "Free some space on the disk.")
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return StoreError(
                "Another program keeps the session log to itself.", "Close it, or try again in a moment."
            )
        case sqlite3.SQLITE_CANTOPEN if path.parent.is_dir() and not path.exists():
            return StoreError(
                f"The session log “{path}” is not there any more.",
                "If it was encrypted or decrypted meanwhile, start biofeed again.",
            )
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_PERM | sqlite3.SQLITE_CANTOPEN:
            return not_allowed(path)
    if isinstance(cause, PermissionError):
        return not_allowed(path)
    return StoreError(f"The session log “{path}” cannot be used: {cause}.", "Is the disk still connected?")


def not_allowed(path: Path) -> StoreError:
    """Say that the database at `path` may not be opened, or not be written."""
    return StoreError(
        f"The session log “{path}” may not be opened or written.",
        "Make it and its folder writable, or set BIOFEED_HOME to another folder.",
    )

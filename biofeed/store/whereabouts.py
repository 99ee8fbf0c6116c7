"""Where a database is, how large, what is in it, and whether somebody who has the file can read it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import func, select

from biofeed.errors import StoreError
from biofeed.store import schema
from biofeed.store.database import Database
from biofeed.store.engine import beside
from biofeed.types import Origin

PLAIN_HEADER = b"SQLite format 3\x00"
"""How every database begins that is not encrypted."""


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """What is known about a database from outside and by counting."""

    path: Path
    size_bytes: int
    """Of the database and the files that SQLite keeps beside it."""
    encrypted: bool
    sessions: dict[Origin, int]


def whereabouts(database: Database) -> Whereabouts:
    """Describe a database. Raises `StoreError`."""
    origin = schema.session.c.origin
    counts = database.fetch(select(origin, func.count()).group_by(origin).order_by(origin))
    sessions = {Origin(name): count for name, count in counts}
    return Whereabouts(database.path, size_bytes(database.path), database.key is not None, sessions)


def size_bytes(path: Path) -> int:
    """Give the size of a database together with the files that SQLite keeps beside it."""
    return sum(file.stat().st_size for file in (path, *beside(path)) if file.exists())


def is_encrypted(path: Path) -> bool:
    """Say whether a file's very beginning keeps from view that it is a database. Raises `StoreError`.

    Not for a log in use, whose name says it: see `biofeed.store.engine` on opening one past SQLite.
    """
    try:
        with path.open("rb") as file:
            head = file.read(len(PLAIN_HEADER))
    except OSError as error:
        raise StoreError(f"“{path}” cannot be read.", "Is the disk still connected?") from error
    return bool(head) and head != PLAIN_HEADER

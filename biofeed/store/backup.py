"""A database as one file that can be kept elsewhere, and such a file put back in its place.

A copy is checked before it gets its name, so a file with the name of a backup is a whole one. What a
restored backup replaces is kept beside it, never deleted.
"""

from __future__ import annotations

import datetime as dt
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from biofeed.errors import StoreError
from biofeed.store.engine import beside, connect, make_private_file
from biofeed.store.revision import refuse_newer
from biofeed.store.running import running_in
from biofeed.store.trouble import told_plainly
from biofeed.types import Origin

_SIMULATED = {Origin.SIMULATED.value, Origin.REPLAYED.value}


def backup(database: Path, target: Path, *, overwrite: bool = False) -> None:
    """Copy a database into one file, while sessions may be running.

    Raises `StoreError` if the target is there already (unless it may be written over), if either cannot be
    used, or if the copy is not whole.
    """
    if target.exists() and not overwrite:
        raise StoreError(f"There is already a file “{target}”.", "Choose another name, or add --force.")
    with _drafted(target) as draft:
        _copy(database, draft)
        _require_whole(draft)


def restore(database: Path, source: Path, running: Path, when: dt.datetime) -> Path | None:
    """Put a backup in the place of the database, and give the name under which the old one is kept.

    Raises `StoreError` if a session is running, or the file is not a whole backup of such a database.
    """
    if names := running_in(running):
        raise StoreError(f"Session {names[0]} is running.", "End it first, then restore.")
    if not source.is_file():
        raise StoreError(f"There is no file “{source}”.", "Look for a typing slip in its name or folder.")
    with _drafted(database) as draft:
        _copy(source, draft)
        _require_whole(draft)
        _require_fitting(draft, source, simulated=database.stem == "simulated")
        return _set_aside(database, when) if database.exists() else None


@contextmanager
def _drafted(target: Path) -> Iterator[Path]:
    """Give a file to write beside the target; it becomes the target if nothing goes wrong."""
    draft = target.with_name(f".{target.name}.{os.getpid()}.draft")
    with told_plainly(target):
        make_private_file(draft)
        try:
            yield draft
            _sync(draft)
            draft.replace(target)
            _sync(target.parent)
        finally:
            for left in (draft, *beside(draft)):
                with suppress(OSError):
                    left.unlink(missing_ok=True)


def _copy(source: Path, draft: Path) -> None:
    with (
        told_plainly(source),
        closing(connect(source, read_only=True)) as whole,
        closing(connect(draft)) as copy,
    ):
        whole.backup(copy)
        # One file, and nothing beside it.
        copy.execute("PRAGMA journal_mode = DELETE")


def _require_whole(draft: Path) -> None:
    with closing(connect(draft, read_only=True)) as copy:
        said = [text for (text,) in copy.execute("PRAGMA integrity_check(1)")]
    if said != ["ok"]:
        raise StoreError(
            "What is to be copied is damaged, so there is no copy.",
            "biofeed store check says more; biofeed store rescue -o DIR writes out what can be read.",
        )


def _require_fitting(draft: Path, source: Path, *, simulated: bool) -> None:
    """Make sure that it is a log of ours, not of a newer program, and with sessions of the right kind."""
    with closing(connect(draft, read_only=True)) as copy:
        try:
            ((revision,),) = copy.execute("SELECT version_num FROM alembic_version")
            origins = {origin for (origin,) in copy.execute("SELECT DISTINCT origin FROM session")}
        except (sqlite3.Error, ValueError) as error:
            raise StoreError(
                f"“{source}” is not a session log.", "biofeed store backup makes a file that can be restored."
            ) from error
    refuse_newer(revision, source)
    if simulated and origins - _SIMULATED:
        raise StoreError(f"“{source}” holds a person's own sessions.", "Restore it without --simulated.")
    if not simulated and origins & _SIMULATED:
        raise StoreError(f"“{source}” holds simulated sessions.", "Restore it with --simulated.")


def _set_aside(database: Path, when: dt.datetime) -> Path:
    """Give the database another name, together with what waits beside it."""
    aside = database.with_name(f"{database.stem}-before-{when:%Y%m%d-%H%M%S}.db")
    if aside.exists():
        raise StoreError(f"There is already a file “{aside}”.", "Move it elsewhere, then restore.")
    for file, kept in zip(beside(database), beside(aside), strict=True):
        if file.exists():
            file.rename(kept)
    return database.rename(aside)


def _sync(path: Path) -> None:
    """Force a file, or the names in a folder, to the disk, where the system can."""
    fd = os.open(path, os.O_RDONLY)
    try:
        with suppress(OSError):
            os.fsync(fd)
    finally:
        os.close(fd)

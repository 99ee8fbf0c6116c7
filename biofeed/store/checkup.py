"""A checkup of a database: everything that can be known about its health, each line with what to do.

Nothing is changed by looking, not even the version of the tables: a damaged file must not be written to.
"""

from __future__ import annotations

import shlex
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine, case, func, select
from sqlalchemy.exc import SQLAlchemyError

from biofeed.errors import StoreError
from biofeed.store import schema
from biofeed.store.engine import beside, open_engine
from biofeed.store.revision import REVISIONS, stored_revision
from biofeed.store.row import public_id
from biofeed.store.trouble import told_plainly
from biofeed.store.vault.holder import PLAIN_SUFFIX, SUFFIX
from biofeed.store.vault.key import Key

LARGE_WAL_BYTES = 64 * 2**20
"""SQLite takes the -wal file in every 4 MB or so; one this large means that somebody keeps it from that."""
CLEAR_UP = "biofeed store encrypt (or decrypt) clears up; what is left of a backup you can delete."
RESCUE = (
    "biofeed store rescue -o DIR writes out what can be read; biofeed store restore FILE brings a backup."
)


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that was looked at."""

    title: str
    ok: bool
    hint: str = ""
    """What to do about it, where there is something to do."""


def checkup(path: Path, *, simulated: bool, key: Key | None = None) -> Iterator[Line]:
    """Look at the database at `path`, which is there, and give a line for each thing looked at.

    An encrypted one needs its key.
    """
    yield _permissions(path)
    yield _waiting(path)
    yield _copies(path)
    try:
        with told_plainly(path):
            engine = open_engine(path, read_only=True, key=key)
            yield _revision(stored_revision(engine))
            yield _integrity(engine)
            yield _references(engine)
            yield _counts(engine, simulated=simulated)
    except StoreError as error:
        yield Line(error.title, False, error.hint)


def _permissions(path: Path) -> Line:
    files = [path.parent, path, *beside(path)]
    open_to_others = [file for file in files if file.exists() and stat.S_IMODE(file.stat().st_mode) & 0o077]
    if not open_to_others:
        return Line("readable by its owner alone", True)
    names = shlex.join(map(str, open_to_others))
    return Line("others on this computer may look into it", False, f"Close it to them: chmod go-rwx {names}")


def _waiting(path: Path) -> Line:
    wal, _ = beside(path)
    size = wal.stat().st_size if wal.exists() else 0
    if size == 0:
        return Line("nothing waits to be taken in", True)
    title = f"{size / 2**20:.1f} MB wait in “{wal.name}” to be taken in"
    if size < LARGE_WAL_BYTES:
        return Line(f"{title}, which happens by itself", True)
    return Line(title, False, "Close other programs that have the log open; the next session takes it in.")


def _copies(path: Path) -> Line:
    left = [file for pattern in (".*.draft*", ".*.spent") for file in path.parent.glob(pattern)]
    plain = path.with_suffix(PLAIN_SUFFIX)
    if path.suffix == SUFFIX and plain.exists():
        left.append(plain)
    if not left:
        return Line("no copies are left of it", True)
    names = " ".join(f"“{file}”" for file in left)
    return Line(f"left by a program that was killed: {names}", False, CLEAR_UP)


def _revision(stored: str | None) -> Line:
    if stored == REVISIONS[-1]:
        return Line(f"tables of version {stored}, the newest", True)
    if stored is None or stored in REVISIONS:
        return Line(f"tables of version {stored or 'none'}; the next session brings them up to date", True)
    return Line(f"tables of version {stored}, of a newer biofeed", False, "Update biofeed.")


def _integrity(engine: Engine) -> Line:
    with engine.connect() as connection:
        said = [row[0] for row in connection.exec_driver_sql("PRAGMA integrity_check(5)")]
    if said == ["ok"]:
        return Line("every page is whole", True)
    return Line(f"damaged: {'; '.join(said)}".replace("\n", " "), False, RESCUE)


def _references(engine: Engine) -> Line:
    with engine.connect() as connection:
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    if not broken:
        return Line("every entry belongs to its session and person", True)
    tables = ", ".join(sorted({str(row[0]) for row in broken}))
    return Line(f"{len(broken)} entries belong to nothing that is there ({tables})", False, RESCUE)


def _counts(engine: Engine, *, simulated: bool) -> Line:
    s, e = schema.session.c, schema.event.c
    beats = func.count(case((e.kind == "beat", 1)))
    query = (
        select(s.id)
        .outerjoin_from(schema.session, schema.event, e.session == s.id)
        .group_by(s.id)
        .having((func.count(e.seq) != s.events) | (beats != s.beats))
    )
    try:
        with engine.connect() as connection:
            wrong = [public_id(row.id, simulated=simulated) for row in connection.execute(query)]
    except SQLAlchemyError:
        return Line("the entries of the sessions cannot all be counted", False, RESCUE)
    if not wrong:
        return Line("every session has as many entries as it says", True)
    return Line(f"sessions with more or fewer entries than they say: {', '.join(wrong)}", False, RESCUE)

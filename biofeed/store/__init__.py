"""The session log on this computer: every session, packet by packet.

::

    home.py        the data folder and what lies in it; folder.py how it is made
    settings.py    what is remembered between two starts
    row.py         a session as a list shows it, and the names of sessions
    store.py       the log of all sessions: what the rest of the program may ask of it. Behind it:
        beginning.py   how a session gets in        log.py      the log of a running one: append, finish
        listing.py     sessions as they are listed  event.py    their events
        result.py      what they came to            note.py     what was written about them
        filing.py      whose they are: moved, deleted           profile.py  what is known about a client
        diary.py       the day between practices; questionnaire.py what is known about questionnaires here
        intake.py      what comes in from elsewhere     holding.py  everything about one person
        bulk.py        all of a client's sessions at once, to look back on
    running.py     whether a session is still going on
    database.py    one database file, asked and changed; engine.py how it is opened, in one place
    schema.py      the tables; revision.py and migrations/ how a database gets them
    trouble.py     what the complaints of a disk or of SQLite mean to a person
    vault/         the log behind a passphrase
    whereabouts.py, checkup.py, backup.py, rescue.py    a database seen from outside, for its owner

This front door imports no database: the first frame of the app and `biofeed --help` need none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from biofeed.errors import StoreError
from biofeed.store.home import Home
from biofeed.store.row import SessionRow, no_such_session, parse_public_id
from biofeed.types import Origin

if TYPE_CHECKING:
    from biofeed.store.store import Store

__all__ = ["SessionRow", "all_sessions", "find", "open_store"]

_REAL, _SIMULATED = Origin.STRAP, Origin.SIMULATED


def open_store(home: Home, origin: Origin, *, create: bool = True) -> Store:
    """Open the log that holds sessions of that origin.

    One that may not be written can still be read, where it is not to be made (`create`). Raises `StoreError`
    if it cannot be opened, or does not exist yet and is not to be made, and `Locked` if it is encrypted and
    nobody has given the passphrase to the home's vault.
    """
    path = home.database(origin)
    if create:
        home.ensure()
    elif not path.exists():
        raise StoreError("No sessions have been logged yet.", "biofeed practice begins one.")
    from biofeed.store.engine import may_write
    from biofeed.store.store import Store

    read_only = not create and not may_write(path)
    simulated = path == home.database(_SIMULATED)
    key = home.vault.key_for(path)
    return Store(path, home.running, simulated=simulated, read_only=read_only, key=key)


def all_sessions(home: Home, client: str | None = None, limit: int | None = None) -> list[SessionRow]:
    """List the sessions of every origin, the newest first; what does not exist yet is not made."""
    rows: list[SessionRow] = []
    for origin in (_REAL, _SIMULATED):
        if home.database(origin).exists():
            with open_store(home, origin, create=False) as store:
                rows += store.sessions(client, limit)
    rows.sort(key=lambda row: row.started, reverse=True)
    return rows[:limit]


def find(home: Home, public_id: str) -> tuple[Store, SessionRow]:
    """Find a session by its name, and the log it is in. Raises `StoreError` if there is none."""
    name = parse_public_id(public_id)
    origin = _SIMULATED if name and name[1] else _REAL
    if name is None or not home.database(origin).exists():
        raise no_such_session(public_id)
    store = open_store(home, origin, create=False)
    return store, store.session(public_id)

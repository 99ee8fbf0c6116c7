"""Notes about sessions: what somebody wrote afterwards, apart from what the client said in the session.

A note says whose words it is, and stays private unless its author gives it free to be shared.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import insert, select

from biofeed.rows import storable
from biofeed.store import schema
from biofeed.store.database import Database

_n, _s = schema.note.c, schema.session.c


class Author(StrEnum):
    """Whose words a note is."""

    CLIENT = "client"
    THERAPIST = "therapist"


@dataclass(frozen=True, slots=True)
class Annotation:
    """A note about a session."""

    text: str
    author: Author
    private: bool
    written: dt.datetime


def annotate(database: Database, session: str, annotation: Annotation) -> None:
    """Add a note to a session. Raises `StoreError`."""
    about = database.one(select(_s.id, _s.client), session)
    with database.writing() as connection:
        connection.execute(insert(schema.note).values(note_row(about.client, about.id, annotation)))


def note_row(client: int, session: int, annotation: Annotation) -> dict[str, object]:
    """Give the row of a note about a session, both client and session by their numbers."""
    return {
        "client": client,
        "session": session,
        "written": annotation.written.isoformat(timespec="seconds"),
        "text": storable(annotation.text),
        "author": annotation.author.value,
        "private": int(annotation.private),
    }


def notes(database: Database, number: int) -> tuple[Annotation, ...]:
    """Give the notes about a session, the oldest first."""
    rows = database.fetch(select(schema.note).where(_n.session == number).order_by(_n.id))
    return tuple(
        Annotation(row.text, Author(row.author), bool(row.private), dt.datetime.fromisoformat(row.written))
        for row in rows
    )

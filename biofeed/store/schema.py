"""The tables of the session log.

`event` is the log itself: it only ever grows. `measure` is a cache that can be computed again from it. The
counts in `session` are kept along with each append, in the same transaction, so that a list of ten
thousand sessions needs no look at their events.

What this module says and what the migrations make must be the same; a test holds them together.
STRICT tables know only INTEGER, REAL, TEXT and BLOB, and hold SQLite to them.
"""

from __future__ import annotations

from sqlalchemy import REAL, CheckConstraint, Column, ForeignKey, Index, Integer, MetaData, Table, Text

metadata = MetaData()

client = Table(
    "client",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("code", Text, nullable=False, unique=True),
    Column("created", Text, nullable=False),
    CheckConstraint("length(code) BETWEEN 1 AND 40", name="client_code_length"),
    sqlite_strict=True,
)

session = Table(
    "session",
    metadata,
    # Numbers are never used twice: a deleted session's name must not come to mean another.
    Column("id", Integer, primary_key=True),
    Column("client", ForeignKey("client.id", ondelete="CASCADE"), nullable=False),
    Column("started", Text, nullable=False),
    Column("started_utc", Text, nullable=False),
    Column("origin", Text, nullable=False),
    Column("device", Text, nullable=False),
    Column("device_url", Text, nullable=False),
    Column("exercise", Text, nullable=False),
    Column("exercise_toml", Text, nullable=False),
    Column("minutes", REAL),
    Column("pace_bpm", REAL),
    Column("framed", Integer, nullable=False, server_default="0"),
    Column("holds", Integer, nullable=False, server_default="1"),
    Column("seed", Integer, nullable=False, server_default="0"),
    Column("software", Text, nullable=False),
    Column("format", Integer, nullable=False),
    Column("remarks", Text, nullable=False),
    Column("posture", Text),
    Column("setting", Text),
    Column("duration_s", REAL, nullable=False, server_default="0"),
    Column("events", Integer, nullable=False, server_default="0"),
    Column("beats", Integer, nullable=False, server_default="0"),
    Column("ended_s", REAL),
    Column("end_reason", Text),
    Index("session_client", "client"),
    Index("session_started", "started_utc"),
    sqlite_strict=True,
    sqlite_autoincrement=True,
)

event = Table(
    "event",
    metadata,
    Column("session", ForeignKey("session.id", ondelete="CASCADE"), primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("t_s", REAL, nullable=False),
    Column("kind", Text, nullable=False),
    Column("payload", Text, nullable=False),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

measure = Table(
    "measure",
    metadata,
    Column("session", ForeignKey("session.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False),
    Column("value", REAL),
    Column("unit", Text, nullable=False),
    Column("window_s", REAL, nullable=False),
    Column("coverage", REAL, nullable=False),
    Column("definition", Text, nullable=False),
    Column("software", Text, nullable=False),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

note = Table(
    "note",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("client", ForeignKey("client.id", ondelete="CASCADE"), nullable=False),
    Column("session", ForeignKey("session.id", ondelete="CASCADE")),
    Column("written", Text, nullable=False),
    Column("text", Text, nullable=False),
    Index("note_client", "client"),
    Index("note_session", "session"),
    sqlite_strict=True,
)

profile = Table(
    "profile",
    metadata,
    # What is known about a client and holds until it is changed: cautions, consent, the way out of a crisis.
    Column("client", ForeignKey("client.id", ondelete="CASCADE"), primary_key=True),
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
    Column("written", Text, nullable=False),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

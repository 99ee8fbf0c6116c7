"""The tables of the session log.

`event` is the log itself: it only ever grows. `measure` and `finding` are caches that can be computed again
from it. The counts in `session` are kept along with each append, in the same transaction, so that a list of
ten thousand sessions needs no look at their events.

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

finding = Table(
    "finding",
    metadata,
    # What a session found (windows, a best pace, a recovery), also in its events: here to be found at once.
    Column("session", ForeignKey("session.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("kind", Text, nullable=False),
    Column("t_s", REAL, nullable=False),
    Column("payload", Text, nullable=False),
    Column("software", Text, nullable=False),
    Index("finding_kind", "kind"),
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
    # Whose words these are: the client's or the therapist's. Kept to oneself unless it says otherwise.
    Column("author", Text, nullable=False, server_default="client"),
    Column("private", Integer, nullable=False, server_default="1"),
    Index("note_client", "client"),
    Index("note_session", "session"),
    sqlite_strict=True,
)

move = Table(
    "move",
    metadata,
    # Sessions that were filed under another client. It only ever grows, as `event` does; where a client has
    # been deleted since, that place is empty.
    Column("id", Integer, primary_key=True),
    Column("session", ForeignKey("session.id", ondelete="CASCADE"), nullable=False),
    Column("from_client", ForeignKey("client.id", ondelete="SET NULL")),
    Column("to_client", ForeignKey("client.id", ondelete="SET NULL")),
    Column("moved", Text, nullable=False),
    Index("move_session", "session"),
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

entry = Table(
    "entry",
    metadata,
    # The diary. It only ever grows, until somebody deletes: an edit is a new row that replaces the first one
    # of its kind, and the newest row counts. A row that replaces none is the first one.
    Column("id", Integer, primary_key=True),
    Column("client", ForeignKey("client.id", ondelete="CASCADE"), nullable=False),
    Column("kind", Text, nullable=False),
    Column("happened_utc", Text, nullable=False),
    Column("written", Text, nullable=False),
    Column("shared", Integer, nullable=False, server_default="0"),
    Column("replaces", ForeignKey("entry.id", ondelete="CASCADE")),
    Column("payload", Text, nullable=False),
    Index("entry_client", "client", "happened_utc"),
    Index("entry_replaces", "replaces"),
    sqlite_strict=True,
    # Numbers are never used twice, as those of sessions are not.
    sqlite_autoincrement=True,
)

imported = Table(
    "imported",
    metadata,
    # What came from a file or a bundle, by a mark of its content, so that it is recognised when it comes
    # again. It goes with what it is about: what was deleted may come anew.
    Column("mark", Text, primary_key=True),
    Column("session", ForeignKey("session.id", ondelete="CASCADE")),
    Column("entry", ForeignKey("entry.id", ondelete="CASCADE")),
    # Of an entry that was edited where it came from, the version that is here.
    Column("revision", Integer, nullable=False, server_default="1"),
    Column("taken_in", Text, nullable=False),
    Index("imported_session", "session"),
    Index("imported_entry", "entry"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

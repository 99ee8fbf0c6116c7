"""The first tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make all tables."""
    _client()
    _session()
    _event()
    _measure()
    _note()


def _client() -> None:
    op.create_table(
        "client",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("code", sa.Text, nullable=False, unique=True),
        sa.Column("created", sa.Text, nullable=False),
        sa.CheckConstraint("length(code) BETWEEN 1 AND 40", name="client_code_length"),
        sqlite_strict=True,
    )


def _session() -> None:
    op.create_table(
        "session",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("client", sa.Integer, sa.ForeignKey("client.id", ondelete="CASCADE"), nullable=False),
        sa.Column("started", sa.Text, nullable=False),
        sa.Column("started_utc", sa.Text, nullable=False),
        sa.Column("origin", sa.Text, nullable=False),
        sa.Column("device", sa.Text, nullable=False),
        sa.Column("device_url", sa.Text, nullable=False),
        sa.Column("exercise", sa.Text, nullable=False),
        sa.Column("exercise_toml", sa.Text, nullable=False),
        sa.Column("minutes", sa.REAL),
        sa.Column("software", sa.Text, nullable=False),
        sa.Column("format", sa.Integer, nullable=False),
        sa.Column("remarks", sa.Text, nullable=False),
        sa.Column("posture", sa.Text),
        sa.Column("setting", sa.Text),
        sa.Column("duration_s", sa.REAL, nullable=False, server_default="0"),
        sa.Column("events", sa.Integer, nullable=False, server_default="0"),
        sa.Column("beats", sa.Integer, nullable=False, server_default="0"),
        sa.Column("ended_s", sa.REAL),
        sa.Column("end_reason", sa.Text),
        sqlite_strict=True,
        sqlite_autoincrement=True,
    )
    op.create_index("session_client", "session", ["client"])
    op.create_index("session_started", "session", ["started_utc"])


def _event() -> None:
    op.create_table(
        "event",
        sa.Column("session", sa.Integer, sa.ForeignKey("session.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("t_s", sa.REAL, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("payload", sa.Text, nullable=False),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )


def _measure() -> None:
    op.create_table(
        "measure",
        sa.Column("session", sa.Integer, sa.ForeignKey("session.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("value", sa.REAL),
        sa.Column("unit", sa.Text, nullable=False),
        sa.Column("window_s", sa.REAL, nullable=False),
        sa.Column("coverage", sa.REAL, nullable=False),
        sa.Column("definition", sa.Text, nullable=False),
        sa.Column("software", sa.Text, nullable=False),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )


def _note() -> None:
    op.create_table(
        "note",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("client", sa.Integer, sa.ForeignKey("client.id", ondelete="CASCADE"), nullable=False),
        sa.Column("session", sa.Integer, sa.ForeignKey("session.id", ondelete="CASCADE")),
        sa.Column("written", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sqlite_strict=True,
    )
    op.create_index("note_client", "note", ["client"])
    op.create_index("note_session", "note", ["session"])

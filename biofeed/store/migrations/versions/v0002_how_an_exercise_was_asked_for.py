"""How an exercise was asked for, what sessions found, and what is known about a client.

Revision ID: 0002
Revises: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns, with what held for every session so far, and the table."""
    # Added one by one: SQLite takes a column with a default in place, so no row has to be copied.
    op.add_column("session", sa.Column("pace_bpm", sa.REAL))
    op.add_column("session", sa.Column("framed", sa.Integer, nullable=False, server_default="0"))
    op.add_column("session", sa.Column("holds", sa.Integer, nullable=False, server_default="1"))
    op.add_column("session", sa.Column("seed", sa.Integer, nullable=False, server_default="0"))
    op.create_table(
        "profile",
        sa.Column("client", sa.Integer, sa.ForeignKey("client.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("value", sa.Text, nullable=False),
        sa.Column("written", sa.Text, nullable=False),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "finding",
        sa.Column("session", sa.Integer, sa.ForeignKey("session.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("t_s", sa.REAL, nullable=False),
        sa.Column("payload", sa.Text, nullable=False),
        sa.Column("software", sa.Text, nullable=False),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("finding_kind", "finding", ["kind"])

"""The day between practices.

Revision ID: 0004
Revises: 0003
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "entry",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("client", sa.Integer, sa.ForeignKey("client.id", ondelete="CASCADE"), nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("happened_utc", sa.Text, nullable=False),
        sa.Column("written", sa.Text, nullable=False),
        sa.Column("shared", sa.Integer, nullable=False, server_default="0"),
        sa.Column("replaces", sa.Integer, sa.ForeignKey("entry.id", ondelete="CASCADE")),
        sa.Column("payload", sa.Text, nullable=False),
        sqlite_strict=True,
        sqlite_autoincrement=True,
    )
    op.create_index("entry_client", "entry", ["client", "happened_utc"])
    op.create_index("entry_replaces", "entry", ["replaces"])

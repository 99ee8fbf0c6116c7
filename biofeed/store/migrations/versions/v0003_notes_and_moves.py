"""Whose words a note is, and which sessions were filed under another client.

Revision ID: 0003
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns, with what held for every note so far, and the table."""
    op.add_column("note", sa.Column("author", sa.Text, nullable=False, server_default="client"))
    op.add_column("note", sa.Column("private", sa.Integer, nullable=False, server_default="1"))
    op.create_table(
        "move",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("session", sa.Integer, sa.ForeignKey("session.id", ondelete="CASCADE"), nullable=False),
        sa.Column("from_client", sa.Integer, sa.ForeignKey("client.id", ondelete="SET NULL")),
        sa.Column("to_client", sa.Integer, sa.ForeignKey("client.id", ondelete="SET NULL")),
        sa.Column("moved", sa.Text, nullable=False),
        sqlite_strict=True,
    )
    op.create_index("move_session", "move", ["session"])

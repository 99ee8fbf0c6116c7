"""What came from files and bundles, so that it is recognised when it comes again.

Revision ID: 0005
Revises: 0004
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "imported",
        sa.Column("mark", sa.Text, primary_key=True),
        sa.Column("session", sa.Integer, sa.ForeignKey("session.id", ondelete="CASCADE")),
        sa.Column("entry", sa.Integer, sa.ForeignKey("entry.id", ondelete="CASCADE")),
        sa.Column("revision", sa.Integer, nullable=False, server_default="1"),
        sa.Column("taken_in", sa.Text, nullable=False),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("imported_session", "imported", ["session"])
    op.create_index("imported_entry", "imported", ["entry"])

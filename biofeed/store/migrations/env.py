"""How Alembic runs the migrations here; Alembic executes this file, with the connection it was given.

SQLite cannot alter most of a table, so Alembic copies it and drops the old one. With foreign keys on, that
would silently delete every row that refers to it: a changed `session` would take all events along. So they
are off while tables change, and everything is checked before the one transaction ends.
"""

from __future__ import annotations

from alembic import context
from sqlalchemy import Connection

from biofeed.store import schema


def run(connection: Connection) -> None:
    """Bring the database to the version asked for, in one transaction."""
    # Through the driver, because inside of a transaction SQLite would ignore it.
    driver = connection.connection.cursor()
    driver.execute("PRAGMA foreign_keys = OFF")
    context.configure(
        connection=connection,
        target_metadata=schema.metadata,
        render_as_batch=True,
        transactional_ddl=True,
    )
    with context.begin_transaction():
        context.run_migrations()
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        if broken:
            raise RuntimeError(f"a migration left rows without their parents: {broken[:3]}")
    driver.execute("PRAGMA foreign_keys = ON")


run(context.config.attributes["connection"])

"""Which version of the tables a database has, and bringing it to the newest.

To look costs one small query. Alembic, which takes longer to import than a session takes to open, is
loaded only when there is something to do: at the very first start, and after an update that changed the
tables.
"""

from __future__ import annotations

import threading
from pathlib import Path

from sqlalchemy import Engine

from biofeed.errors import StoreError
from biofeed.store.engine import connect_to_write

REVISIONS = ("0001", "0002", "0003", "0004", "0005")
"""Every version of the tables there has been, oldest first. A test compares it with the migrations."""

MIGRATIONS = Path(__file__).parent / "migrations"

_ONE_AT_A_TIME = threading.Lock()
"""Alembic keeps what it is working on in the module `alembic.op`, so two threads cannot migrate at once."""


def bring_up_to_date(engine: Engine, path: Path) -> None:
    """Run the migrations the database at `path` still lacks, all of them or none.

    Raises `StoreError` if a newer version of the program has had it, since its tables are not known here.
    """
    stored = stored_revision(engine)
    if stored == REVISIONS[-1]:
        return
    refuse_newer(stored, path)
    upgrade(engine)


def require_newest(engine: Engine, path: Path) -> None:
    """Raise `StoreError` unless the database at `path`, which may not be written, is up to date."""
    stored = stored_revision(engine)
    refuse_newer(stored, path)
    if stored != REVISIONS[-1]:
        raise StoreError(
            f"The session log “{path}” is of an older version of biofeed and may not be renewed here.",
            "Copy the folder to a place of your own, and set BIOFEED_HOME to the copy.",
        )


def refuse_newer(stored: str | None, path: Path) -> None:
    """Raise `StoreError` if a newer version of the program has had the database at `path`."""
    if stored is not None and stored not in REVISIONS:
        raise StoreError(
            f"The session log “{path}” was last used by a newer version of biofeed.",
            "Update biofeed, or set BIOFEED_HOME to another folder for this version.",
        )


def stored_revision(engine: Engine) -> str | None:
    """Give the version of the tables in the database; `None` if there are none yet."""
    with engine.connect() as connection:
        if not connection.exec_driver_sql(
            "SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'"
        ).first():
            return None
        return connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()


def upgrade(engine: Engine, migrations: Path = MIGRATIONS) -> None:
    """Run the migrations that the database lacks, in one transaction."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(migrations).replace("%", "%%"))
    with _ONE_AT_A_TIME, connect_to_write(engine) as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")

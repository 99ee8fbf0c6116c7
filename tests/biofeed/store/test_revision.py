"""How a database gets its tables, and what happens when a newer program has had it."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import func, select

from biofeed.errors import StoreError
from biofeed.recording import Header
from biofeed.store import open_store, schema
from biofeed.store.engine import open_engine
from biofeed.store.home import Home
from biofeed.store.revision import MIGRATIONS, REVISIONS, stored_revision, upgrade
from biofeed.store.store import Store
from biofeed.types import SUMMARY, Marker, Measure, Origin, Result


def test_the_migrations_make_the_tables_that_the_program_knows(store: Store) -> None:
    with open_engine(store.path).connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), schema.metadata) == []


def test_every_table_is_strict_and_made_as_the_program_would_make_it(store: Store) -> None:
    """What Alembic does not compare: STRICT, WITHOUT ROWID, AUTOINCREMENT and the checks."""
    with closing(sqlite3.connect(store.path)) as database:
        tables = "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name = ?"
        made = {name: dict(database.execute(tables, [name]))[name] for name in schema.metadata.tables}
    for sql in made.values():
        assert "STRICT" in sql
    assert "AUTOINCREMENT" in made["session"]
    assert "WITHOUT ROWID" in made["event"]
    assert "CHECK (length(code)" in made["client"]


def test_the_list_of_revisions_is_that_of_the_migrations() -> None:
    revisions = ScriptDirectory(str(MIGRATIONS)).walk_revisions()

    assert tuple(script.revision for script in revisions)[::-1] == REVISIONS


def test_a_database_is_made_for_durability(store: Store) -> None:
    with open_engine(store.path).connect() as connection:
        settings = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }

    assert settings == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 5000}


def test_a_database_of_a_newer_program_is_left_alone(store: Store, home: Home) -> None:
    with closing(sqlite3.connect(store.path)) as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
        database.commit()
    before = store.path.read_bytes()

    with pytest.raises(StoreError, match="newer version of biofeed") as caught:
        open_store(home, Origin.STRAP)
    assert "Update" in caught.value.hint
    assert store.path.read_bytes() == before


def test_an_empty_file_becomes_a_database(home: Home) -> None:
    """A start that was killed between making the file and making the tables does not spoil the next."""
    home.ensure()
    home.database(Origin.STRAP).touch()

    with open_store(home, Origin.STRAP) as store:
        assert store.sessions() == []
        assert stored_revision(open_engine(store.path)) == REVISIONS[-1]


MIGRATION = f"""
import sqlalchemy as sa
from alembic import op

revision = "9999"
down_revision = "{REVISIONS[-1]}"


def upgrade():
    with op.batch_alter_table("session") as batch:
        batch.alter_column("device", new_column_name="strap")
        batch.add_column(sa.Column("room", sa.Text))
"""


@pytest.fixture
def migrations(tmp_path: Path) -> Path:
    """Give the migrations with one more, which makes the table of sessions anew."""
    folder = tmp_path / "migrations"
    shutil.copytree(MIGRATIONS, folder)
    (folder / "versions" / "v9999.py").write_text(MIGRATION)
    return folder


@pytest.fixture
def populated(store: Store, header: Header) -> Store:
    """Give a log with a session, events and measures in it."""
    with store.begin(header, "me") as log:
        log.append([Marker(1.0), Marker(2.0)])
        log.finish(
            3.0, "done", [Result(3.0, SUMMARY, (Measure("rmssd", 48.0, "ms", 60.0, 1.0, "rmssd.60s.v1"),))]
        )
    return store


def rows(store: Store) -> dict[str, int]:
    with open_engine(store.path).connect() as connection:
        return {
            name: connection.execute(select(func.count()).select_from(table)).scalar_one()
            for name, table in schema.metadata.tables.items()
        }


def test_a_table_can_be_made_anew_without_losing_the_rows_that_refer_to_it(
    populated: Store, migrations: Path
) -> None:
    before = rows(populated)

    upgrade(open_engine(populated.path), migrations)

    assert rows(populated) == before
    assert {name: before[name] for name in ("client", "session", "event", "measure")} == {
        "client": 1,
        "session": 1,
        "event": 2,
        "measure": 1,
    }
    with closing(sqlite3.connect(populated.path)) as database:
        assert database.execute("SELECT strap, room FROM session").fetchall() == [("Polar H10", None)]
        (sql,) = database.execute("SELECT sql FROM sqlite_master WHERE name = 'session'").fetchone()
        assert "STRICT" in sql


@pytest.mark.parametrize(
    "mistake",
    [
        '    raise RuntimeError("half-way")\n',
        '    op.execute("DELETE FROM client")\n',
    ],
)
def test_a_migration_that_goes_wrong_changes_nothing(
    populated: Store, migrations: Path, mistake: str
) -> None:
    """Also one that leaves rows without their parents: that is checked before it is committed."""
    (migrations / "versions" / "v9999.py").write_text(MIGRATION + mistake)
    engine = open_engine(populated.path)
    before = rows(populated)

    with pytest.raises(RuntimeError):
        upgrade(engine, migrations)

    assert rows(populated) == before
    assert stored_revision(engine) == REVISIONS[-1]
    (migrations / "versions" / "v9999.py").write_text(MIGRATION)
    upgrade(engine, migrations)
    assert stored_revision(engine) == "9999"


def test_a_database_that_is_up_to_date_is_opened_without_alembic(store: Store) -> None:
    program = (
        "import sys; from pathlib import Path\n"
        "from biofeed.store import open_store; from biofeed.store.home import Home\n"
        "from biofeed.types import Origin\n"
        "open_store(Home(Path(sys.argv[1])), Origin.STRAP).sessions()\n"
        "print('alembic' in sys.modules)"
    )
    said = subprocess.run(
        [sys.executable, "-c", program, str(store.path.parent)], capture_output=True, text=True, check=True
    )

    assert said.stdout.strip() == "False"


def test_two_databases_can_be_made_at_the_same_time(tmp_path: Path) -> None:
    """The app keeps an answer in one thread while a practice opens its log in another."""
    home = Home(tmp_path)
    with ThreadPoolExecutor(2) as threads:
        opened = list(threads.map(partial(open_store, home), (Origin.STRAP, Origin.SIMULATED)))

    for store in opened:
        assert store.sessions() == []
        store.close()

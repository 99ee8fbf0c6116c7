"""Errors and log lines name the disk and the file, never the person: not who, and not what they wrote."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from biofeed.errors import BiofeedError
from biofeed.store import engine, open_store
from biofeed.store.engine import connect
from biofeed.store.home import Home
from biofeed.store.vault.sealing import encrypt
from biofeed.types import Note, Origin
from tests.biofeed.cli.conftest import Run
from tests.biofeed.store.conftest import HEADER
from tests.biofeed.store.vault.conftest import CHEAP, CLIENT, NOTE, SECRETS, WORDS, fill

Break = Callable[[Home], None]


@pytest.fixture(autouse=True)
def home(own_home: Path) -> Home:
    home = Home(own_home)
    fill(home, HEADER, events=400)
    return home


def change(home: Home, statement: str) -> None:
    with closing(connect(home.database(Origin.STRAP))) as database:
        database.execute("PRAGMA foreign_keys = OFF")
        database.execute(statement, {"broken": f'["{NOTE}'})


def damage(home: Home) -> None:
    """Overwrite every page but the first few, as a dying disk may."""
    path = home.database(Origin.STRAP)
    with closing(connect(path)) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    content = path.read_bytes()
    path.write_bytes(content[: 4096 * 4] + b"\xff" * (len(content) - 4096 * 4))


TROUBLES: dict[str, Break] = {
    "damaged pages": damage,
    "no database at all": lambda home: home.database(Origin.STRAP).unlink(),
    "another file in its place": lambda home: void(
        home.database(Origin.STRAP).write_bytes(NOTE.encode() * 999)
    ),
    "a newer version": lambda home: change(home, "UPDATE alembic_version SET version_num = '9999'"),
    "no table for notes": lambda home: change(home, "DROP TABLE note"),
    "an event that cannot be understood": lambda home: change(home, "UPDATE event SET payload = :broken"),
    "a header that cannot be understood": lambda home: change(home, "UPDATE session SET remarks = :broken"),
    "locked": lambda home: void(list(encrypt(home, WORDS, CHEAP))),
}
COMMANDS = [
    ("sessions", "show", "1"),
    ("sessions", "annotate", "1", NOTE),
    ("sessions", "move", "1", "--to", "elsewhere-1"),
    ("sessions", "delete", "1"),
    ("store", "check"),
    ("store", "rebuild", "--all"),
    ("store", "rescue", "-o", "out"),
    ("store", "backup", "mine.db"),
    ("store", "delete", "--client", f"{CLIENT}-x", "--yes"),
    (
        "practice",
        "longer-exhale",
        "--device",
        "sim:?speed=max",
        "--client",
        CLIENT,
        "--minutes",
        "3",
        "--plain",
    ),
]


def void(_: object) -> None:
    """Take what a call gave, for functions that give nothing."""


@pytest.mark.parametrize("trouble", TROUBLES)
def test_whatever_goes_wrong_no_error_says_who_or_what_they_wrote(
    run: Run, home: Home, trouble: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    TROUBLES[trouble](home)
    said = [run(*command) for command in COMMANDS]

    assert any(ran.code for ran in said)
    told = "\n".join(ran.err for ran in said).replace(f"{CLIENT}-x", "")
    assert [secret for secret in SECRETS if secret in told] == []
    assert "Traceback" not in told


def test_an_error_nobody_foresaw_holds_none_of_it_either(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    """With everything that Python would print of it, causes included."""
    change(home, "CREATE TRIGGER refuse BEFORE INSERT ON event BEGIN SELECT RAISE(ABORT, 'refused'); END")
    with (
        open_store(home, Origin.STRAP) as store,
        store.begin(HEADER, CLIENT) as log,
        pytest.raises(BiofeedError) as caught,
    ):
        log.append([Note(1.0, NOTE)])

    printed = "".join(traceback.format_exception(caught.value))
    assert "refused" in printed
    assert [secret for secret in SECRETS if secret in printed] == []


def test_no_log_line_holds_any_of_it_not_even_with_everything_logged(
    home: Home, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG), open_store(home, Origin.STRAP) as store:
        logging.getLogger("sqlalchemy.engine").setLevel(logging.DEBUG)
        with store.begin(HEADER, CLIENT) as log:
            log.append([Note(1.0, NOTE)])
            log.finish(1.0, "done", ())

    assert [secret for secret in SECRETS if secret in caplog.text] == []


def test_a_store_that_is_busy_says_so_and_nothing_else(
    run: Run, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "BUSY_S", 0.05)
    with closing(connect(home.database(Origin.STRAP))) as other:
        other.execute("BEGIN IMMEDIATE")
        ran = run("sessions", "annotate", "1", NOTE)

    assert ran.code == 30
    assert not any(secret in ran.err + ran.out for secret in SECRETS)

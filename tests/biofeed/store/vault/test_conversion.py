"""At every moment of a conversion there is one whole log, whoever is killed and whoever else is there."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from subprocess import PIPE
from typing import IO

import pytest

from biofeed.errors import StoreError
from biofeed.store import all_sessions
from biofeed.store.engine import connect
from biofeed.store.home import Home
from biofeed.store.vault import Vault, conversion
from biofeed.store.vault.conversion import Place, Step, convert, is_copy
from biofeed.store.vault.sealing import decrypt, encrypt
from biofeed.types import Origin
from tests.biofeed.store.vault.conftest import CHEAP, SECRETS, WORDS, found_in

ROOT = Path(__file__).parents[4]
STEPS = range(len(Step) + 1)
"""Every step of the first database, and the first of the second."""
KILLED = """
import os, signal, sys
from pathlib import Path
from biofeed.store.home import Home
from biofeed.store.vault.sealing import decrypt, encrypt
from biofeed.store.vault.wrapping import Cost

home, words = Home(Path(sys.argv[1])), "river stone lamp"
steps = encrypt(home, words, Cost(64, 1, 1)) if sys.argv[2] == "encrypt" else decrypt(home, words)
for number, _ in enumerate(steps):
    if number == int(sys.argv[3]):
        os.kill(os.getpid(), signal.SIGKILL)
"""


def kill(home: Home, what: str, step: int) -> None:
    """Begin to encrypt or decrypt in another program, which is killed after that step."""
    command = [sys.executable, "-c", KILLED, str(home.path), what, str(step)]
    assert subprocess.run(command, cwd=ROOT, check=False).returncode == -signal.SIGKILL


READING = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN")
connection.execute("SELECT count(*) FROM event").fetchone()
print("reading", flush=True)
sys.stdin.read()
"""
WRITING = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], timeout=30.0)
print("writing", flush=True)
try:
    connection.execute("INSERT INTO client (code, created) VALUES ('late', '')")
    connection.commit()
    print("written")
except sqlite3.Error:
    print("refused")
"""


@contextmanager
def another_program(path: Path, text: str) -> Iterator[Program]:
    """Run a program on the database; it is told to end afterwards."""
    command = [sys.executable, "-c", text, str(path)]
    with subprocess.Popen(command, stdin=PIPE, stdout=PIPE, text=True) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        yield Program(process.stdout)
        process.stdin.close()


@dataclass(frozen=True)
class Program:
    """Another program, as far as it says something."""

    stdout: IO[str]


def opened(home: Home) -> Home:
    """Come as the next program does, with the passphrase."""
    again = Home(home.path)
    if again.vault.is_encrypted:
        again.vault.unlock(WORDS)
    return again


def sessions(home: Home) -> list[tuple[str, int]]:
    return sorted((row.id, row.events) for row in all_sessions(opened(home)))


@pytest.mark.parametrize("step", STEPS, ids=[*Step, "next one held"])
def test_killed_while_encrypting_the_log_is_whole_and_encrypting_goes_on(plain_home: Home, step: int) -> None:
    before = sessions(plain_home)
    kill(plain_home, "encrypt", step)

    assert sessions(plain_home) == before
    list(encrypt(opened(plain_home), WORDS, CHEAP))
    assert sessions(plain_home) == before
    assert found_in(plain_home.path, *SECRETS) == []
    assert {path.suffix for path in plain_home.path.iterdir() if path.is_file()} == {".vault", ".json"}


@pytest.mark.parametrize("step", STEPS, ids=[*Step, "next one held"])
def test_killed_while_decrypting_the_log_is_whole_and_decrypting_goes_on(
    sealed_home: Home, step: int
) -> None:
    before = sessions(sealed_home)
    kill(sealed_home, "decrypt", step)

    assert sessions(sealed_home) == before
    list(decrypt(opened(sealed_home), WORDS))
    assert sessions(sealed_home) == before
    assert not sealed_home.vault.is_encrypted
    assert {path.name for path in sealed_home.path.iterdir() if path.is_file()} <= {
        "sessions.db",
        "simulated.db",
        "settings.json",
    }


def test_every_row_of_every_table_is_there_and_numbers_go_on_where_they_were(plain_home: Home) -> None:
    """The numbers of deleted sessions too: SQLite remembers them in a table of its own."""

    def rows(connection: sqlite3.Connection) -> dict[str, list[tuple[object, ...]]]:
        names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        return {name: sorted(connection.execute(f'SELECT * FROM "{name}"').fetchall()) for (name,) in names}  # noqa: S608 -- the database's own names

    def schema(connection: sqlite3.Connection) -> list[tuple[object, ...]]:
        return sorted(
            connection.execute("SELECT type, name, coalesce(sql, '') FROM sqlite_master").fetchall()
        )

    path = plain_home.database(Origin.STRAP)
    with closing(connect(path)) as plain:
        expected, tables = rows(plain), schema(plain)
    list(encrypt(plain_home, WORDS, CHEAP))
    sealed = plain_home.database(Origin.STRAP)

    with closing(connect(sealed, key=plain_home.vault.key())) as again:
        assert rows(again) == expected
        assert schema(again) == tables
    assert "sqlite_sequence" in expected


def test_somebody_who_has_the_log_open_keeps_it_from_being_converted(
    plain_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(conversion, "BUSY_S", 0.1)
    path = plain_home.database(Origin.STRAP)
    before = path.read_bytes()
    with another_program(path, READING) as other:
        assert other.stdout.readline() == "reading\n"
        with pytest.raises(StoreError, match="Another program"):
            list(convert(Place(path, None), Place(path.with_suffix(".vault"), None)))

    assert path.read_bytes() == before
    assert not path.with_suffix(".vault").exists()


def test_who_waits_for_a_log_that_is_being_converted_does_not_write_where_nobody_reads(
    plain_home: Home,
) -> None:
    path = plain_home.database(Origin.STRAP)
    steps = encrypt(plain_home, WORDS, CHEAP)
    assert next(steps)[1] is Step.HELD
    with another_program(path, WRITING) as late:
        assert late.stdout.readline() == "writing\n"
        list(steps)
        assert late.stdout.read() == "refused\n"


def test_a_damaged_log_is_left_as_it_is(plain_home: Home) -> None:
    path = plain_home.database(Origin.STRAP)
    damaged = bytearray(path.read_bytes())
    damaged[8192:] = bytes(len(damaged) - 8192)
    path.write_bytes(damaged)

    with pytest.raises(StoreError):
        list(encrypt(plain_home, WORDS, CHEAP))
    assert len(path.read_bytes()) == len(damaged)
    assert plain_home.database(Origin.STRAP) == path
    assert [file.name for file in plain_home.path.glob(".*")] == []


def test_a_log_is_a_copy_of_another_only_if_every_row_is_there(plain_home: Home, tmp_path: Path) -> None:
    path = plain_home.database(Origin.STRAP)
    other = tmp_path / "other.db"
    with closing(connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    other.write_bytes(path.read_bytes())
    assert is_copy(Place(other, None), Place(path, None))

    with closing(connect(other)) as connection:
        connection.execute("INSERT INTO client (code, created) VALUES ('another', '')")
    assert not is_copy(Place(other, None), Place(path, None))


def test_a_plain_log_with_other_sessions_beside_the_encrypted_one_is_never_removed(
    sealed_home: Home, empty_database: bytes
) -> None:
    plain = sealed_home.path / "sessions.db"
    plain.write_bytes(empty_database)
    with closing(connect(plain)) as connection:
        connection.execute("INSERT INTO client (code, created) VALUES ('another', '')")

    for steps in (encrypt(sealed_home, WORDS, CHEAP), decrypt(sealed_home, WORDS)):
        with pytest.raises(StoreError, match="other sessions"):
            list(steps)
    assert plain.exists()
    assert isinstance(sealed_home.vault, Vault)
    assert sealed_home.vault.is_encrypted

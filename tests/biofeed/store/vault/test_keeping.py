"""What an owner does with the files of a log works on an encrypted one too."""

from __future__ import annotations

import datetime as dt
import stat
from contextlib import closing
from pathlib import Path

import pytest

from biofeed.errors import StoreError
from biofeed.store import all_sessions, open_store
from biofeed.store.backup import backup, key_file_of, restore
from biofeed.store.checkup import checkup
from biofeed.store.engine import connect
from biofeed.store.home import Home
from biofeed.store.vault import Locked, WrongPassphrase
from biofeed.store.vault.sealing import change_passphrase, decrypt, encrypt
from biofeed.types import Origin
from tests.biofeed.store.vault.conftest import CHEAP, CLIENT, SECRETS, WORDS, found_in

EVENTS = 2 * 201
PAGE_BYTES = 4096
WHEN = dt.datetime(2026, 3, 1, 20, 0)


def backed_up(home: Home, target: Path) -> Path:
    target.parent.mkdir()
    backup(home.database(Origin.STRAP), target, home.vault)
    return target


def put_back(home: Home, source: Path) -> Path | None:
    return restore(home.database(Origin.STRAP), source, home.running, WHEN, home.vault)


def own(home: Home) -> list[tuple[str, int]]:
    with open_store(home, Origin.STRAP) as store:
        return [(row.id, row.events) for row in store.sessions()]


def test_a_backup_is_encrypted_and_has_its_key_file_beside_it(sealed_home: Home, tmp_path: Path) -> None:
    target = backed_up(sealed_home, tmp_path / "kept" / "mine.db")

    assert sorted(path.name for path in target.parent.iterdir()) == ["mine.db", "mine.db.vault.json"]
    assert found_in(target.parent, *SECRETS) == []
    assert {stat.S_IMODE(path.stat().st_mode) for path in target.parent.iterdir()} == {0o600}


def test_a_backup_comes_back_after_the_passphrase_was_changed(sealed_home: Home, tmp_path: Path) -> None:
    before = own(sealed_home)
    target = backed_up(sealed_home, tmp_path / "kept" / "mine.db")
    with open_store(sealed_home, Origin.STRAP) as store:
        store.delete("1")
    change_passphrase(sealed_home, WORDS, "seven other words", CHEAP)
    kept = put_back(sealed_home, target)

    assert own(sealed_home) == before
    assert kept is not None
    assert kept.suffix == ".vault"
    assert found_in(sealed_home.path, *SECRETS) == []


def test_a_backup_under_another_key_asks_for_its_own_passphrase(sealed_home: Home, tmp_path: Path) -> None:
    """As on a new computer, or after the log was decrypted and encrypted again."""
    target = backed_up(sealed_home, tmp_path / "kept" / "mine.db")
    other = Home(tmp_path / "other")
    list(encrypt(other, "quite another one", CHEAP))
    with pytest.raises(Locked):
        put_back(other, target)
    other.vault.ask = lambda _: "quite another one"
    with pytest.raises(WrongPassphrase):
        put_back(other, target)
    asked: list[Path] = []

    def answer(key_file: Path) -> str:
        asked.append(key_file)
        return WORDS

    other.vault.ask = answer
    put_back(other, target)

    assert asked == [key_file_of(target)]
    assert own(other) == own(sealed_home)


def test_a_plain_backup_is_encrypted_as_it_comes_back(plain_home: Home, tmp_path: Path) -> None:
    before = own(plain_home)
    target = backed_up(plain_home, tmp_path / "kept" / "mine.db")
    list(encrypt(plain_home, WORDS, CHEAP))
    put_back(plain_home, target)

    assert own(plain_home) == before
    assert found_in(plain_home.path, *SECRETS) == []


def test_an_encrypted_backup_does_not_come_back_into_a_plain_log(sealed_home: Home, tmp_path: Path) -> None:
    target = backed_up(sealed_home, tmp_path / "kept" / "mine.db")
    list(decrypt(sealed_home, WORDS))

    with pytest.raises(StoreError, match="is encrypted, and this session log is not"):
        put_back(sealed_home, target)


def test_what_is_no_backup_does_not_come_back(sealed_home: Home, tmp_path: Path) -> None:
    before = own(sealed_home)
    source = tmp_path / "rubbish.db"
    source.write_bytes(b"no database at all" * 1000)

    with pytest.raises(StoreError):
        put_back(sealed_home, source)
    assert own(sealed_home) == before


def test_a_checkup_finds_an_encrypted_log_in_order(sealed_home: Home) -> None:
    all_sessions(sealed_home)
    lines = list(checkup(sealed_home.database(Origin.STRAP), simulated=False, key=sealed_home.vault.key()))

    assert [line.title for line in lines if not line.ok] == []


def test_a_checkup_names_what_a_killed_program_left(sealed_home: Home) -> None:
    path = sealed_home.database(Origin.STRAP)
    (sealed_home.path / ".sessions.db.4711.draft").write_bytes(b"half a copy")
    (sealed_home.path / "sessions.db").write_bytes(b"")
    (line,) = [
        line for line in checkup(path, simulated=False, key=sealed_home.vault.key()) if "killed" in line.title
    ]

    assert not line.ok
    assert ".sessions.db.4711.draft" in line.title
    assert "sessions.db”" in line.title


def readable(home: Home) -> bool:
    with open_store(home, Origin.STRAP) as store:
        try:
            return bool(list(store.events("1")))
        except StoreError:
            return False


def test_around_a_damaged_page_of_an_encrypted_log_the_rest_is_rescued(sealed_home: Home) -> None:
    path = sealed_home.database(Origin.STRAP)
    with closing(connect(path, key=sealed_home.vault.key())) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    whole = path.read_bytes()
    # Nobody can see from outside which page holds what, so one after the other is damaged until it shows.
    for page in range(len(whole) // PAGE_BYTES - 1, 0, -1):
        content = bytearray(whole)
        content[page * PAGE_BYTES + 100] ^= 1
        path.write_bytes(content)
        if not readable(sealed_home):
            break

    with open_store(sealed_home, Origin.STRAP) as store:
        rescued = list(store.rescue())
    kept = sum(len(session.events) for session in rescued)
    assert not all(session.is_whole for session in rescued)
    assert EVENTS / 2 < kept < EVENTS


def test_deleting_a_client_leaves_nothing_in_the_files_when_they_are_opened(sealed_home: Home) -> None:
    """Looked at behind the cipher: what an owner of the passphrase could still find."""
    with open_store(sealed_home, Origin.STRAP) as store:
        assert store.delete_client(CLIENT)
    with open_store(sealed_home, Origin.SIMULATED) as store:
        assert store.delete_client(CLIENT)
    list(decrypt(sealed_home, WORDS))

    assert found_in(sealed_home.path, *SECRETS) == []

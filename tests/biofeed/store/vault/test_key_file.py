from __future__ import annotations

import json
import stat
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from biofeed.errors import StoreError
from biofeed.store.vault.key import Key
from biofeed.store.vault.key_file import KeyFile
from biofeed.store.vault.refusal import WrongPassphrase
from biofeed.store.vault.wrapping import Cost

CHEAP = Cost(memory_kib=64, passes=1, lanes=1)
WORDS = "river stone lamp"


@pytest.fixture
def written(tmp_path: Path) -> tuple[Path, Key]:
    path = tmp_path / "vault.json"
    file, key = KeyFile.make(WORDS, CHEAP)
    file.write(path)
    return path, key


def test_what_was_written_is_read_and_opens(written: tuple[Path, Key]) -> None:
    path, key = written

    assert KeyFile.read(path).open(WORDS) == key


def test_two_key_files_have_nothing_in_common() -> None:
    (first, one), (second, two) = KeyFile.make(WORDS, CHEAP), KeyFile.make(WORDS, CHEAP)

    assert one.data != two.data
    assert first.wrapped.salt != second.wrapped.salt
    assert first.vault_id != second.vault_id


def test_its_owner_alone_may_read_it_and_no_draft_is_left(written: tuple[Path, Key]) -> None:
    path, _ = written

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(path.parent.iterdir()) == [path]


def test_another_passphrase_opens_the_same_key_under_a_fresh_salt(written: tuple[Path, Key]) -> None:
    path, key = written
    before = KeyFile.read(path)
    after = before.changed(WORDS, "other words entirely", CHEAP)

    assert after.open("other words entirely") == key
    assert after.wrapped.salt != before.wrapped.salt
    with pytest.raises(WrongPassphrase):
        after.open(WORDS)
    with pytest.raises(WrongPassphrase):
        before.changed("not the one", "other words entirely", CHEAP)


def test_neither_the_file_nor_the_key_shown_says_the_key(written: tuple[Path, Key]) -> None:
    path, key = written

    assert key.data.hex() not in path.read_text()
    for shown in (repr(key), str(key), f"{key!r}"):
        assert key.data.hex() not in shown
        assert repr(key.data) not in shown


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("argon2id", {"memory_kib": 2**40, "passes": 1, "lanes": 1}),
        ("argon2id", {"memory_kib": 64, "passes": 0, "lanes": 1}),
        ("argon2id", {"memory_kib": 64, "passes": 1}),
        ("argon2id", []),
        ("salt", "00"),
        ("key", "zz"),
        ("tag", ""),
        ("id", None),
    ],
)
def test_a_damaged_key_file_is_said_before_any_memory_is_taken(
    written: tuple[Path, Key], name: str, value: Any
) -> None:
    path, _ = written
    said = json.loads(path.read_text())
    said[name] = value
    path.write_text(json.dumps(said))

    if name == "id":
        # Any text may be a name; the seal over it says that it was another one.
        with pytest.raises(WrongPassphrase):
            KeyFile.read(path).open(WORDS)
    else:
        with pytest.raises(StoreError, match="damaged"):
            KeyFile.read(path)


def test_one_that_is_not_there_or_newer_is_said(written: tuple[Path, Key]) -> None:
    path, _ = written
    path.write_text(path.read_text().replace('"format": 1', '"format": 2'))

    with pytest.raises(StoreError, match="newer version"):
        KeyFile.read(path)
    with pytest.raises(StoreError, match="cannot be read"):
        KeyFile.read(path.parent / "nowhere.json")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@given(
    content=st.binary()
    | st.recursive(st.none() | st.integers() | st.text(), st.lists).map(json.dumps).map(str.encode)
)
def test_any_bytes_are_a_key_file_or_one_clear_error(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "vault.json"
    path.write_bytes(content)

    with pytest.raises(StoreError):
        KeyFile.read(path)

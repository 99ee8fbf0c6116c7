from __future__ import annotations

import datetime as dt
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from biofeed.errors import RecordingError, UsageError
from biofeed.sharing import envelope
from tests.biofeed.sharing.conftest import NOW

DATA = b"what nobody else may read" * 100
age = pytest.mark.skipif(shutil.which("age") is None, reason="the age tool is not installed")


@pytest.fixture
def key(tmp_path: Path) -> Path:
    envelope.make_key(tmp_path / "key.txt", NOW)
    return tmp_path / "key.txt"


@pytest.fixture
def recipient(key: Path) -> str:
    return key.read_text().partition("public key: ")[2].partition("\n")[0]


def test_only_the_holder_of_the_key_opens_it(key: Path, recipient: str, tmp_path: Path) -> None:
    sealed = envelope.seal(DATA, [recipient])

    assert DATA[:20] not in sealed
    assert envelope.unseal(sealed, Path("x.age"), envelope.read_keys(key)) == DATA
    envelope.make_key(tmp_path / "other.txt", NOW)
    with pytest.raises(RecordingError, match="cannot be opened"):
        envelope.unseal(sealed, Path("x.age"), envelope.read_keys(tmp_path / "other.txt"))


def test_several_people_can_open_one(key: Path, recipient: str, tmp_path: Path) -> None:
    other = envelope.make_key(tmp_path / "other.txt", NOW)
    sealed = envelope.seal(DATA, [recipient, other])

    for file in (key, tmp_path / "other.txt"):
        assert envelope.unseal(sealed, Path("x.age"), envelope.read_keys(file)) == DATA


def test_wherever_a_byte_was_changed_it_is_refused(key: Path, recipient: str) -> None:
    sealed = envelope.seal(DATA, [recipient])

    for at in range(0, len(sealed), 37):
        tampered = bytearray(sealed)
        tampered[at] ^= 1
        with pytest.raises(RecordingError):
            envelope.unseal(bytes(tampered), Path("x.age"), envelope.read_keys(key))
    for length in (0, 10, len(sealed) // 2, len(sealed) - 1):
        with pytest.raises(RecordingError):
            envelope.unseal(sealed[:length], Path("x.age"), envelope.read_keys(key))


def test_another_passphrase_does_not_open_it() -> None:
    sealed = envelope.seal_with_passphrase(DATA, "correct horse")

    assert DATA[:20] not in sealed
    with pytest.raises(RecordingError, match="cannot be opened"):
        envelope.unseal_with_passphrase(sealed, Path("x.age"), "wrong horse")


def test_a_key_is_for_its_owner_alone_and_never_written_over(key: Path) -> None:
    before = key.read_bytes()

    assert key.stat().st_mode & 0o777 == 0o600
    with pytest.raises(RecordingError, match="already"):
        envelope.make_key(key, NOW)
    assert key.read_bytes() == before
    assert before.startswith(b"# created: 2026-03-02T09:00:00+01:00\n# public key: age1")


def test_a_file_of_public_keys_is_read_and_a_secret_one_refused(key: Path, recipient: str) -> None:
    public = key.with_name("public.txt")
    public.write_text(f"# the practice\n{recipient}\n\n")

    assert envelope.read_recipients(public) == [recipient]
    with pytest.raises(UsageError, match="secret key"):
        envelope.read_recipients(key)
    with pytest.raises(UsageError, match="no secret key"):
        envelope.read_keys(public)


def test_what_is_no_key_is_said_without_repeating_a_secret(tmp_path: Path) -> None:
    damaged = tmp_path / "key.txt"
    damaged.write_text("AGE-SECRET-KEY-1QQQSECRET\n")

    with pytest.raises(UsageError, match="not a public key"):
        envelope.seal(DATA, ["age1nonsense"])
    with pytest.raises(UsageError) as refused:
        envelope.unseal(b"", Path("x.age"), envelope.read_keys(damaged))
    assert "QQQ" not in refused.value.title + refused.value.hint


def test_a_sealed_file_is_told_by_its_beginning(recipient: str) -> None:
    sealed = envelope.seal(DATA, [recipient])

    assert envelope.is_sealed(sealed[: envelope.HEAD_BYTES])
    assert not envelope.is_sealed(b'{"biofeed":1}')


@age
def test_the_ordinary_age_tool_opens_it(key: Path, recipient: str) -> None:
    opened = subprocess.run(
        ["age", "--decrypt", "-i", str(key)],
        input=envelope.seal(DATA, [recipient]),
        capture_output=True,
        check=True,
    )

    assert opened.stdout == DATA


@age
@pytest.mark.parametrize("armor", [[], ["--armor"]])
def test_what_the_ordinary_age_tool_sealed_is_opened(key: Path, recipient: str, armor: list[str]) -> None:
    sealed = subprocess.run(
        ["age", "--encrypt", *armor, "-r", recipient], input=DATA, capture_output=True, check=True
    ).stdout

    assert envelope.is_sealed(sealed)
    assert envelope.unseal(sealed, Path("x.age"), envelope.read_keys(key)) == DATA


def test_without_pyrage_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "pyrage", None)

    with pytest.raises(RecordingError) as missing:
        envelope.make_key(tmp_path / "key.txt", dt.datetime.now().astimezone())
    assert "biofeed[share]" in missing.value.hint
    assert not (tmp_path / "key.txt").exists()

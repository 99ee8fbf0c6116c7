"""`biofeed store encrypt`, `decrypt` and `passphrase`, and how every command gets a passphrase."""

from __future__ import annotations

import json
import os
import select
import shlex
import sys
import time
from pathlib import Path

import pytest

from biofeed.store import all_sessions
from biofeed.store.home import Home
from biofeed.store.vault.sealing import encrypt
from tests.biofeed.cli.conftest import Run
from tests.biofeed.store.conftest import HEADER
from tests.biofeed.store.vault.conftest import CHEAP, SECRETS, WORDS, fill, found_in

pty = pytest.importorskip("pty", reason="this system has no pseudo-terminals")

PATIENCE_S = 30.0


@pytest.fixture(autouse=True)
def home(own_home: Path) -> Home:
    """Give the data folder with three sessions, not encrypted."""
    home = Home(own_home)
    fill(home, HEADER, events=20)
    return home


@pytest.fixture
def words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Name a file with the passphrase to every command."""
    file = tmp_path / "my words"
    file.write_text(f"{WORDS}\n")
    file.chmod(0o600)
    monkeypatch.setenv("BIOFEED_PASSPHRASE_FILE", str(file))
    return file


@pytest.fixture
def sealed(home: Home) -> Home:
    """Give the data folder encrypted."""
    list(encrypt(home, WORDS, CHEAP))
    return home


# --- with a file ------------------------------------------------------------------------------------


def test_a_log_is_encrypted_read_and_decrypted_with_a_passphrase_from_a_file(
    run: Run, home: Home, words: Path
) -> None:
    ran = run("store", "encrypt")
    assert ran.code == 0
    assert "Nobody can recover it" in ran.err
    assert "backups" in ran.out
    assert found_in(home.path, *SECRETS, WORDS) == []

    assert len(json.loads(run("sessions", "list", "--json").out)["sessions"]) == 3
    assert "encrypted" in run("store", "where").out
    assert "not encrypted" not in run("store", "where").out
    assert run("store", "check").code == 0

    assert run("store", "decrypt").code == 0
    assert len(all_sessions(Home(home.path))) == 3


def test_the_passphrase_is_changed_with_two_files(
    run: Run, sealed: Home, words: Path, tmp_path: Path
) -> None:
    new = tmp_path / "new"
    new.write_text("seven other words")
    new.chmod(0o600)
    ran = run("store", "passphrase", "--new-file", new)

    assert (ran.code, "changed" in ran.out) == (0, True)
    assert run("sessions", "list").code == 30
    words.write_bytes(new.read_bytes())
    assert run("sessions", "list").code == 0


def test_a_practice_is_logged_encrypted(run: Run, sealed: Home, words: Path) -> None:
    ran = run("practice", "longer-exhale", "--device", "sim:?speed=max", "--minutes", "3", "--plain")

    assert (ran.code, ran.err) == (0, "")
    assert len(json.loads(run("sessions", "list", "--json").out)["sessions"]) == 4
    assert list(sealed.path.glob("*.db")) == []


@pytest.mark.parametrize(
    "command", [["sessions", "list"], ["store", "check"], ["store", "rescue", "-o", "out"]]
)
def test_without_terminal_and_file_a_command_says_how_to_give_the_passphrase(
    run: Run, sealed: Home, command: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = run(*command)

    assert (ran.code, ran.out) == (30, "")
    assert "The session log is locked." in ran.err
    assert "BIOFEED_PASSPHRASE_FILE" in ran.err


def test_where_says_that_a_locked_log_is_encrypted(run: Run, sealed: Home) -> None:
    own, _ = json.loads(run("store", "where", "--json").out)["databases"]

    assert (own["encrypted"], own["sessions"]) == (True, None)
    assert own["path"].endswith("sessions.vault")
    assert "locked" in run("store", "where").out


def test_a_wrong_passphrase_is_two_calm_sentences(run: Run, sealed: Home, words: Path) -> None:
    words.write_text("river stone lamps")
    ran = run("sessions", "list")

    assert (ran.code, ran.out) == (30, "")
    assert ran.err.startswith("That is not the passphrase of this log.\n")
    assert len(ran.err.splitlines()) == 2


def test_a_passphrase_in_the_environment_is_refused_with_the_reason(
    run: Run, sealed: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BIOFEED_PASSPHRASE", WORDS)
    ran = run("sessions", "list")

    assert ran.code == 2
    assert "can read it" in ran.err
    assert WORDS not in ran.err


def test_a_passphrase_file_that_others_may_read_is_refused(run: Run, sealed: Home, words: Path) -> None:
    words.chmod(0o644)
    ran = run("sessions", "list")

    assert ran.code == 2
    assert f"chmod go-rwx {shlex.quote(str(words))}\n" in ran.err
    words.unlink()
    assert run("sessions", "list").code == 2


def test_a_passphrase_comes_through_a_pipe_that_has_no_name_on_the_disk(
    run: Run, sealed: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    reading, writing = os.pipe()
    os.write(writing, WORDS.encode() + b"\r\n")
    os.close(writing)
    monkeypatch.setenv("BIOFEED_PASSPHRASE_FILE", f"/dev/fd/{reading}")

    assert run("sessions", "list").code == 0
    os.close(reading)


def test_a_short_passphrase_is_not_set(run: Run, home: Home, words: Path) -> None:
    words.write_text("short")
    ran = run("store", "encrypt")

    assert ran.code == 2
    assert "fewer than 8" in ran.err
    assert "From now on" not in ran.err
    assert not home.vault.is_encrypted


def test_what_is_no_backup_is_called_that_by_an_encrypted_log_too(
    run: Run, sealed: Home, words: Path, tmp_path: Path
) -> None:
    file = tmp_path / "rest.jsonl"
    file.write_text("a recording\n" * 2000)
    ran = run("store", "restore", file)

    assert (ran.code, ran.out) == (30, "")
    assert ran.err.startswith(f"“{file}” is no backup of biofeed.\n")
    assert len(json.loads(run("sessions", "list", "--json").out)["sessions"]) == 3


def test_off_a_terminal_encrypt_names_the_one_way_it_has(run: Run, home: Home) -> None:
    ran = run("store", "encrypt")

    assert (ran.code, ran.out) == (2, "")
    assert "BIOFEED_PASSPHRASE_FILE" in ran.err
    assert "--new-file" not in ran.err
    assert "From now on" not in ran.err


def test_a_log_that_is_not_encrypted_has_no_passphrase_to_change(run: Run, words: Path) -> None:
    for command in ("decrypt", "passphrase"):
        ran = run("store", command)
        assert (ran.code, ran.out) == (30, "")
        assert "not encrypted" in ran.err


def test_a_backup_of_an_encrypted_log_names_its_key_file(
    run: Run, sealed: Home, words: Path, tmp_path: Path
) -> None:
    ran = run("store", "backup", tmp_path / "mine.db")
    assert f"{tmp_path / 'mine.db'}.vault.json" in ran.out
    assert run("store", "restore", tmp_path / "mine.db").code == 0

    assert run("store", "rescue", "-o", tmp_path / "out").code == 0
    assert found_in(tmp_path / "out", SECRETS[0]) != []


# --- on a terminal ----------------------------------------------------------------------------------


def on_terminal(home: Home, arguments: list[str], answers: list[tuple[str, str]]) -> tuple[int, str]:
    """Run a command on a terminal, answer its questions, and give its exit code and all that was shown."""
    pid, file = pty.fork()
    if not pid:
        os.execv(sys.executable, [sys.executable, "-m", "biofeed", *arguments])  # noqa: S606 (our own program)
    shown, until = b"", time.monotonic() + PATIENCE_S
    waiting = list(answers)
    while time.monotonic() < until:
        if waiting and waiting[0][0].encode() in shown:
            question, answer = waiting.pop(0)
            shown = shown.replace(question.encode(), b"(asked)", 1)
            os.write(file, answer.encode() + b"\n")
        if select.select([file], [], [], 0.1)[0]:
            try:
                shown += os.read(file, 4096)
            except OSError:
                break
    os.close(file)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), shown.decode()


def test_a_new_passphrase_is_typed_twice_and_never_shown(home: Home) -> None:
    answers = [
        ("New passphrase: ", WORDS),
        ("The same again: ", "a slip"),
        ("New passphrase: ", WORDS),
        ("The same again: ", WORDS),
    ]
    code, shown = on_terminal(home, ["store", "encrypt"], answers)

    assert code == 0
    assert shown.index("Nobody can recover it") < shown.index("Once more") < shown.index("From now on")
    assert WORDS not in shown
    assert "a slip" not in shown
    assert home.vault.unlock(WORDS)


def test_one_command_asks_once_for_both_databases(sealed: Home) -> None:
    code, shown = on_terminal(sealed, ["sessions", "list"], [("vault.json): ", WORDS)])

    assert code == 0
    assert "sim-1" in shown
    assert "vault.json): " not in shown
    assert WORDS not in shown

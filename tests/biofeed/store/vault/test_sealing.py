"""A data folder behind a passphrase: what it hides, from whom, and that it works as one that is not."""

from __future__ import annotations

import json
import signal
import stat
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from subprocess import PIPE

import pytest

from biofeed.errors import StoreError, UsageError
from biofeed.rows import Header
from biofeed.store import all_sessions, open_store
from biofeed.store.home import Home
from biofeed.store.vault import Locked, WrongPassphrase
from biofeed.store.vault.refusal import NotInstalled
from biofeed.store.vault.sealing import change_passphrase, decrypt, encrypt
from biofeed.types import DeviceInfo, Origin, Packet
from tests.biofeed.store.vault.conftest import ADDRESS, CHEAP, SECRETS, WORDS, found_in

ROOT = Path(__file__).parents[4]
NEW_WORDS = "seven other words"


def unlocked(home: Home, words: str = WORDS) -> Home:
    again = Home(home.path)
    again.vault.unlock(words)
    return again


# --- what it hides ----------------------------------------------------------------------------------


def test_no_file_of_an_encrypted_folder_holds_a_known_word(sealed_home: Home, header: Header) -> None:
    """Not while a session is running either, with the newest entries in the -wal file."""
    with (
        open_store(sealed_home, Origin.STRAP) as store,
        store.begin(replace(header, client=SECRETS[0]), SECRETS[0]),
    ):
        assert (sealed_home.path / "sessions.vault-wal").stat().st_size > 0
        assert found_in(sealed_home.path, *SECRETS) == []
    assert found_in(sealed_home.path, *SECRETS, WORDS) == []


def test_before_that_the_same_search_finds_them(plain_home: Home) -> None:
    assert found_in(plain_home.path, *SECRETS) == ["sessions.db", "settings.json", "simulated.db"]


def test_no_name_of_a_table_is_there_and_all_bytes_are_as_frequent(sealed_home: Home) -> None:
    content = (sealed_home.path / "sessions.vault").read_bytes()
    expected = len(content) / 256

    assert b"CREATE TABLE" not in content
    assert not content.startswith(b"SQLite format 3")
    # Chi-squared over 255 degrees of freedom: 400 is passed by chance once in 100 million files.
    assert sum((content.count(value) - expected) ** 2 / expected for value in range(256)) < 400


def test_only_its_owner_may_look_at_any_file_of_it(sealed_home: Home) -> None:
    all_sessions(sealed_home)
    files = [path for path in sealed_home.path.rglob("*") if path.is_file()]

    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}
    assert stat.S_IMODE(sealed_home.path.stat().st_mode) == 0o700


def test_what_a_restored_backup_put_aside_is_encrypted_as_well(plain_home: Home) -> None:
    aside = plain_home.path / "sessions-before-20260101-120000.db"
    (plain_home.path / "sessions.db").rename(aside)
    list(encrypt(plain_home, WORDS, CHEAP))

    assert found_in(plain_home.path, *SECRETS) == []
    assert plain_home.kept(Origin.STRAP) == [aside.with_suffix(".vault")]


def test_what_killed_programs_left_goes_as_well(plain_home: Home) -> None:
    for name in (".sessions.db.4711.draft", ".mine.db.12.draft-wal", ".sessions.db.spent", "settings.9.tmp"):
        (plain_home.path / name).write_text(SECRETS[1])
    list(encrypt(plain_home, WORDS, CHEAP))

    assert found_in(plain_home.path, *SECRETS) == []


# --- who opens it -----------------------------------------------------------------------------------


def test_without_the_passphrase_it_is_locked(sealed_home: Home) -> None:
    home = Home(sealed_home.path)

    with pytest.raises(Locked) as caught:
        all_sessions(home)
    assert caught.value.exit_code == 30
    assert home.vault.is_encrypted
    assert not home.vault.is_unlocked


def test_a_wrong_passphrase_is_said_calmly_and_leaves_it_locked(
    sealed_home: Home, capfd: pytest.CaptureFixture[str]
) -> None:
    home = Home(sealed_home.path)

    with pytest.raises(WrongPassphrase) as caught:
        home.vault.unlock("river stone lamps")
    assert not home.vault.is_unlocked
    assert caught.value.exit_code == 30
    assert capfd.readouterr() == ("", "")


def test_a_wrong_key_leaves_nothing_on_stderr_nor_in_the_folder_one_is_in(
    sealed_home: Home, capfd: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SQLCipher would write there of its own accord, in the midst of the app's screen."""
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    key = sealed_home.vault.key()
    sealed_home.vault._key = replace(key, data=bytes(32))

    with pytest.raises(StoreError, match="damaged"):
        all_sessions(sealed_home)
    assert capfd.readouterr() == ("", "")
    assert list((tmp_path / "here").iterdir()) == []


async def test_the_app_unlocks_aside_and_locks_again(sealed_home: Home) -> None:
    home = Home(sealed_home.path)
    await home.vault.unlock_aside(WORDS)
    assert len(all_sessions(home)) == 3

    home.vault.lock()
    with pytest.raises(Locked):
        all_sessions(home)


def test_locking_does_not_touch_a_session_that_is_running(sealed_home: Home, header: Header) -> None:
    with open_store(sealed_home, Origin.STRAP) as store, store.begin(header, "me") as log:
        sealed_home.vault.lock()
        log.append([Packet(1.0, "2a37", b"a")])
        log.finish(1.0, "done", ())

    sealed_home.vault.unlock(WORDS)
    assert all_sessions(sealed_home)[0].events > 0


def test_whoever_runs_the_program_is_asked_once(sealed_home: Home) -> None:
    home = Home(sealed_home.path)
    asked: list[Path] = []

    def answer(key_file: Path) -> str:
        asked.append(key_file)
        return WORDS

    home.vault.ask = answer
    all_sessions(home)
    all_sessions(home)
    assert asked == [home.vault.path]


def test_a_lost_key_file_is_said(sealed_home: Home) -> None:
    home = unlocked(sealed_home)
    home.vault.lock()
    home.vault.path.unlink()

    with pytest.raises(StoreError, match=r"vault\.json"):
        all_sessions(home)


# --- the passphrase ---------------------------------------------------------------------------------


def test_a_changed_passphrase_opens_and_the_old_one_does_not(sealed_home: Home) -> None:
    before = (sealed_home.path / "sessions.vault").read_bytes()
    change_passphrase(sealed_home, WORDS, NEW_WORDS, CHEAP)

    assert (sealed_home.path / "sessions.vault").read_bytes() == before
    assert len(all_sessions(unlocked(sealed_home, NEW_WORDS))) == 3
    with pytest.raises(WrongPassphrase):
        unlocked(sealed_home)


def test_a_change_with_a_wrong_or_for_a_short_passphrase_changes_nothing(sealed_home: Home) -> None:
    with pytest.raises(WrongPassphrase):
        change_passphrase(sealed_home, "no idea at all", NEW_WORDS, CHEAP)
    with pytest.raises(UsageError, match="fewer than 8"):
        change_passphrase(sealed_home, WORDS, "short", CHEAP)

    assert len(all_sessions(unlocked(sealed_home))) == 3


def test_a_folder_without_sessions_can_be_encrypted_from_the_start(home: Home, header: Header) -> None:
    list(encrypt(home, WORDS, CHEAP))
    with open_store(home, Origin.STRAP) as store, store.begin(header, "me"):
        pass

    assert [path.name for path in home.path.glob("*.db")] == []
    assert len(all_sessions(unlocked(home))) == 1


# --- when it is not the moment ----------------------------------------------------------------------


def test_while_a_session_is_running_nothing_is_converted(plain_home: Home, header: Header) -> None:
    with (
        open_store(plain_home, Origin.STRAP) as store,
        store.begin(header, "me"),
        pytest.raises(StoreError, match="Session 3 is running"),
    ):
        list(encrypt(plain_home, WORDS, CHEAP))
    assert not plain_home.vault.is_encrypted


def test_two_programs_cannot_set_two_passphrases_at_once(plain_home: Home) -> None:
    steps = encrypt(plain_home, WORDS, CHEAP)
    next(steps)
    with pytest.raises(StoreError, match="Another program"):
        list(encrypt(Home(plain_home.path), NEW_WORDS, CHEAP))
    list(steps)

    assert len(all_sessions(unlocked(plain_home))) == 3


def test_without_the_packages_nothing_is_touched_and_the_command_is_said(
    plain_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "sqlcipher3", None)
    with pytest.raises(NotInstalled, match="sqlcipher3") as caught:
        list(encrypt(plain_home, WORDS, CHEAP))
    assert "pip install 'biofeed[encrypted]'" in caught.value.hint
    monkeypatch.undo()
    monkeypatch.setitem(sys.modules, "argon2.low_level", None)
    with pytest.raises(NotInstalled, match="argon2-cffi"):
        list(encrypt(plain_home, WORDS, CHEAP))

    assert not plain_home.vault.is_encrypted
    assert len(all_sessions(plain_home)) == 3


def test_a_program_that_had_the_plain_log_open_finds_it_gone_and_not_empty(plain_home: Home) -> None:
    with open_store(plain_home, Origin.STRAP) as store:
        list(encrypt(plain_home, WORDS, CHEAP))
        with pytest.raises(StoreError, match="not there any more"):
            store.sessions()
    assert not (plain_home.path / "sessions.db").exists()


def test_importing_the_store_loads_no_cipher() -> None:
    program = (
        "import sys; from biofeed.store import Home, all_sessions; import biofeed.store.vault.holder\n"
        "all_sessions(Home.default())\n"
        "print(*{'sqlcipher3', 'argon2', 'sqlalchemy', 'sqlite3', 'asyncio'} & set(sys.modules))"
    )
    said = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert said.stdout.strip() == ""


# --- settings ---------------------------------------------------------------------------------------


def test_settings_keep_no_address_beside_an_encrypted_log(sealed_home: Home) -> None:
    assert "last_device" not in sealed_home.settings

    sealed_home.remember_device(DeviceInfo(f"polar:{ADDRESS}?ecg=yes", "Polar H10", Origin.STRAP))
    assert sealed_home.settings["last_device"] == "polar:?ecg=yes"
    sealed_home.remember_device(DeviceInfo("sim:?seed=7", "simulated", Origin.SIMULATED))
    assert sealed_home.settings["last_device"] == "sim:?seed=7"
    sealed_home.remember_device(DeviceInfo("replay:/home/me/ottilie.jsonl", "x", Origin.REPLAYED))
    assert "ottilie" not in json.dumps(dict(sealed_home.settings))


def test_a_plain_folder_remembers_the_strap_itself(plain_home: Home) -> None:
    plain_home.remember_device(DeviceInfo(f"polar:{ADDRESS}", "Polar H10", Origin.STRAP))

    assert plain_home.settings["last_device"] == f"polar:{ADDRESS}"


# --- as safe as a plain one -------------------------------------------------------------------------

WRITE = """
import sys
from pathlib import Path
from biofeed.rows import Header
from biofeed.store import open_store
from biofeed.store.home import Home
from biofeed.types import Origin, Packet

home = Home(Path(sys.argv[1]))
if home.vault.is_encrypted:
    home.vault.unlock("river stone lamp")
log = open_store(home, Origin.STRAP).begin(Header(Origin.STRAP, "H10", "2026-03-01T18:30:00+01:00"), "me")
print(log.id, flush=True)
number = 0
while True:
    log.append([Packet(float(number), "2a37", b"a")])
    print(number, flush=True)
    number += 1
"""


def kill_in_session(home: Home, acknowledged: int) -> tuple[str, list[int]]:
    """Log packets in another program, kill it, and give its session with what it said is safe."""
    with subprocess.Popen(
        [sys.executable, "-c", WRITE, str(home.path)], stdout=PIPE, text=True, cwd=ROOT
    ) as program:
        assert program.stdout is not None
        session = program.stdout.readline().strip()
        safe = [int(program.stdout.readline()) for _ in range(acknowledged)]
        program.send_signal(signal.SIGKILL)
        return session, safe + [int(line) for line in program.stdout if line.endswith("\n")]


@pytest.mark.parametrize("acknowledged", [1, 40, 250])
def test_a_killed_session_on_an_encrypted_log_loses_no_acknowledged_packet(
    sealed_home: Home, acknowledged: int
) -> None:
    session, safe = kill_in_session(sealed_home, acknowledged)

    with open_store(unlocked(sealed_home), Origin.STRAP) as store:
        assert len(safe) >= acknowledged
        assert set(map(float, safe)) <= {event.t_s for event in store.events(session)}
        assert store.session(session).state == "interrupted"


def test_what_a_killed_program_left_beside_a_plain_log_is_encrypted_with_it(plain_home: Home) -> None:
    session, safe = kill_in_session(plain_home, 40)
    assert (plain_home.path / "sessions.db-wal").exists()
    list(encrypt(plain_home, WORDS, CHEAP))

    with open_store(plain_home, Origin.STRAP) as store:
        assert set(map(float, safe)) <= {event.t_s for event in store.events(session)}
    assert found_in(plain_home.path, *SECRETS) == []


def test_two_programs_log_into_one_encrypted_log(sealed_home: Home, header: Header) -> None:
    with open_store(sealed_home, Origin.STRAP) as store, store.begin(header, "me") as log:
        log.append([Packet(1.0, "2a37", b"a")])
        session, safe = kill_in_session(sealed_home, 20)
        log.append([Packet(2.0, "2a37", b"b")])
        log.finish(2.0, "done", ())

        assert [event.t_s for event in store.events(log.id)] == [1.0, 2.0]
        assert len(list(store.events(session))) >= len(safe)


def test_decrypting_gives_back_what_was_there(sealed_home: Home) -> None:
    before = all_sessions(sealed_home)
    list(decrypt(sealed_home, WORDS))

    assert all_sessions(Home(sealed_home.path)) == before
    assert not sealed_home.vault.is_unlocked
    assert sorted(path.suffix for path in sealed_home.path.iterdir() if path.is_file()) == [
        ".db",
        ".db",
        ".json",
    ]

from __future__ import annotations

import io
import json
import os
import pty
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from biofeed.diary import Line
from biofeed.rows import Header
from biofeed.store import all_sessions, open_store
from biofeed.store.home import Home
from biofeed.types import Beat, Note, Origin, Packet, Stop
from biofeed.words import sharing as words
from tests.biofeed.cli.conftest import Run
from tests.biofeed.sharing.conftest import NOW

HEADER = Header(
    Origin.STRAP, "Polar H10 8A3C4D21", "2026-03-01T18:30:00+01:00", device_url="ble:AA:BB:CC:DD:EE:FF"
)


@pytest.fixture
def home(empty_log: Home) -> Home:
    """Give a log with a session and a diary."""
    with open_store(empty_log, Origin.STRAP) as store:
        with store.begin(HEADER, "me") as log:
            log.append([Packet(1.0, "2a37", b"\x10\x48"), Beat(0, 1.0, 1000.0), Note(2.0, "so much shame")])
            log.append([Stop(3.0, "done")])
            log.finish(3.0, "done", [])
        store.write_entry("me", Line("said on purpose", NOW), NOW, shared=True)
        store.write_entry("me", Line("private thought", NOW), NOW)
    return empty_log


@pytest.fixture
def key(run: Run, tmp_path: Path) -> Path:
    run("share", "keygen", "-o", tmp_path / "key.txt")
    return tmp_path / "key.txt"


def recipient(key: Path) -> str:
    return key.read_text().partition("public key: ")[2].partition("\n")[0]


def test_keygen_prints_what_to_hand_out_and_nothing_else_of_the_key(run: Run, tmp_path: Path) -> None:
    ran = run("share", "keygen", "-o", tmp_path / "key.txt")

    assert recipient(tmp_path / "key.txt") in ran.out
    assert "AGE-SECRET-KEY" not in ran.out + ran.err
    assert run("share", "keygen", "-o", tmp_path / "key.txt").code == 20


@pytest.mark.usefixtures("home")
def test_a_preview_shows_what_is_in_it_and_writes_nothing(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "week.age"
    ran = run("share", "--for", "age1xyz", "-o", out, "--preview")

    assert ran.code == 0
    assert "said on purpose" in ran.out
    assert "private thought" not in ran.out
    assert words.NEVER in ran.out
    assert not out.exists()
    shown = json.loads(run("share", "--preview", "--json").out)["bundle"]
    assert [session["events"] for session in shown["sessions"]] == [{"stop": 1, "beat": 1}]


@pytest.mark.usefixtures("home")
def test_off_a_terminal_it_takes_a_yes(run: Run, key: Path, tmp_path: Path) -> None:
    out = tmp_path / "week.age"
    ran = run("share", "--for", recipient(key), "-o", out)

    assert (ran.code, out.exists()) == (2, False)
    assert "--yes" in ran.err
    assert run("share", "--for", recipient(key), "-o", out, "--yes").code == 0
    assert out.stat().st_mode & 0o777 == 0o600


@pytest.mark.skipif(shutil.which("age") is None, reason="the age tool is not installed")
@pytest.mark.usefixtures("home")
@pytest.mark.parametrize("ticked", ["", "notes,packets,private"])
def test_the_ordinary_age_tool_opens_it_and_finds_no_strap_and_nothing_unticked(
    run: Run, key: Path, tmp_path: Path, ticked: str
) -> None:
    out = tmp_path / "week.age"
    run("share", "--for", recipient(key), "-o", out, "--yes", "--with", ticked)
    plain = subprocess.run(["age", "-d", "-i", str(key), str(out)], capture_output=True, check=True).stdout
    (tmp_path / "week.zip").write_bytes(plain)
    shutil.unpack_archive(tmp_path / "week.zip", tmp_path / "week")
    text = b"".join(path.read_bytes() for path in (tmp_path / "week").rglob("*") if path.is_file())

    for never in (b"8A3C4D21", b"AA:BB:CC:DD:EE:FF", b"ble:"):
        assert never not in text
    assert b"said on purpose" in text
    for optional in (b"so much shame", b"private thought", b"1048"):
        assert (optional in text) is bool(ticked)


@pytest.mark.usefixtures("home")
def test_from_one_computer_to_the_other_and_twice(
    run: Run, key: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    public = tmp_path / "public.txt"
    public.write_text(recipient(key) + "\n")
    out = tmp_path / "week.age"
    assert run("share", "--for", public, "-o", out, "--yes").code == 0

    monkeypatch.setenv("BIOFEED_HOME", str(tmp_path / "therapist"))
    first = run("import", out, "--client", "case-12", "--key", key)
    assert (first.code, first.out) == (0, words.received(1, 1, 0, "case-12") + "\n")
    again = run("import", out, "--client", "case-12", "--key", key)
    assert (again.code, again.out) == (0, words.received(0, 0, 1, "case-12") + "\n")
    told = json.loads(run("import", out, "--client", "case-12", "--key", key, "--json").out)
    assert told["bundle"]["here_already"] == ["1"]
    assert [row.client for row in all_sessions(Home(tmp_path / "therapist"))] == ["case-12"]


@pytest.mark.usefixtures("home")
def test_a_tampered_bundle_is_refused_and_nothing_comes_in(
    run: Run, key: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "week.age"
    run("share", "--for", recipient(key), "-o", out, "--yes")
    sealed = bytearray(out.read_bytes())
    sealed[-40] ^= 1
    out.write_bytes(sealed)

    monkeypatch.setenv("BIOFEED_HOME", str(tmp_path / "therapist"))
    ran = run("import", out, "--client", "case-12", "--key", key)
    assert ran.code == 20
    assert "changed on the way" in ran.err
    assert all_sessions(Home(tmp_path / "therapist")) == []


@pytest.mark.usefixtures("home")
def test_with_a_passphrase_from_standard_input(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "week.age"
    monkeypatch.setattr(sys, "stdin", io.StringIO("correct horse\n"))
    assert run("share", "--passphrase", "-o", out, "--yes").code == 0

    monkeypatch.setenv("BIOFEED_HOME", str(tmp_path / "therapist"))
    monkeypatch.setattr(sys, "stdin", io.StringIO("correct horse\n"))
    assert run("import", out, "--client", "case-12", "--passphrase").code == 0
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    assert run("import", out, "--client", "case-12", "--passphrase").code == 2


@pytest.mark.usefixtures("home")
def test_a_short_passphrase_closes_no_bundle(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("short\n"))
    ran = run("share", "--passphrase", "-o", tmp_path / "week.age", "--yes")

    assert ran.code == 2
    assert "fewer than 8" in ran.err
    assert not (tmp_path / "week.age").exists()


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize(
    "arguments",
    [
        ("--for", "age1xyz", "--yes"),
        ("-o", "x.age", "--yes"),
        ("-o", "x.age", "--yes", "--for", "age1xyz"),
        ("-o", "x.age", "--yes", "--for", "age1xyz", "--passphrase"),
        ("-o", "x.age", "--yes", "--for", "age1xyz", "--with", "everything"),
        ("-o", "x.age", "--yes", "--for", "age1xyz", "--sessions", "1", "--since", "yesterday"),
        ("-o", "x.age", "--yes", "--for", "age1xyz", "--client", "Anna Berg"),
        ("-o", "x.age", "--yes", "--for", "age1xyz", "--client", "nobody"),
    ],
)
def test_what_cannot_be_meant_is_said(run: Run, arguments: tuple[str, ...], tmp_path: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path)
        ran = run("share", *arguments)

    assert ran.code == 2
    assert len(ran.err.splitlines()) >= 2
    assert not (tmp_path / "x.age").exists()


@pytest.mark.parametrize("arguments", [("--client", "case-12"), ("--key", "KEY")])
@pytest.mark.usefixtures("home")
def test_a_bundle_needs_a_client_and_a_way_to_open_it(
    run: Run, key: Path, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    out = tmp_path / "week.age"
    run("share", "--for", recipient(key), "-o", out, "--yes")

    ran = run("import", out, *(str(key) if word == "KEY" else word for word in arguments))
    assert ran.code == 2


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize(("answer", "is_written"), [("y\n", True), ("n\n", False)])
def test_on_a_terminal_it_is_shown_and_asked(
    key: Path, tmp_path: Path, answer: str, is_written: bool
) -> None:
    out = tmp_path / "week.age"
    controller, terminal = pty.openpty()
    command = [sys.executable, "-m", "biofeed", "share", "--for", recipient(key), "-o", str(out)]
    with subprocess.Popen(
        command, stdin=terminal, stdout=terminal, stderr=terminal, env={**os.environ, "TERM": "xterm"}
    ) as process:
        os.close(terminal)
        seen = b""
        while words.ASK.encode() not in seen:
            seen += os.read(controller, 4096)
        os.write(controller, answer.encode())
        process.wait(30)
    os.close(controller)

    assert b"said on purpose" in seen
    assert out.exists() is is_written

"""On a real terminal: the command itself, and whatever ends it, the terminal is restored."""

from __future__ import annotations

import os
import select
import signal
import sys
import time
from pathlib import Path

import pytest

from biofeed.words import review as words
from tests.biofeed.tui.review.small import RIVER

pty = pytest.importorskip("pty", reason="this system has no pseudo-terminals")

NORMAL = b"\x1b[?1049l"
PATIENCE_S = 30.0
COMMAND = """
import sys
sys.argv = ["biofeed", "review", *sys.argv[1:]]
{before}
from biofeed.cli import main
main()
"""
CRASH = (
    "from biofeed.tui.review.screens.clients import ClientsScreen; "
    "ClientsScreen._row = lambda self, at: self.secret_of_the_client[at]"
)


class Terminal:
    """The review in a terminal of its own, and everything it wrote there."""

    def __init__(self, *arguments: str, before: str = "pass") -> None:
        self.written = b""
        self.pid, self.file = pty.fork()
        if not self.pid:
            code = COMMAND.format(before=before)
            os.execv(sys.executable, [sys.executable, "-c", code, *arguments])  # noqa: S606 (our own code)

    def read_until(self, text: str) -> None:
        until_s = time.monotonic() + PATIENCE_S
        while text.encode() not in self.written:
            assert time.monotonic() < until_s, self.written[-2000:]
            assert self._read(), self.written[-2000:]

    def end(self) -> int:
        """Read to the end, and give the exit code."""
        while self._read():
            pass
        _, status = os.waitpid(self.pid, 0)
        return os.waitstatus_to_exitcode(status)

    def _read(self) -> bool:
        if not select.select([self.file], [], [], PATIENCE_S)[0]:
            return False
        try:
            data = os.read(self.file, 65536)
        except OSError:
            return False
        self.written += data
        return bool(data)


@pytest.fixture(autouse=True)
def _look_into_the_small_log(written: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BIOFEED_HOME", str(written))
    monkeypatch.setenv("TERM", "xterm-256color")


def test_it_opens_with_the_clients_and_ends_with_a_key() -> None:
    terminal = Terminal("--lock-after", "2")
    terminal.read_until(RIVER)
    terminal.read_until("closes itself after 2 min")
    os.write(terminal.file, b"\x1b")

    assert terminal.end() == 0
    assert NORMAL in terminal.written


def test_a_polite_kill_leaves_the_terminal_as_it_was() -> None:
    terminal = Terminal("--lock-after", "0")
    terminal.read_until(RIVER)
    os.kill(terminal.pid, signal.SIGTERM)

    assert terminal.end() == 128 + signal.SIGTERM
    assert NORMAL in terminal.written


def test_a_crash_is_told_in_a_few_lines_after_the_terminal_is_restored() -> None:
    terminal = Terminal(before=CRASH)

    assert terminal.end() == 1
    after = terminal.written.rpartition(NORMAL)[2].decode()
    assert words.CRASHED in after
    assert "secret_of_the_client" in after
    assert RIVER not in after

"""On a real terminal: whatever ends the app, the terminal is restored and the log is complete."""

from __future__ import annotations

import os
import select
import signal
import sys
import time
from pathlib import Path

import pytest

from biofeed.care import read_debrief
from biofeed.store import all_sessions, find
from biofeed.store.home import Home
from biofeed.store.row import SessionRow

pty = pytest.importorskip("pty", reason="this system has no pseudo-terminals")

ALTERNATE, NORMAL, CURSOR = b"\x1b[?1049h", b"\x1b[?1049l", b"\x1b[?25h"
PATIENCE_S = 30.0

RUN = """
import asyncio, sys
from biofeed.store.home import Home
from biofeed.exercise import AS_WRITTEN
from biofeed.tui.app import run
{before}
sys.exit(asyncio.run(
    run(Home.default(), "me", device="sim:?speed={speed}", exercise="longer-exhale", variant=AS_WRITTEN)
))
"""
CRASH = """
from biofeed.tui.widgets.trace import Trace
def broken(self, event):
    if event.t_s > 20:
        raise ZeroDivisionError("a widget broke")
Trace.take = broken
"""
WORKER_CRASH = """
from biofeed.session import Session
async def broken_events(self):
    raise RuntimeError("a session broke")
    yield
Session.events = broken_events
"""


class Terminal:
    """The app in a terminal of its own, and everything it wrote there."""

    def __init__(self, before: str = "", speed: str = "20") -> None:
        self.written = b""
        self.pid, self.file = pty.fork()
        if not self.pid:
            code = RUN.format(before=before, speed=speed)
            os.execv(sys.executable, [sys.executable, "-c", code])  # noqa: S606 (our own code)

    def read_until(self, text: bytes) -> None:
        """Read until something has been written."""
        until_s = time.monotonic() + PATIENCE_S
        while text not in self.written:
            assert time.monotonic() < until_s, self.written[-2000:]
            assert self._read(), self.written[-2000:]

    def begin(self) -> None:
        """Leave the check-in's questions open, and wait for the breath."""
        self.read_until(b"begin")
        os.write(self.file, b"\r")

    def practise(self) -> None:
        """Begin, and wait until there is a heart to be seen."""
        self.begin()
        self.read_until(b"breathe out")

    def end(self) -> int:
        """Read to the end, and give the exit code."""
        while self._read():
            pass
        _, status = os.waitpid(self.pid, 0)
        return os.waitstatus_to_exitcode(status)

    def close(self) -> int:
        """Close the window, and give the exit code."""
        os.close(self.file)
        until_s = time.monotonic() + PATIENCE_S
        while (ended := os.waitpid(self.pid, os.WNOHANG)) == (0, 0):
            if time.monotonic() > until_s:
                os.kill(self.pid, signal.SIGKILL)
                os.waitpid(self.pid, 0)
                pytest.fail("the program did not end with its terminal")
            select.select([], [], [], 0.02)
        return os.waitstatus_to_exitcode(ended[1])

    def _read(self) -> bool:
        if not select.select([self.file], [], [], PATIENCE_S)[0]:
            return False
        try:
            data = os.read(self.file, 65536)
        except OSError:
            return False
        self.written += data
        return bool(data)


def logged(home: Path) -> SessionRow:
    (row,) = all_sessions(Home(home))
    return row


def test_a_polite_kill_ends_it_in_order(own_home: Path) -> None:
    terminal = Terminal()
    terminal.practise()
    os.kill(terminal.pid, signal.SIGTERM)

    assert terminal.end() == 128 + signal.SIGTERM
    assert terminal.written.rindex(NORMAL) > terminal.written.rindex(ALTERNATE)
    assert CURSOR in terminal.written[terminal.written.rindex(NORMAL) :]
    assert logged(own_home).state == "finished"


def test_a_closed_window_ends_it_in_order(own_home: Path) -> None:
    terminal = Terminal()
    terminal.practise()

    assert terminal.close() == 128 + signal.SIGHUP
    assert logged(own_home).state == "finished"


def test_a_crash_in_a_widget_leaves_terminal_and_log_whole_and_says_where(own_home: Path) -> None:
    terminal = Terminal(CRASH)
    terminal.begin()

    assert terminal.end() == 1
    after = terminal.written[terminal.written.rindex(NORMAL) :]
    assert b"The session up to here is kept." in after
    assert b"ZeroDivisionError: a widget broke" in after
    assert after.count(b"\n") < 40
    row = logged(own_home)
    assert row.state != "running"
    assert row.beats > 0


def test_a_crash_in_the_worker_says_where_it_began(own_home: Path) -> None:
    terminal = Terminal(WORKER_CRASH)
    terminal.begin()

    assert terminal.end() == 1
    after = terminal.written[terminal.written.rindex(NORMAL) :]
    assert b"RuntimeError: a session broke" in after
    assert b"in broken_events" in after
    assert b"WorkerFailed" not in after
    assert logged(own_home).state != "running"


def test_a_kill_while_the_questions_are_open_leaves_a_finished_session(own_home: Path) -> None:
    """What was said up to then is kept, even by a program that can clean nothing up."""
    terminal = Terminal(speed="max")
    terminal.begin()
    terminal.read_until(b"How is it now?")
    os.write(terminal.file, b"4")
    os.write(terminal.file, b"0\r")
    terminal.read_until(b"let go")
    os.kill(terminal.pid, signal.SIGKILL)

    assert terminal.end() == -signal.SIGKILL
    row = logged(own_home)
    assert (row.state, row.end_reason) == ("finished", "done")
    store, _ = find(Home(own_home), row.id)
    with store:
        assert read_debrief(store.events(row.id)).stress == 40

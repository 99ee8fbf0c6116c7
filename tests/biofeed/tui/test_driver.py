"""A terminal that has gone away takes nothing more, and is no reason to stop."""

from __future__ import annotations

import errno
import io
from typing import IO, cast

from textual.drivers._writer_thread import WriterThread

from biofeed.tui.driver import Terminal


class Closed(io.StringIO):
    """What is left of a terminal's file when its window is closed."""

    def __init__(self) -> None:
        super().__init__()
        self.refused = 0

    def write(self, text: str) -> int:
        self.refused += 1
        raise OSError(errno.EIO, "Input/output error")


def test_after_the_first_refusal_nothing_is_tried_again() -> None:
    closed = Closed()
    terminal = Terminal(closed)
    for _ in range(5):
        terminal.write("x")
    terminal.flush()

    assert terminal.gone
    assert closed.refused == 1


def test_the_thread_that_writes_outlives_its_terminal() -> None:
    """Else the queue in front of it fills up, and the next write waits for good."""
    thread = WriterThread(cast("IO[str]", Terminal(Closed())))
    thread.start()
    for _ in range(200):
        thread.write("x")
    thread.stop()

    assert not thread.is_alive()


def test_an_open_terminal_gets_everything() -> None:
    file = io.StringIO()
    terminal = Terminal(file)
    terminal.write("breathe ")
    terminal.write("in")
    terminal.flush()

    assert file.getvalue() == "breathe in"
    assert terminal.isatty() == file.isatty()

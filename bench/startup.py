"""How long a person waits: for `--help`, and for the app's first frame, in a real pseudo-terminal."""

from __future__ import annotations

import os
import pty
import select
import struct
import subprocess
import sys
import tempfile
import termios
import time
from fcntl import ioctl
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

RUNS = 9


def run_s(*command: str, **environment: str) -> float:
    """Give the wall time of one run of a command, with more variables in its environment."""
    begin = time.perf_counter()
    subprocess.run(command, capture_output=True, check=True, env=_environment(**environment))
    return time.perf_counter() - begin


def first_frame_s() -> float:
    """Give the time from starting the demo until its first screen has been written."""
    with tempfile.TemporaryDirectory() as home:
        controller, terminal = pty.openpty()
        ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        begin = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, "-m", "biofeed", "demo"],
            stdin=terminal,
            stdout=terminal,
            stderr=terminal,
            env=_environment(BIOFEED_HOME=home, TERM="xterm-256color"),
        )
        os.close(terminal)
        seen = b""
        while b"quit" not in seen:
            if not select.select([controller], [], [], 20)[0]:
                raise RuntimeError("the first frame did not come within 20 s")
            seen += os.read(controller, 65536)
        took = time.perf_counter() - begin
        os.write(controller, b"q")
        while select.select([controller], [], [], 20)[0]:
            try:
                if not os.read(controller, 65536):
                    break
            except OSError:  # the terminal is gone, and with it the program
                break
        process.wait()
        os.close(controller)
        return took


def table() -> Iterator[str]:
    """Run it and give the lines of a table in Markdown."""
    python = sys.executable
    jobs = {
        "`python -c pass`": (lambda: run_s(python, "-c", "pass"), "the floor"),
        "`biofeed --help`": (lambda: run_s(python, "-m", "biofeed", "--help"), "150 ms"),
        "`import numpy`": (lambda: run_s(python, "-c", "import numpy"), "a yardstick"),
        "first frame of the app": (first_frame_s, "400 ms"),
    }
    yield "| what | median | fastest | budget |"
    yield "|---|---|---|---|"
    for name, (job, budget) in jobs.items():
        job()
        took = [job() for _ in range(RUNS)]
        yield f"| {name} | {median(took) * 1e3:.0f} ms | {min(took) * 1e3:.0f} ms | {budget} |"


def _environment(**more: str) -> dict[str, str]:
    # Byte code is kept, as on a person's machine.
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, **more}

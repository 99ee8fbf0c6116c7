"""Whether a session is running is a fact about processes, and what was logged outlives them."""

from __future__ import annotations

import fcntl
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from biofeed.recording import Header
from biofeed.store import all_sessions, open_store
from biofeed.store.home import Home
from biofeed.store.row import State
from biofeed.store.running import RunningLock, is_running
from biofeed.store.store import Store
from biofeed.types import Marker, Origin

PROGRAM = """
import sys
from pathlib import Path
from biofeed.recording import Header
from biofeed.store import open_store
from biofeed.store.home import Home
from biofeed.types import Marker, Origin

store = open_store(Home(Path(sys.argv[1])), Origin.STRAP)
log = store.begin(Header(Origin.STRAP, "Polar H10", "2026-03-01T18:30:00+01:00"), "me")
print(log.id, flush=True)
for line in sys.stdin:
    for second in range(int(line)):
        log.append([Marker(float(second))])
        print(second, flush=True)
"""


@contextmanager
def logging_process(home: Home) -> Iterator[subprocess.Popen[str]]:
    """Start a program that appends as many events as it is told to, and says each when it is safe."""
    command = [sys.executable, "-c", PROGRAM, str(home.path)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) as process:
        try:
            yield process
        finally:
            process.kill()


def read_line(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def tell(process: subprocess.Popen[str], count: int) -> None:
    assert process.stdin is not None
    process.stdin.write(f"{count}\n")
    process.stdin.flush()


@pytest.mark.parametrize("killed_after", [0, 3, 40])
def test_a_killed_program_loses_nothing_it_was_told_is_safe(
    home: Home, store: Store, killed_after: int
) -> None:
    """It counts as running while it lives and as interrupted as soon as it does not; the next start works."""
    with logging_process(home) as process:
        name = read_line(process)
        tell(process, 1_000_000)
        safe = [int(read_line(process)) for _ in range(killed_after)]
        assert all_sessions(home)[0].state is State.RUNNING
        os.kill(process.pid, signal.SIGKILL)
        # Not `communicate`, which would pass over what has been read ahead of the last line.
        assert process.stdout is not None
        rest = process.stdout.read().splitlines()
        # The last line may have been torn by the kill.
        safe += [int(line) for line in rest[:-1]]

    row = store.session(name)
    assert row.state is State.INTERRUPTED
    kept = [event.t_s for event in store.events(name)]
    assert kept[: len(safe)] == [float(second) for second in safe]
    assert row.events == len(kept)
    with store.begin(store.header(name), "me") as log:
        log.append([Marker(0.0)])
        assert [row.state for row in store.sessions()] == [State.RUNNING, State.INTERRUPTED]


def test_two_programs_begin_at_once_and_log_into_one_store(home: Home) -> None:
    """Whoever comes first makes the tables; the other waits for them, and then neither waits for long."""
    with logging_process(home) as one, logging_process(home) as other:
        names = {read_line(one), read_line(other)}
        tell(one, 30)
        tell(other, 30)
        for _ in range(30):
            assert read_line(one) == read_line(other)
        assert [row.state for row in all_sessions(home)] == [State.RUNNING, State.RUNNING]

    assert names == {"1", "2"}
    assert {row.id: row.events for row in all_sessions(home)} == {"1": 30, "2": 30}


def test_a_lock_is_held_by_one_and_seen_by_all(tmp_path: Path) -> None:
    assert not is_running(tmp_path, "1")
    lock = RunningLock(tmp_path, "1")
    assert is_running(tmp_path, "1")
    assert is_running(tmp_path, "1"), "looking does not take it away"
    assert not is_running(tmp_path, "2")
    with pytest.raises(OSError, match="unavailable"):
        RunningLock(tmp_path, "1")

    lock.release()
    lock.release()
    assert not is_running(tmp_path, "1")
    assert list(tmp_path.iterdir()) == []


def test_two_who_look_at_once_do_not_take_each_other_for_the_session(tmp_path: Path) -> None:
    with (tmp_path / "1.lock").open("w") as looking:
        fcntl.flock(looking, fcntl.LOCK_SH)

        assert not is_running(tmp_path, "1")


def test_a_lock_that_was_left_behind_says_nothing(home: Home, header: Header) -> None:
    """After a kill the file is still there; only a process can hold it."""
    home.ensure()
    (home.running / "1.lock").touch()
    with open_store(home, Origin.STRAP) as store:
        log = store.begin(header, "me")
        assert log.id == "1"
        assert store.session("1").state is State.RUNNING
        log.close()
        (home.running / "1.lock").touch()
        assert store.session("1").state is State.INTERRUPTED

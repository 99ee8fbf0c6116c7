"""What a session's log keeps when a program is killed or the power is cut, at random moments.

Run `python -m bench.durability` in the project's root. A program logs packets, one a transaction, and says
each when the log has said that it is safe. It is killed 50 times (SIGKILL), and cut off 20 times from a
simulated disk that forgets what was not synced. Whatever was said to be safe has to be there afterwards. The
exit code is 0 if it is, and if the simulated disk does lose packets of a log that is told not to sync.
"""

from __future__ import annotations

import argparse
import os
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from bench.machine import described
from biofeed.rows import Header
from biofeed.store import open_store
from biofeed.store.engine import connect
from biofeed.store.home import Home
from biofeed.types import Origin, Packet

if TYPE_CHECKING:
    from collections.abc import Iterator

SHIM = Path(__file__).with_name("forgetful_disk.c")
HEADER = Header(Origin.STRAP, "Polar H10", "2026-03-01T18:30:00+01:00")
LONGEST_S = 0.25
"""How long the program is left in peace at most."""


@dataclass
class Outcome:
    """What was found after so many ends."""

    what: str
    ends: int = 0
    acknowledged: int = 0
    """Packets that the program had been told are safe, added up over all ends."""
    lost: int = 0
    unasked: int = 0
    """Packets that were on disk before the program had been told so."""
    damaged: int = 0
    """Databases that did not pass SQLite's own check."""

    def count(self, home: Home, session: str, acknowledged: int) -> None:
        """Compare what was said to be safe with what is there."""
        self.ends += 1
        self.acknowledged += acknowledged
        with open_store(home, Origin.STRAP) as store:
            try:
                kept = [event.t_s for event in store.events(session)]
            except Exception:  # however it cannot be read, it is not there
                kept = []
        with closing(connect(home.database(Origin.STRAP))) as database:
            self.damaged += database.execute("PRAGMA integrity_check").fetchone() != ("ok",)
        safe = set(range(acknowledged))
        self.lost += len(safe - set(kept))
        self.unasked += len(set(kept) - safe)

    def told(self) -> str:
        """Say it in one line."""
        return (
            f"{self.what}: {self.ends} times, {self.acknowledged} packets safe by then, {self.lost} lost, "
            f"{self.unasked} kept that were not yet acknowledged, {self.damaged} databases damaged"
        )


def write(home: Home, told: int, synchronous: str = "") -> None:
    """Log packets until the end, whatever that will be, and tell the number of each that is safe."""
    store = open_store(home, Origin.STRAP)
    log = store.begin(HEADER, "bench")
    if synchronous:
        log._connection.connection.cursor().execute(f"PRAGMA synchronous = {synchronous}")
    os.write(told, f"{log.id}\n".encode())
    number = 0
    while True:
        log.append([Packet(float(number), "2a37", b"\x10\x48\x00\x04")])
        os.write(told, f"{number}\n".encode())
        number += 1


def kill(home: Home, rounds: int, random: Random) -> Outcome:
    """Kill a writing program again and again, each time with a new session on the same log."""
    outcome = Outcome("killed (SIGKILL)")
    open_store(home, Origin.STRAP).close()
    for _ in range(rounds):
        listen, told = os.pipe()
        child = os.fork()
        if child == 0:
            write(home, told)
        os.close(told)
        with os.fdopen(listen, "rb") as said:
            session = said.readline().decode().strip()
            time.sleep(random.uniform(0.0, LONGEST_S))
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            outcome.count(home, session, _last(said.read()) + 1)
    return outcome


def cut(folder: Path, rounds: int, random: Random, synchronous: str = "") -> Outcome:
    """Cut the power of a writing program's disk again and again, in the middle of one session.

    Raises `FileNotFoundError` if there is no C compiler.
    """
    outcome = Outcome(f"power cut{f' (synchronous = {synchronous})' if synchronous else ''}")
    home, disk = Home(folder / "home"), folder / "disk"
    disk.mkdir()
    open_store(home, Origin.STRAP).close()
    shutil.copy(home.database(Origin.STRAP), disk)
    with _writing(folder, disk, home, synchronous) as (process, said):
        session, last, buffered = "", -1, b""
        for number in range(rounds):
            time.sleep(random.uniform(0.0, LONGEST_S))
            if not session:
                session = _first_line(said)
            # Stopped, it can neither write nor say anything while its disk is looked at.
            os.kill(process.pid, signal.SIGSTOP)
            os.waitid(os.P_PID, process.pid, os.WSTOPPED)
            buffered += _heard(said)
            last = max(last, _last(buffered))
            buffered = buffered[buffered.rfind(b"\n") + 1 :]
            left = Home(folder / f"left-{number}")
            left.ensure()
            for file in disk.glob("sessions.db*"):
                shutil.copy(file, left.path)
            os.kill(process.pid, signal.SIGCONT)
            outcome.count(left, session, last + 1)
            shutil.rmtree(left.path)
    return outcome


@contextmanager
def _writing(
    folder: Path, disk: Path, home: Home, synchronous: str
) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """Start a program that writes on the forgetful disk; give it, and where it says what is safe."""
    shim = folder / "forgetful_disk.so"
    subprocess.run(["cc", "-O2", "-shared", "-fPIC", "-o", shim, SHIM, "-ldl"], check=True)
    environment = {**os.environ, "LD_PRELOAD": str(shim), "FORGETFUL_DISK": str(disk)}
    command = [sys.executable, "-m", "bench.durability", "--write", str(home.path), synchronous]
    listen, told = os.pipe()
    try:
        with subprocess.Popen(command, stdout=told, env=environment) as process:
            os.close(told)
            try:
                yield process, listen
            finally:
                process.kill()
    finally:
        os.close(listen)


def _first_line(said: int) -> str:
    line = b""
    while not line.endswith(b"\n"):
        line += os.read(said, 1)
    return line.decode().strip()


def _heard(said: int) -> bytes:
    """Give what has been said so far, without waiting for more."""
    heard = b""
    while select.select([said], [], [], 0)[0]:
        heard += os.read(said, 65536)
    return heard


def _last(said: bytes) -> int:
    """Give the last number that was said in full; -1 if there is none."""
    lines = said.split(b"\n")[:-1]
    return int(lines[-1]) if lines else -1


def main() -> int:
    """Kill and cut, print what was found, and give the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--cuts", type=int, default=20)
    parser.add_argument("--seed", type=int, default=5)
    parser.add_argument("--write", nargs=2, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.write:
        write(Home(Path(arguments.write[0])), sys.stdout.fileno(), arguments.write[1])
    random = Random(arguments.seed)
    with tempfile.TemporaryDirectory(prefix="biofeed-durability-") as name:
        killed = kill(Home(Path(name) / "killed"), arguments.kills, random)
        outcomes = [killed]
        for synchronous in ("", "NORMAL"):
            folder = Path(name) / f"cut{synchronous}"
            folder.mkdir()
            outcomes.append(cut(folder, arguments.cuts, random, synchronous))
    print(f"{datetime.now(UTC):%Y-%m-%d}, {described()}")
    for outcome in outcomes:
        print(outcome.told())
    *ours, without = outcomes
    return 0 if not any(outcome.lost + outcome.damaged for outcome in ours) and without.lost else 1


if __name__ == "__main__":
    sys.exit(main())

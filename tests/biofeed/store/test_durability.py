"""What a log keeps when the program is killed, the power is cut, or the disk refuses, in the middle of it.

`make durability` does the first two more often, and prints what it found.
"""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from random import Random

import pytest

from bench.durability import cut
from biofeed import plain, words
from biofeed.rows import Header
from biofeed.session import Session, free_schedule
from biofeed.store.home import Home
from biofeed.store.log import SessionLog
from biofeed.store.row import State
from biofeed.store.store import Store
from biofeed.types import Event, Origin
from tests.privilege import unprivileged
from tests.scripted import ScriptedDevice, steady_heart

ROOT = Path(__file__).parents[3]
Trouble = Callable[[SessionLog], AbstractContextManager[None]]


def test_a_killed_program_has_lost_nothing_that_it_was_told_is_safe() -> None:
    """In a process of its own, because it forks, and this one has threads."""
    program = (
        "import sys; from pathlib import Path; from random import Random\n"
        "from bench.durability import kill; from biofeed.store.home import Home\n"
        "outcome = kill(Home(Path(sys.argv[1])), 5, Random(1))\n"
        "print(outcome.ends, outcome.acknowledged > 0, outcome.lost, outcome.damaged)"
    )
    home = os.environ["BIOFEED_HOME"]
    command = [sys.executable, "-c", program, home]
    said = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)

    assert said.stdout.split() == ["5", "True", "0", "0"]


@pytest.mark.skipif(shutil.which("cc") is None, reason="the forgetful disk is made by a C compiler (cc)")
@pytest.mark.skipif(sys.platform != "linux", reason="the forgetful disk needs LD_PRELOAD and /proc")
@pytest.mark.parametrize(("synchronous", "loses"), [("", False), ("NORMAL", True)])
def test_a_power_cut_loses_nothing_because_every_append_is_synced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, synchronous: str, loses: bool
) -> None:
    """Told not to sync each append, the same log does lose packets: the test would see it."""
    monkeypatch.chdir(ROOT)
    outcome = cut(tmp_path, 4, Random(1), synchronous)

    assert outcome.ends == 4
    assert outcome.acknowledged > 0
    assert outcome.damaged == 0
    assert (outcome.lost > 0) == loses


# --- a disk that refuses for a while, under a whole session ------------------------------------------


@contextmanager
def no_room_by_pages(log: SessionLog) -> Iterator[None]:
    """Let SQLite find the disk full."""
    limit = log._connection.connection.cursor()
    pages = limit.execute("PRAGMA page_count").fetchone()[0]
    limit.execute(f"PRAGMA max_page_count = {pages}")
    yield
    limit.execute("PRAGMA max_page_count = 1000000")


@contextmanager
def no_room_by_the_system(log: SessionLog) -> Iterator[None]:
    """Let the operating system refuse to make any file larger."""
    wal = log._path.with_name(f"{log._path.name}-wal")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (wal.stat().st_size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


class Meanwhile:
    """Begins something at one moment of a session and ends it at another; keeps what was published."""

    def __init__(self, trouble: AbstractContextManager[None], begin_s: float, end_s: float) -> None:
        self._trouble, self._begin_s, self._end_s = trouble, begin_s, end_s
        self._state = 0
        self.published: list[Event] = []

    def __call__(self, event: Event) -> None:
        self.published.append(event)
        if self._state == 0 and event.t_s >= self._begin_s:
            self._trouble.__enter__()
            self._state = 1
        elif self._state == 1 and event.t_s >= self._end_s:
            self._trouble.__exit__(None, None, None)
            self._state = 2


async def practise(store: Store, header: Header, trouble: Trouble) -> tuple[str, list[str], list[Event]]:
    """Run a session of two minutes with trouble in its second quarter."""
    lines: list[str] = []
    with store.begin(header, "me") as log:
        session = Session(ScriptedDevice(steady_heart(130)), free_schedule(2), logs=[log])
        meanwhile = Meanwhile(trouble(log), 30.0, 60.0)
        await plain.follow(session, lines.append, also=meanwhile)
        assert session.journal.trouble is None
        session.close()
    return log.id, lines, meanwhile.published


@pytest.mark.parametrize("trouble", [no_room_by_pages, no_room_by_the_system])
async def test_a_session_goes_on_while_the_disk_is_full_and_is_whole_in_the_end(
    store: Store, header: Header, trouble: Trouble
) -> None:
    """The person is told once; beats wait in memory and are written when there is room again."""
    name, lines, published = await practise(store, header, trouble)

    assert lines.count(words.NOT_SAVED) == 1
    assert list(store.events(name)) == published
    assert store.session(name).state is State.FINISHED
    assert store.session(name).events == len(published)


async def test_a_folder_that_becomes_read_only_under_a_session_takes_nothing_from_it(
    store: Store, home: Home, header: Header
) -> None:
    """Its files are open already."""

    @contextmanager
    def read_only(_: SessionLog) -> Iterator[None]:
        home.path.chmod(0o555)
        with unprivileged():
            yield
        home.path.chmod(0o700)

    name, lines, published = await practise(store, header, read_only)

    assert words.NOT_SAVED not in lines
    assert list(store.events(name)) == published
    assert home.database(Origin.STRAP).exists()

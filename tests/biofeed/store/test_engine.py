"""How a database file is opened, and what opening it must not do."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from biofeed.errors import StoreError
from biofeed.rows import Header
from biofeed.store import all_sessions, open_store
from biofeed.store.home import Home
from biofeed.store.store import Store
from biofeed.types import Origin, Packet

LOOK = (
    "import sys; from pathlib import Path; from biofeed.store.engine import connect\n"
    "connection = connect(Path(sys.argv[1]))\n"
    "print(connection.execute('SELECT count(*) FROM event').fetchone()[0]); connection.close()"
)


def look(path: Path) -> int:
    """Open the log in another program, count the events, and close it."""
    said = subprocess.run([sys.executable, "-c", LOOK, str(path)], capture_output=True, text=True, check=True)
    return int(said.stdout)


@pytest.mark.skipif(sys.platform == "win32", reason="only POSIX locks go when a file is closed")
def test_to_look_into_a_running_session_s_log_does_not_give_up_its_locks(
    home: Home, store: Store, header: Header
) -> None:
    """Else another program would take itself for the last one, and throw away the file it is written to."""
    with store.begin(header, "me") as log:
        log.append([Packet(1.0, "2a37", b"a")])
        all_sessions(home)
        with open_store(home, Origin.STRAP) as again:
            again.whereabouts()
        assert look(store.path) == 1
        log.append([Packet(2.0, "2a37", b"b")])

        assert look(store.path) == 2


def test_a_log_that_is_gone_is_not_made_anew_by_a_program_that_had_it_open(home: Home, store: Store) -> None:
    store.path.unlink()

    with pytest.raises(StoreError, match="not there any more"):
        store.sessions()
    assert not store.path.exists()

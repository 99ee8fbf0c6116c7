"""A log that may not be written can still be read."""

from __future__ import annotations

import fcntl
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from biofeed.errors import StoreError
from biofeed.recording import Header
from biofeed.store import all_sessions, find, open_store
from biofeed.store.home import Home
from biofeed.store.row import State
from biofeed.store.store import Store
from biofeed.types import Marker, Note, Origin
from tests.privilege import read_only_copy, unprivileged

SAID = [Marker(1.0), Note(2.0, "warm hands")]


@contextmanager
def read_only(home: Home) -> Iterator[Home]:
    """Look at a copy of a data folder as somebody who may change nothing in it."""
    with read_only_copy(home.path) as copy, unprivileged():
        yield Home(copy)


def begin(store: Store, header: Header) -> str:
    with store.begin(header, "me") as log:
        log.append(SAID)
    return log.id


def test_a_log_in_a_folder_that_may_not_be_written_is_read(store: Store, home: Home, header: Header) -> None:
    name = begin(store, header)
    known = store.header(name)

    with read_only(home) as copy:
        assert [row.id for row in all_sessions(copy)] == [name]
        found, row = find(copy, name)
        assert list(found.events(name)) == SAID
        assert found.header(name) == known
        assert row.state is State.INTERRUPTED
        assert sorted(path.name for path in copy.path.iterdir()) == ["running", "sessions.db"]


def test_whoever_wants_to_write_there_is_told_how(store: Store, home: Home, header: Header) -> None:
    name = begin(store, header)

    with read_only(home) as copy:
        found, _ = find(copy, name)
        for write in (lambda: found.delete(name), lambda: found.begin(header, "me")):
            with pytest.raises(StoreError, match="may not be opened or written") as caught:
                write()
            assert "BIOFEED_HOME" in caught.value.hint


def test_a_session_that_is_running_elsewhere_is_seen_to_run(store: Store, home: Home, header: Header) -> None:
    """As in a folder that is mounted to be read while its owner practises."""
    with store.begin(header, "me") as log:
        log.append(SAID)
        with read_only_copy(home.path) as copy, (copy / "running" / f"{log.id}.lock").open() as held:
            fcntl.flock(held, fcntl.LOCK_EX)
            with unprivileged():
                assert all_sessions(Home(copy))[0].state is State.RUNNING
                found, row = find(Home(copy), log.id)
                assert list(found.events(row.id)) == SAID


def test_what_waits_beside_a_log_is_not_passed_over(store: Store, home: Home, header: Header) -> None:
    """Half of a log that looks like all of it would be worse than an error."""
    with store.begin(header, "me") as log:
        log.append(SAID)
        kept = home.path.parent / "kept"
        shutil.copytree(home.path, kept, ignore=shutil.ignore_patterns("*-shm"))

    with read_only(Home(kept)) as copy, pytest.raises(StoreError, match=r"sessions\.db-wal") as caught:
        all_sessions(copy)
    assert "Copy the folder" in caught.value.hint
    # Where it may be written, all of it is there.
    assert [row.events for row in all_sessions(Home(kept))] == [2]


def test_one_of_an_older_version_cannot_be_renewed_there(tmp_path: Path) -> None:
    older = Home(tmp_path / "older")
    older.ensure()
    older.database(Origin.STRAP).touch()

    with read_only(older) as copy, pytest.raises(StoreError, match="of an older version"):
        open_store(copy, Origin.STRAP, create=False)

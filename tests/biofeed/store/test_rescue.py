"""Of a damaged log everything is rescued that can be read, and what is missing is said."""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from random import Random

import pytest

from biofeed.errors import StoreError
from biofeed.recording import Header
from biofeed.store.store import Store
from biofeed.types import Event, Marker, Note, Origin

PAGE = 4096


def said(session: int) -> list[Event]:
    return [Note(float(t_s), f"session {session}, entry {t_s}, " + "x" * 300) for t_s in range(300)]


@pytest.fixture
def kept(store: Store, header: Header) -> Store:
    """Give a log with three sessions of many pages, of which the second has been deleted."""
    for number in (1, 2, 3):
        with store.begin(header, "river-7") as log:
            log.append(said(number))
            log.finish(300.0, "done", ())
    store.delete("2")
    return store


def overwrite_page_with(store: Store, text: bytes) -> None:
    """Damage the page in which that text is found."""
    raw = bytearray(store.path.read_bytes())
    page = raw.index(text) // PAGE * PAGE
    raw[page : page + PAGE] = b"\xa5" * PAGE
    store.path.write_bytes(raw)


def test_a_log_in_order_is_rescued_as_it_is(kept: Store) -> None:
    rescued = list(kept.rescue())

    assert [(session.name, session.is_whole) for session in rescued] == [("1", True), ("3", True)]
    assert [list(session.events) for session in rescued] == [said(1), said(3)]
    assert rescued[0].header == kept.header("1")


@pytest.mark.parametrize("entry", [1, 150, 280])
def test_around_a_damaged_page_everything_is_rescued(kept: Store, entry: int) -> None:
    """A page holds about ten of these entries."""
    overwrite_page_with(kept, f"session 1, entry {entry},".encode())

    with pytest.raises(StoreError, match="is damaged"):
        list(kept.events("1"))
    first, other = kept.rescue()

    assert (other.is_whole, list(other.events)) == (True, said(3))
    missing = [event for event in said(1) if event not in first.events]
    assert said(1)[entry] in missing
    assert 1 <= len(missing) <= 15
    assert not first.is_whole
    assert first.header.notes[-1].startswith(f"{len(missing)} entries were on damaged pages")


def test_where_the_list_of_sessions_is_lost_their_entries_are_found_by_number(kept: Store) -> None:
    overwrite_page_with(kept, b"longer-exhale")

    rescued = list(kept.rescue())

    assert [list(session.events) for session in rescued] == [said(1), said(3)]
    assert {session.header.origin for session in rescued} == {Origin.STRAP}
    assert not any(session.is_whole for session in rescued)
    assert all(session.header.notes for session in rescued)


def test_an_entry_that_cannot_be_understood_does_not_take_the_others_along(kept: Store) -> None:
    with closing(sqlite3.connect(kept.path)) as database:
        database.execute("UPDATE event SET kind = 'sneeze' WHERE session = 1 AND seq = 7")
        database.commit()

    first, _ = kept.rescue()

    assert list(first.events) == said(1)[:7] + said(1)[8:]
    assert not first.is_whole


@pytest.mark.parametrize("seed", range(4))
def test_whatever_page_is_damaged_the_answer_is_what_is_there_or_a_clear_error(
    kept: Store, seed: int
) -> None:
    """Nothing that was never logged comes out of it."""
    random = Random(seed)
    raw = bytearray(kept.path.read_bytes())
    page = random.randrange(1, len(raw) // PAGE) * PAGE
    raw[page : page + PAGE] = random.randbytes(PAGE)
    kept.path.write_bytes(raw)
    logged = set(said(1) + said(3))

    with suppress(StoreError):
        for session in kept.rescue():
            assert set(session.events) <= logged


def test_a_session_that_was_interrupted_is_rescued_too(store: Store, header: Header) -> None:
    with store.begin(header, "me") as log:
        log.append([Marker(1.0)])

    (session,) = store.rescue()
    assert (session.name, session.events) == (log.id, (Marker(1.0),))

"""The journal loses nothing that a log has not taken."""

from __future__ import annotations

from collections.abc import Sequence

from biofeed.errors import StoreError
from biofeed.journal import Journal
from biofeed.types import Event, Marker, Note
from tests.scripted import MemoryLog

FULL = StoreError("There is no room left.", "Free some space.")


async def test_a_flush_writes_one_batch_and_nothing_twice() -> None:
    log = MemoryLog()
    journal = Journal([log])
    journal.add(Marker(1.0))
    journal.add(Marker(2.0))
    await journal.flush()
    await journal.flush()
    journal.finish(3.0, "done", ())
    journal.close()

    assert log.batches == [[Marker(1.0), Marker(2.0)]]
    assert log.finished == (3.0, "done", 0)


async def test_what_one_log_refuses_the_other_still_gets_and_the_first_gets_later() -> None:
    broken, whole = MemoryLog(), MemoryLog()
    broken.broken = FULL
    journal = Journal([broken, whole])
    journal.add(Marker(1.0))
    await journal.flush()

    assert journal.trouble is FULL
    assert (broken.events, whole.events) == ([], [Marker(1.0)])
    broken.broken = None
    journal.add(Marker(2.0))
    await journal.flush()
    assert journal.trouble is None
    assert broken.events == whole.events == [Marker(1.0), Marker(2.0)]
    journal.finish(3.0, "done", ())
    journal.close()


async def test_closing_writes_what_is_left_and_a_log_that_still_refuses_is_trouble_not_a_crash() -> None:
    log = MemoryLog()
    journal = Journal([log])
    journal.add(Marker(1.0))
    log.broken = FULL
    journal.finish(3.0, "done", ())
    journal.close()

    assert journal.trouble is FULL
    assert log.finished is None


async def test_a_session_counts_as_finished_at_its_end_and_what_is_said_later_is_kept_too() -> None:
    log = MemoryLog()
    journal = Journal([log])
    journal.add(Marker(1.0))
    journal.finish(3.0, "done", ())
    assert log.finished == (3.0, "done", 0)

    journal.add(Note(5.0, "slept well", "line"))
    journal.close()

    assert log.events == [Marker(1.0), Note(5.0, "slept well", "line")]


async def test_a_disk_that_is_back_before_the_journal_is_closed_gets_the_end_as_well() -> None:
    log = MemoryLog()
    journal = Journal([log])
    journal.add(Marker(1.0))
    log.broken = FULL
    journal.finish(3.0, "done", ())
    log.broken = None
    journal.close()

    assert journal.trouble is None
    assert (log.events, log.finished) == ([Marker(1.0)], (3.0, "done", 0))


async def test_it_knows_from_when_on_something_is_not_on_disk() -> None:
    log = MemoryLog()
    journal = Journal([log])
    journal.add(Marker(1.0))
    await journal.flush()
    assert journal.unwritten_s is None

    log.broken = FULL
    journal.add(Marker(2.0))
    journal.add(Marker(3.0))
    journal.finish(4.0, "done", ())
    journal.close()

    assert journal.unwritten_s == 2.0


async def test_a_disk_that_stays_full_is_asked_less_and_less_often() -> None:
    """Each attempt takes along all that waits: with every packet that would be the square of an hour."""
    log = MemoryLog()
    log.broken = FULL
    attempts = 0

    def refuse(events: Sequence[Event]) -> None:
        nonlocal attempts
        attempts += 1
        raise FULL

    log.append = refuse  # type: ignore[method-assign]
    journal = Journal([log])
    for second in range(2000):
        journal.add(Marker(float(second)))
        await journal.flush()
    assert attempts < 100
    assert journal.trouble is FULL

    del log.append
    log.broken = None
    journal.finish(2000.0, "done", ())
    journal.close()
    assert len(log.events) == 2000
    assert journal.trouble is None

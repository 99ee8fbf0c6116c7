"""By what something is recognised when it comes a second time.

A mark is a hash. That of a session is made of what never changes and says nothing in words: when it began and
its beats. So it is the same whatever was ticked, under whose code the session is filed, and after it was
measured anew.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from biofeed.diary import Entry
from biofeed.file import unreadable
from biofeed.rows import Header, dump
from biofeed.types import Beat, Event

_PIECE = 1 << 20


def mark_of_session(header: Header, events: Iterable[Event]) -> str:
    """Give the mark of a logged session."""
    said = hashlib.sha256(
        dump([header.origin.value, header.started, header.exercise, header.seed, header.software]).encode()
    )
    for event in events:
        if isinstance(event, Beat):
            said.update(dump([event.seq, event.t_s, event.rr_ms]).encode())
    return f"session:{said.hexdigest()}"


def mark_of_entry(first: Entry) -> str:
    """Give the mark of a diary's entry, by its first version; edits do not change it."""
    said = dump([first.id, first.kind, first.client, first.written.isoformat()])
    return f"entry:{hashlib.sha256(said.encode()).hexdigest()}"


def mark_of_file(path: Path) -> str:
    """Give the mark of a file by what is in it, whatever it is called. Raises `RecordingError`."""
    said = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while piece := file.read(_PIECE):
                said.update(piece)
    except OSError as error:
        raise unreadable(path, error) from error
    return f"file:{said.hexdigest()}"

"""What a person chose to share, taken out of their log.

Nothing but this module decides what goes along. The profile (cautions, contacts) never does: it is not read.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from biofeed.diary import Entry
from biofeed.errors import UsageError
from biofeed.sharing.bundle import Bundle
from biofeed.sharing.excerpt import excerpt
from biofeed.sharing.mark import mark_of_entry, mark_of_session
from biofeed.sharing.tick import Extra
from biofeed.store import find, open_store
from biofeed.store.home import Home
from biofeed.store.intake import NewEntry, NewSession
from biofeed.store.note import Annotation
from biofeed.store.row import SessionRow, State
from biofeed.store.store import Store
from biofeed.types import Origin
from biofeed.words import sharing as words


@dataclass(frozen=True, slots=True)
class Choice:
    """Which sessions of whom, and what beside them."""

    client: str
    sessions: tuple[str, ...] = ()
    """Their names; empty means all, from `since` on."""
    since: dt.date | None = None
    ticked: frozenset[Extra] = frozenset()
    alias: str = ""
    """The code that goes along instead of the client's own."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """A bundle to be handed over, and what stays behind."""

    bundle: Bundle
    left_out: Counter[str]
    """How often what, in words."""


def choose(home: Home, choice: Choice, software: str, when: dt.datetime) -> Chosen:
    """Take what was chosen out of the log. Raises `UsageError` if that is nothing, or somebody else's."""
    left_out: Counter[str] = Counter()
    found = [_session(home, row, choice, left_out) for row in _rows(home, choice)]
    sessions = [session for session in found if session is not None]
    entries = _entries(home, choice, left_out)
    if not sessions and not entries:
        raise UsageError(words.nothing_to_share(choice.client), words.NOTHING_TO_SHARE_HINT)
    bundle = Bundle(
        when.replace(microsecond=0),
        software,
        choice.alias or choice.client,
        choice.ticked,
        tuple(sessions),
        tuple(entries),
    )
    return Chosen(bundle, left_out)


def _rows(home: Home, choice: Choice) -> list[SessionRow]:
    """Give the chosen sessions, the oldest first; simulated ones only if they are named."""
    if choice.sessions:
        rows = [_row(home, name, choice.client) for name in dict.fromkeys(choice.sessions)]
        return sorted(rows, key=lambda row: row.started)
    if not home.database(Origin.STRAP).exists():
        return []
    with open_store(home, Origin.STRAP, create=False) as store:
        rows = list(reversed(store.sessions(choice.client)))
    return [row for row in rows if choice.since is None or row.started.date() >= choice.since]


def _row(home: Home, name: str, client: str) -> SessionRow:
    """Give a session that was named. Raises `UsageError` if it is somebody else's."""
    store, row = find(home, name)
    store.close()
    if row.client != client:
        raise UsageError(words.other_client(name, client), words.OTHER_CLIENT_HINT)
    return row


def _session(home: Home, row: SessionRow, choice: Choice, left_out: Counter[str]) -> NewSession | None:
    if row.state is State.RUNNING:
        left_out[words.RUNNING] += 1
        return None
    with find(home, row.id)[0] as log:
        header, events, notes = log.header(row.id), tuple(log.events(row.id)), log.notes(row.id)
    part = excerpt(header, events, choice.alias or choice.client, choice.ticked)
    left_out.update(part.left_out)
    return NewSession(
        mark_of_session(header, events), part.header, part.events, _shared(notes, choice.ticked, left_out)
    )


def _shared(
    notes: Iterable[Annotation], ticked: Collection[Extra], left_out: Counter[str]
) -> tuple[Annotation, ...]:
    """Give the notes about a session that are marked to be shared; private ones only if that is ticked."""
    kept = []
    for note in notes:
        if note.private and Extra.PRIVATE not in ticked:
            left_out[words.PRIVATE_NOTES] += 1
        else:
            kept.append(note)
    return tuple(kept)


def _entries(home: Home, choice: Choice, left_out: Counter[str]) -> list[NewEntry]:
    """Give the diary, the oldest entry first: what is marked to be shared, or all if that is ticked."""
    if not home.database(Origin.STRAP).exists():
        return []
    kept = []
    with open_store(home, Origin.STRAP, create=False) as store:
        for entry in reversed(store.entries(choice.client)):
            if choice.since is not None and entry.happened.date() < choice.since:
                continue
            if entry.shared or Extra.PRIVATE in choice.ticked:
                kept.append(_entry(store, entry))
            else:
                left_out[words.PRIVATE_ENTRIES] += 1
    return kept


def _entry(store: Store, entry: Entry) -> NewEntry:
    first = store.revisions(entry.id)[0]
    return NewEntry(mark_of_entry(first), entry.revision, entry.value, entry.written, shared=entry.shared)

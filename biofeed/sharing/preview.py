"""Exactly what is in a bundle, told before it is sealed: read from the bundle itself, not from its wishes."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from biofeed.diary import kind_of, told
from biofeed.rows import KINDS, to_payload
from biofeed.sharing.choice import Chosen
from biofeed.store.intake import NewSession
from biofeed.types import Answer, Event, Marker, Note, Rating
from biofeed.words import as_clock
from biofeed.words import sharing as words


def as_lines(chosen: Chosen, receivers: Iterable[str]) -> Iterator[str]:
    """Tell it to a person: every text word for word, everything else by its kind and number."""
    bundle = chosen.bundle
    for receiver in receivers:
        yield words.for_whom(receiver)
    yield words.under_code(bundle.client)
    yield words.counted(len(bundle.sessions), words.SESSION)
    for session in bundle.sessions:
        yield from _session(session)
    yield words.counted(len(bundle.entries), words.ENTRY)
    for entry in bundle.entries:
        yield f"  {entry.written:%Y-%m-%d}  {kind_of(entry.value)}: {told(entry.value)}"
    yield words.LEFT_OUT
    for what, count in sorted(chosen.left_out.items()):
        yield f"  {what}: {count}"
    yield f"  {words.NEVER}"


def as_json(chosen: Chosen, receivers: Iterable[str]) -> dict[str, Any]:
    """Tell it to a program."""
    bundle = chosen.bundle
    return {
        "for": list(receivers),
        "client": bundle.client,
        "ticked": sorted(bundle.ticked),
        "sessions": [
            {
                "started": session.header.started,
                "exercise": session.header.exercise,
                "device": session.header.device,
                "events": dict(sorted(_kinds(session.events).items())),
                "said": [_said(event) for event in session.events if isinstance(event, Note | Rating)],
                "notes": [note.text for note in session.notes],
            }
            for session in bundle.sessions
        ],
        "entries": [{"kind": kind_of(entry.value), "told": told(entry.value)} for entry in bundle.entries],
        "left_out": dict(sorted(chosen.left_out.items())),
    }


def summary(chosen: Chosen, path: str) -> str:
    """Say in one line what was written where."""
    bundle = chosen.bundle
    return words.written(
        path,
        words.counted(len(bundle.sessions), words.SESSION),
        words.counted(len(bundle.entries), words.ENTRY),
    )


def _session(session: NewSession) -> Iterator[str]:
    header, events = session.header, session.events
    started = dt.datetime.fromisoformat(header.started)
    length = as_clock(max((event.t_s for event in events), default=0.0))
    yield f"  {started:%Y-%m-%d %H:%M}  {header.exercise or words.RECORDING}, {length}, {header.device}"
    kinds = _kinds(events)
    yield "    " + ", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items()))
    for event in events:
        match event:
            case Rating(scale=scale, value=float() | int() as value):
                yield f"    {scale}: {value:g}"
            case Note(text=text, topic=topic) if text:
                yield f"    {topic or words.LINE}: {text}"
            case Marker(text=text) | Answer(text=text) if text:
                yield f"    {as_clock(event.t_s)} {text}"
    for note in session.notes:
        yield f"    {words.note_by(note.author.value)}: {note.text}"
    for remark in header.notes:
        yield f"    {remark}"


def _kinds(events: Iterable[Event]) -> Counter[str]:
    """Count the events of each kind, by the names that recording files have for them."""
    counts = Counter(type(event) for event in events)
    return Counter({kind: counts[made] for kind, made in KINDS.items() if counts[made]})


def _said(event: Note | Rating) -> dict[str, Any]:
    _, payload = to_payload(event)
    return payload

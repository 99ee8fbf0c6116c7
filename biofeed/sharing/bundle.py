"""A bundle: the sessions and diary entries that one person hands to another, and how they become bytes.

It is a zip of JSON. `manifest.json` says what is in it, `sessions/0001.jsonl` and so on are recording files
as everywhere else, `entries.json` holds the diary. docs/sharing.md describes each key. A bundle is only ever
written encrypted.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import msgspec

from biofeed.diary import Value, from_payload, happened, kind_of, to_payload
from biofeed.errors import RecordingError
from biofeed.recording import parse
from biofeed.rows import RowError, dump, encode_header, encode_line, load
from biofeed.sharing.archive import ArchiveError, pack, unpack
from biofeed.sharing.tick import Extra
from biofeed.store.intake import NewEntry, NewSession
from biofeed.store.note import Annotation, Author
from biofeed.words import sharing as words

FORMAT = 1
MANIFEST, ENTRIES = "manifest.json", "entries.json"
MAX_SEED = 2**63
"""From here on, a number has no room in the log."""


@dataclass(frozen=True, slots=True)
class Bundle:
    """What is handed over."""

    made: dt.datetime
    software: str
    client: str
    """Whose it is, by a code."""
    ticked: frozenset[Extra]
    sessions: tuple[NewSession, ...]
    entries: tuple[NewEntry, ...]


class _Note(msgspec.Struct):
    text: str
    author: Author
    private: bool
    written: dt.datetime


class _Session(msgspec.Struct):
    mark: str
    file: str
    notes: list[_Note] = []


class _Manifest(msgspec.Struct):
    software: str
    made: dt.datetime
    client: str
    sessions: list[_Session]
    ticked: list[Extra] = []


class _Entry(msgspec.Struct):
    mark: str
    kind: str
    written: dt.datetime
    value: dict[str, Any]
    revision: Annotated[int, msgspec.Meta(ge=1, le=1_000_000)] = 1
    shared: bool = True


class _Entries(msgspec.Struct):
    entries: list[_Entry]


def encode(bundle: Bundle) -> bytes:
    """Write a bundle; the same one gives the same bytes. Raises `RecordingError` if it is too large."""
    files = {_file(at): _recording(session) for at, session in enumerate(bundle.sessions, 1)}
    files[MANIFEST] = _json(
        {
            "biofeed_bundle": FORMAT,
            "software": bundle.software,
            "made": bundle.made.isoformat(timespec="seconds"),
            "client": bundle.client,
            "ticked": sorted(bundle.ticked),
            "sessions": [_listed(at, session) for at, session in enumerate(bundle.sessions, 1)],
        }
    )
    files[ENTRIES] = _json({"entries": [_entry(entry) for entry in bundle.entries]})
    try:
        return pack(files)
    except ArchiveError as error:
        raise RecordingError(words.TOO_MUCH.format(why=error), words.TOO_MUCH_HINT) from error


def decode(data: bytes, path: Path) -> Bundle:
    """Read a bundle, from bytes that may be anything; `path` is for the messages. Raises `RecordingError`."""
    try:
        return _decoded(unpack(data), path)
    except (ArchiveError, RowError, msgspec.ValidationError, UnicodeEncodeError) as error:
        raise RecordingError(words.NO_BUNDLE.format(path=path, why=error), words.NO_BUNDLE_HINT) from error


def _decoded(files: dict[str, bytes], path: Path) -> Bundle:
    head = load(_named(files, MANIFEST))
    version = head.get("biofeed_bundle")
    if not isinstance(version, int) or version < 1:
        raise ArchiveError(words.NO_MANIFEST)
    if version > FORMAT:
        raise RecordingError(words.NEWER_BUNDLE.format(path=path), words.NEWER_BUNDLE_HINT)
    manifest = msgspec.convert(head, _Manifest)
    entries = msgspec.convert(load(_named(files, ENTRIES)), _Entries).entries
    if {MANIFEST, ENTRIES, *(one.file for one in manifest.sessions)} != set(files):
        raise ArchiveError(words.OTHER_FILES)
    _require_moments([manifest.made, *(note.written for one in manifest.sessions for note in one.notes)])
    return Bundle(
        manifest.made,
        manifest.software,
        manifest.client,
        frozenset(manifest.ticked),
        tuple(_session(one, files, path) for one in manifest.sessions),
        tuple(map(_understood, entries)),
    )


def _session(one: _Session, files: dict[str, bytes], path: Path) -> NewSession:
    recording = parse(_named(files, one.file), path / one.file)
    if recording.healed or abs(recording.header.seed) >= MAX_SEED:
        raise ArchiveError(words.TORN)
    notes = tuple(Annotation(note.text, note.author, note.private, note.written) for note in one.notes)
    return NewSession(_checked(one.mark, "session"), recording.header, recording.events, notes)


def _understood(entry: _Entry) -> NewEntry:
    try:
        value: Value = from_payload(entry.kind, entry.value)
    except ValueError as error:
        raise ArchiveError(str(error)) from error
    _require_moments([entry.written])
    _require_moments([happened(value, entry.written)])
    return NewEntry(_checked(entry.mark, "entry"), entry.revision, value, entry.written, entry.shared)


def _checked(mark: str, kind: str) -> str:
    """Refuse a mark that is none of ours: it would let one kind of thing pass for another."""
    if not mark.startswith(f"{kind}:") or len(mark) != len(kind) + 65:
        raise ArchiveError(words.NO_MARK)
    return mark


def _require_moments(times: Iterable[dt.datetime]) -> None:
    """Refuse a time without a zone, or one that no calendar has in another zone."""
    for time in times:
        if time.tzinfo is None or not 1 < time.year < dt.MAXYEAR:
            raise ArchiveError(words.NO_ZONE)


def _named(files: dict[str, bytes], name: str) -> bytes:
    if name not in files:
        raise ArchiveError(words.MISSING.format(name=name))
    return files[name]


def _file(number: int) -> str:
    return f"sessions/{number:04}.jsonl"


def _recording(session: NewSession) -> bytes:
    lines = [encode_line(seq, event) for seq, event in enumerate(session.events)]
    return b"".join([encode_header(session.header), *lines])


def _listed(number: int, session: NewSession) -> dict[str, object]:
    notes = [
        {
            "text": note.text,
            "author": note.author.value,
            "private": note.private,
            "written": note.written.isoformat(timespec="seconds"),
        }
        for note in session.notes
    ]
    return {"mark": session.mark, "file": _file(number), "notes": notes}


def _entry(entry: NewEntry) -> dict[str, object]:
    return {
        "mark": entry.mark,
        "revision": entry.revision,
        "kind": kind_of(entry.value),
        "written": entry.written.isoformat(timespec="seconds"),
        "shared": entry.shared,
        "value": to_payload(entry.value),
    }


def _json(value: dict[str, object]) -> bytes:
    return (dump(value) + "\n").encode()

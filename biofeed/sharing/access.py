"""Everything that is held about a person, in files that they can read without this program.

Every table of the log is written twice, as JSON and as CSV; the events, which are most of it, as a recording
file for each session, and as CSV. Notes are divided by whose words they are, since some countries treat a
therapist's own notes apart. What was said before and after each session is found in the events, and is
given by itself as well. docs/sharing.md describes each file.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from biofeed.care import read_checkin, read_debrief
from biofeed.errors import UsageError
from biofeed.formats.biofeed_csv import guarded
from biofeed.rows import dump, encode_header, encode_line, storable, to_payload
from biofeed.sharing.folio import Folio
from biofeed.store import open_store
from biofeed.store.holding import columns
from biofeed.store.home import Home
from biofeed.store.note import Author
from biofeed.store.row import SessionRow
from biofeed.store.store import Store
from biofeed.types import Event, Origin
from biofeed.words import sharing as words

FORMAT = 1
_PLACES = {Origin.STRAP: "", Origin.SIMULATED: "simulated/"}
"""Under which folder each log is written."""
_SAID = ("session", "stress", "window", "posture", "setting")
_SAID_AFTER = ("session", "stress", "window", "helped", "line", "bring", "stop_reason", "okay_minutes")
_EVENT = ("seq", "t_s", "kind", "payload")


def export_person(home: Home, client: str, path: Path, software: str, when: dt.datetime) -> int:
    """Write everything held about a client into a new folder or zip, and give the number of files.

    Raises `UsageError` if there is no such client, `RecordingError` if it cannot be written, `StoreError` if
    the log cannot be read.
    """
    with Folio(path) as folio:
        is_known = False
        for origin, place in _PLACES.items():
            if home.database(origin).exists():
                with open_store(home, origin, create=False) as store:
                    is_known = _write_log(folio, store, client, place) or is_known
        if not is_known:
            raise UsageError(words.NO_CLIENT.format(client=client), words.NO_CLIENT_HINT)
        about = {
            "biofeed_person": FORMAT,
            "client": client,
            "software": software,
            "made": when.isoformat(timespec="seconds"),
            "not_in_it": words.NOT_IN_IT,
        }
        folio.write("about.json", _json(about))
    return folio.files


def _write_log(folio: Folio, store: Store, client: str, place: str) -> bool:
    """Write what one log holds; say whether it knows the client at all."""
    tables = dict(store.held(client))
    if not tables["client"]:
        return False
    notes = tables.pop("note")
    for author in Author:
        rows = [row for row in notes if row["author"] == author.value]
        _write_table(folio, f"{place}note-{author.value}", columns("note"), rows)
    for name, rows in tables.items():
        _write_table(folio, f"{place}{name}", columns(name), rows)
    before, after = [], []
    for session in reversed(store.sessions(client)):
        events = list(store.events(session.id))
        _write_session(folio, store, session, events, place)
        before.append({"session": session.id, **_told(read_checkin(events))})
        after.append({"session": session.id, **_told(read_debrief(events))})
    _write_table(folio, f"{place}checkin", _SAID, before)
    _write_table(folio, f"{place}debrief", _SAID_AFTER, after)
    return True


def _write_session(
    folio: Folio, store: Store, session: SessionRow, events: Sequence[Event], place: str
) -> None:
    lines = [encode_line(seq, event) for seq, event in enumerate(events)]
    header = encode_header(store.header(session.id))
    folio.write(f"{place}sessions/{session.id}.jsonl", b"".join([header, *lines]))
    folio.write(f"{place}sessions/{session.id}.csv", _csv(_EVENT, _event_rows(events)))


def _event_rows(events: Iterable[Event]) -> Iterator[dict[str, Any]]:
    for seq, event in enumerate(events):
        kind, payload = to_payload(event)
        yield {"seq": seq, "t_s": event.t_s, "kind": kind, "payload": payload}


def _write_table(folio: Folio, name: str, names: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> None:
    folio.write(f"{name}.json", _json(rows))
    folio.write(f"{name}.csv", _csv(names, rows))


def _told(said: object) -> dict[str, Any]:
    told: dict[str, Any] = msgspec.to_builtins(said)
    return told


def _json(value: object) -> bytes:
    return storable(json.dumps(value, indent=1, ensure_ascii=False, allow_nan=False) + "\n").encode()


def _csv(names: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> bytes:
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\n")
    writer.writerow(names)
    for row in rows:
        writer.writerow([_cell(row.get(name)) for name in names])
    return table.getvalue().encode("utf-8", "backslashreplace")


def _cell(value: object) -> object:
    """Write a value into a cell: structure as JSON, and nothing that a spreadsheet takes for a formula."""
    match value:
        case None:
            return ""
        case str():
            return guarded(value)
        case dict() | list():
            return dump(value)
    return value

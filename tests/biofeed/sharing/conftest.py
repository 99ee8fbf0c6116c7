"""A log with something of everything that must not slip out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from biofeed.diary import Goal, Line
from biofeed.rows import Header
from biofeed.store import open_store
from biofeed.store.home import Home
from biofeed.store.note import Annotation, Author
from biofeed.store.store import Store
from biofeed.types import (
    SUMMARY,
    Answer,
    Beat,
    Event,
    Gap,
    Link,
    LinkState,
    Marker,
    Measure,
    Note,
    Origin,
    Packet,
    Prompt,
    Rating,
    Reflag,
    Result,
    Samples,
    Stop,
)
from biofeed.types import Flag as BeatFlag

ZONE = dt.timezone(dt.timedelta(hours=1))
NOW = dt.datetime(2026, 3, 2, 9, 0, tzinfo=ZONE)
CLIENT = "river-7"
SECRETS = (
    *("8A3C4D21", "AA:BB:CC:DD:EE:FF", "aabbccddeeff", "SN-556677"),
    *("my mother called", "so much shame", "the dog", "private thought", "kept to myself", "0664 1234"),
)
"""What is in the log and must not leave it unless it is ticked; the first four never."""
NEVER = SECRETS[:4]

HEADER = Header(
    Origin.STRAP,
    "Polar H10 8A3C4D21",
    "2026-03-01T18:30:00+01:00",
    device_url="ble:AA:BB:CC:DD:EE:FF",
    exercise="longer-exhale",
    minutes=5.0,
    notes=("strap 8A3C4D21 was lent",),
)
MEASURES = (Measure("rmssd", 48.25, "ms", 60.0, 0.97, "rmssd.v1"),)
EVENTS: tuple[Event, ...] = (
    Link(0.0, LinkState.CONNECTED, "Polar H10 8A3C4D21, SN-556677"),
    Note(0.0, "sitting", "posture"),
    Note(0.0, "in the attic, so much shame", "setting"),
    Rating(0.0, "stress before", 60.0),
    Packet(1.0, "2a37", bytes.fromhex("10480004")),
    Packet(1.0, "aabbccddeeff", b"\x01"),
    Samples(1.0, "ecg_uv", 130.0, (1.0, 2.0)),
    Beat(0, 1.0, 1000.0),
    Beat(1, 2.0, 1000.5),
    Reflag(2.5, 1, BeatFlag.EXTRA),
    Link(2.5, LinkState.BATTERY, "15 %"),
    Marker(3.0, "my mother called"),
    Prompt(3.0, 0, "93?", said="the dog it is"),
    Answer(4.0, 0, "the dog"),
    Gap(4.0, 2.0, "AA:BB:CC:DD:EE:FF lost"),
    Stop(9.0, "done"),
    Result(9.0, SUMMARY, MEASURES),
    Note(12.0, "so much shame", "bring to session"),
    Rating(12.0, "stress after", 30.0),
)


def log_session(store: Store, header: Header = HEADER, client: str = CLIENT) -> str:
    """Log the session and give its name."""
    with store.begin(header, client) as log:
        log.append(EVENTS[:15])
        log.append(EVENTS[15:16])
        log.finish(9.0, "done", [Result(9.0, SUMMARY, MEASURES)])
        log.append(EVENTS[16:])
    return log.id


@pytest.fixture
def home(own_home: Path, empty_database: bytes) -> Home:
    """Give the data folder of this test, with an empty log."""
    home = Home(own_home)
    home.ensure()
    home.database(Origin.STRAP).write_bytes(empty_database)
    return home


@pytest.fixture
def therapist(tmp_path: Path, empty_database: bytes) -> Home:
    """Give somebody else's data folder, with an empty log."""
    home = Home(tmp_path / "therapist")
    home.ensure()
    home.database(Origin.STRAP).write_bytes(empty_database)
    return home


@pytest.fixture
def filled(home: Home) -> Iterator[Store]:
    """Give a log with a session, notes about it, a diary and a profile."""
    with open_store(home, Origin.STRAP) as store:
        name = log_session(store)
        store.annotate(name, Annotation("for both of us", Author.CLIENT, private=False, written=NOW))
        store.annotate(name, Annotation("kept to myself", Author.CLIENT, private=True, written=NOW))
        store.write_entry(CLIENT, Line("said on purpose", NOW), NOW, shared=True)
        store.write_entry(CLIENT, Line("private thought", NOW), NOW)
        store.write_entry(CLIENT, Goal("walk", NOW), NOW, shared=True)
        store.remember(CLIENT, "contacts", "Ada 0664 1234")
        yield store

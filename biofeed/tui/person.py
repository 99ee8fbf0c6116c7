"""What is known of the person before a practice: their answers, and what they have practised lately.

It is read from the log each time, in a thread: the database takes a moment, and the first frame of the app
does without it.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from biofeed.care import (
    NOT_ASKED,
    Care,
    Practised,
    from_text,
    has_stressor,
    read_checkin,
    read_debrief,
    to_text,
)
from biofeed.care import consent as consents
from biofeed.care.consent import NOT_SAID, Consent
from biofeed.exercise import Exercise
from biofeed.store import SessionRow, all_sessions, open_store
from biofeed.store.home import Home
from biofeed.store.row import State
from biofeed.types import Note, Origin, Rating

CAUTIONS, CONTACTS, CONSENT = "cautions", "contacts", "consent"
"""Under which names the profile keeps them."""
LATEST = 60
"""So many sessions are looked at: two months of practising every day."""
WITH_RATINGS = 3
"""Of so many the ratings are read as well."""
FIRST_SESSIONS = 3
"""In so many sessions digits are hidden until they are asked for."""


@dataclass(frozen=True, slots=True)
class Person:
    """What is known of a client."""

    care: Care = NOT_ASKED
    consent: Consent = NOT_SAID
    """What they agreed to have kept."""
    contacts: tuple[str, ...] = ()
    """Their own people, each in their own words."""
    recent: tuple[Practised, ...] = ()
    """Their sessions, the latest last."""
    last_stressor: dt.date | None = None
    sessions: int = 0
    """How many sessions there were, simulated ones too; counted only as far as it matters."""

    @property
    def is_new(self) -> bool:
        """Whether these are the first sessions, in which the breath is to have all the attention."""
        return self.sessions < FIRST_SESSIONS


NOBODY = Person()


def read_person(home: Home, client: str, exercises: Sequence[Exercise], *, simulated: bool = False) -> Person:
    """Read what is known of a client; nothing where nothing has been kept yet.

    `simulated` looks at simulated sessions instead of real ones, which is what a demo has. Raises
    `StoreError` if the log cannot be read.
    """
    profile = read_profile(home, client)
    rows, recent = _sessions(home, client, Origin.SIMULATED if simulated else Origin.STRAP)
    stressors = {exercise.name for exercise in exercises if has_stressor(exercise)}
    days = [row.started.date() for row in rows if row.exercise in stressors]
    return Person(
        from_text(profile.get(CAUTIONS, "")),
        consents.from_text(profile.get(CONSENT, "")),
        _contacts(profile),
        recent,
        max(days, default=None),
        len(all_sessions(home, client, FIRST_SESSIONS)),
    )


def read_profile(home: Home, client: str) -> dict[str, str]:
    """Read what is kept about a client by name. Raises `StoreError` if the log cannot be read."""
    if not home.database(Origin.STRAP).exists():
        return {}
    with open_store(home, Origin.STRAP, create=False) as store:
        return store.profile(client)


def read_consent(home: Home, client: str) -> Consent:
    """Read what a client agreed to have kept. Raises `StoreError` if the log cannot be read."""
    return consents.from_text(read_profile(home, client).get(CONSENT, ""))


def read_contacts(home: Home, client: str) -> tuple[str, ...]:
    """Read the people whom a client wrote down. Raises `StoreError` if the log cannot be read."""
    return _contacts(read_profile(home, client))


def can_keep(home: Home) -> bool:
    """Tell whether anything can be kept in the data folder; nothing is made to find out."""
    folder = next((one for one in (home.path, *home.path.parents) if os.access(one, os.F_OK)), home.path)
    return folder.is_dir() and os.access(folder, os.W_OK | os.X_OK)


def remember(home: Home, client: str, name: str, value: str) -> None:
    """Keep one thing about a client. Raises `StoreError` if the log cannot be written."""
    with open_store(home, Origin.STRAP) as store:
        store.remember(client, name, value)


def remember_care(home: Home, client: str, care: Care) -> None:
    """Keep the answers to the caution check. Raises `StoreError` if the log cannot be written."""
    remember(home, client, CAUTIONS, to_text(care))


def remember_consent(home: Home, client: str, consent: Consent) -> None:
    """Keep what a client agreed to. Raises `StoreError` if the log cannot be written."""
    remember(home, client, CONSENT, consents.to_text(consent))


def _contacts(profile: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(line for line in profile.get(CONTACTS, "").splitlines() if line.strip())


def _sessions(home: Home, client: str, origin: Origin) -> tuple[Sequence[SessionRow], tuple[Practised, ...]]:
    if not home.database(origin).exists():
        return (), ()
    with open_store(home, origin, create=False) as store:
        rows = [row for row in store.sessions(client, LATEST) if row.state is not State.RUNNING]
        said = {row.id: list(store.events(row.id)) for row in rows[:WITH_RATINGS]}
    found = []
    for row in reversed(rows):
        events = [event for event in said.get(row.id, ()) if isinstance(event, Rating | Note)]
        found.append(
            Practised(
                row.started.date(),
                row.exercise,
                row.duration_s / 60,
                row.beats > 0,
                read_checkin(events).stress,
                read_debrief(events).stress,
            )
        )
    return rows, tuple(found)

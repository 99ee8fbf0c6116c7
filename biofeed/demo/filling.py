"""A made-up life, written into the demo's own log of simulated sessions."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from biofeed.demo.life import Day, Planned, made_up
from biofeed.demo.rehearsal import Rehearsal, Role, rehearse
from biofeed.demo.shaping import Shaped, shaped
from biofeed.exercise import Exercise, Kind, Variant
from biofeed.library import Library
from biofeed.rebuilding import results_of
from biofeed.rows import Header
from biofeed.store import open_store
from biofeed.store.home import Home
from biofeed.store.store import Store
from biofeed.types import Origin

VARIETIES = 3
"""So often each exercise is rehearsed; the days take turns."""
HALF_LIVES_S = (90, 75, 60, 50, 40, 32)
"""How fast the body comes back, at first and later on: a rehearsal each."""
RESONANCES = ("5.5", "6", "none")
"""Where the assessments find a best pace, or none."""
DEVICE, NO_DEVICE = "simulated strap (average person)", "no strap, pacing only"
MADE_UP = "made up by biofeed demo --history"
"""Stands in every session's header."""

_Key = tuple[str, float | None, bool, bool, int]


@dataclass(frozen=True, slots=True)
class Made:
    """What was made."""

    days: int
    sessions: int
    entries: int


def is_filled(home: Home, client: str) -> bool:
    """Tell whether there are simulated sessions of that client already."""
    if not home.database(Origin.SIMULATED).exists():
        return False
    with open_store(home, Origin.SIMULATED, create=False) as store:
        return bool(store.sessions(client, 1))


async def fill(
    home: Home, client: str, days: int, now: dt.datetime, progress: Callable[[int, int], None]
) -> Made:
    """Fill the log of simulated sessions with so many days up to yesterday, in the place of what was there.

    `progress` is told how many of how many steps are done. Raises `StoreError` if the log cannot be written.
    """
    life = list(made_up(days, now.date() - dt.timedelta(days=1), now.tzinfo or dt.UTC))
    exercises, _ = Library(home.exercises).read_all()
    by_name = {exercise.name: exercise for exercise in exercises}
    roles = _roles(life, by_name)
    steps = len(roles) + len(life)
    rehearsals: dict[_Key, Rehearsal] = {}
    for done, (key, role) in enumerate(roles.items()):
        progress(done, steps)
        rehearsals[key] = await rehearse(role)
    with open_store(home, Origin.SIMULATED) as store:
        _empty(store, client)
        for done, day in enumerate(life, len(roles)):
            progress(done, steps)
            await asyncio.to_thread(_keep, store, client, day, rehearsals, by_name)
    progress(steps, steps)
    return Made(days, sum(len(day.sessions) for day in life), sum(len(day.entries) for day in life))


def _roles(life: list[Day], by_name: Mapping[str, Exercise]) -> dict[_Key, Role]:
    """Give everything that has to be rehearsed for a life."""
    roles: dict[_Key, Role] = {}
    for planned in (planned for day in life for planned in day.sessions if planned.exercise in by_name):
        exercise, key = by_name[planned.exercise], _key(planned)
        variety, options = key[-1], dict[str, str]()
        if exercise.kind is Kind.STRESS_RECOVERY:
            options["half_life"] = str(HALF_LIVES_S[variety])
        if exercise.kind is Kind.ASSESSMENT:
            options["resonance"] = RESONANCES[variety]
        variant = Variant(planned.minutes, framed=planned.framed)
        roles[key] = Role(exercise, variant, planned.with_strap, 100 + variety, options)
    return roles


def _key(planned: Planned) -> _Key:
    """Name the rehearsal that a day's session is shaped from."""
    variety = planned.started.toordinal() % VARIETIES
    if planned.exercise == Kind.STRESS_RECOVERY.value:
        # It becomes easier on the whole, and not from each time to the next.
        variety = min(max(int(planned.eased * len(HALF_LIVES_S)) + variety - 1, 0), len(HALF_LIVES_S) - 1)
    return planned.exercise, planned.minutes, planned.framed, planned.with_strap, variety


def _empty(store: Store, client: str) -> None:
    """Take away what an earlier demo has left."""
    for row in store.sessions(client):
        store.delete(row.id)
    for entry in store.entries(client):
        store.delete_entry(entry.id)


def _keep(
    store: Store, client: str, day: Day, rehearsals: Mapping[_Key, Rehearsal], by_name: Mapping[str, Exercise]
) -> None:
    for planned in day.sessions:
        rehearsal = rehearsals.get(_key(planned))
        if rehearsal is not None:
            _keep_session(store, client, by_name[planned.exercise], planned, shaped(rehearsal, planned))
    for value, when, shared in day.entries:
        store.write_entry(client, value, when, shared=shared)


def _keep_session(store: Store, client: str, exercise: Exercise, planned: Planned, session: Shaped) -> None:
    header = Header(
        origin=Origin.SIMULATED,
        device=DEVICE if planned.with_strap else NO_DEVICE,
        started=planned.started.isoformat(timespec="seconds"),
        device_url="sim:" if planned.with_strap else "none:",
        exercise=exercise.name,
        exercise_toml=exercise.toml,
        minutes=planned.minutes,
        framed=planned.framed,
        client=client,
        notes=(MADE_UP,),
    )
    events = (*session.events, session.stop)
    results = results_of(header, events)
    with store.begin(header, client) as log:
        log.append([*events, *results])
        log.finish(session.stop.t_s, session.stop.reason, results)
        # As in the program: what is said afterwards makes the session no longer.
        log.append(session.afterwards)

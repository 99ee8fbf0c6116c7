"""A session as the list of sessions shows it, and the numbers by which people name sessions.

The person's own sessions are called `1`, `2`, …; simulated and replayed ones `sim-1`, `sim-2`, …, since
they are counted in a database of their own.
"""

from __future__ import annotations

import datetime as dt
import re
from enum import StrEnum
from typing import NamedTuple

from biofeed.errors import StoreError, UsageError
from biofeed.types import Origin

SIMULATED_PREFIX = "sim-"
DEFAULT_CLIENT = "me"
"""The code name of the one person who uses this computer, until told otherwise."""


class State(StrEnum):
    """How far a session has come."""

    RUNNING = "running"
    FINISHED = "finished"
    INTERRUPTED = "interrupted"
    """It has no end, and no process is at it any more: the program was killed, or the power was."""


class SessionRow(NamedTuple):
    """One session, without its events. A tuple, because ten thousand of them are made at once."""

    id: str
    client: str
    started: dt.datetime
    """With the offset from UTC that held where the session took place."""
    origin: Origin
    device: str
    exercise: str
    state: State
    end_reason: str
    """Why it ended, as its `Stop` says; empty while there is no end."""
    duration_s: float
    """The time of the latest event."""
    events: int
    beats: int
    posture: str = ""
    """How the person sat or lay, in their own words; empty if they did not say."""
    setting: str = ""
    """Where it took place, in their own words; empty if they did not say."""


def public_id(number: int, *, simulated: bool) -> str:
    """Give the name of a session, as people see and type it."""
    return f"{SIMULATED_PREFIX if simulated else ''}{number}"


def parse_public_id(text: str) -> tuple[int, bool] | None:
    """Read a session's name: its number and whether it is a simulated one; `None` if it is no such name."""
    match = re.fullmatch(rf"({SIMULATED_PREFIX})?([1-9][0-9]{{0,17}})", text)
    return (int(match[2]), bool(match[1])) if match else None


def checked_client(code: str) -> str:
    """Give the code name back if it is one. Raises `UsageError` otherwise."""
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,40}", code):
        raise UsageError(
            f"“{code}” is not a client code.",
            "It is a code name, not a name: 1 to 40 letters (a to z), digits, dashes or underscores.",
        )
    return code


def no_such_session(session: str) -> StoreError:
    """Say that there is no session of that name."""
    return StoreError(f"There is no session “{session}”.", "biofeed sessions list shows the ones there are.")

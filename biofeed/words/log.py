"""What `biofeed sessions` and `biofeed store` say."""

from __future__ import annotations

from collections.abc import Mapping

from biofeed.types import Origin
from biofeed.words.said import as_clock

DELETED_WITH_IT = "Its measures and notes go with it, and nobody can bring it back."
SAID_IN_SESSION = "said in the session"
NOTES = "notes"
PRIVATE = "private"
SOMEBODY = "a client deleted since"
ENCRYPTED = "encrypted"
NOT_ENCRYPTED = "not encrypted: whoever has the file can read it"
LOCKED = "locked, so not counted"
NOTHING_YET = "nothing logged yet"
OWN_LOG = "own sessions"
SIMULATED_LOG = "simulated and replayed sessions"
KEPT = "kept from before a backup was restored"
MEASURING = "measuring"
IN_ORDER = "ok"
TO_DO = "to do"
NOTHING_TO_SAVE = "nothing could be read"
WHOLE = "whole session"

EVENTS: Mapping[str, tuple[str, str]] = {
    "Packet": ("message from the strap", "messages from the strap"),
    "Link": ("change of the connection", "changes of the connection"),
    "Samples": ("block of signal", "blocks of signal"),
    "Marker": ("marker", "markers"),
    "Rating": ("rating", "ratings"),
    "Answer": ("answer", "answers"),
    "Note": ("note", "notes"),
    "Pause": ("pause or return", "pauses and returns"),
    "PaceChange": ("change of pace", "changes of pace"),
    "Skip": ("part skipped", "parts skipped"),
    "Repeat": ("part repeated", "parts repeated"),
    "Stop": ("end", "ends"),
    "Beat": ("beat", "beats"),
    "Reflag": ("beat judged anew", "beats judged anew"),
    "Gap": ("gap", "gaps"),
    "Cue": ("breath cue", "breath cues"),
    "Prompt": ("line on the screen", "lines on the screen"),
    "PhaseChange": ("part begun", "parts begun"),
    "Feedback": ("reading of the live numbers", "readings of the live numbers"),
    "Result": ("finding", "findings"),
}
"""What an event is called, one and several, by the name of its type."""


def no_sessions(client: str | None) -> str:
    """Say that there is nothing to list."""
    return f"no sessions of {client}" if client else "no sessions yet"


def event_count(kind: str, count: int) -> str:
    """Say how many events there are of a kind, as `2 findings`."""
    one, several = EVENTS[kind]
    return f"{count} {one if count == 1 else several}"


def finding(kind: str, t_s: float, detail: Mapping[str, float | str]) -> str:
    """Say which finding it is and of what time, as `window “before” 1:00–3:00`."""
    name = detail.get("role") or detail.get("title") or detail.get("task")
    start, end = detail.get("start_s"), detail.get("end_s")
    if isinstance(start, (int, float)) and isinstance(end, (int, float)):
        when = f"{as_clock(start)}–{as_clock(end)}"
    else:
        when = as_clock(t_s)
    return " ".join(filter(None, (kind.replace("_", " "), f"“{name}”" if name else "", when)))


def confirm_delete(session: str, client: str, started: str) -> str:
    """Ask before a session is deleted."""
    return f"Delete session {session} of {client}, {started}? {DELETED_WITH_IT}"


def deleted(session: str) -> str:
    """Say that a session is gone."""
    return f"session {session} is deleted; copies in backups and exported files are not"


def moved(session: str, before: str, after: str) -> str:
    """Say that a session was filed under another client."""
    return f"session {session} moved from {before or SOMEBODY} to {after or SOMEBODY}"


def counts(sessions: Mapping[Origin, int]) -> str:
    """Say how many sessions there are of each origin, as `3 strap, 1 imported`."""
    return ", ".join(f"{count} {origin}" for origin, count in sessions.items()) or "no sessions"


def size(number: int) -> str:
    """Say how large something is, as `1.4 MB`."""
    return f"{number / 1e6:.1f} MB" if number >= 1e5 else f"{number / 1e3:.1f} kB"


def up_to_date(sessions: int, software: str) -> str:
    """Say that there is nothing to measure anew."""
    return f"measured by {software} already: {sessions} of {sessions}; --all measures them anew"


def measured(done: int, software: str) -> str:
    """Say how many sessions were measured anew."""
    return f"measured by {software} now: {done}"


def backed_up(path: str, length: str) -> str:
    """Say where a backup is."""
    return f"{path}: {length}, checked"


def key_file(path: str) -> str:
    """Say which file a backup of an encrypted log cannot be opened without."""
    return f"{path}: its key file; the two belong together, and the passphrase of today opens them"


def restored(path: str, kept: str) -> str:
    """Say what was restored, and where that is which was there before."""
    aside = f"; what was there before is kept as {kept}" if kept else ""
    return f"restored from {path}{aside}"


def rescued(path: str, entries: int, *, is_whole: bool) -> str:
    """Say what could be read of a session."""
    return f"{path}: {entries} entries{'' if is_whole else ', not all there were'}"

"""What the therapist's side says: lists, pages, notes of one's own, and where things are."""

from __future__ import annotations

import datetime as dt

from biofeed.words import report

# --- clients ----------------------------------------------------------------------------------------

CLIENTS = "Clients"
READING = "reading the log"
NOBODY = "There is nobody in the log yet. ctrl+o takes in what a client has shared."
NOBODY_OF_THAT = "no code has that in it"
SEARCH = "search "
TYPE = "type to search"
COLUMNS = ("client", "last session", "practised", "to bring")
NO_SESSION = "no session"
ENCRYPTED = "● behind a passphrase"
PLAIN = "○ not encrypted: whoever uses this account can read it"
HOW_TO_ENCRYPT = "biofeed store encrypt sets a passphrase"
DEMO = "the demo's log"
WITH_PRIVATE = "with what was not shared"

# --- sessions ---------------------------------------------------------------------------------------

SESSIONS = "Sessions"
NO_SESSIONS = "There are no sessions, only entries of the diary."
TAKEN = "● taken; space on another {exercise} shows the two side by side"
SAME_EXERCISE = "Two sessions of one exercise can be compared; this one is of another."
RECORDING, BRINGS = "recording", "to bring"
SESSION_COLUMNS = ("when", "exercise", "length", "stress")
OWN_NOTES = "Your own notes"
OWN_NOTES_REMARK = "apart from the client's; n writes one"
NO_OWN_NOTES = "none yet"
KEPT_PRIVATE, MAY_BE_SHARED = "private", "goes along when the session is shared"

# --- a note of one's own ----------------------------------------------------------------------------

NOTE = "A note of your own"
NOTE_ABOUT = "about session {session} of {client}"
NOTE_MEANS = (
    "It is kept under your name, apart from what the client said. It stays private unless ctrl+t lets it go "
    "along when the session is shared."
)
NOTE_IS_PRIVATE = "○ private"
NOTE_IS_SHARED = "● goes along when the session is shared"
NOTE_KEPT = "The note is kept."
NOTHING_WRITTEN = "Nothing is written yet."

# --- moving -----------------------------------------------------------------------------------------

MOVE = "Move this session"
MOVE_MEANS = (
    "It is filed under another client, with the notes about it. That it was moved, when, and from whom, "
    "stays on record and is marked in the report."
)
FILED_UNDER = "session {session} is filed under {client}"
MOVE_TO = "new code  "
OTHER_CODES = "known codes: {codes}"
MOVED = "Session {session} is filed under {client} now."

# --- the report -------------------------------------------------------------------------------------

REPORT = "Write the page"
REPORT_MEANS = (
    "It opens in any browser and prints on one sheet of A4. Its numbers go into a table beside it. Both "
    "files are for you alone to read."
)
LIES_OUTSIDE = "The files are not encrypted, and lie outside of the log."
WHERE_TO = "file  "
PRINT_IT = "To print it, open it in a browser, or print the PDF."

# --- sharing ----------------------------------------------------------------------------------------

SHARE = "Share what is kept about {client}"
SHARE_PREVIEW = "exactly this would go along"
SHARE_TO = "public key, or file with one  "
SHARE_FILE = "bundle to write  "
OR_PHRASE = "or passphrase  "
AGAIN = "the same again  "
SEALING = "closing the bundle"
ONE_WAY_HINT = "Leave the key or the passphrase empty."
FOR_WHOM_HINT = "Write a public key (age1…), a file with one, or a passphrase."
NOT_THE_SAME = "The two passphrases are different."
NOT_THE_SAME_HINT = "Type the same one twice. Nothing was written."
TICKED = "with: "
TICKS = {"notes": "their words", "packets": "raw bytes", "private": "private"}
SHARED = "The bundle is written."

RECEIVE = "Take in a bundle"
RECEIVE_MEANS = (
    "A client's bundle comes in whole or not at all; what came in before is recognised. First you see what "
    "is in it."
)
RECEIVE_FILE = "bundle  "
RECEIVE_KEY = "key file  "
RECEIVE_CODE = "under the code  "
RECEIVE_LOOK = "opening the bundle"
NO_BUNDLE_NAMED = "No bundle is named."
NO_BUNDLE_HINT = "Write where the file lies that the client gave you."
NO_KEY = "It is not said what opens the bundle."
NO_KEY_HINT = "Write the file with your secret key, or the passphrase."

# --- locked -----------------------------------------------------------------------------------------

CLOSED = "Closed, since nobody has been here for a while."
CLOSED_NOW = "Closed."
IS_ENCRYPTED = "The log is behind a passphrase."
OPENS_WITH_A_KEY = (
    "The log is not encrypted, so any key opens this again: the page only covers what was on the screen."
)
PHRASE = "passphrase  "
OPENING = "opening"

# --- keys -------------------------------------------------------------------------------------------

CRASHED = "Something in the review broke. The log is as it was. This is where it happened:"
WHAT_IT_IS = (
    "biofeed is a training and logging tool. It does not diagnose, treat or monitor, detects no rhythm "
    "problems of the heart, and nobody watches it. What is shown was measured or said by the client; what "
    "it means is for the two of you."
)
LOCK, LOCK_HELP = "Lock", "Cover the screen now"
THEME, THEME_HELP = "Theme", "Choose other colours"
LEAVE, LEAVE_HELP = "Leave", "Close the review"


def practised(days: int, of: int) -> str:
    """Say on how many of the last days there was any practice."""
    return f"{days} of {of} days"


def people(shown: int, every: int) -> str:
    """Say how many are shown."""
    return f"{every}" if shown == every else f"{shown} of {every}"


def closes_after(minutes: float) -> str:
    """Say when the page closes by itself."""
    return f"closes itself after {minutes:g} min"


def noted(written: dt.date, private: bool) -> str:
    """Say when a note of one's own was written, and whether it may go along."""
    return f"{report.day(written)}, {KEPT_PRIVATE if private else MAY_BE_SHARED}"


def session_named(session: str) -> str:
    """Name a session."""
    return f"session {session}"


def reaches(weeks: int | None) -> str:
    """Say how far back a bundle reaches."""
    return "everything" if weeks is None else f"the last {weeks} weeks"

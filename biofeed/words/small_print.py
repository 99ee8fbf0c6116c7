"""The small print of the therapist's page: how to read its numbers, and where they come from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from biofeed.words.report import day

NOT_FOR_DIAGNOSIS = (
    "biofeed is a training and logging tool for relaxation and self-observation. It does not diagnose, "
    "treat, monitor or prevent any condition, detects no rhythm problems of the heart, and replaces no "
    "therapy."
)

# --- how to read the numbers ------------------------------------------------------------------------

WINDOW_READING = (
    "RMSSD and heart rate are from unpaced windows before an exercise; one counts from 2 minutes on, at "
    "least 95 % covered by beats that count, at most 5 % artefacts, no gap over 5 s. Numbers from paced "
    "breathing are not compared: the pace moves them."
)
BAND_READING = (
    "The line is the mean of 7 days, 3 readings or more, one posture; the tint is the usual range: mean "
    "± 0.5 SD of ln RMSSD over 28 days, 6 readings or more. A week is called outside after 3 days in a row "
    "of 4 readings or more."
)
RECOVERY_READING = (
    "Recovery: when half of the rise of the heart rate was gone, breathing freely, with an interval of 90 %. "
    "One session is close to noise: the median is of the last 5 of a task, from 3 on, without its first run, "
    "and in brackets is the middle half of them. "
    "It is computed where the rise is 8 bpm or more and stands out from rest."
)
TOTAL_READING = (
    "Questionnaires: the tint is the first total ± what measuring twice can give by itself (Jacobson & "
    "Truax 1991). Heart rate variability is no measure of outcome and gives no signal."
)
N_READING = "n is how many readings a median or mean is of; a number without n is one reading, or a count."
COURSE_READING = (
    "Quiet windows are unpaced rests and recoveries. The course is the heart rate averaged over short "
    "steps; it breaks where beats are missing, and a bar at the foot marks the gap."
)
OWN_JUDGEMENT = (
    "Felt stress and the window of tolerance are the client’s own judgement, asked before any number was "
    "shown."
)
READING = (WINDOW_READING, BAND_READING, RECOVERY_READING, TOTAL_READING, N_READING)
READING_SESSION = (COURSE_READING, WINDOW_READING, RECOVERY_READING, OWN_JUDGEMENT, N_READING)
SOURCES = "Formulas and sources: docs/formulas.md and docs/report.md of biofeed."

# --- where they come from ---------------------------------------------------------------------------

EDITED_MARK, MOVED_MARK = "†", "‡"
NOT_SHARED = "what the client did not share is left out"
WITH_PRIVATE = "holds entries that the client did not share"


def made(software: str, when: dt.datetime) -> str:
    """Say what made the page, and when."""
    return f"made by {software}, {day(when)}, {when:%H:%M}"


def zones(offsets: Sequence[str]) -> str:
    """Say which clock the times are on."""
    return f"times as on the clock where it took place: {', '.join(offsets)}"


def versions(found: Sequence[str]) -> str:
    """Say which versions of the program recorded the sessions."""
    return f"recorded with {', '.join(found)}"


def hash_of_numbers(digest: str) -> str:
    """Give the hash of the table beside the page."""
    return f"SHA-256 of the numbers on this page, as in the CSV file beside it: {digest}"


def hash_of_events(session: str, digest: str) -> str:
    """Give the hash of a session's events, and how to get it again."""
    return f"SHA-256 of the events, as biofeed sessions show {session} --events prints them: {digest}"


def edited(entries: int) -> str:
    """Say how many entries were edited after they were written."""
    what = "diary entry was" if entries == 1 else "diary entries were"
    return f"{entries} {what} edited after being written; where one is quoted it has a {EDITED_MARK}"


def moved(sessions: int) -> str:
    """Say how many sessions had been filed under another client."""
    what = "session was" if sessions == 1 else "sessions were"
    return f"{sessions} {what} first filed under another code, marked {MOVED_MARK}"


def moved_on(when: dt.datetime) -> str:
    """Say when a session was filed under another code."""
    return f"first filed under another code, moved on {day(when)}"


def entered_by(numbers: str) -> str:
    """Say who entered what."""
    return f"ratings, goals and words: by the client; questionnaires: totals typed in; heart: {numbers}"


def measured_by(devices: Sequence[str]) -> str:
    """Say what measured the heart."""
    return ", ".join(devices) or "not measured"

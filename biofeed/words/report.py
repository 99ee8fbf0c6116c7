"""What the therapist's page says: headings, sentences, and how each number is to be read.

It is written about the client, in the third person, for somebody who has a minute. It tells what was measured
and what was said, and leaves it to the two of them what that means.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from biofeed.words.said import as_clock

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
PAGE_TITLE = "A practice log, on one page"
SESSION_TITLE = "One session, on one page"

# --- sections, in their order -----------------------------------------------------------------------

TOLD = "In the client’s words"
TOTALS = "Questionnaires"
PRACTICE = "Practice"
RECOVERY = "Stress and recovery"
VARIABILITY = "Heart rate variability, breathing freely"
SESSIONS = "Session by session"
PERIODS: Mapping[str, str] = {
    "week": "Week by week",
    "month": "Month by month",
    "quarter": "Quarter by quarter",
}
CONTEXT = "What the days were like"
METHOD = "How to read the numbers"
PROVENANCE = "Where this comes from"
COURSE = "The course of the session"
WINDOWS = "Quiet windows"
PACES = "The paces that were tried"
NOTES = "Written about it afterwards"

# --- labels -----------------------------------------------------------------------------------------

BRING = "to bring to the session"
GOAL = "goal"
LESS, MORE = "less", "more"
WINS = "what went well"
SETBACKS = "what was hard"
LINES = "a line"
HELPED = "what helped"
STOPPED_FOR = "stopped because"
TOLERANCE = "window of tolerance"
SIGNAL = "signal"
MARKED = "marked"
FELT_SHORT = "felt stress"
FELT_BEFORE_AFTER = "Felt stress before and after:"
FELT_ONCE = "Felt stress:"
NOT_RATED = "Felt stress was not rated."
BEFORE, PEAK, AFTER = "before", "peak", "after"
MINUTES_A_WEEK = "practice"
UNTIL_OKAY = "felt okay again"
OKAY_AFTER_TASK = "felt okay after the task"
UNTIL_OKAY_AFTER = "okay again after"
HALF_TIME = "half of the rise gone"
LONGER_THAN_WATCHED = "longer than was watched"
RMSSD = "RMSSD"
RMSSD_MEAN = "RMSSD, mean of 7 days"
BRACKETS_USUAL = "in brackets: the usual range"
NO_RANGE_YET = "too few readings for a usual range yet"
HEART_RATE = "heart rate"
OVER_ALL = "over all of it"
COVERED = "covered by clean beats"
BEST_PACE = "best pace"
USUAL_RANGE = "usual range"
CUT_OFF = "cut-off"
WOBBLE_UP_TO = "measurement wobble: less than"
QUIET = "quiet"
RECORDING = "recording"
IMPORTED = "imported, not in the trends"
NOT_SAID = "not said"
NO_WINDOW = "no quiet window"
NO_STRAP = "no strap"
NONE_CLEAN = "none clean"
TOO_FEW_BEATS = "too few clean beats"
LOW_SIGNAL = "○ low signal"
CUT_SHORT = "ended early"
FREE = "free"
PRIVATE = "private"
FAMILIARISATION = "first run, left out of the median"

# --- units ------------------------------------------------------------------------------------------

WEEKS_UNIT = "weeks"
ENDED_EARLY = "ended early"
MIN_A_WEEK = "min a week"
OF_100 = "0 to 100"
A_MINUTE = "a minute"
BREATHS_A_MINUTE = "breaths/min"
OF_DAYS = "of the last {days} days"
TO_BRING = "marked to bring to the session"

COLUMNS: Mapping[str, str] = {
    "when": "when",
    "what": "what",
    "length": "length",
    "felt": "felt before → after",
    "felt_peak": "felt before → peak → after",
    "rmssd": "RMSSD",
    "hr": "heart rate",
    "clean": "clean time",
    "coverage": "coverage",
    "artefacts": "artefacts",
    "how": "breath, posture, strap",
    "remark": "remark",
    "task": "task",
    "reaction": "reaction",
    "half": "half of the rise gone after",
    "okay": OKAY_AFTER_TASK,
    "setting": "setting",
    "pace": "pace",
    "swing": "swing",
    "followed": "heart went along",
}
OUTCOMES: Mapping[str, str] = {
    "recovered": "easier than at first, more than measurement wobble, and across the cut-off",
    "improved": "easier than at first, more than measurement wobble",
    "unchanged": "within measurement wobble",
    "deteriorated": "harder than at first, more than measurement wobble; worth discussing",
}
SHORT_OUTCOMES: Mapping[str, str] = {
    "recovered": "easier, more than wobble",
    "improved": "easier, more than wobble",
    "unchanged": "within wobble",
    "deteriorated": "harder, more than wobble",
}
SIGNALS: Mapping[str, str] = {
    "deterioration": "Reliable change towards more difficulty; worth discussing.",
    "early warning": "More difficulty than at first, and not just once; worth discussing.",
    "plateau": "A steady period, which is common. It can be worth asking what is settling in.",
}

# --- the headline -----------------------------------------------------------------------------------

NOTHING_TWICE = "No questionnaire or goal was rated twice in this time."
NOTHING_MARKED = "Nothing was marked for the next session."
NO_PRACTICE = "No practice in this time."
PRACTISED_ON = "Practised on"

# --- the command ------------------------------------------------------------------------------------

REPORT_HINT = "biofeed report --client CODE -o FILE.html, or biofeed report SESSION -o FILE.html."


def day(date: dt.date) -> str:
    """Write a day, `2 Nov 2026`."""
    return f"{date.day} {month(date)}"


def short_day(date: dt.date) -> str:
    """Write a day without its year, `2 Nov`."""
    return f"{date.day} {MONTHS[date.month - 1]}"


def week(date: dt.date) -> str:
    """Write the week that begins with a day, `week of 2 Nov`."""
    return f"week of {short_day(date)}"


def month(date: dt.date) -> str:
    """Write a month, `Nov 2026`."""
    return f"{MONTHS[date.month - 1]} {date.year}"


def quarter(date: dt.date) -> str:
    """Write the quarter that begins with a day, `Oct to Dec 2026`."""
    return f"{MONTHS[date.month - 1]} to {MONTHS[(date.month + 1) % 12]} {date.year}"


def span(since: dt.date, until: dt.date) -> str:
    """Write a span of days."""
    return day(since) if since == until else f"{day(since)} to {day(until)}"


def unreal(origins: Sequence[str]) -> str:
    """Say that nobody's heart was measured, which stands on every page; nothing for real beats."""
    return f"{' and '.join(origins)} beats: nobody’s heart was measured here".capitalize() if origins else ""


def shown(some: int, every: int) -> str:
    """Say how many are shown of how many there are."""
    return "" if some == every else f"the latest {some} of {every}"


def outside_usual_range(posture: str) -> str:
    """Say that the week's mean has left the usual range; in which direction means nothing by itself."""
    return f"outside the client’s usual range ({posture}) for 3 days or more; it can be many things"


def stop_reasons(reasons: Mapping[str, int]) -> str:
    """Say how often each reason to stop was given."""
    return ", ".join(f"{reason} ({count})" for reason, count in reasons.items())


def windows_before(counted: Mapping[str, int]) -> str:
    """Say where in the window of tolerance the client was before practising."""
    parts = ", ".join(f"{window} {count}" for window, count in counted.items())
    return f"before practice: {parts} (n\u00a0{sum(counted.values())})"


def low_signal(reason: str) -> str:
    """Say that a row cannot be relied on, and why."""
    return f"{LOW_SIGNAL}: {reason}"


def low_signal_in(weak: int, windows: int, reason: str) -> str:
    """Say how many windows of a row cannot be relied on, and why mostly, if that is to be said."""
    said = f"{LOW_SIGNAL} in {weak} of {windows}"
    return f"{said}: {reason}" if reason else said


def ended(reason: str, after_s: float) -> str:
    """Say when and how a session ended early."""
    return f"{CUT_SHORT} at {as_clock(after_s)} ({reason or 'interrupted'})"


def sessions(count: int) -> str:
    """Name the unit of a count of sessions."""
    return "session" if count == 1 else "sessions"


def signals(count: int) -> str:
    """Name the unit of a count of signals, and say what of."""
    return f"{'signal' if count == 1 else 'signals'} in the questionnaires, worth discussing"


def cut_short(sessions: int) -> str:
    """Say how many sessions of a row ended early."""
    return f"{sessions} {ENDED_EARLY}"


def median_of_last(sessions: int) -> str:
    """Name the row of a trend."""
    return f"median of {sessions}"


def middle_of(text: str, count: int, unit: str) -> str:
    """Say what a median is of."""
    return f"median {text}, n {count} {unit}"


def on_days(count: int) -> str:
    """Say on how many days something was."""
    return f"{count} {'day' if count == 1 else 'days'}"


def on(date: dt.date) -> str:
    """Say on which day."""
    return f"on {day(date)}"


def up_to(date: dt.date) -> str:
    """Say up to which day."""
    return f"up to {day(date)}"


def since(date: dt.date) -> str:
    """Say since which day."""
    return f"since {day(date)}"


def few_readings(count: int) -> str:
    """Say that there are too few readings for a week's mean."""
    return f"{count} {'reading' if count == 1 else 'readings'}; a mean of 7 days takes 3 in them"


def left_out(windows: int) -> str:
    """Say how many windows were in another posture, or in none that was named."""
    return f"{windows} in another posture, or in none that was named, left out"


def no_single_pace(sessions: int) -> str:
    """Say how many assessments found no single best pace."""
    return f"none stood out: {sessions}"


def best_pace(pace: float | None, low: float | None, high: float | None) -> str:
    """Say what an assessment came to, that day."""
    if pace is not None:
        return f"best pace that day: {pace:.1f} {A_MINUTE}"
    if low is not None and high is not None:
        return f"best pace that day: between {low:.1f} and {high:.1f} {A_MINUTE}"
    return "no pace stood out"


def session_of(session: str, client: str, started: dt.datetime) -> str:
    """Name a session: its number, whose it is, and when it began."""
    return f"{client}, session {session}, {day(started)}, {started:%H:%M}"


def written(page: str, table: str) -> str:
    """Say where a page and its table are."""
    return f"{page}, and its numbers in {table}; only you can read them"

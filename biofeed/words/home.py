"""What home says, and the screens that are one key away from it: the library, a moment, the toolbox."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

# --- home -------------------------------------------------------------------------------------------

GREETING = "Hello."
LOOKING = "looking at your log"
PAUSE_TITLE = "Nothing in particular"
NO_LOG_READ = "The log cannot be read just now; practising is possible all the same."
FRAMED = "with quiet minutes around it"
FIXED_LENGTH = "as long as it is written"
NO_RESET = "The 60-second reset is not installed."
NO_RESET_HINT = "It belongs to the exercises that come with biofeed; every other exercise is under b."
NEVER_READ = "—"

# --- the library ------------------------------------------------------------------------------------

WHICH_EXERCISE = "Which one would you like?"
KINDS: Mapping[str, str] = {
    "breathing": "breathing",
    "reset": "a short pause",
    "grounding": "grounding",
    "activation": "waking up",
    "awareness": "awareness",
    "reading": "a reading",
    "assessment": "finding your pace",
    "stress-recovery": "stress and recovery",
}
"""The heading of each kind of exercise, in the order in which they are offered."""
OWN = "your own"
TAKE_CARE = "take care: "

# --- a moment ---------------------------------------------------------------------------------------

WHAT_TO_KEEP = "What would you like to keep?"
ONE_IS_ENOUGH = "One field is enough; enter keeps it. It stays private unless you tick it."
WHICH: Mapping[str, str] = {
    "setback": "setback",
    "win": "win",
    "day": "the day",
    "goal": "goal",
    "total": "questionnaire",
}
ROWS: Mapping[str, str] = {
    "which": "this is a",
    "what": "what happened",
    "feeling": "feeling",
    "closer": "more closely",
    "own": "in your words",
    "place": "in the body",
    "peak": "at its peak",
    "okay": "okay after",
    "helped": "what helped",
    "tag": "about",
    "said": "how much",
    "goal": "which goal",
    "new": "a new goal",
    "near": "how near",
    "questionnaire": "which one",
    "variant": "scored as",
    "numbers": "total",
    "share": "share it",
}
"""What each row is called in front of its answers."""
HINTS: Mapping[str, str] = {
    "which": "A setback or a win, something about the day, how near a goal is, or a questionnaire's total.",
    "what": "What happened, in a few words.",
    "feeling": "Left and right go through the words; a letter goes to the next word that begins with it.",
    "closer": "A word that says it more closely, if one of these does.",
    "own": "Your own words for it are as welcome; commas between them.",
    "place": "Where in the body it was to be felt.",
    "peak": "How strong it was at its strongest: 0 is none, 100 the most you can imagine.",
    "okay": "After how many minutes it was okay again. Only your own sense of it counts.",
    "helped": "What helped, whatever it was. “I handled that more calmly than last time” counts too.",
    "tag": "What else the day was like, so that a dip is not read without it.",
    "said": "Hours of sleep, cups, drinks, minutes of exercise, or a few words. It may stay empty.",
    "goal": "One of the goals you have set.",
    "new": "A word or two by which you know it. Write here to set another goal.",
    "near": "0 is as far away as can be, 10 is reached.",
    "questionnaire": "One that you filled in elsewhere. Only its numbers are kept.",
    "variant": "How it was scored, because the numbers do not compare.",
    "numbers": "Its total, such as 11; or its parts, such as stress=12, anxiety=4.",
    "share": "Whether it is among what you share with your therapist, if you share.",
}
"""What is asked in full, while the row has the cursor."""
SHARES: Mapping[str, str] = {"no": "no, it is private", "yes": "yes"}
NOTHING_TOLD = "Nothing is written yet."
NOTHING_TOLD_HINT = "One field is enough; esc leaves without keeping anything."
NO_PART = "“{text}” is neither a total nor a part."
NO_PART_HINT = "Write a number, such as 11, or parts with their names: stress=12, anxiety=4."
MOMENT_KEPT = "Kept."
DRAFT_WAITS = "What you wrote is not kept yet. It waits under l for as long as biofeed is open."

# --- the toolbox ------------------------------------------------------------------------------------

TOOLBOX = "Your toolbox"
FAVOURITES, NOTES, PEOPLE = "exercises that suit you", "notes to yourself", "your people"
NO_FAVOURITES = "f in the list of exercises puts one here"
NO_NOTES = "n writes one: what helped, what to remember on a hard day"
NO_PEOPLE = "p writes one down: a name and a number; it stands on the card as well"
NEW_NOTE = "A note to yourself:"
NEW_PERSON, THEIR_NUMBER = "Who is it?", "Their number, or where to find them:"
IS_FAVOURITE = "in your toolbox"


def suggested(title: str, length: str) -> str:
    """Name what is suggested, as `Longer exhale · 5 minutes`."""
    return f"{title} · {length}"


def plan(with_what: str, *, framed: bool) -> str:
    """Say what it is done with: `simulated strap (older person) · with quiet minutes around it`."""
    return f"{with_what} · {FRAMED}" if framed else with_what


def days_practised(days: int, of: int) -> str:
    """Say on how many of the last days there was any practice; nothing if on none."""
    if not days:
        return ""
    return f"You practised on {_count(days)} of the last {of} days."


def day(when: dt.date, today: dt.date) -> str:
    """Name a day: `today`, `yesterday`, `Mon 16 Nov`, and with its year where that is another."""
    if (today - when).days in (0, 1):
        return ("today", "yesterday")[(today - when).days]
    if when.year == today.year:
        return f"{when:%a} {when.day} {when:%b}"
    return f"{when.day} {when:%b} {when.year}"


def moment(when: dt.datetime, today: dt.date) -> str:
    """Name a moment: `yesterday 18:30`."""
    return f"{day(when.date(), today)} {when:%H:%M}"


def length(minutes: float) -> str:
    """Say how long a session was, in whole minutes: `5 min`."""
    # Half a minute more counts as one.
    return f"{int(minutes + 0.5)} min" if minutes >= 1 else f"{round(minutes * 60)} s"


def stress(before: int | None, after: int | None) -> str:
    """Say how felt stress was before and after, as far as it was said: `stress 60 → 40`."""
    if before is None and after is None:
        return ""
    told = [NEVER_READ if value is None else str(value) for value in (before, after)]
    return f"stress {told[0]} → {told[1]}"


def in_library(title: str, minutes: float, label: str, *, own: bool, favourite: bool) -> tuple[str, str]:
    """Say what an exercise is in a list: its title, and quietly beside it length and label."""
    about = [label, *((OWN,) if own else ()), *((IS_FAVOURITE,) if favourite else ())]
    return title, f"{length(minutes):>6}   {' · '.join(about)}"


def take_care(cautions: Sequence[str]) -> str:
    """Say what to take care of; empty if there is nothing."""
    return TAKE_CARE + " ".join(cautions) if cautions else ""


_COUNTS = (
    "no",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
)


def _count(number: int) -> str:
    return _COUNTS[number] if number < len(_COUNTS) else str(number)

"""What the diary says and asks: the day between practices."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

# --- what things are called -------------------------------------------------------------------------

KINDS: Mapping[str, str] = {
    "win": "wins",
    "setback": "setbacks",
    "goal": "goals",
    "rating": "how near the goals are",
    "total": "questionnaires",
    "tag": "what the days were like",
    "line": "lines",
}
"""The heading of each kind of entry, in the order in which they are shown."""
TAG_UNITS: Mapping[str, str] = {"sleep": "h", "caffeine": "cups", "alcohol": "drinks", "exercise": "min"}
MOMENT = "A moment"
GOAL = "A goal"
LINE = "A line"
PEAK = "The peak"
NOTICED_AT = "The strength at which it was noticed"
MINUTES_UNTIL_OKAY = "The time until okay, in minutes,"
GOAL_RATING = "How near a goal is"
GAS_LEVEL = "A level of attainment"
PRIVATE, SHARED = "private", "shared"
HELPED_LABEL = "helped"
LESS_OF, MORE_OF = "less of", "more of"
NOTHING_TO_REPORT = "nothing to report"

# --- what is asked ----------------------------------------------------------------------------------

SKIP = "Enter skips a question. What you keep stays private unless you share it."
WHICH = "What would you like to keep? Enter for nothing right now"
WHICH_KEYS: Mapping[str, str] = {"w": "a win", "s": "a setback", "l": "a line", "n": "nothing to report"}
WHAT = "What happened, in a few words?"
FEELING = "Which words come near the feeling? Commas between them; your own are welcome"
PLACE = "Where in the body was it?"
HOW_STRONG = "How strong at its peak, 0 to 100?"
OKAY = "After how many minutes was it okay again?"
HELPED = "What helped?"
YOUR_LINE = "Your line"
WHEN = "When was it? Enter for now, or 20 min ago, 18:30, yesterday"
SHARE = "Share it with your therapist later? y for yes, enter to keep it private"
ONCE_MORE = "Enter skips it."
NOTHING_KEPT = "Nothing was kept. That is fine too."

# --- what is said back ------------------------------------------------------------------------------

NO_ENTRIES = 'nothing kept yet; biofeed log win "..." keeps a first one'
NONE_OF_THESE = "nothing of that kind in that time"
WOBBLE = "normal measurement wobble"
LARGER = "larger than normal measurement wobble"
WORTH_RAISING = "It is worth raising at your next appointment, sooner if it feels urgent."
DETERIORATION = f"More difficulty than at first, by more than normal measurement wobble. {WORTH_RAISING}"
EARLY_WARNING = (
    "A little more difficulty than at first, and not just once. Ups and downs are part of it; it is worth "
    "mentioning at your next appointment."
)
PLATEAU = "A steady period, which is common. It can be worth asking what is settling in."
OUTCOMES: Mapping[str, str] = {
    "recovered": f"easier than at first, {LARGER}, and across the cut-off",
    "improved": f"easier than at first, {LARGER}",
    "unchanged": f"within {WOBBLE}",
    "deteriorated": f"harder than at first, {LARGER}",
}
NOT_IN_TABLE = (
    "“{name}” is not in the table of questionnaires, so it is kept as it is, without range, cut-off or "
    "reliable change. docs/diary.md says how to add it."
)
BASES: Mapping[str, str] = {
    "page": "read on a page or in an abstract",
    "computed": "computed from a spread and a reliability",
    "memory": "from memory: check it before you rely on it",
}
UNTIL_OKAY_FEW = "with few moments this says little"

# --- errors -----------------------------------------------------------------------------------------

NO_ZONE = "{what} has a time without its offset from UTC."
NO_ZONE_HINT = "Give it one, such as 2026-03-01T18:30:00+01:00."
NOTHING_TOLD = "There is nothing in it yet."
NOTHING_TOLD_HINT = "One thing is enough: a word for the feeling, where it was in the body, or what happened."
EMPTY_LINE = "The line is empty."
EMPTY_LINE_HINT = f"Anything counts, “{NOTHING_TO_REPORT}” too."
GOAL_WITHOUT_NAME = "The goal has no name."
GOAL_WITHOUT_NAME_HINT = "A word or two by which you know it are enough."
GAS_WEIGHTS = "Goal attainment needs a level for each goal, and for each level a weight above 0."
GAS_WEIGHTS_HINT = "Without weights every goal counts the same."
NO_SUCH_TAG = "“{tag}” is no tag."
NO_TIME = "“{text}” is no time."
TIME_HINT = "It can be: now, 20 min ago, 2h ago, 18:30, yesterday, yesterday 18:30, 2026-11-20 18:30."
LIES_AHEAD = "“{text}” lies ahead."
LIES_AHEAD_HINT = "The diary keeps what has been."
TOTAL_WITHOUT_NAME = "The questionnaire has no name."
TOTAL_WITHOUT_NAME_HINT = "biofeed log questionnaires lists the ones that are known; any other name will do."
NO_TOTAL = "There is no number for {name}."
NO_TOTAL_HINT = "Give its total, or --part NAME=NUMBER for a part."
NO_SUCH_VARIANT = "{name} is not known to be scored as “{variant}”."
WHICH_VARIANT = "{name} is scored in more than one way, and the numbers do not compare."
FEW_VALUES = "There are too few values to tell: both phases need {least}."
FEW_VALUES_HINT = "Look at the values themselves for now."
TABLE_HINT = "docs/diary.md describes every key of the table."
TABLE_SCALES = "it needs at least one scale, and no part twice in one variant"
TABLE_RANGE = "the lowest has to be below the highest"
TABLE_CHANGE = "a reliable change needs a value above 0, or sd and reliability"
TABLE_CUT_OFF = "the cut-off has to be within the range"
NO_SUCH_ENTRY = "There is no entry {number}."
NO_SUCH_ENTRY_HINT = "biofeed log list shows the ones there are, each with its number."
NOT_OF_THIS_KIND = "Entry {number} is a {kind} and has no --{option}."
NOTHING_TO_CHANGE = "Nothing was said that could be changed."
NOTHING_TO_CHANGE_HINT = "Name what is to be different, such as --text, --feeling or --peak."
PART_FORM = "“{text}” is no part."
PART_FORM_HINT = "It is written NAME=NUMBER, such as --part stress=12."
NOT_DELETED = "Entry {number} was not deleted: nobody can be asked here."
NOT_DELETED_HINT = "Add --yes."
NO_NUMBER = "“{text}” is no number."
NO_AMOUNT = "“{text}” is no amount of {tag}."
NO_NUMBER_HINT = "A total is a number such as 11 or 23.5."


def out_of_range(what: str, value: float) -> str:
    """Say that a number is on no scale of ours."""
    return f"{what} cannot be {value:g}."


def range_of(lowest: float, highest: float) -> str:
    """Say what a number can be."""
    return f"It goes from {lowest:g} to {highest:g}."


def amount_range(tag: str, highest: float) -> str:
    """Say what the amount of a tag can be, with its unit."""
    return f"It is a number from 0 to {amount(tag, highest)}."


def choices(names: Iterable[str]) -> str:
    """Say what there is to choose from."""
    return f"It can be: {', '.join(names)}."


def scale_name(name: str, part: str, variant: str) -> str:
    """Name what a number is of: `DASS-21 stress (x2)`."""
    return " ".join(filter(None, (name, part, f"({variant})" if variant else "")))


def no_such_part(name: str, part: str) -> str:
    """Say that a questionnaire does not have that part, or no total."""
    return f"{name} has no part “{part}”." if part else f"{name} has no total, only parts."


def parts(names: Sequence[str]) -> str:
    """Say what parts a questionnaire has."""
    found = list(dict.fromkeys(filter(None, names)))
    return f"Its parts are: {', '.join(found)}." if found else "It has a total alone."


def variants(ranges: Iterable[tuple[str, float, float]]) -> str:
    """Say in which ways a questionnaire is scored, each with its range."""
    found = {name: f"--variant {name} ({low:g} to {high:g})" for name, low, high in ranges if name}
    return f"Name the way: {', or '.join(found.values())}." if found else "It is scored in one way alone."


def deterioration_rule(worsening: float, index: float) -> str:
    """Tell the rule of a reliable deterioration."""
    return f"rule: latest − first is harder by {worsening:.3g}, and {index:.3g} or more is {LARGER}"


def early_rule(half: float, index: float) -> str:
    """Tell the rule of an early warning."""
    return (
        f"rule: the latest two are each harder than the first by {half:.3g} or more, or the latest by "
        f"{index:.3g} or more"
    )


def plateau_rule(times: int, days: int, change: float, half: float) -> str:
    """Tell the rule of a plateau."""
    return (
        f"rule: the latest {times} span {days} days, differ by {change:.3g} (less than {half:.3g}), show no "
        "slope, and are beyond the cut-off"
    )


def since_first(first: float, day: dt.date, change: float) -> str:
    """Say what has become of a number since the first time: `first 16 on 2026-10-01, 5 lower now`."""
    now = "the same now" if change == 0 else f"{abs(change):g} {'higher' if change > 0 else 'lower'} now"
    return f"first {first:g} on {day}, {now}"


def kept(number: int, kind: str, *, shared: bool) -> str:
    """Say that an entry was kept."""
    return f"kept {kind} {number}, {SHARED if shared else PRIVATE}"


def changed(number: int, revision: int) -> str:
    """Say that an entry was edited."""
    return f"changed {number}; what it said before is kept with it (version {revision})"


def confirm_delete(number: int, kind: str) -> str:
    """Ask before an entry is deleted."""
    return f"Delete {kind} {number}, with everything it ever said? Nobody can bring it back."


def deleted(number: int) -> str:
    """Say that an entry is gone."""
    return f"deleted {number}, with everything it ever said"


def sharing(number: int, *, shared: bool) -> str:
    """Say whether an entry is to be shared from now on."""
    return f"{number} is now {'shared when you share' if shared else 'private'}"


def goal_course(first: float, latest: float, times: int) -> str:
    """Say where a goal began and where it is."""
    return f"{latest:g} of 10" if times < 2 else f"{first:g} → {latest:g} of 10"


def until_okay(minutes: float, moments: int) -> str:
    """Say how long it took to be okay again, with how much that rests on."""
    said = f"okay again after {minutes:g} min (median of {moments})"
    return f"{said}; {UNTIL_OKAY_FEW}" if moments < 3 else said


def amount(kind: str, value: float) -> str:
    """Say an amount of a tag with its unit."""
    return " ".join(filter(None, (f"{value:g}", TAG_UNITS.get(kind, ""))))


# --- what an entry says -----------------------------------------------------------------------------


def joined(pieces: Iterable[str]) -> str:
    """Put what an entry says on one line, leaving out what is empty."""
    return " · ".join(filter(None, pieces))


def peak(value: float | None) -> str:
    """Say how strong it was at its strongest; empty if that was not told."""
    return "" if value is None else f"peak {value:g}"


def noticed_at(value: float | None) -> str:
    """Say how strong it was when it was noticed; empty if that was not told."""
    return "" if value is None else f"noticed at {value:g}"


def okay_after(minutes: float | None) -> str:
    """Say when it was okay again; empty if that was not told."""
    return "" if minutes is None else f"okay after {minutes:g} min"


def labelled(label: str, text: str) -> str:
    """Put a label before a text; empty if there is no text."""
    return f"{label}: {text}" if text else ""


def of_ten(value: float) -> str:
    """Say how near a goal is."""
    return f"{value:g} of 10"


def wobble_of(index: float, basis: str) -> str:
    """Say which change counts as more than wobble, and how that is known."""
    return f"{index:.3g} or more is {LARGER}, {BASES[basis]}"


def cut_off(value: float) -> str:
    """Say where the cut-off is."""
    return f"cut-off {value:g}"

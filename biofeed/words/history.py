"""What the screens that look back say: pictures over time, one session, two side by side."""

from __future__ import annotations

from collections.abc import Mapping

LOOKING_BACK = "Looking back"
READING = "reading your log"
NOTHING_YET = "Nothing has been logged yet. There is no hurry."
KEPT_APART = "Simulated sessions are kept apart: “biofeed sessions” lists them."
NOTHING_HERE = "There is nothing of this kind yet."
ALL_EXERCISES = "all exercises"
ANOTHER_OF = "mark another session of {title}, then space"
SIDE_BY_SIDE = "Two sessions side by side"
NOT_SAID, NOT_MEASURED = "–", "–"

TITLES: Mapping[str, str] = {
    "practice": "practice, days a week",
    "felt": "felt stress, before and after",
    "rest": "ln RMSSD at rest",
    "pace": "best pace, breaths a minute",
    "recovery": "half of the rise gone, in s",
    "okay": "okay again, in minutes",
}
"""The heading of each picture."""
HELP: Mapping[str, str] = {
    "practice": "Every week has the days on which you practised. Days off are part of it.",
    "felt": "○ before and ● after, in your own judgement.",
    "weekly": "○ before and ● after, in your own judgement: the median of each week.",
    "rest": (
        "• a clean window of free breathing, {posture}; the line is the mean of seven days, the shade the "
        "usual range of four weeks."
    ),
    "pace": "Each ● is an assessment with one best pace; it is that day's. ○ had no single one.",
    "recovery": "Half gone: • one stress and recovery session, ● the median of up to five of the same task.",
    "okay": "Until okay: • a setback by your own account, ● the median of the last five.",
}
"""What each picture shows, in a line below it."""
OUTSIDE = (
    "The mean has been outside its usual range for three days. Many things do that, in either direction."
)

FACTS: Mapping[str, str] = {
    "when": "when",
    "stress": "felt stress",
    "window": "window",
    "okay": "okay after",
    "setting": "setting",
    "posture": "posture",
    "ended": "ended",
    "before": "quiet before",
    "after": "quiet after",
    "recovery": "recovery",
    "pace": "best pace",
    "heart": "heart",
    "rmssd": "RMSSD",
    "clean": "clean signal",
    "device": "measured with",
}
"""What is told of a session, in this order."""
STOPPED_BECAUSE = "stopped: {reason}"
HOW_IT_ENDED: Mapping[str, str] = {
    "done": "at its end",
    "stopped": "stopped",
    "interrupted": "interrupted",
    "running": "still running",
}
LINE, NOTE_BY = "your line", "note by {author}"
MARKED = "marked"
MADE_OF_EQUATIONS = "These beats were simulated; nobody's heart was measured."
IDS = "session {id}"


def change(before: object | None, after: object | None) -> str:
    """Say how something was before and after, as far as it was said: `60 → 40`; empty if neither was."""
    if before is None and after is None:
        return ""
    return f"{NOT_SAID if before is None else before} → {NOT_SAID if after is None else after}"


def bpm(value: float) -> str:
    """Say a heart rate."""
    return f"{value:.0f} bpm"


def ms(value: float) -> str:
    """Say an RMSSD."""
    return f"{value:.0f} ms"


def minutes(value: float) -> str:
    """Say a number of minutes."""
    return f"{value:g} min"


def quiet(heart_bpm: float | None, rmssd_ms: float | None, weak: str) -> str:
    """Say what a quiet window measured, or why it does not count."""
    if weak or heart_bpm is None or rmssd_ms is None:
        return weak or NOT_MEASURED
    return f"{bpm(heart_bpm)}, RMSSD {ms(rmssd_ms)}"


def paced_rmssd(value: float) -> str:
    """Say an RMSSD that belongs to the pace of its session."""
    return f"{ms(value)} at this pace"


def best_pace(pace_bpm: float | None, low_bpm: float | None, high_bpm: float | None, verdict: str) -> str:
    """Say what an assessment found."""
    if pace_bpm is not None:
        return f"{pace_bpm:.1f} a minute, that day"
    if low_bpm is not None and high_bpm is not None:
        return f"between {low_bpm:.1f} and {high_bpm:.1f} a minute"
    return verdict


def percent(share: float) -> str:
    """Say a share."""
    return f"{share:.0%}"

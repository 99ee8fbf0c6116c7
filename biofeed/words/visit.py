"""What the app says around a practice: the check-in before it, and the way from its end back home."""

from __future__ import annotations

from collections.abc import Mapping

# --- before -----------------------------------------------------------------------------------------

ARROWS = "Up and down: a question. Left and right: an answer. Each can be skipped; enter begins."
NOT_SAID = "–"
YES_NO: Mapping[str, str] = {"no": "no", "yes": "yes"}
NOT_ANSWERED = "The caution check is not answered yet; until then this is within what suits nearly everybody."
DIGITS_REST = "Numbers are hidden in the first sessions, so that the breath has the attention; n shows them."
ROWS: Mapping[str, str] = {
    "stress": "stress now",
    "window": "window",
    "posture": "posture",
    "setting": "this moment",
    "okay": "okay after",
    "helped": "what helped",
    "bring": "bring along",
    "line": "one line",
    "heartbeats": "heartbeats",
    "words": "your words",
    "sharing": "sharing",
}
"""What each question is called in front of its answers."""
WINDOW_NAMES: Mapping[str, str] = {"above": "above", "inside": "inside", "below": "below"}
CONSENT_KEYS = "y is yes, for this once. Anything else leaves it for today."

# --- where it was stopped ---------------------------------------------------------------------------

STOPPED = "Stopped, and kept up to here"
GROUNDING_OFFERED = "g begins grounding now."
LET_BE = "Let the pacer be, and breathe as you like."

# --- after ------------------------------------------------------------------------------------------

HOW_IS_IT = "How is it now?"
BEFORE_NUMBERS = "Your own words come first, the numbers after. Each question can be skipped."
MINUTES_UNIT = "min"
ARROWS_AFTER = "Up and down: a question. Left and right: an answer. Enter goes on."
UNPACED_ONLY = "Before and after are compared only where nobody paced the breath."
BRING_IT = "Bring this session along to the next hour with your therapist?"
THIS_SESSION = "this session"
STRESS_NAME, WINDOW_NAME = "stress", "window"
KEPT_APART = "Simulated, and kept apart from every trend: “biofeed sessions” lists it."
NO_NUMBERS_HERE = "Numbers are hidden; n shows them."
LET_GO = "Let go of this session?"
LET_GO_MEANS = "It is deleted from the log, with everything in it, and cannot be brought back."
LET_GO_KEYS = "y lets it go; anything else keeps it."
MARK_GLYPH, PAUSE_GLYPH, GAP_GLYPH = "▾", "‖", "┄"
LEGEND: Mapping[str, str] = {MARK_GLYPH: "marked", PAUSE_GLYPH: "paused", GAP_GLYPH: "no signal"}
"""What the glyphs under the course of a session stand for."""


def stress_change(before: int | None, after: int | None) -> str:
    """Say how felt stress was before and after, as far as it was said: `stress 60 → 40`."""
    return _change(STRESS_NAME, before, after)


def window_change(before: str | None, after: str | None) -> str:
    """Say where one was in the window before and after: `window above → inside`."""
    return _change(WINDOW_NAME, before, after)


def _change(name: str, before: object | None, after: object | None) -> str:
    if before is None and after is None:
        return ""
    if before is None:
        return f"{name} {after} after"
    if after is None:
        return f"{name} {before} before"
    return f"{name} {before} → {after}"


def okay_after(minutes: float) -> str:
    """Say when it felt okay again."""
    return f"felt okay again after {minutes:g} min"


def suggested(title: str, reason: str) -> str:
    """Offer something else, with the reason."""
    return f"{reason} g takes “{title}” instead."


def as_chosen(title: str) -> str:
    """Say that the suggestion was taken, and how to go back."""
    return f"“{title}” it is. g goes back to what you chose."


def loudness(step: str) -> str:
    """Say how loud the cues are now."""
    return f"sound: {step}"

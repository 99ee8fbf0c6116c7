"""What `biofeed exercises` says: what an exercise needs, how its parts go, whether a file is in order."""

from __future__ import annotations

from biofeed.breath import Part, Pattern
from biofeed.words.said import as_clock, pattern

NEEDS = {
    "strap": "a strap",
    "caution": "the caution check answered first",
    "consent": "a yes each time, because it puts one under a little pressure",
}
"""What an exercise needs before it begins, by the name it has in JSON."""

IN_SHORT = {"strap": "strap", "caution": "caution check", "consent": "consent"}
"""The same, where there is room for a word or two."""

NOTHING_HELD = "Done without holds."
WHAT_IS_KNOWN = "What is known"
TAKE_CARE = "Take care"
NEEDED = "Needs"
PARTS = "Parts"


def in_order(path: str) -> str:
    """Say that a file can be used."""
    return f"{path}: ok"


def breath_of(part: Part) -> str:
    """Say how a part is breathed, as `6.0 a minute (4 in, 6 out), from 9.0 within 1:15`; empty if freely."""
    if part.pattern is None:
        return ""
    said = _breath(part.pattern)
    if part.is_personal:
        said = f"your own pace, {said} as long as there is none"
    if part.ramp:
        said += f", from {part.ramp.from_bpm:.1f} within {as_clock(part.ramp.seconds)}"
    return f"{said}, the pacer fading out" if part.fades else said


def without_holds(part: Part) -> str:
    """Say how a part is breathed where no breath is held; empty where none is anyway."""
    if part.without_holds is None:
        return ""
    return f"without holds: {_breath(part.without_holds)}"


def _breath(breath: Pattern) -> str:
    # Two digits, because the slow patterns are told apart by the second one.
    return f"{round(breath.bpm, 2)} a minute ({pattern(breath)})"

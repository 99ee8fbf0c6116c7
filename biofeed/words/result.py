"""What a protocol found, in words: the last line of an assessment, and what goes with it."""

from __future__ import annotations

from collections.abc import Sequence

from biofeed.types import Result

NO_CLEAR_PEAK = "no clear peak"
SIX_IS_AS_USEFUL = "no clear peak: 6.0 breaths a minute is as useful"
TODAY = "It is today's pace. Two people in three have another one when it is measured again."
OWN_WEIGHTS = "The paces are compared by weights of our own; nobody has published any."
HEART_CAME_BACK = "half of the rise was gone after"
ONE_SESSION = "One session by itself says little; the median of several says more."


def best_pace_line(result: Result) -> str:
    """Say what a `resonance` result found: one pace, a range of them, or no clear peak.

    >>> best_pace_line(Result(0.0, "resonance", (), {"verdict": "no clear peak"}))
    'no clear peak'
    """
    detail = result.detail
    best = next((measure.value for measure in result.measures if measure.name == "best_pace"), None)
    if best is not None:
        return f"best pace today: {best:.1f} breaths a minute"
    if detail.get("verdict") == "range":
        low, high = float(detail["low_bpm"]), float(detail["high_bpm"])
        return f"best pace today: between {low:.1f} and {high:.1f} breaths a minute"
    return NO_CLEAR_PEAK


def recovery_lines(result: Result) -> list[str]:
    """Say what a `recovery` result found, or why there is nothing to say of it."""
    rise = next((measure.value for measure in result.measures if measure.name == "reactivity"), None)
    lines = [] if rise is None else [f"heart rate in the stressor: {rise:+.0f} a minute"]
    half = result.detail.get("half_recovery")
    if half is None:
        return [*lines, str(result.detail["verdict"])]
    return [*lines, f"{HEART_CAME_BACK} {half}", ONE_SESSION]


def last_words(results: Sequence[Result]) -> list[str]:
    """Give the lines to end a session with, for whatever protocol it followed; none if it had none."""
    lines: list[str] = []
    for result in results:
        if result.kind == "recovery":
            lines += recovery_lines(result)
        elif result.kind == "resonance":
            lines.append(best_pace_line(result))
    return lines

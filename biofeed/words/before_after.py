"""Before and after, in words: only what was measured while nobody paced the breath.

Where there is no such pair there is nothing to compare, and the person's own ratings say what changed.
"""

from __future__ import annotations

from collections.abc import Sequence

from biofeed.types import Result
from biofeed.words.number import find

ROLES = ("before", "after")
NOT_COMPARED = "not compared"


def before_after_lines(results: Sequence[Result], *, with_hrv: bool = True) -> list[str]:
    """Say what the quiet windows before and after measured, a line each; none without a window.

    A window that is not clean says why, and is not compared. `with_hrv` is false for somebody whose rhythm
    makes such numbers mean nothing.
    """
    windows = {role: _window(results, role) for role in ROLES}
    if not with_hrv or not any(windows.values()):
        return []
    return [_line(role, window) for role, window in windows.items() if window is not None]


def _window(results: Sequence[Result], role: str) -> Result | None:
    return next((one for one in results if one.kind == "window" and one.detail.get("role") == role), None)


def _line(role: str, window: Result) -> str:
    why_not = str(window.detail.get("clean", ""))
    if why_not != "yes":
        return f"{role:<7} {NOT_COMPARED}: {why_not}"
    heart, rmssd = find(window.measures, "mean_hr"), find(window.measures, "rmssd")
    said = [
        f"heart {heart.value:.0f} bpm" if heart and heart.value is not None else "",
        f"RMSSD {rmssd.value:.0f} ms" if rmssd and rmssd.value is not None else "",
    ]
    return f"{role:<7} {'   '.join(filter(None, said))}"

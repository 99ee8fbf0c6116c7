"""What the lines of text ask on a terminal, before a session and after it."""

from __future__ import annotations

ENTER_SKIPS = "enter leaves it out"
YES_NO = "y or n"
ASK_CONSENT = "Do you agree to that, for this once?"
NOT_UNDERSTOOD = "That was not among the answers. They are: {answers}."
LEFT_FOR_TODAY = "Left for today."


def choices(keys: dict[str, str]) -> str:
    """Name the keys there are, as `1 above: too much, racing, on edge · 2 inside: …`."""
    return " · ".join(f"{key} {text}" for key, text in keys.items())

"""How an exercise is to be done this time: how long, at which pace, with or without holds, framed or not."""

from __future__ import annotations

from dataclasses import dataclass, replace

from biofeed.breath import Part, Pattern
from biofeed.errors import UsageError
from biofeed.exercise.bounds import MAX_BPM, MIN_BPM, allowed_bpm, first_breach
from biofeed.types import PhaseKind

MIN_MINUTES, MAX_MINUTES = 1.0, 30.0
MIN_BREATHING_S = 60.0
BEFORE = (
    Part(PhaseKind.SETTLE, "settle", 60.0, text="sit as you will sit afterwards, and breathe as you like"),
    Part(PhaseKind.REST, "before", 120.0, text="stay as you are, and breathe as you like"),
)
"""What is measured before: two minutes that nobody paces, after one to arrive."""
AFTER = (Part(PhaseKind.REST, "after", 120.0, text="let go of the pace, and breathe as you like"),)
"""What is measured after, sitting in the same way."""


@dataclass(frozen=True, slots=True)
class Variant:
    """How an exercise is to be done this time."""

    minutes: float | None = None
    """How long without the frame; its breathing parts are stretched."""
    pace_bpm: float | None = None
    """The pace of every paced part, instead of the one that is written."""
    framed: bool = False
    """Whether an unpaced window before and one after are put around it."""
    holds: bool = True
    """Whether a breath may be held."""


AS_WRITTEN = Variant()


def without_holds(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """Give parts in which no breath is held."""
    return tuple(
        replace(part, pattern=part.without_holds, without_holds=None) if part.without_holds else part
        for part in parts
    )


def at_pace(parts: tuple[Part, ...], bpm: float) -> tuple[Part, ...]:
    """Give parts with every breath at `bpm`.

    Raises `UsageError` that names the bound of care which that would break.
    """
    return tuple(
        replace(part, pattern=_at_pace(part.pattern, bpm)) if part.pattern else part for part in parts
    )


def _at_pace(pattern: Pattern, bpm: float) -> Pattern:
    if not MIN_BPM <= bpm <= MAX_BPM:
        raise UsageError(
            f"{bpm:g} breaths a minute is out of bounds.",
            f"The allowed range is {MIN_BPM:g} to {MAX_BPM:g}.",
        )
    paced = pattern.at(bpm)
    if breach := first_breach(paced):
        low_bpm, high_bpm = allowed_bpm(pattern)
        raise UsageError(
            f"At {bpm:g} breaths a minute, {breach.title}",
            f"{breach.hint} This breath can have {low_bpm:.3g} to {high_bpm:.3g} a minute.",
        )
    return paced


def stretched(parts: tuple[Part, ...], minutes: float, title: str) -> tuple[Part, ...]:
    """Give parts that last `minutes` together; those around the breathing keep their length.

    Where nothing is paced, all parts are stretched alike. Raises `UsageError` if that leaves the breathing
    less than one minute.
    """
    is_unpaced = not any(part.pattern for part in parts)
    breathing_s = sum(part.seconds for part in parts if part.pattern or is_unpaced)
    fixed_s = sum(part.seconds for part in parts) - breathing_s
    left_s = minutes * 60 - fixed_s
    if left_s < MIN_BREATHING_S:
        raise UsageError(
            f"“{title}” has {fixed_s:g} s around its breathing, which leaves less than a minute.",
            f"Choose at least {(fixed_s + MIN_BREATHING_S) / 60:g} minutes.",
        )
    factor = left_s / breathing_s
    return tuple(
        replace(part, seconds=part.seconds * factor) if part.pattern or is_unpaced else part for part in parts
    )


def check_minutes(minutes: float) -> None:
    """Raise `UsageError` for a length that no session can have."""
    if not MIN_MINUTES <= minutes <= MAX_MINUTES:
        raise UsageError(
            f"{minutes:g} minutes is outside of what a session can last.",
            f"Choose between {MIN_MINUTES:g} and {MAX_MINUTES:g} minutes.",
        )


def framed(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """Put an unpaced window before and one after."""
    return (*BEFORE, *parts, *AFTER)

"""An exercise: what it is, and what it asks for."""

from __future__ import annotations

import math
from dataclasses import dataclass

from biofeed.breath import Part
from biofeed.errors import UsageError
from biofeed.exercise.bounds import held_s
from biofeed.exercise.file import Kind, Label, read
from biofeed.exercise.part import part_from
from biofeed.exercise.variant import (
    AS_WRITTEN,
    Variant,
    at_pace,
    check_minutes,
    framed,
    stretched,
    without_holds,
)
from biofeed.pacer import Schedule


@dataclass(frozen=True, slots=True)
class Exercise:
    """One exercise, checked and ready to be laid out."""

    name: str
    title: str
    summary: str
    evidence: str
    label: Label
    kind: Kind
    cautions: tuple[str, ...]
    protocol: str
    """Which procedure runs over its parts and finds something in them; empty if none."""
    parts: tuple[Part, ...]
    toml: str
    """The file's own text, kept so that a log can be replayed when the file has changed."""

    @property
    def has_holds(self) -> bool:
        """Whether any breath in it is held."""
        return any(held_s(part.pattern) > 0 for part in self.parts if part.pattern)

    @property
    def minutes(self) -> float:
        """How long it is as written, in minutes."""
        return sum(part.seconds for part in self.parts) / 60

    @property
    def is_paced(self) -> bool:
        """Whether any breath in it is paced."""
        return any(part.pattern for part in self.parts)

    @property
    def is_personal(self) -> bool:
        """Whether any part of it is paced at the person's own pace."""
        return any(part.is_personal for part in self.parts)

    @property
    def tasks(self) -> tuple[str, ...]:
        """The tasks it puts to the person, each once, in their order."""
        return tuple(dict.fromkeys(part.task for part in self.parts if part.task))

    @property
    def paces(self) -> tuple[float, float] | None:
        """The slowest and the fastest pace it is meant to reach, in breaths a minute; `None` if unpaced.

        A personal pace counts as what it is for somebody whose own is not known.
        """
        # Without the last digits of floating point, so that 6 is not less than 6.
        found = [round(part.pattern.bpm, 6) for part in self.parts if part.pattern]
        return (min(found), max(found)) if found else None

    def schedule(self, variant: Variant = AS_WRITTEN) -> Schedule:
        """Lay the exercise out, done in the way that `variant` says.

        Raises `UsageError` for a length, a pace or a frame that it cannot have.
        """
        parts = self.parts if variant.holds else without_holds(self.parts)
        if variant.pace_bpm is not None:
            self._check_own_pace()
            parts = at_pace(parts, variant.pace_bpm)
        if variant.minutes is not None:
            check_minutes(variant.minutes)
            parts = self._stretched(parts, variant.minutes)
        if variant.framed:
            self._check_frame()
            parts = framed(parts)
        return Schedule.of(parts)

    def _check_own_pace(self) -> None:
        if self.protocol:
            raise UsageError(f"“{self.title}” sets its own paces.", "Begin it without a pace.")
        if not self.is_paced:
            raise UsageError(f"“{self.title}” paces no breath.", "Begin it without a pace.")

    def _stretched(self, parts: tuple[Part, ...], minutes: float) -> tuple[Part, ...]:
        if math.isclose(minutes, self.minutes):
            return parts
        is_guided = any(part.cues for part in parts)
        is_breathing = self.kind is Kind.BREATHING and not is_guided
        if self.protocol or not (self.is_paced or is_breathing):
            raise UsageError(
                f"“{self.title}” lasts {_length(self.minutes)} as it is.", "Begin it without a length."
            )
        return stretched(parts, minutes, self.title)

    def _check_frame(self) -> None:
        if self.kind is not Kind.BREATHING:
            raise UsageError(
                f"“{self.title}” has no window before and after.",
                "Those go around breathing exercises; begin this one without them.",
            )


def _length(minutes: float) -> str:
    whole, seconds = divmod(round(minutes * 60), 60)
    return f"{whole} min {seconds} s" if seconds else f"{whole} min"


def parse(toml: str, name: str) -> Exercise:
    """Read an exercise file's text.

    Raises `ExerciseError` that names the file, the key and the allowed range.
    """
    file = read(toml, name)
    return Exercise(
        name=name,
        title=file.title,
        summary=file.summary,
        evidence=file.evidence,
        label=file.label,
        kind=file.kind,
        cautions=tuple(file.cautions),
        protocol=file.protocol,
        parts=tuple(part_from(phase, f"{name}, phase {i}") for i, phase in enumerate(file.phases, 1)),
        toml=toml,
    )

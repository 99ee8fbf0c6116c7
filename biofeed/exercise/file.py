"""The exercise file's schema: its keys, and what each may hold.

docs/exercises.md describes every key for the person who writes one; a test holds the two together.
"""

from __future__ import annotations

import re
import tomllib
from enum import StrEnum
from typing import Annotated, Literal, get_args

import msgspec
from msgspec import Meta

from biofeed.errors import ExerciseError
from biofeed.exercise.bounds import MAX_BPM, MIN_BPM
from biofeed.types import PhaseKind


class Label(StrEnum):
    """How well what is said of an exercise has been studied, in the plainest words there are."""

    WELL_STUDIED = "well studied"
    STUDIED = "studied"
    SOME_STUDY = "some study"
    PLAUSIBLE = "plausible"
    TRADITION = "tradition"
    PERSONAL = "personal"
    TESTED_PROGRAMME = "tested programme"


class Kind(StrEnum):
    """What an exercise is for, which decides where it is offered and how its log is read."""

    BREATHING = "breathing"
    RESET = "reset"
    GROUNDING = "grounding"
    ACTIVATION = "activation"
    AWARENESS = "awareness"
    READING = "reading"
    ASSESSMENT = "assessment"
    STRESS_RECOVERY = "stress-recovery"


Protocol = Literal["", "resonance", "stress-recovery"]
PersonalPace = Literal["personal"]

PartSeconds = Annotated[float, Meta(ge=1, le=1800)]
RampSeconds = Annotated[float, Meta(gt=0, le=1800)]
StepSeconds = Annotated[float, Meta(ge=0.1, le=20)]
CueSeconds = Annotated[float, Meta(ge=1, le=600)]
Pace = Annotated[float, Meta(ge=MIN_BPM, le=MAX_BPM)]
Level = Annotated[float, Meta(ge=0, le=1)]
Ratio = Annotated[list[Annotated[float, Meta(ge=0, le=100)]], Meta(min_length=2, max_length=4)]
Line = Annotated[str, Meta(min_length=1, max_length=400)]
TaskName = Annotated[str, Meta(pattern="^[a-z][a-z0-9-]{0,39}$")]


class FileRamp(msgspec.Struct, forbid_unknown_fields=True, rename={"from_": "from"}):
    """A gentle way in."""

    from_: Pace
    seconds: RampSeconds


class FileStep(msgspec.Struct, forbid_unknown_fields=True):
    """One stretch of a breath."""

    level: Level
    seconds: StepSeconds
    text: str = ""


class FileCue(msgspec.Struct, forbid_unknown_fields=True):
    """One line of guidance."""

    seconds: CueSeconds
    text: Line


class FileBreath(msgspec.Struct, forbid_unknown_fields=True):
    """What to breathe where no breath may be held."""

    breaths_per_minute: Pace
    ratio: Ratio | None = None


class FilePhase(msgspec.Struct, forbid_unknown_fields=True):
    """One part of an exercise."""

    kind: PhaseKind
    seconds: PartSeconds | None = None
    title: str = ""
    text: str = ""
    breaths_per_minute: Pace | None = None
    pace: PersonalPace | None = None
    ratio: Ratio | None = None
    steps: Annotated[list[FileStep], Meta(min_length=2, max_length=12)] | None = None
    ramp: FileRamp | None = None
    without_holds: FileBreath | None = None
    fade: bool = False
    cues: Annotated[list[FileCue], Meta(min_length=1, max_length=60)] | None = None
    task: TaskName = ""


class File(msgspec.Struct, forbid_unknown_fields=True):
    """One exercise."""

    format: Annotated[int, Meta(ge=1, le=1)]
    title: Line
    summary: Line
    evidence: Line
    phases: Annotated[list[FilePhase], Meta(min_length=1, max_length=100)]
    label: Label = Label.PLAUSIBLE
    kind: Kind = Kind.BREATHING
    cautions: list[Line] = []
    protocol: Protocol = ""


_CHOICES: dict[str, tuple[str, ...]] = {
    "$.label": tuple(Label),
    "$.kind": tuple(Kind),
    "$.protocol": get_args(Protocol),
    "$.phases[...].kind": tuple(PhaseKind),
    "$.phases[...].pace": get_args(PersonalPace),
}
_KEYS: dict[str, type[msgspec.Struct]] = {
    "$": File,
    "$.phases[...]": FilePhase,
    "$.phases[...].ramp": FileRamp,
    "$.phases[...].steps[...]": FileStep,
    "$.phases[...].cues[...]": FileCue,
    "$.phases[...].without_holds": FileBreath,
}


def read(toml: str, name: str) -> File:
    """Read an exercise file's text.

    Raises `ExerciseError` that names the file, the key and the allowed range.
    """
    try:
        return msgspec.convert(tomllib.loads(toml), File)
    except tomllib.TOMLDecodeError as error:
        raise ExerciseError(f"{name}: this is not TOML: {error}.", "See docs/exercises.md.") from None
    except msgspec.ValidationError as error:
        raise ExerciseError(f"{name}: {error}.", _hint(str(error))) from None


def keys(struct: type[msgspec.Struct]) -> tuple[str, ...]:
    """Give the keys of one table of the file, as they are written there."""
    return tuple(field.encode_name for field in msgspec.structs.fields(struct))


def _hint(message: str) -> str:
    """Say what is allowed where the message does not say so itself."""
    found = re.search(r"`(\$[^`]*)`$", message)
    place = re.sub(r"\[\d+\]", "[...]", found.group(1)) if found else "$"
    if place in _CHOICES and "enum value" in message:
        choices = ", ".join(f"“{choice}”" for choice in _CHOICES[place])
        return f"It can be: {choices}. See docs/exercises.md."
    if place in _KEYS and "field" in message:
        return f"The keys there are: {', '.join(keys(_KEYS[place]))}. See docs/exercises.md."
    return "See docs/exercises.md."

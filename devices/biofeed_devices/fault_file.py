"""A list of faults as a TOML file: what goes wrong with a strap, when, and for how long.

docs/faults.md describes the file, `biofeed_devices.faults` lets it happen. `sim:` and `replay:` read one
with the option `faults=FILE`.
"""

from __future__ import annotations

import tomllib
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import msgspec
from msgspec import Meta

from biofeed.errors import UsageError
from biofeed.plugins import DeviceURL

LATEST_S = 86_400.0
LONGEST_S = 3_600.0
MOST_PACKETS = 10_000
MOST_FAULTS = 1_000


class Kind(StrEnum):
    """What can go wrong. The first seven last for some seconds, the others befall some packets."""

    DROP = "drop"
    STALL = "stall"
    DOUBLE = "double"
    NO_CONTACT = "no_contact"
    ZERO = "zero"
    NO_RR = "no_rr"
    FREEZE = "freeze"
    LOSE = "lose"
    TRUNCATE = "truncate"
    GARBAGE = "garbage"
    WILD_RR = "wild_rr"


COUNTED = frozenset({Kind.LOSE, Kind.TRUNCATE, Kind.GARBAGE, Kind.WILD_RR})
"""The kinds that befall a number of packets; all others last for some seconds."""


class Fault(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"at_s": "at", "for_s": "for"}):
    """One thing that goes wrong, from `at_s` on: for `for_s` seconds, or for `count` packets."""

    at_s: Annotated[float, Meta(ge=0, le=LATEST_S)]
    kind: Kind
    for_s: Annotated[float, Meta(gt=0, le=LONGEST_S)] | None = None
    count: Annotated[int, Meta(ge=1, le=MOST_PACKETS)] | None = None

    def __post_init__(self) -> None:
        """Check that it has the one of `for` and `count` that goes with its kind."""
        key, other = ("count", "for") if self.kind in COUNTED else ("for", "count")
        given = {"for": self.for_s, "count": self.count}
        if given[key] is None or given[other] is not None:
            raise ValueError(f"Kind `{self.kind}` goes with `{key}` and without `{other}`")

    @property
    def end_s(self) -> float:
        """When it is over; at once, if it befalls a number of packets."""
        return round(self.at_s + (self.for_s or 0.0), 6)


class FaultPlan(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"faults": "fault"}):
    """Everything that goes wrong. The same plan and the same packets give the same misfortune."""

    faults: Annotated[tuple[Fault, ...], Meta(max_length=MOST_FAULTS)] = ()
    seed: Annotated[int, Meta(ge=0)] = 1
    """What the garbage is drawn from."""


NO_FAULTS = FaultPlan()

_HELP = (
    f"Each [[fault]] has at = 0 to {LATEST_S:.0f} s and a kind. "
    f"With for = up to {LONGEST_S:.0f} s: {', '.join(kind for kind in Kind if kind not in COUNTED)}. "
    f"With count = 1 to {MOST_PACKETS}: {', '.join(kind for kind in Kind if kind in COUNTED)}."
)


def read_faults(url: DeviceURL) -> FaultPlan:
    """Read the file that a device's option `faults` names; without that option nothing goes wrong.

    Raises `UsageError` that names the file, the key and the allowed range.
    """
    name = url.options.get("faults")
    if name is None:
        return NO_FAULTS
    try:
        text = Path(name).read_text("utf-8")
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise UsageError(
            f"The list of faults “{name}” cannot be read: {reason.lower()}.",
            f"Write {url.scheme}:…?faults=FILE, where FILE is a text file as docs/faults.md describes it.",
        ) from None
    return parse_faults(text, name)


def parse_faults(toml: str, name: str) -> FaultPlan:
    """Read the text of a file called `name`. Raises `UsageError` as `read_faults` does."""
    try:
        return msgspec.convert(tomllib.loads(toml), FaultPlan)
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{name}: this is not TOML: {error}.", "See docs/faults.md.") from None
    except msgspec.ValidationError as error:
        raise UsageError(f"{name}: {error}.", _HELP) from None

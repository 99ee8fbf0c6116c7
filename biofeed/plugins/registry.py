"""The only code that knows entry points.

Nothing is imported before it is asked for: to list names costs a scan of metadata, to use one loads exactly
that one.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib.metadata import EntryPoint, entry_points

from biofeed.errors import PluginError

DEVICES = "biofeed.devices"
EXERCISES = "biofeed.exercises"
TASKS = "biofeed.tasks"
TEST_BEDS = "biofeed.testbeds"


@dataclass(frozen=True, slots=True)
class Plugin:
    """One installed plug-in, as `biofeed plugins` prints it; nothing of it has been imported."""

    name: str
    kind: str
    """`device` or `exercise pack`."""
    target: str
    """Where its class or object is, as `module:name`."""
    distribution: str


def installed() -> list[Plugin]:
    """List every installed plug-in, by kind and name."""
    kinds = {DEVICES: "device", EXERCISES: "exercise pack"}
    return [
        Plugin(entry.name, kind, entry.value, entry.dist.name if entry.dist else "unknown")
        for group, kind in kinds.items()
        for entry in entries(group).values()
    ]


def entries(group: str) -> dict[str, EntryPoint]:
    """Give what is installed of a group, by name, in alphabetical order."""
    return {entry.name: entry for entry in sorted(entry_points(group=group), key=lambda entry: entry.name)}


def load(entry: EntryPoint) -> object:
    """Import what an entry point names. Raises `PluginError` for whatever goes wrong in it."""
    try:
        return entry.load()
    except Exception as error:
        source = entry.dist.name if entry.dist else entry.value
        raise PluginError(
            f"The plug-in “{entry.name}” could not be loaded: {error}",
            f"It comes from {source}; try to install that again.",
        ) from error

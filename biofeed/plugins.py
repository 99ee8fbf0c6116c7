"""What a device and an exercise pack must offer, and the only code that knows entry points.

A plug-in is a class or object registered by a package under the group `biofeed.devices` or
`biofeed.exercises`. The ones that come with biofeed are registered in the same way. Nothing is imported
before it is asked for: to list names costs a scan of metadata, to use one loads exactly that one.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.metadata import EntryPoint, entry_points
from types import TracebackType
from typing import Protocol, Self, cast, runtime_checkable
from urllib.parse import parse_qsl

from biofeed.clock import Clock
from biofeed.errors import BiofeedError, ExerciseError, PluginError, UsageError
from biofeed.exercise import Exercise, parse
from biofeed.task import TaskFactory
from biofeed.types import Cue, DeviceInfo, Event

DEVICES = "biofeed.devices"
EXERCISES = "biofeed.exercises"
TASKS = "biofeed.tasks"
TEST_BEDS = "biofeed.testbeds"


class Guide(Protocol):
    """What the person is asked to do, as far as a device may know it."""

    def cue(self, t_s: float) -> Cue | None:
        """Give the cue in force at `t_s`, now or in the near future; `None` is breathing as one likes."""

    def effort(self, t_s: float) -> bool:
        """Say whether a stressor asks for an effort at `t_s`."""


class FreeGuide:
    """A guide that asks for nothing."""

    def cue(self, t_s: float) -> Cue | None:
        """Let the person breathe as they like."""

    def effort(self, t_s: float) -> bool:
        """Ask for no effort."""
        return False


FREE = FreeGuide()
"""Who listens to a device without pacing anybody needs no other guide."""


@dataclass(frozen=True, slots=True)
class DeviceURL:
    """An address such as `sim:?person=older&seed=7`, taken apart."""

    scheme: str
    path: str = ""
    options: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `scheme:path?option=value&…`; the options follow the last `?`.

        Raises `UsageError` if there is no scheme or an option has no value.
        """
        match = re.fullmatch(r"([a-z][a-z0-9+-]*):(.*)", text.strip(), re.DOTALL)
        if not match:
            raise UsageError(
                f"“{text}” is not the address of a device.",
                "An address begins with a kind and a colon: sim:  replay:FILE  none:",
            )
        scheme, rest = match.groups()
        # Without an "=" after it, a question mark is part of a file's name.
        path, mark, query = rest.rpartition("?")
        if not mark or (query and "=" not in query):
            return cls(scheme, rest, {})
        try:
            options = dict(parse_qsl(query, strict_parsing=bool(query), keep_blank_values=True))
        except ValueError:
            raise UsageError(
                f"“{query}” is not a list of options.", "Write them as name=value, joined by “&”."
            ) from None
        return cls(scheme, path, options)

    def take(self, *allowed: str) -> Mapping[str, str]:
        """Give the options, after checking that each is one of `allowed`.

        Raises `UsageError` naming the unknown option and the ones there are.
        """
        for name in self.options:
            if name not in allowed:
                known = ", ".join(allowed) or "none"
                raise UsageError(f"{self.scheme}: has no option “{name}”.", f"Its options are: {known}.")
        return self.options


@dataclass(frozen=True, slots=True)
class Check:
    """One line of `diagnose`: what was looked at, whether it is in order, and what to do if not."""

    title: str
    ok: bool
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Found(DeviceInfo):
    """A device that a search has found, with what it says of itself to everybody."""

    services: tuple[str, ...] = ()
    """What it offers, as Bluetooth's numbers in their long form; seldom all of it before it is connected."""
    makers: tuple[int, ...] = ()
    """Who made it, as the Bluetooth SIG's company numbers."""


@runtime_checkable
class Specialist(Protocol):
    """A kind of device that measures more of some devices than the kind which finds them."""

    @classmethod
    def knows_more_of(cls, info: DeviceInfo) -> bool:
        """Tell whether this looks like one of them; a `Found` has more to go by than its name."""


@runtime_checkable
class Device(Protocol):
    """Where beats come from.

    An async context manager: to enter is to connect, to leave is to let go of the strap, whatever
    happened in between. Losing the strap for good raises `DeviceLost` from `events`.
    """

    info: DeviceInfo
    clock: Clock

    @classmethod
    def from_url(cls, url: DeviceURL) -> Device:
        """Make the device that `url` names, without touching any hardware.

        Raises `UsageError` for an option it does not have or a value out of range.
        """

    @classmethod
    async def scan(cls, seconds: float) -> Sequence[DeviceInfo]:
        """Look for devices of this kind for at most `seconds`; nothing found is an empty list."""

    @classmethod
    async def diagnose(cls) -> Sequence[Check]:
        """Check what this kind of device needs from the computer."""

    async def __aenter__(self) -> Self:
        """Connect."""

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let go, and be quiet about it."""

    def events(self, guide: Guide = FREE) -> AsyncIterator[Event]:
        """Give what happens, in the order of `t_s`: a `Packet`, then the beats and gaps decoded from it.

        `guide` tells what the person is asked meanwhile; without one, nothing.
        """


@runtime_checkable
class ExercisePack(Protocol):
    """A collection of exercise files."""

    def names(self) -> Sequence[str]:
        """Give the names of the exercises in it, such as `longer-exhale`."""

    def read(self, name: str) -> str:
        """Give the TOML text of one exercise. Raises `KeyError` if there is none of that name."""


@runtime_checkable
class TestBed(Protocol):
    """What a package offers to other people's tests, such as a module of fakes. More is its own affair."""

    def missing_program(self) -> str:
        """Say what has to be installed on this computer; empty if nothing has to."""


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
        for entry in sorted(entry_points(group=group), key=lambda entry: entry.name)
    ]


def device_class(scheme: str) -> type[Device]:
    """Load the device plug-in for a scheme. Raises `UsageError` if no installed package offers it."""
    loaded = _load(_find(DEVICES, scheme))
    if not isinstance(loaded, type) or not isinstance(loaded, _DeviceFactory):
        raise PluginError(f"The plug-in “{scheme}” is not a device.", "Its author can help.")
    return loaded  # type: ignore[return-value]  # a Protocol has no runtime check of its constructors


def open_device(text: str) -> Device:
    """Make the device that an address names; `async with` then connects it."""
    url = DeviceURL.parse(text)
    return device_class(url.scheme).from_url(url)


async def scan(scheme: str, seconds: float) -> Sequence[DeviceInfo]:
    """Let one kind of device look for what there is of it.

    Raises `BiofeedError`; whatever else a plug-in raises becomes one.
    """
    try:
        return await device_class(scheme).scan(seconds)
    except BiofeedError:
        raise
    except Exception as error:
        raise PluginError(
            f"Looking for “{scheme}:” devices ended early: {error}.", "Its author can help."
        ) from error


async def scan_all(seconds: float) -> tuple[list[DeviceInfo], list[BiofeedError]]:
    """Let every kind of device look at the same time; give what was found and what was in the way."""
    outcomes = await asyncio.gather(*(scan(name, seconds) for name in _schemes()), return_exceptions=True)
    found: list[DeviceInfo] = []
    troubles: list[BiofeedError] = []
    for outcome in outcomes:
        if isinstance(outcome, BiofeedError):
            troubles.append(outcome)
        elif isinstance(outcome, BaseException):
            raise outcome
        else:
            found += outcome
    return found, troubles


def knowing_more_of(info: DeviceInfo) -> list[str]:
    """Name the other kinds of device that measure more of this one, by their schemes."""
    others = [scheme for scheme in _schemes() if not info.url.startswith(f"{scheme}:")]
    return [scheme for scheme in others if _knows_more_of(scheme, info)]


def _knows_more_of(scheme: str, info: DeviceInfo) -> bool:
    try:
        cls: object = device_class(scheme)
    except BiofeedError:
        # It is told where it is in the way, which it is not here.
        return False
    return isinstance(cls, Specialist) and cls.knows_more_of(info)


async def diagnose_all() -> dict[str, Sequence[Check]]:
    """Let every kind of device check what it needs, by scheme."""
    checks: dict[str, Sequence[Check]] = {}
    for scheme in _schemes():
        try:
            checks[scheme] = await device_class(scheme).diagnose()
        except BiofeedError as error:
            checks[scheme] = [Check(error.title, ok=False, hint=error.hint)]
    return checks


def _schemes() -> list[str]:
    return [plugin.name for plugin in installed() if plugin.kind == "device"]


def exercise_packs() -> list[ExercisePack]:
    """Load every installed exercise pack."""
    packs = []
    for entry in sorted(entry_points(group=EXERCISES), key=lambda entry: entry.name):
        pack = _load(entry)
        if not isinstance(pack, ExercisePack):
            raise PluginError(f"The plug-in “{entry.name}” is not an exercise pack.", "Its author can help.")
        packs.append(pack)
    return packs


def exercise_names() -> list[str]:
    """List the names of all installed exercises."""
    return sorted({name for pack in exercise_packs() for name in pack.names()})


def load_exercise(name: str) -> Exercise:
    """Find an exercise by name in the installed packs.

    Raises `ExerciseError` naming the exercises there are.
    """
    for pack in exercise_packs():
        if name in pack.names():
            return parse(pack.read(name), name)
    raise ExerciseError(
        f"There is no exercise called “{name}”.", f"There are: {', '.join(exercise_names()) or 'none'}."
    )


def load_task(name: str) -> TaskFactory:
    """Find what puts the questions of a task, by the task's name.

    Raises `PluginError` if no installed package offers it.
    """
    entries = {entry.name: entry for entry in entry_points(group=TASKS)}
    if name not in entries:
        known = ", ".join(sorted(entries)) or "none"
        raise PluginError(f"There is no task called “{name}”.", f"There are: {known}.")
    loaded = _load(entries[name])
    if not callable(loaded):
        raise PluginError(f"The plug-in “{name}” is not a task.", "Its author can help.")
    return cast(TaskFactory, loaded)


def load_test_bed(name: str) -> TestBed | None:
    """Load the test bed of that name; `None` if no installed package offers it.

    Raises `PluginError` if it cannot be loaded on this system.
    """
    entries = {entry.name: entry for entry in entry_points(group=TEST_BEDS)}
    if name not in entries:
        return None
    bed = _load(entries[name])
    if not isinstance(bed, TestBed):
        raise PluginError(f"The plug-in “{name}” is not a test bed.", "Its author can help.")
    return bed


@runtime_checkable
class _DeviceFactory(Protocol):
    def from_url(self, url: DeviceURL) -> Device: ...
    def events(self, guide: Guide = FREE) -> AsyncIterator[Event]: ...


def _find(group: str, name: str) -> EntryPoint:
    entries = {entry.name: entry for entry in entry_points(group=group)}
    if not entries:
        raise PluginError(
            "No devices are installed, not even biofeed's own.",
            "Install the package, do not run it from a copied folder: pip install biofeed",
        )
    if name not in entries:
        known = "  ".join(f"{scheme}:" for scheme in sorted(entries))
        raise UsageError(f"There is no kind of device called “{name}:”.", f"There are: {known}")
    return entries[name]


def _load(entry: EntryPoint) -> object:
    try:
        return entry.load()
    except Exception as error:
        source = entry.dist.name if entry.dist else entry.value
        raise PluginError(
            f"The plug-in “{entry.name}” could not be loaded: {error}",
            f"It comes from {source}; try to install that again.",
        ) from error
